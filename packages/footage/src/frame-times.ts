import type { Rational } from '@second-unit/timeline';
import { grow, growingMemory } from './growing-memory.ts';

/** When each frame of a film is shown. Eight bytes a frame: two megabytes for three hours. */
export class FrameTimes {
  readonly #timeBase: Rational;
  readonly #pts = new BigInt64Array(growingMemory());
  #count = 0;

  constructor(timeBase: Rational) {
    this.#timeBase = timeBase;
  }

  get count(): number {
    return this.#count;
  }

  /** Time stamps of all frames, in the film's time base. */
  get pts(): BigInt64Array {
    return this.#pts.subarray(0, this.#count);
  }

  /** Time stamp of the last frame; undefined before the first. */
  get last(): bigint | undefined {
    return this.#count === 0 ? undefined : this.#pts[this.#count - 1];
  }

  /** Adds a frame; answers when it is shown, in seconds from the first. */
  push(pts: bigint): number {
    if (this.#count === this.#pts.length) grow(this.#pts.buffer);
    this.#pts[this.#count++] = pts;
    return this.#seconds(this.#count - 1);
  }

  #seconds(frame: number): number {
    return (Number(this.#pts[frame]! - this.#pts[0]!) * this.#timeBase.num) / this.#timeBase.den;
  }

  /** Start of a frame, seconds from the first; one past the last frame is the film's end. */
  at(frame: number): number {
    if (frame < this.#count) return this.#seconds(Math.max(0, frame));
    return this.#count === 0 ? 0 : this.#seconds(this.#count - 1) + this.#lastDuration();
  }

  /** The first frame that begins at `second` or later, within half a millisecond; the count where there is none. */
  from(second: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#seconds(middle) < second - 0.0005) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The frame that is on screen at `second`. */
  during(second: number): number {
    return Math.max(0, this.from(second + 0.001) - 1);
  }

  /** No container says how long the last frame stays: as long as the one before it. */
  #lastDuration(): number {
    return this.#count < 2 ? 0 : this.#seconds(this.#count - 1) - this.#seconds(this.#count - 2);
  }
}
