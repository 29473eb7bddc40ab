import type { Damage } from '../info.ts';

/** So many good frames in a row end a damaged place. */
const GOOD_FRAMES = 24;

/** One event for each damaged place, not one for each of its frames. */
export class DamageReport {
  readonly #tell: (damage: Damage) => void;
  readonly #every: boolean;
  #lastBad = Number.NEGATIVE_INFINITY;
  #isInside = false;

  /** With `every`, one event for each damaged frame after all. */
  constructor(tell: (damage: Damage) => void, every = false) {
    this.#tell = tell;
    this.#every = every;
  }

  bad(damage: Damage): void {
    const isSame = damage.frame === this.#lastBad;
    this.#lastBad = damage.frame;
    if (this.#isInside && (isSame || !this.#every)) return;
    this.#isInside = true;
    this.#tell(damage);
  }

  good(frame: number): void {
    if (frame - this.#lastBad > GOOD_FRAMES) this.#isInside = false;
  }
}
