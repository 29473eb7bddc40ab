import { Frame } from 'node-av/lib';
import { FilterChain, metadataOf } from './filter-chain.ts';
import { bendsOf, SamplePeaks } from './sample-extents.ts';

interface Ratio {
  readonly num: number;
  readonly den: number;
}

/**
 * What `ebur128` interpolates to, samples a second. At rates that divide it, what lies between two samples does not
 * depend on where the interpolation began.
 */
const OVERSAMPLED = 192_000;
/**
 * How many times the largest sample its interpolator can give at most: the sum of the magnitudes of its taps, at the
 * worst phase, is 2.3523 (a test measures it).
 */
export const MOST_OVERSHOOT = 2.4;
/**
 * What it gives differs from a straight line between two samples by at most so many times the largest second difference
 * of the samples around: sums of sums of its taps less those of the line, 0.4283 at the worst phase (a test measures
 * it). Sound is mostly low: most of what is loud hardly bends.
 */
export const MOST_BEND = 0.43;
/**
 * And such a line is at most so many times the largest sample: one, a fade of `FADE` samples that bends what is faded
 * (0.014), and taps that are not quite a line's sum (0.0003).
 */
const MOST_LINE = 1.015;
/** More samples than the interpolator looks at on either side, with the fade. */
const REACH = 256;
/** Samples in which sound that begins in the middle sets in: the interpolator mirrors what comes first. */
const FADE = 200;
/** Cold sound that is interpolated too before a run of hot sound ends: to begin one costs as much. */
const COLD_SECONDS = 0.3;

/** A frame that may be interpolated yet. */
interface Kept {
  readonly frame: Frame;
  /** Largest magnitude by channel, 1 at full scale; undefined where it cannot be read. */
  readonly peaks: number[] | undefined;
}

/**
 * True peak as FFmpeg's `ebur128` measures it, but only of the sound that can have it: where no interpolation exceeds
 * the highest peak so far, none is made, and the result is the same.
 */
export class TruePeak {
  readonly #timeBase: Ratio;
  readonly #measured = new Frame();
  /** The last frames, as many as the interpolator reaches back and a fade takes. */
  readonly #kept: Kept[] = [];
  readonly #peaks = new SamplePeaks();
  #chain: FilterChain | undefined;
  /** Samples since the last hot frame. */
  #cold = 0;
  #peak = 0;

  constructor(timeBase: Ratio) {
    this.#timeBase = timeBase;
    this.#measured.alloc();
  }

  /** Frames come in order and all of one form. */
  push(frame: Frame): void {
    // Otherwise all is interpolated, in one go.
    if (OVERSAMPLED % frame.sampleRate !== 0) {
      this.#chain ??= this.#chainFor(frame, '');
      this.#chain.push(frame);
      this.#pull();
      return;
    }
    this.#keep(frame, this.#peaks.of(frame));
    if (this.#isHot()) this.#cold = 0;
    else this.#cold += frame.nbSamples;
    if (this.#chain === undefined) {
      if (this.#cold === 0) this.#begin();
      return;
    }
    this.#chain.push(frame);
    this.#pull();
    // What the interpolator still holds is cold.
    if (this.#cold >= Math.max(REACH, COLD_SECONDS * frame.sampleRate)) this.#drop();
  }

  /** Can what is kept be interpolated to more than the highest peak? */
  #isHot(): boolean {
    const peaks = this.#highest();
    if (peaks?.every((peak) => MOST_OVERSHOOT * peak <= this.#peak)) return false;
    const bends = peaks && bendsOf(this.#kept.map(({ frame }) => frame));
    if (peaks === undefined || bends === undefined) return true;
    return peaks.some((peak, channel) => {
      const bent = MOST_LINE * peak + MOST_BEND * bends[channel]!;
      return Math.min(MOST_OVERSHOOT * peak, bent) > this.#peak;
    });
  }

  /** The largest magnitude by channel of what is kept. */
  #highest(): number[] | undefined {
    const all = this.#kept.map(({ peaks }) => peaks);
    if (!all.every((peaks) => peaks !== undefined)) return undefined;
    return all.reduce((most, peaks) => most.map((peak, channel) => Math.max(peak, peaks[channel]!)));
  }

  #keep(frame: Frame, peaks: number[] | undefined): void {
    const kept = frame.clone();
    if (kept !== null) this.#kept.push({ frame: kept, peaks });
    let before = this.#kept.slice(0, -1).reduce((sum, { frame }) => sum + frame.nbSamples, 0);
    while (this.#kept.length > 1 && before - this.#kept[0]!.frame.nbSamples >= REACH) {
      const oldest = this.#kept.shift()!.frame;
      before -= oldest.nbSamples;
      oldest.free();
    }
  }

  /** Interpolates from what is kept on. The first sound of all is always hot, so that no film's start is faded. */
  #begin(): void {
    const { frame } = this.#kept[0]!;
    const fade = `aformat=sample_fmts=dbl,asetpts=N/SR/TB,afade=t=in:ns=${FADE}:curve=hsin,`;
    this.#chain = this.#chainFor(frame, this.#peak > 0 ? fade : '');
    for (const { frame } of this.#kept) this.#chain.push(frame);
    this.#pull();
  }

  #chainFor(frame: Frame, before: string): FilterChain {
    return FilterChain.sound(frame, this.#timeBase, `${before}ebur128=peak=true:metadata=1:framelog=quiet`);
  }

  #pull(): void {
    while (this.#chain?.pull(this.#measured) === true) {
      for (const [key, value] of Object.entries(metadataOf(this.#measured))) {
        if (key.startsWith('lavfi.r128.true_peaks_ch')) this.#peak = Math.max(this.#peak, Number(value));
      }
      this.#measured.unref();
    }
  }

  #drop(): void {
    this.#chain?.free();
    this.#chain = undefined;
  }

  /** The highest peak, 1 at full scale, after the last frame. */
  finish(): number {
    // At the end samples are mirrored, and bend as they like.
    if (this.#chain === undefined && this.#kept.length > 0) {
      if (this.#highest()?.some((peak) => MOST_OVERSHOOT * peak > this.#peak)) this.#begin();
    }
    this.#chain?.push(null);
    this.#pull();
    this.#drop();
    for (const { frame } of this.#kept.splice(0)) frame.free();
    this.#measured.free();
    this.#peaks.free();
    return this.#peak;
  }
}
