/**
 * ONNX models, made here byte by byte so that no binary lies in the repository: just enough of the format (protobuf) for
 * a few operators with their weights.
 */

type Field = readonly [number: number, value: number | string | Uint8Array];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return bytes;
}

/** A protobuf message: numbers as varints, everything else as bytes with their length. */
function message(...fields: readonly Field[]): Uint8Array {
  const bytes: number[] = [];
  for (const [number, value] of fields) {
    if (typeof value === 'number') bytes.push(...varint(number << 3), ...varint(value));
    else {
      const content = typeof value === 'string' ? new TextEncoder().encode(value) : value;
      bytes.push(...varint((number << 3) | 2), ...varint(content.length), ...content);
    }
  }
  return Uint8Array.from(bytes);
}

const FLOAT = 1;
const INT64 = 7;
const TYPES = { float32: FLOAT, int64: INT64 } as const;

function tensor(name: string, dims: readonly number[], values: Float32Array | BigInt64Array): Uint8Array {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const type = values instanceof Float32Array ? FLOAT : INT64;
  return message(...dims.map((dim): Field => [1, dim]), [2, type], [8, name], [9, raw]);
}

function value(name: string, type: keyof typeof TYPES, dims: readonly number[]): Uint8Array {
  const shape = message(...dims.map((dim): Field => [1, message([1, dim])]));
  return message([1, name], [2, message([1, message([1, TYPES[type]], [2, shape])])]);
}

type Attribute = readonly [name: string, value: number | readonly number[]];

/** One operator of a model. */
export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers, or lists of them. */
  readonly attributes?: readonly Attribute[];
}

/** A named place where values go in or come out. */
export interface Value {
  readonly name: string;
  readonly type: keyof typeof TYPES;
  readonly dims: readonly number[];
}

/** The bytes of a model. */
export function onnxModel(model: {
  readonly nodes: readonly Node[];
  readonly weights: Readonly<Record<string, readonly [dims: readonly number[], values: Float32Array | BigInt64Array]>>;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}): Uint8Array {
  const nodes = model.nodes.map(({ op, inputs, outputs, attributes = [] }) =>
    message(
      ...inputs.map((name): Field => [1, name]),
      ...outputs.map((name): Field => [2, name]),
      [4, op],
      ...attributes.map(([name, one]): Field => {
        if (typeof one === 'number') return [5, message([1, name], [3, one], [20, 2])];
        return [5, message([1, name], ...one.map((each): Field => [8, each]), [20, 7])];
      }),
    ),
  );
  const graph = message(
    ...nodes.map((node): Field => [1, node]),
    [2, 'tiny'],
    ...Object.entries(model.weights).map(([name, [dims, values]]): Field => [5, tensor(name, dims, values)]),
    ...model.inputs.map(({ name, type, dims }): Field => [11, value(name, type, dims)]),
    ...model.outputs.map(({ name, type, dims }): Field => [12, value(name, type, dims)]),
  );
  // IR version 8, operators of version 13.
  return message([1, 8], [7, graph], [8, message([2, 13])]);
}
