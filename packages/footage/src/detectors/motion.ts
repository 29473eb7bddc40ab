import { measureOf, type RecordedFrame } from '../records/frame-record.ts';
import type { ShotDetector } from './detector.ts';

/** How much moves in a shot: the mean change of luma between its frames, 0 to 1; 0 for a shot of one frame. */
export class MotionOfShot implements ShotDetector<number> {
  #count = 0;
  #sum = 0;

  frame(frame: RecordedFrame, previous: RecordedFrame | undefined): void {
    if (previous === undefined) return;
    this.#sum += measureOf(frame, 'change');
    this.#count++;
  }

  shot(): number {
    const motion = this.#count === 0 ? 0 : this.#sum / this.#count;
    this.#count = this.#sum = 0;
    return motion;
  }
}
