import { grow, growingMemory } from '../growing-memory.ts';

/** Numbers in a row that grows: four bytes each, so that a long film stays small in memory. */
export class Series {
  readonly #values = new Float32Array(growingMemory());
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) grow(this.#values.buffer);
    this.#values[this.#length++] = value;
  }

  /** What is in it; valid until the next `push`. */
  get values(): Float32Array {
    return this.#values.subarray(0, this.#length);
  }
}

/** The value that `share` (0 to 1) of the values lie below; NaN of none. */
export function quantile(values: Float32Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
