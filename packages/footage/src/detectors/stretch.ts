import type { SmallFrame } from './detector.ts';
import { difference, type Signature, signature } from './signature.ts';

/** Signatures of consecutive frames, by their number in the film, over the part of it that is in memory. */
export class Stretch {
  /** First frame held. */
  from = 0;
  readonly #signatures: Signature[] = [];
  /** `difference` of each frame to the one before it; the film's first has 0. */
  readonly #steps: number[] = [];
  /** Those of frames that were dropped, to be written over. */
  readonly #spare: Signature[] = [];

  /** Exclusive. */
  get to(): number {
    return this.from + this.#signatures.length;
  }

  push(frame: SmallFrame): void {
    const next = signature(frame, this.#spare.pop());
    const last = this.#signatures.at(-1);
    this.#steps.push(last === undefined ? 0 : difference(last, next));
    this.#signatures.push(next);
  }

  /** Drops the frames before `frame`. */
  forget(frame: number): void {
    const count = Math.max(0, Math.min(frame, this.to) - this.from);
    this.#spare.push(...this.#signatures.splice(0, count));
    this.#steps.splice(0, count);
    this.from += count;
  }

  at(frame: number): Signature {
    return this.#signatures[frame - this.from]!;
  }

  has(frame: number): boolean {
    return frame >= this.from && frame < this.to;
  }

  /** How much `frame` differs from the one before it; 0 where that is not known. */
  step(frame: number): number {
    return this.#steps[frame - this.from] ?? 0;
  }
}
