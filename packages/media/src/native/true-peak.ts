import {
  AV_SAMPLE_FMT_DBL,
  AV_SAMPLE_FMT_DBLP,
  AV_SAMPLE_FMT_FLT,
  AV_SAMPLE_FMT_FLTP,
  AV_SAMPLE_FMT_S16,
  AV_SAMPLE_FMT_S16P,
  AV_SAMPLE_FMT_S32,
  AV_SAMPLE_FMT_S32P,
  type AVSampleFormat,
} from 'node-av/constants';
import { Frame } from 'node-av/lib';
import { FilterChain, metadataOf } from './filter-chain.ts';

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
/** More samples than the interpolator looks at, on either side. */
const REACH = 256;
/** Cold sound that is interpolated too before a run of hot sound ends: to begin one costs as much. */
const COLD_SECONDS = 0.3;

type Samples = Float32Array | Float64Array | Int16Array | Int32Array;
type Kind = { readonly of: new (buffer: ArrayBuffer, at: number, length: number) => Samples; readonly full: number };

const FLOAT: Kind = { of: Float32Array, full: 1 };
const DOUBLE: Kind = { of: Float64Array, full: 1 };
const INT16: Kind = { of: Int16Array, full: 2 ** 15 };
const INT32: Kind = { of: Int32Array, full: 2 ** 31 };
const KINDS = new Map<AVSampleFormat, Kind>([
  [AV_SAMPLE_FMT_FLT, FLOAT],
  [AV_SAMPLE_FMT_FLTP, FLOAT],
  [AV_SAMPLE_FMT_DBL, DOUBLE],
  [AV_SAMPLE_FMT_DBLP, DOUBLE],
  [AV_SAMPLE_FMT_S16, INT16],
  [AV_SAMPLE_FMT_S16P, INT16],
  [AV_SAMPLE_FMT_S32, INT32],
  [AV_SAMPLE_FMT_S32P, INT32],
]);
const PLANAR: ReadonlySet<AVSampleFormat> = new Set([
  AV_SAMPLE_FMT_FLTP,
  AV_SAMPLE_FMT_DBLP,
  AV_SAMPLE_FMT_S16P,
  AV_SAMPLE_FMT_S32P,
]);

/** Largest magnitude of a frame's samples, 1 at full scale; Infinity where they are not of a kind that we read. */
function samplePeak(frame: Frame): number {
  const format = frame.format as AVSampleFormat;
  const kind = KINDS.get(format);
  const planes = frame.extendedData ?? frame.data;
  if (kind === undefined || planes === null) return Number.POSITIVE_INFINITY;
  const isPlanar = PLANAR.has(format);
  const count = frame.nbSamples * (isPlanar ? 1 : frame.channels);
  let most = 0;
  for (let plane = 0; plane < (isPlanar ? frame.channels : 1); plane++) {
    const bytes = planes[plane];
    if (bytes === undefined) return Number.POSITIVE_INFINITY;
    const samples = new kind.of(bytes.buffer as ArrayBuffer, bytes.byteOffset, count);
    for (let at = 0; at < count; at++) {
      const sample = samples[at]!;
      if (sample > most) most = sample;
      else if (-sample > most) most = -sample;
    }
  }
  return most / kind.full;
}

/**
 * True peak as FFmpeg's `ebur128` measures it, but only of the sound that can have it: what is so quiet that no
 * interpolation of it exceeds the highest peak so far is left out, and the result is the same.
 */
export class TruePeak {
  readonly #timeBase: Ratio;
  readonly #measured = new Frame();
  /** The last cold frames, as many as the interpolator reaches back. */
  #before: Frame[] = [];
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
    const isHot = OVERSAMPLED % frame.sampleRate !== 0 || samplePeak(frame) * MOST_OVERSHOOT > this.#peak;
    if (isHot) {
      if (this.#chain === undefined) this.#begin(frame);
      this.#cold = 0;
    } else this.#cold += frame.nbSamples;
    if (this.#chain === undefined) {
      this.#keep(frame);
      return;
    }
    this.#chain.push(frame);
    this.#pull();
    if (this.#cold < Math.max(REACH, COLD_SECONDS * frame.sampleRate)) return;
    this.#end();
    this.#keep(frame);
  }

  #keep(frame: Frame): void {
    const kept = frame.clone();
    if (kept !== null) this.#before.push(kept);
    let samples = this.#before.reduce((sum, { nbSamples }) => sum + nbSamples, 0);
    while (this.#before.length > 1 && samples - this.#before[0]!.nbSamples >= REACH) {
      const oldest = this.#before.shift()!;
      samples -= oldest.nbSamples;
      oldest.free();
    }
  }

  #begin(frame: Frame): void {
    this.#chain = FilterChain.sound(frame, this.#timeBase, 'ebur128=peak=true:metadata=1:framelog=quiet');
    for (const before of this.#before.splice(0)) {
      this.#chain.push(before);
      before.free();
    }
  }

  #pull(): void {
    while (this.#chain?.pull(this.#measured) === true) {
      for (const [key, value] of Object.entries(metadataOf(this.#measured))) {
        if (key.startsWith('lavfi.r128.true_peaks_ch')) this.#peak = Math.max(this.#peak, Number(value));
      }
      this.#measured.unref();
    }
  }

  #end(): void {
    this.#chain?.push(null);
    this.#pull();
    this.#chain?.free();
    this.#chain = undefined;
  }

  /** The highest peak, 1 at full scale, after the last frame. */
  finish(): number {
    this.#end();
    for (const before of this.#before.splice(0)) before.free();
    this.#measured.free();
    return this.#peak;
  }
}
