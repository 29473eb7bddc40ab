import { PAGE_BYTES, type WasmFunction, type WasmWorkshop, workshop } from '@second-unit/media/wasm';

const FLOAT = Float32Array.BYTES_PER_ELEMENT;

/** Functions of WebAssembly and the arrays that they work on, laid one behind the other in a memory of their own. */
export class FloatMemory {
  readonly functions: WasmWorkshop['functions'];
  readonly #buffer: ArrayBuffer;
  #used = 0;

  /**
   * @param functions one list for all memories with the same: it is compiled once.
   * @param numbers of 32 bits, that all arrays together take.
   */
  constructor(functions: readonly WasmFunction[], numbers: number) {
    const shop = workshop(functions, Math.ceil((numbers * FLOAT) / PAGE_BYTES));
    this.functions = shop.functions;
    this.#buffer = shop.memory.buffer;
  }

  /** So many zeros. */
  floats(length: number): Float32Array<ArrayBuffer> {
    const floats = new Float32Array(this.#buffer, this.#used, length);
    this.#used += floats.byteLength;
    return floats;
  }

  /** The same, of whole numbers. */
  integers(length: number): Int32Array<ArrayBuffer> {
    const { byteOffset } = this.floats(length);
    return new Int32Array(this.#buffer, byteOffset, length);
  }
}
