import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeSafetensors } from '@second-unit/learning';

/** Silero VAD 6 as `@ricky0123/vad-web` 0.0.31 carries it. */
const SOURCE = '1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3';
const TO = fileURLToPath(new URL('../models/speech.safetensors', import.meta.url));
/** What the 16 kHz half of the network is made of, by its own names, with the shapes that it must have. */
const WANTED: Readonly<Record<string, readonly number[]>> = {
  'stft.forward_basis_buffer': [258, 1, 256],
  'encoder.0.reparam_conv.weight': [128, 129, 3],
  'encoder.0.reparam_conv.bias': [128],
  'encoder.1.reparam_conv.weight': [64, 128, 3],
  'encoder.1.reparam_conv.bias': [64],
  'encoder.2.reparam_conv.weight': [64, 64, 3],
  'encoder.2.reparam_conv.bias': [64],
  'encoder.3.reparam_conv.weight': [128, 64, 3],
  'encoder.3.reparam_conv.bias': [128],
  'decoder.rnn.weight_ih': [512, 128],
  'decoder.rnn.weight_hh': [512, 128],
  'decoder.rnn.bias_ih': [512],
  'decoder.rnn.bias_hh': [512],
  'decoder.decoder.2.weight': [1, 128, 1],
  'decoder.decoder.2.bias': [1],
};

type Field = readonly [field: number, value: bigint | Uint8Array];

/** The fields of a Protocol Buffers message (protobuf.dev/programming-guides/encoding). */
function* fields(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('The file ends in the middle.');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const wire = key & 7;
    if (wire === 0) yield [key >> 3, varint()];
    else {
      const length = wire === 2 ? Number(varint()) : wire === 1 ? 8 : 4;
      yield [key >> 3, bytes.subarray(at, at + length)];
      at += length;
    }
  }
}

const parts = (message: Uint8Array, field: number): Uint8Array[] =>
  [...fields(message)].flatMap(([number, value]) => (number === field && value instanceof Uint8Array ? [value] : []));
const words = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

/** The named constants of the graph, or of the graph inside it, that is made for 16 kHz; undefined where none is. */
function constants(graph: Uint8Array): Map<string, Uint8Array> | undefined {
  const found = new Map<string, Uint8Array>();
  // Field numbers are those of onnx.proto: a graph's nodes, a node's attributes, their graphs and tensors.
  for (const attribute of parts(graph, 1).flatMap((node) => parts(node, 5))) {
    for (const tensor of parts(attribute, 5)) found.set(words(parts(tensor, 8)[0]), parts(tensor, 9)[0] ?? tensor);
    for (const inner of parts(attribute, 6)) {
      const below = constants(inner);
      if (below !== undefined) return below;
    }
  }
  // Both halves have the same names; the length of the window tells which is which.
  return found.get('stft.forward_basis_buffer')?.length === 258 * 256 * 4 ? found : undefined;
}

/** Takes the weights of the shipped speech model out of `silero_vad_v6.onnx`; nothing is learned here. */
export default async function speech(options: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...options],
    allowPositionals: true,
    options: { check: { type: 'boolean' } },
  });
  const [from] = positionals;
  if (from === undefined) {
    throw new Error(
      'Name the file: npm run train -- speech silero_vad_v6.onnx (in dist/ of @ricky0123/vad-web 0.0.31).',
    );
  }
  const source = readFileSync(from);
  if (createHash('sha256').update(source).digest('hex') !== SOURCE) {
    throw new Error('This is not silero_vad_v6.onnx as @ricky0123/vad-web 0.0.31 has it.');
  }
  const graph = parts(source, 7)[0];
  const all = graph === undefined ? undefined : constants(graph);
  const tensors = Object.fromEntries(
    Object.entries(WANTED).map(([name, shape]) => {
      const raw = Uint8Array.from(all?.get(name) ?? []);
      if (raw.length === 0) throw new Error(`The file has no ${name}.`);
      return [name, { values: new Float32Array(raw.buffer, 0, raw.length / 4), shape }];
    }),
  );
  checkBasis(tensors['stft.forward_basis_buffer']?.values ?? new Float32Array());
  delete tensors['stft.forward_basis_buffer'];
  const bytes = writeSafetensors({
    metadata: { model: 'second-unit/speech', source: 'Silero VAD 6, 16 kHz', licence: 'MIT' },
    tensors,
  });
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (values.check === true) {
    if (!Buffer.from(bytes).equals(readFileSync(TO))) throw new Error('The shipped file has other weights.');
    console.log(`The shipped file is what it should be: ${hash}.`);
    return;
  }
  writeFileSync(TO, bytes);
  console.log(`${TO}: ${bytes.length} bytes, SHA-256 ${hash}`);
}

/** The network's first layer is a Fourier transform under Hann's window, which we do fast; throws if it were not. */
function checkBasis(basis: Float32Array): void {
  for (let bin = 0; bin <= 128; bin++) {
    for (let n = 0; n < 256; n++) {
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 256);
      const phase = (2 * Math.PI * bin * n) / 256;
      const real = Math.abs(basis[bin * 256 + n]! - window * Math.cos(phase));
      const imaginary = Math.abs(Math.abs(basis[(129 + bin) * 256 + n]!) - Math.abs(window * Math.sin(phase)));
      if (real > 1e-3 || imaginary > 1e-3) throw new Error('The first layer is no Fourier transform.');
    }
  }
}
