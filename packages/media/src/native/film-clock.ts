import { isVariable } from '../frame-times.ts';
import type { FrameIndex } from './frame-index.ts';

interface Ratio {
  readonly num: number;
  readonly den: number;
}

/** Which of a film's frames is seen at which time, for an output of another (or the same) frame rate. */
export class FilmClock {
  readonly frames: number;
  readonly #pts: BigInt64Array;
  readonly #timeBase: Ratio;
  readonly #rate: Ratio;
  readonly #isVariable: boolean;

  constructor(index: FrameIndex, timeBase: Ratio, rate: Ratio) {
    this.#pts = index.pts;
    this.frames = index.pts.length;
    this.#timeBase = timeBase;
    this.#rate = rate;
    this.#isVariable = isVariable(index.pts);
  }

  /** Time stamp of a frame, in ticks from the first; those beyond the end go on at the average rate. */
  #ticks(frame: number): number {
    const { num, den } = this.#timeBase;
    const tick = (this.#rate.den * den) / (this.#rate.num * num);
    const last = this.frames - 1;
    const known = Math.min(Math.max(frame, 0), last);
    return Number((this.#pts[known] as bigint) - (this.#pts[0] as bigint)) + (frame - known) * tick;
  }

  /** Seconds from the film's first frame to a frame; frame `frames` is the end. */
  seconds(frame: number): number {
    return (this.#ticks(frame) * this.#timeBase.num) / this.#timeBase.den;
  }

  /** Output frames that a clip fills. */
  length(inFrame: number, outFrame: number, output: Ratio): number {
    if (this.#runsAt(output)) return outFrame - inFrame;
    return Math.max(1, Math.round(((this.seconds(outFrame) - this.seconds(inFrame)) * output.num) / output.den));
  }

  /** The frame seen `offset` output frames after `inFrame` (before it when negative), within the film. */
  frameAt(inFrame: number, offset: number, output: Ratio): number {
    if (this.#runsAt(output)) return Math.min(this.frames - 1, Math.max(0, inFrame + offset));
    const seconds = this.seconds(inFrame) + (offset * output.den) / output.num;
    // Half a tick of grace: stamps are rounded to the time base.
    const wanted = (seconds * this.#timeBase.den) / this.#timeBase.num + 0.5;
    let low = 0;
    let high = this.frames - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#ticks(middle) <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #runsAt(output: Ratio): boolean {
    return !this.#isVariable && this.#rate.num * output.den === output.num * this.#rate.den;
  }
}
