import { quantile, Series } from './series.ts';

/** Spectra a second. */
export const RATE = 100;
const SAMPLE_RATE = 16_000;
const BANDS_PER_OCTAVE = 24;
const LOWEST = 30;
const HIGHEST = 7600;
/** Frames back that a spectrum is compared with: what a window of 64 ms and steps of 10 ms ask for. */
const LAG = 2;
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
  /** Seconds. */
  readonly time: number;
  /** 0 to 1, in parts of the film's strong onsets. */
  readonly strength: number;
}

/**
 * Where sounds set in: spectral flux (Bello et al. 2005) in the form SuperFlux (Böck and Widmer 2013), whose maximum
 * over neighbouring bands keeps vibrato from looking like onsets. Keeps 100 numbers a second.
 */
export class Onsets {
  readonly #filters: readonly (readonly [first: number, weights: Float64Array])[];
  readonly #bands: number;
  /** The last spectra by band, in turn. */
  readonly #past: Float64Array[];
  readonly #flux = new Series();

  /** @param size samples in the windows of the spectra that come. */
  constructor(size: number) {
    this.#filters = filters(size);
    this.#bands = this.#filters.length;
    this.#past = Array.from({ length: LAG + 1 }, () => new Float64Array(this.#bands));
  }

  /** The next spectrum (magnitudes under Hann's window, of sound of 16 kHz); answers its flux. */
  spectrum(magnitudes: Float64Array): number {
    const index = this.#flux.length;
    const now = this.#past[index % (LAG + 1)]!;
    for (let band = 0; band < this.#bands; band++) {
      const [first, weights] = this.#filters[band]!;
      let sum = 0;
      for (let at = 0; at < weights.length; at++) sum += magnitudes[first + at]! * weights[at]!;
      now[band] = Math.log10(1 + sum);
    }
    let flux = 0;
    if (index >= LAG) {
      const then = this.#past[(index - LAG) % (LAG + 1)]!;
      for (let band = 0; band < this.#bands; band++) {
        const before = Math.max(then[band]!, then[band - 1] ?? 0, then[band + 1] ?? 0);
        const more = now[band]! - before;
        if (more > 0) flux += more;
      }
    }
    this.#flux.push(flux);
    return flux;
  }

  /** The strength of change by frame, 100 a second: what tempo is told by. */
  get envelope(): Float32Array {
    return this.#flux.values;
  }

  /** The film is over: its onsets, and what strong ones measure. */
  end(): Onset[] {
    return onsetsIn(this.#flux.values);
  }
}

/** Onsets of an envelope of 100 frames a second. */
function onsetsIn(envelope: Float32Array): Onset[] {
  const peaks: number[] = [];
  for (let at = 0; at < envelope.length; at++) if (isHighest(envelope, at)) peaks.push(at);
  const heights = Float32Array.from(peaks, (at) => envelope[at]! - meanAround(envelope, at));
  const strong = quantile(
    heights.filter((height) => height > LEAST),
    0.9,
  );
  if (!(strong > 0)) return [];
  const least = Math.max(LEAST, SHARE * strong);
  const found: Onset[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [place, at] of peaks.entries()) {
    const height = heights[place]!;
    if (height < least || at - last < APART) continue;
    found.push({ time: at / RATE + LATE, strength: Math.min(1, height / strong) });
    last = at;
  }
  return found;
}

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

/** Triangles a quarter tone apart; below, where bins are wider than that, one a bin. */
function filters(size: number): (readonly [number, Float64Array])[] {
  const bins: number[] = [];
  for (let step = 0; ; step++) {
    const frequency = LOWEST * 2 ** (step / BANDS_PER_OCTAVE);
    if (frequency > HIGHEST) break;
    const bin = Math.round((frequency * size) / SAMPLE_RATE);
    if (bin > 0 && bin !== bins.at(-1)) bins.push(bin);
  }
  return bins.slice(1, -1).map((middle, place) => {
    const low = bins[place]!;
    const high = bins[place + 2]!;
    const weights = Float64Array.from({ length: high - low - 1 }, (_, at) => {
      const bin = low + 1 + at;
      return bin <= middle ? (bin - low) / (middle - low) : (high - bin) / (high - middle);
    });
    return [low + 1, weights] as const;
  });
}
