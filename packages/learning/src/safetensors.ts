import { LearningFault } from './fault.ts';

/** The element types of the format that are read and written here, by its names. */
const TYPES = {
  I8: Int8Array,
  U8: Uint8Array,
  I16: Int16Array,
  U16: Uint16Array,
  I32: Int32Array,
  U32: Uint32Array,
  F32: Float32Array,
  F64: Float64Array,
} as const;

type TypeName = keyof typeof TYPES;
type Values =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

export interface Tensor {
  readonly values: Values;
  /** Length of each dimension, the last varying fastest. */
  readonly shape: readonly number[];
}

/** A file of the safetensors format: named arrays, and words about them. */
export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: Readonly<Record<string, Tensor>>;
}

/** The header that comes before the arrays is refused above this size, as by the format's own reader. */
const LARGEST_HEADER = 100_000_000;

/**
 * The bytes of a safetensors file (github.com/huggingface/safetensors): the header's length as 64 bits, the header as
 * JSON, then the arrays, little-endian, widest elements first so that each begins on a multiple of its element.
 * Equal content gives equal bytes. Throws `input` where a shape does not fit its values.
 */
export function writeSafetensors({ metadata, tensors }: Safetensors): Uint8Array {
  const named = Object.entries(tensors).sort(
    ([a, one], [b, other]) =>
      other.values.BYTES_PER_ELEMENT - one.values.BYTES_PER_ELEMENT || (a < b ? -1 : a > b ? 1 : 0),
  );
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0)
    header.__metadata__ = Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1)));
  let end = 0;
  for (const [name, { values, shape }] of named) {
    if (name === '__metadata__' || shape.reduce((product, length) => product * length, 1) !== values.length)
      throw new LearningFault('input', `The tensor “${name}” does not have the shape that it names.`, name);
    header[name] = { dtype: typeOf(values), shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(start + end).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(text, 8);
  let at = start;
  for (const [, { values }] of named) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/**
 * What a safetensors file holds. Throws `input` where the bytes are not such a file: a header that is no JSON, arrays
 * that overlap the end, leave a gap, or are of a type that is not one of this module's.
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const refuse = (why: string): never => {
    throw new LearningFault('input', `This is not a safetensors file that can be read: ${why}.`);
  };
  if (bytes.length < 8) return refuse('it is shorter than its own first field');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(Math.min(LARGEST_HEADER, bytes.length - 8))) return refuse('its header is longer than the file');
  const start = 8 + Number(length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, start)));
  } catch {
    return refuse('its header is no JSON');
  }
  if (!isRecord(header)) return refuse('its header is no JSON object');
  const metadata: Record<string, string> = {};
  const tensors: Record<string, Tensor> = {};
  const spans: [number, number][] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (!isRecord(entry)) return refuse(`“${name}” is not described`);
    if (name === '__metadata__') {
      for (const [key, value] of Object.entries(entry)) metadata[key] = String(value);
      continue;
    }
    const { dtype, shape, data_offsets: offsets } = entry;
    if (typeof dtype !== 'string' || !Object.hasOwn(TYPES, dtype)) return refuse(`“${name}” has an unknown type`);
    if (!isCounts(shape) || !isCounts(offsets)) return refuse(`“${name}” has no shape or no place`);
    const type = TYPES[dtype as TypeName];
    const [from = -1, to = -1] = offsets;
    const count = shape.reduce((product, one) => product * one, 1);
    if (offsets.length !== 2 || to - from !== count * type.BYTES_PER_ELEMENT || start + to > bytes.length)
      return refuse(`“${name}” does not lie in the file as its shape says`);
    spans.push([from, to]);
    // A copy: in the file an array may begin at a place that its element type cannot be read from.
    const copy = bytes.slice(start + from, start + to);
    tensors[name] = { values: new type(copy.buffer, copy.byteOffset, count), shape };
  }
  spans.sort(([a, b], [c, d]) => a - c || b - d);
  let end = 0;
  for (const [from, to] of spans) {
    if (from !== end) return refuse('its arrays overlap or leave a gap');
    end = to;
  }
  if (start + end !== bytes.length) return refuse('there is more in it than its header says');
  return { metadata, tensors };
}

function typeOf(values: Values): TypeName {
  for (const name of Object.keys(TYPES) as TypeName[]) if (values instanceof TYPES[name]) return name;
  throw new LearningFault('internal', 'A tensor of a type that is not written here.');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);
