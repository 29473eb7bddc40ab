import type { BradleyTerryModel, Comparison } from '@second-unit/learning';
import type { Bounds } from './bounds.ts';

/** What was believed of each weight before any decision; a deviation of 0 holds it. */
export interface Belief {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly bounds: readonly Bounds[];
  readonly sharpness: { readonly median: number; readonly deviation: number };
}

/** A way through the posterior along one weight: where all weights and the sharpness are, and where they go with it. */
export interface Line {
  readonly weights: ArrayLike<number>;
  readonly logSharpness: number;
  /** By the weight's own step: of every weight, then of the sharpness' logarithm. */
  readonly slope: ArrayLike<number>;
}

/** Where Laplace's approximation at the mode expects the others; the weight is free in it. */
export function lineAtMode({ weights, sharpness, covariance }: BradleyTerryModel, weight: number): Line {
  const width = weights.length + 1;
  const row = covariance.subarray(weight * width, (weight + 1) * width);
  return { weights, logSharpness: Math.log(sharpness), slope: row.map((one) => one / row[weight]!) };
}

/** Through the modes of the others with the weight held at one place and at another. */
export function lineThrough(one: BradleyTerryModel, other: BradleyTerryModel, weight: number): Line {
  const step = other.weights[weight]! - one.weights[weight]!;
  const logSharpness = Math.log(one.sharpness);
  const slope = Array.from(one.weights, (at, j) => (other.weights[j]! - at) / step);
  return { weights: one.weights, logSharpness, slope: [...slope, (Math.log(other.sharpness) - logSharpness) / step] };
}

/** Steps of Simpson's rule on either side. */
const STEPS = 200;

/**
 * Share of what is believed of one weight, within its bounds, that lies above a number. The posterior itself is summed
 * up along the weight, with the other weights and the sharpness on a line: near a bound, and after a few choices, it is
 * too skew for a normal distribution to stand in for it.
 */
export function shareAbove(
  number: number,
  weight: number,
  line: Line,
  comparisons: readonly Comparison[],
  belief: Belief,
): number {
  const { least, most } = belief.bounds[weight]!;
  const worth = logPosterior(weight, line, comparisons, belief);
  const at = (from: number, to: number): number[] =>
    Array.from({ length: STEPS + 1 }, (_, step) => worth(from + ((to - from) * step) / STEPS));
  const [low, high] = [at(least, number), at(number, most)];
  const top = Math.max(...low, ...high);
  const area = (logs: readonly number[], length: number): number =>
    (logs.reduce(
      (sum, log, step) => sum + Math.exp(log - top) * (step === 0 || step === STEPS ? 1 : step % 2 === 1 ? 4 : 2),
      0,
    ) *
      length) /
    (3 * STEPS);
  const [below, above] = [area(low, number - least), area(high, most - number)];
  return above / (below + above);
}

/** The logarithm of the posterior along a weight, but for a constant. */
function logPosterior(
  weight: number,
  line: Line,
  comparisons: readonly Comparison[],
  { mean, deviation, sharpness }: Belief,
): (at: number) => number {
  const size = mean.length;
  const { weights, slope } = line;
  // Worth is linear along the weight, so that it is summed up once.
  const worths = comparisons.map(({ difference, offset = 0, weight: counts }) => {
    let [there, rises] = [offset, 0];
    for (let j = 0; j < size; j++) {
      there += weights[j]! * difference[j]!;
      rises += slope[j]! * difference[j]!;
    }
    return { there, rises, counts };
  });
  const middle = Math.log(sharpness.median);
  return (at) => {
    const by = at - weights[weight]!;
    const logSharpness = line.logSharpness + slope[size]! * by;
    let log = sharpness.deviation > 0 ? -(((logSharpness - middle) / sharpness.deviation) ** 2) / 2 : 0;
    for (let j = 0; j < size; j++) {
      if (slope[j] !== 0 && deviation[j]! > 0) {
        log -= ((weights[j]! + slope[j]! * by - mean[j]!) / deviation[j]!) ** 2 / 2;
      }
    }
    const sharp = Math.exp(logSharpness);
    for (const { there, rises, counts } of worths) log -= counts * softplus(-sharp * (there + rises * by));
    return log;
  };
}

/** log(1 + eˣ) without overflow. */
function softplus(x: number): number {
  return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
}
