import type { ShotDetector, SmallFrame } from './detector.ts';
import { lumaAt } from './luma.ts';

/** Mean absolute change of luma between neighbouring frames, 0 to 1. */
export function change(a: SmallFrame, b: SmallFrame): number {
  let sum = 0;
  for (let at = 0; at < a.rgb.length; at += 3) sum += Math.abs(lumaAt(a.rgb, at) - lumaAt(b.rgb, at));
  return sum / (a.rgb.length / 3) / 255;
}

/** How much moves in a shot: the mean of `change` over it; 0 for a shot of one frame. */
export class MotionOfShot implements ShotDetector<number> {
  #count = 0;
  #sum = 0;

  frame(frame: SmallFrame, previous: SmallFrame | undefined): void {
    if (previous === undefined) return;
    this.#sum += change(previous, frame);
    this.#count++;
  }

  shot(): number {
    const motion = this.#count === 0 ? 0 : this.#sum / this.#count;
    this.#count = this.#sum = 0;
    return motion;
  }
}
