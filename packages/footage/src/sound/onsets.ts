import { Flux } from './flux.ts';
import { quantile, Series } from './series.ts';

/** Spectra a second. */
export const RATE = 100;
/** An onset is the highest of so many frames around it, */
const AROUND = 3;
/** above the mean of so many before and behind it */
const BEFORE = 15;
const BEHIND = 7;
/** by this much of what a strong onset of the film has, */
const SHARE = 0.18;
/** and by this in any film: sums of differences of log10(1 + magnitude) over bands. */
const LEAST = 2.5;
/** Seconds: the window of a spectrum sees an onset before its middle is there; measured on clicks. */
export const LATE = 0.01;
/** Frames between two. */
const APART = 5;

export interface Onset {
  /** Seconds, to a hundredth: so far are spectra apart. */
  readonly time: number;
  /** 0 to 1, in parts of the film's strong onsets, to a hundredth. */
  readonly strength: number;
}

/** Where sounds set in, by spectral flux. Keeps 100 numbers a second. */
export class Onsets {
  readonly #flux: Flux;
  readonly #envelope = new Series();

  /** @param size samples in the windows of the spectra that come. */
  constructor(size: number) {
    this.#flux = new Flux(size);
  }

  /** The next four spectra, as `Flux` takes them, of which `count` are of the film; answers their flux. */
  spectra(four: Float32Array, count: number): Float32Array {
    const flux = this.#flux.next(four);
    for (let lane = 0; lane < count; lane++) this.#envelope.push(flux[lane]!);
    return flux;
  }

  /** The strength of change by frame, 100 a second: what tempo is told by. */
  get envelope(): Float32Array {
    return this.#envelope.values;
  }

  /** The film is over: its onsets, and what strong ones measure. */
  end(): Onset[] {
    return onsetsIn(this.#envelope.values);
  }
}

/** Onsets of an envelope of 100 frames a second. */
function onsetsIn(envelope: Float32Array): Onset[] {
  let count = 0;
  for (let at = 0; at < envelope.length; at++) if (isHighest(envelope, at)) count++;
  const peaks = new Uint32Array(count);
  const heights = new Float32Array(count);
  const high = new Float32Array(count);
  let highCount = 0;
  for (let at = 0, place = 0; place < count; at++) {
    if (!isHighest(envelope, at)) continue;
    const height = envelope[at]! - meanAround(envelope, at);
    if (height > LEAST) high[highCount++] = height;
    peaks[place] = at;
    heights[place++] = height;
  }
  const strong = quantile(high.subarray(0, highCount), 0.9);
  if (!(strong > 0)) return [];
  const least = Math.max(LEAST, SHARE * strong);
  const found: Onset[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < count; place++) {
    const at = peaks[place]!;
    const height = heights[place]!;
    if (height < least || at - last < APART) continue;
    found.push({ time: hundredths(at / RATE + LATE), strength: hundredths(Math.min(1, height / strong)) });
    last = at;
  }
  return found;
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

function isHighest(values: Float32Array, at: number): boolean {
  const value = values[at]!;
  if (value < LEAST) return false;
  for (let near = Math.max(0, at - AROUND); near <= Math.min(values.length - 1, at + AROUND); near++) {
    if (values[near]! > value || (near < at && values[near]! === value)) return false;
  }
  return true;
}

function meanAround(values: Float32Array, at: number): number {
  const from = Math.max(0, at - BEFORE);
  const to = Math.min(values.length, at + BEHIND + 1);
  let sum = 0;
  for (let near = from; near < to; near++) sum += values[near]!;
  return sum / (to - from);
}
