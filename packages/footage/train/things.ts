import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type Tensor, writeSafetensors } from '@second-unit/learning';
import { listed, type SsdLayer, ssdLayers } from '../src/things/ssd-layers.ts';
import { type TfliteLayer, tfliteLayers } from './tflite.ts';

/** The npm package that carries the model, Apache-2.0, Google. */
const PACKAGE = 'https://registry.npmjs.org/@mediapipe/objectron/-/objectron-0.4.1675468480.tgz';
const SHA512 = 'IoWuW0ojc9GaSW6UoDCIXgwjLSqTEcR5w8NYuGH+R5+q+nKzS7KOIGfY/eyx4DttReumb398W6+PpW0DQ2Rs/w==';
const ASSETS = 'package/objectron_solution_packed_assets.data';
/** Where in them the list of words ends and the model begins, as the package's own loader says. */
const MODEL_FROM = 184;
const MODEL_TO = 9_987_912;
const TO = fileURLToPath(new URL('../models/things.safetensors', import.meta.url));
/** Layers of up to so many weights are kept finely: they come first, errors in them go everywhere, and they cost little. */
const FEW = 40_000;
const SAME = 0;
const ACTIVATION = { linear: 0, relu6: 3 } as const;
/** Milliseconds that the registry may take. */
const LONGEST = 600_000;

/** A file of a tar archive (POSIX.1-1988: a header of 512 bytes, then the bytes, filled up to 512). */
function fileOf(tar: Uint8Array, wanted: string): Uint8Array {
  const words = (from: number, length: number): string =>
    Buffer.from(tar.subarray(from, from + length))
      .toString('latin1')
      .replace(/\0.*$/s, '');
  for (let at = 0; at + 512 <= tar.length; ) {
    const size = Number.parseInt(words(at + 124, 12), 8) || 0;
    if (words(at, 100) === wanted) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`The package has no ${wanted}.`);
}

/** The package's bytes: from a file that is at hand, else from npm's registry. */
async function fetched(from: string | undefined): Promise<Uint8Array> {
  if (from !== undefined) return readFileSync(from);
  const answer = await fetch(PACKAGE, { signal: AbortSignal.timeout(LONGEST) });
  if (!answer.ok) throw new Error(`${PACKAGE} answered ${answer.status}.`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The filter with its outputs last, as TensorFlow.js has it. */
function outputsLast({ shape, values }: TfliteLayer['filter']): Float32Array {
  const [outputs = 1] = shape;
  const each = values.length / outputs;
  return Float32Array.from(values, (_, at) => values[(at % outputs) * each + Math.floor(at / outputs)] ?? 0);
}

/** Whole numbers up to `most` for each plane of the output, and what they are multiplied by: half a step off at most. */
function rounded(values: Float32Array, outputs: number, most: number): { steps: number[]; scale: Float32Array } {
  const scale = new Float32Array(outputs);
  for (const [at, value] of values.entries()) {
    scale[at % outputs] = Math.max(scale[at % outputs] ?? 0, Math.abs(value) / most);
  }
  const steps = Array.from(values, (value, at) => Math.round(value / (scale[at % outputs] || 1)));
  return { steps, scale };
}

function check(found: TfliteLayer, wanted: SsdLayer): void {
  const { size, inputs, outputs } = wanted;
  const shape = wanted.kind === 'depthwise' ? [1, size, size, outputs] : [outputs, size, size, inputs];
  const isSame =
    found.kind === wanted.kind &&
    found.stride === wanted.stride &&
    found.padding === SAME &&
    found.activation === ACTIVATION[wanted.activation] &&
    found.filter.shape.join() === shape.join() &&
    found.bias.length === outputs;
  if (!isSame) throw new Error(`Layer ${wanted.name} is another one in the file: ${found.kind} ${found.filter.shape}.`);
}

/** Takes words and weights of the shipped detector out of `@mediapipe/objectron`; nothing is learned here. */
export default async function things(options: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...options],
    allowPositionals: true,
    options: { check: { type: 'boolean' } },
  });
  const packed = await fetched(positionals[0]);
  if (createHash('sha512').update(packed).digest('base64') !== SHA512) {
    throw new Error('This is not @mediapipe/objectron 0.4.1675468480 as npm has it.');
  }
  const assets = fileOf(gunzipSync(packed), ASSETS);
  // The first word, for nothing, is a row of question marks.
  const words = Buffer.from(assets.subarray(0, MODEL_FROM)).toString('utf8').trim().split(/\r?\n/);
  const found = tfliteLayers(assets.slice(MODEL_FROM, MODEL_TO));
  const wanted = listed(ssdLayers(words.length));
  if (found.length !== wanted.length) throw new Error(`The file has ${found.length} layers, not ${wanted.length}.`);
  const tensors: Record<string, Tensor> = {};
  for (const [at, layer] of wanted.entries()) {
    const one = found[at]!;
    check(one, layer);
    const isPlanes = layer.kind === 'depthwise';
    const filter = isPlanes ? one.filter.values : outputsLast(one.filter);
    const isFine = filter.length <= FEW;
    const { steps, scale } = rounded(filter, layer.outputs, isFine ? 32_767 : 127);
    const shape = [layer.size, layer.size, ...(isPlanes ? [] : [layer.inputs]), layer.outputs];
    tensors[`${layer.name}.steps`] = { values: isFine ? Int16Array.from(steps) : Int8Array.from(steps), shape };
    tensors[`${layer.name}.scale`] = { values: scale, shape: [layer.outputs] };
    tensors[`${layer.name}.bias`] = { values: one.bias, shape: [layer.outputs] };
  }
  const bytes = writeSafetensors({
    metadata: {
      model: 'second-unit/things',
      source: '@mediapipe/objectron 0.4.1675468480, object_detection_ssd_mobilenetv2_oidv4_fp16.tflite',
      licence: 'Apache-2.0',
      words: JSON.stringify(words),
    },
    tensors,
  });
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (values.check === true) {
    if (!Buffer.from(bytes).equals(readFileSync(TO))) throw new Error('The shipped file has other weights.');
    console.log(`The shipped file is what it should be: ${hash}.`);
    return;
  }
  writeFileSync(TO, bytes);
  console.log(`${TO}: ${bytes.length} bytes, ${words.length - 1} words, SHA-256 ${hash}`);
}
