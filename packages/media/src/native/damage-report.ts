import type { Damage } from '../info.ts';

/** So many good frames in a row end a damaged place. */
const GOOD_FRAMES = 24;

/** One event for each damaged place, not one for each of its frames. */
export class DamageReport {
  readonly #tell: (damage: Damage) => void;
  #lastBad = Number.NEGATIVE_INFINITY;
  #isInside = false;

  constructor(tell: (damage: Damage) => void) {
    this.#tell = tell;
  }

  bad(damage: Damage): void {
    this.#lastBad = damage.frame;
    if (this.#isInside) return;
    this.#isInside = true;
    this.#tell(damage);
  }

  good(frame: number): void {
    if (frame - this.#lastBad > GOOD_FRAMES) this.#isInside = false;
  }
}
