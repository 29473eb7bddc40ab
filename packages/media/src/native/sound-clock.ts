import type { Frame } from 'node-av/lib';
import { secondOf } from './sound-track.ts';

/** Sound may begin so long before or behind the first picture, and pause for so long; a stamp further off is a damaged one. */
const LONGEST_GAP_SECONDS = 3600;
/** Silence that gaps may come to in all: stamps that leap at every packet would fill weeks. */
const MOST_SILENT_SECONDS = 24 * 3600;
/** A clock that goes back further than this was set anew; less is an overlap. */
const BACK_SECONDS = 1;

/** Where each part of a film's sound lies, seconds from its first frame, though stamps may leap or be absent. */
export class SoundClock {
  /** End of the sound so far. */
  #end: number | undefined;
  /** What is added to the stamps, as the clock was set anew. */
  #late = 0;
  #silent = 0;
  /** How far the sound so far lies behind where it would be without the last leap ahead. */
  #ahead = 0;

  /**
   * The next part, which begins at `second` (NaN when it does not say) and is `seconds` long. Answers where it lies: as
   * it says, where that can be; else right behind the part before, as pictures go on when their clock goes back.
   */
  place(second: number, seconds: number): number {
    const end = this.#end ?? 0;
    const isFirst = this.#end === undefined;
    if (!Number.isFinite(second)) {
      if (isFirst) return Number.NaN;
      this.#end = end + seconds;
      return end;
    }
    const told = second + this.#late;
    const gap = told - end;
    const isTooFar = isFirst ? Math.abs(gap) > LONGEST_GAP_SECONDS : gap > LONGEST_GAP_SECONDS;
    const isSetAnew = !isFirst && gap < -BACK_SECONDS && Math.abs(gap + this.#ahead) > BACK_SECONDS;
    if (isTooFar || isSetAnew || this.#silent + gap > MOST_SILENT_SECONDS) {
      this.#late -= gap;
      this.#end = end + seconds;
      return end;
    }
    if (gap > 0) this.#silent += gap;
    if (gap > BACK_SECONDS) this.#ahead = gap;
    this.#end = isFirst ? told + seconds : Math.max(end, told + seconds);
    // Back from a leap: the sound that overlaps goes on as it lies.
    if (gap < -BACK_SECONDS) this.#ahead = this.#end - told - seconds;
    return told;
  }

  /** As `place`, of a frame in its stream's time base, `origin` seconds into which the film's first frame is shown. */
  placeFrame(frame: Frame, timeBase: { num: number; den: number }, origin: number): number {
    return this.place(secondOf(frame, timeBase, origin), frame.nbSamples / frame.sampleRate);
  }
}
