import FFT from 'fft.js';

/** Where two signals fit best, and how much better than anywhere else. */
export interface BestLag {
  /** Samples by which the second must be moved to lie on the first: `b[0]` lies on `a[lag]`. */
  readonly lag: number;
  /** The same to a fraction of a sample, by a parabola through the peak. */
  readonly exact: number;
  /** Correlation coefficient over the stretch where both are, -1 to 1. */
  readonly height: number;
  /** Height of the best peak that lies further than `apart` from it, over the same. */
  readonly second: number;
  /** Lags of the best peaks, further than `apart` from each other, best first: as many as were asked for. */
  readonly peaks: readonly number[];
}

export interface CorrelateOptions {
  /** Samples that must overlap at least. */
  readonly overlap: number;
  /** Peaks nearer than this to the best are part of it. */
  readonly apart: number;
  /** Lags looked at; all if absent. */
  readonly lags?: readonly [number, number];
  /** How many peaks to name; one if absent. */
  readonly peaks?: number;
}

const powerOfTwo = (least: number): number => 2 ** Math.max(4, Math.ceil(Math.log2(least)));

/** Sums of squares up to each sample, so that the energy of any stretch is one subtraction. */
function energyUpTo(signal: Float32Array): Float64Array {
  const sums = new Float64Array(signal.length + 1);
  for (let at = 0; at < signal.length; at++) sums[at + 1] = (sums[at] as number) + (signal[at] as number) ** 2;
  return sums;
}

/**
 * Normalised cross-correlation of two signals at every lag, by FFT. Undefined where they cannot overlap so far, or are
 * silent where they do.
 *
 * Short overlaps fit by chance: a coefficient is weighed by the square root of its share of the longest overlap.
 */
export function correlate(a: Float32Array, b: Float32Array, options: CorrelateOptions): BestLag | undefined {
  const { overlap, apart } = options;
  const [low, high] = [
    Math.max(options.lags?.[0] ?? Number.NEGATIVE_INFINITY, overlap - b.length),
    Math.min(options.lags?.[1] ?? Number.POSITIVE_INFINITY, a.length - overlap),
  ];
  if (!(low <= high)) return undefined;
  const cross = crossed(a, b);
  const size = cross.length;
  const energyA = energyUpTo(a);
  const energyB = energyUpTo(b);
  const longest = Math.min(a.length, b.length);
  const span = (lag: number): [number, number] => [Math.max(0, lag), Math.min(a.length, b.length + lag)];
  const coefficient = (lag: number): number => {
    const [from, to] = span(lag);
    const energy =
      ((energyA[to] as number) - (energyA[from] as number)) *
      ((energyB[to - lag] as number) - (energyB[from - lag] as number));
    return energy > 1e-12 ? (cross[(lag + size) % size] as number) / Math.sqrt(energy) : 0;
  };
  const weighed = (lag: number): number => {
    const [from, to] = span(lag);
    return coefficient(lag) * Math.sqrt((to - from) / longest);
  };
  let best = low;
  let bestWeight = Number.NEGATIVE_INFINITY;
  const weights = new Float32Array(high - low + 1);
  for (let lag = low; lag <= high; lag++) {
    const weight = weighed(lag);
    weights[lag - low] = weight;
    if (weight > bestWeight) [best, bestWeight] = [lag, weight];
  }
  if (!(bestWeight > 0)) return undefined;
  let second = 0;
  for (let lag = low; lag <= high; lag++) {
    if (Math.abs(lag - best) > apart) second = Math.max(second, weights[lag - low] as number);
  }
  const [from, to] = span(best);
  const [before, at, after] = [best - 1, best, best + 1].map((lag) =>
    lag < low || lag > high ? coefficient(best) : coefficient(lag),
  ) as [number, number, number];
  const bend = before - 2 * at + after;
  const shift = bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend)) : 0;
  return {
    lag: best,
    exact: best + shift,
    height: coefficient(best),
    second: second / Math.sqrt((to - from) / longest),
    peaks: peaksOf(weights, { count: options.peaks ?? 1, apart }).map((index) => index + low),
  };
}

/** Where values are highest, further than `apart` from each other. */
function peaksOf(values: Float32Array, { count, apart }: { count: number; apart: number }): number[] {
  const found: number[] = [];
  while (found.length < count) {
    let best = -1;
    for (let at = 0; at < values.length; at++) {
      const value = values[at] as number;
      if (value <= 0 || (best >= 0 && value <= (values[best] as number))) continue;
      if (found.every((one) => Math.abs(one - at) > apart)) best = at;
    }
    if (best < 0) break;
    found.push(best);
  }
  return found;
}

/** Sums of products of `a` and `b` at every lag; a negative lag lies at the end. */
function crossed(a: Float32Array, b: Float32Array): Float64Array {
  const size = powerOfTwo(a.length + b.length);
  const fft = new FFT(size);
  // Both real signals in one transform: a as the real part, b as the imaginary one.
  const both = new Float64Array(size * 2);
  for (let at = 0; at < a.length; at++) both[at * 2] = a[at] as number;
  for (let at = 0; at < b.length; at++) both[at * 2 + 1] = b[at] as number;
  const spectrum = new Float64Array(size * 2);
  fft.transform(spectrum, both);
  const product = new Float64Array(size * 2);
  for (let k = 0; k < size; k++) {
    const mirror = (size - k) % size;
    const [re, im] = [spectrum[k * 2] as number, spectrum[k * 2 + 1] as number];
    const [mRe, mIm] = [spectrum[mirror * 2] as number, spectrum[mirror * 2 + 1] as number];
    const [aRe, aIm] = [(re + mRe) / 2, (im - mIm) / 2];
    const [bRe, bIm] = [(im + mIm) / 2, (mRe - re) / 2];
    product[k * 2] = aRe * bRe + aIm * bIm;
    product[k * 2 + 1] = aIm * bRe - aRe * bIm;
  }
  const out = new Float64Array(size * 2);
  fft.inverseTransform(out, product);
  return Float64Array.from({ length: size }, (_, at) => out[at * 2] as number);
}
