/**
 * Products of a matrix and a vector of 32-bit floats by WebAssembly's vector instructions, four numbers at a time, which
 * JavaScript has no word for: four times as fast, and the same on every machine.
 */

/** Rows that are worked on side by side: eight registers of four. */
const ROWS = 32;
const PAGE = 65_536;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

/** Opcodes and types of the WebAssembly Core Specification 2.0, chapter 5. */
const I32 = 0x7f;
const V128 = 0x7b;
const LOOP = [0x03, 0x40];
const END = 0x0b;
const BRANCH_IF = 0x0d;
const I32_ADD = 0x6a;
const V128_LOAD = [0xfd, 0x00];
const V128_LOAD32_SPLAT = [0xfd, 0x09];
const V128_STORE = [0xfd, 0x0b];
const F32X4_ADD = [0xfd, 0xe4, 0x01];
const F32X4_MUL = [0xfd, 0xe6, 0x01];

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** Adds a small signed number to a local and leaves the sum on the stack. */
function step(local: number, by: number): number[] {
  const signed = by >= -64 && by < 64 ? [by & 127] : [(by & 127) | 128, (by >> 7) & 127];
  return [...get(local), 0x41, ...signed, I32_ADD];
}

const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
/** 16-byte aligned, `offset` bytes behind the address. */
const at16 = (offset: number): number[] => [4, ...unsigned(offset)];

/**
 * A module with one function `add(rows, x, columns, y, blocks)`: to each block of 32 numbers at `y` it adds the product
 * of the next block of the matrix at `rows` and the vector at `x`. Addresses in bytes.
 */
function assemble(pages: number): Uint8Array<ArrayBuffer> {
  const [rows, x, columns, y, blocks, left, from, value, sums] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const each = (write: (register: number, offset: number) => number[]): number[] =>
    Array.from({ length: ROWS / 4 }, (_, at) => write(sums + at, at * 16)).flat();
  const body = [
    ...[2, 2, I32, 1 + ROWS / 4, V128],
    ...LOOP,
    ...each((sum, offset) => [...get(y), ...V128_LOAD, ...at16(offset), ...set(sum)]),
    ...[...get(x), ...set(from), ...get(columns), ...set(left)],
    ...LOOP,
    ...[...get(from), ...V128_LOAD32_SPLAT, 2, 0, ...set(value)],
    ...each((sum, offset) => [
      ...[...get(sum), ...get(value), ...get(rows), ...V128_LOAD, ...at16(offset)],
      ...[...F32X4_MUL, ...F32X4_ADD, ...set(sum)],
    ]),
    ...[...step(rows, ROWS * FLOAT), ...set(rows), ...step(from, FLOAT), ...set(from)],
    ...[...step(left, -1), ...tee(left), BRANCH_IF, 0],
    END,
    ...each((sum, offset) => [...get(y), ...get(sum), ...V128_STORE, ...at16(offset)]),
    ...[...step(y, ROWS * FLOAT), ...set(y), ...step(blocks, -1), ...tee(blocks), BRANCH_IF, 0],
    END,
    END,
  ];
  const name = (text: string): number[] => [text.length, ...Buffer.from(text)];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...unsigned(pages)]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('add'), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

/** Node's types leave this to the browser's library, which no package is compiled with. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

type Add = (rows: number, x: number, columns: number, y: number, blocks: number) => void;

/** A matrix in the memory of `Products`: a multiple of 32 rows. */
export interface Matrix {
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
}

/** Matrices and vectors in a memory of their own, and their products. */
export class Products {
  readonly #memory: ArrayBuffer;
  readonly #add: Add;
  #used = 0;

  /** @param floats numbers that the memory holds: those of all matrices and vectors. */
  constructor(floats: number) {
    const module = new WebAssembly.Module(assemble(Math.ceil((floats * FLOAT) / PAGE)));
    const { memory, add } = new WebAssembly.Instance(module).exports;
    this.#memory = (memory as { readonly buffer: ArrayBuffer }).buffer;
    this.#add = add as Add;
  }

  /** A vector of zeros; its length a multiple of 4. */
  vector(length: number): Float32Array {
    const vector = new Float32Array(this.#memory, this.#used, length);
    this.#used += vector.byteLength;
    return vector;
  }

  /** A matrix of which `value` tells each number. */
  matrix(rows: number, columns: number, value: (row: number, column: number) => number): Matrix {
    const values = this.vector(rows * columns);
    for (let block = 0, at = 0; block < rows; block += ROWS) {
      for (let column = 0; column < columns; column++) {
        for (let row = block; row < block + ROWS; row++) values[at++] = value(row, column);
      }
    }
    return { address: values.byteOffset, rows, columns };
  }

  /** Adds `matrix` times the numbers of the vector `x` from `from` on to those of the vector `y` from `to` on. */
  addProduct({ address, rows, columns }: Matrix, x: Float32Array, from: number, y: Float32Array, to: number): void {
    this.#add(address, x.byteOffset + from * FLOAT, columns, y.byteOffset + to * FLOAT, rows / ROWS);
  }
}
