import { difference, type Signature } from './signature.ts';

/** Signatures of consecutive frames, by their number in the film, over the part of it that is in memory. */
export class Stretch {
  /** First frame held. */
  from = 0;
  readonly #signatures: Signature[] = [];
  /** `difference` of each frame to the one before it; the film's first has 0. */
  readonly #steps: number[] = [];

  /** Exclusive. */
  get to(): number {
    return this.from + this.#signatures.length;
  }

  push(next: Signature): void {
    const last = this.#signatures.at(-1);
    this.#steps.push(last === undefined ? 0 : difference(last, next));
    this.#signatures.push(next);
  }

  /** Drops the frames before `frame`. */
  forget(frame: number): void {
    const count = Math.max(0, Math.min(frame, this.to) - this.from);
    this.#signatures.splice(0, count);
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
