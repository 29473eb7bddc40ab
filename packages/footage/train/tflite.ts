/** A layer of a TensorFlow Lite model that has weights. */
export interface TfliteLayer {
  readonly kind: 'convolution' | 'depthwise';
  readonly stride: number;
  readonly activation: number;
  readonly padding: number;
  /** Output × rows × columns × input; for a depthwise layer 1 × rows × columns × planes. */
  readonly filter: { readonly shape: readonly number[]; readonly values: Float32Array };
  readonly bias: Float32Array;
}

/** Numbers of TensorFlow Lite's schema (tensorflow/lite/schema/schema.fbs). */
const CONVOLUTION = 3;
const DEPTHWISE = 4;
const DEQUANTIZE = 6;
const FLOAT16 = 1;
const BOTH_STRIDES = { [CONVOLUTION]: [1, 2, 3], [DEPTHWISE]: [1, 2, 4] } as const;

/** A number of 16 bits as IEEE 754 writes it. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * The layers of a model whose weights are halves, in the order in which they run; of FlatBuffers
 * (flatbuffers.dev/internals) as much as that takes. Throws where the file is none.
 */
export function tfliteLayers(bytes: Uint8Array): TfliteLayer[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (Buffer.from(bytes.subarray(4, 8)).toString('latin1') !== 'TFL3')
    throw new Error('This is no TensorFlow Lite model.');
  const far = (at: number): number => at + view.getUint32(at, true);
  /** Where a field of a table lies; 0 where it is left out. */
  const field = (table: number, index: number): number => {
    const shape = table - view.getInt32(table, true);
    const at = 4 + 2 * index;
    const place = at < view.getUint16(shape, true) ? view.getUint16(shape + at, true) : 0;
    return place === 0 ? 0 : table + place;
  };
  const small = (table: number, index: number): number => {
    const at = field(table, index);
    return at === 0 ? 0 : view.getInt8(at);
  };
  const whole = (table: number, index: number): number => {
    const at = field(table, index);
    return at === 0 ? 0 : view.getInt32(at, true);
  };
  const vector = (table: number, index: number): { readonly at: number; readonly length: number } => {
    const at = field(table, index);
    return at === 0 ? { at: 0, length: 0 } : { at: far(at) + 4, length: view.getUint32(far(at), true) };
  };
  const wholes = (table: number, index: number): number[] => {
    const { at, length } = vector(table, index);
    return Array.from({ length }, (_, one) => view.getInt32(at + 4 * one, true));
  };
  const tables = (table: number, index: number): number[] => {
    const { at, length } = vector(table, index);
    return Array.from({ length }, (_, one) => far(at + 4 * one));
  };
  const model = far(0);
  const codes = tables(model, 1).map((code) => Math.max(small(code, 0), whole(code, 3)));
  const graph = tables(model, 2)[0];
  if (graph === undefined) throw new Error('The model has no graph.');
  const [all, buffers] = [tables(graph, 0), tables(model, 4)];
  const operators = tables(graph, 3).map((one) => ({
    code: codes[whole(one, 0)] ?? -1,
    inputs: wholes(one, 1),
    outputs: wholes(one, 2),
    options: field(one, 4) === 0 ? 0 : far(field(one, 4)),
  }));
  // Weights are halves that an operator of their own makes floats of.
  const halves = new Map(
    operators.filter(({ code }) => code === DEQUANTIZE).map(({ inputs, outputs }) => [outputs[0], inputs[0]]),
  );
  const read = (index: number | undefined): TfliteLayer['filter'] => {
    const tensor = all[halves.get(index) ?? -1];
    if (tensor === undefined || small(tensor, 1) !== FLOAT16) throw new Error(`Tensor ${index} holds no halves.`);
    const { at, length } = vector(buffers[whole(tensor, 2)] ?? 0, 0);
    const values = Float32Array.from({ length: length / 2 }, (_, one) => halfOf(view.getUint16(at + 2 * one, true)));
    return { shape: wholes(tensor, 0), values };
  };
  return operators.flatMap(({ code, inputs, options }): TfliteLayer[] => {
    if (code !== CONVOLUTION && code !== DEPTHWISE) return [];
    const [across, down, activation] = BOTH_STRIDES[code];
    if (whole(options, across) !== whole(options, down)) throw new Error('A layer has two strides.');
    return [
      {
        kind: code === CONVOLUTION ? 'convolution' : 'depthwise',
        stride: whole(options, across),
        activation: small(options, activation),
        padding: small(options, 0),
        filter: read(inputs[1]),
        bias: read(inputs[2]).values,
      },
    ];
  });
}
