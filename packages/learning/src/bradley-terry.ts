import { cholesky, inverseOf, solveCholesky } from './cholesky.ts';
import { LearningFault } from './fault.ts';

/** One choice: of two things, the one that was preferred. */
export interface Comparison {
  /** Features of the preferred thing less those of the other. */
  readonly difference: ArrayLike<number>;
  /** How much the choice counts: 1 is a plain choice, less is a weaker one. Above 0. */
  readonly weight: number;
  /** What is known of how much more the preferred thing is worth, beside the features; 0 if absent. */
  readonly offset?: number;
}

/** What is believed before any choice was seen: a Gaussian of each number by itself. */
export interface BradleyTerryPrior {
  readonly mean: ArrayLike<number>;
  /** Standard deviation of each weight; 0 holds it at its mean. */
  readonly deviation: ArrayLike<number>;
  /** The sharpness is log-normal: its median, and the standard deviation of its logarithm; 0 holds it. */
  readonly sharpness: { readonly median: number; readonly deviation: number };
}

export interface BradleyTerryModel {
  /** Worth of one unit of each feature. */
  readonly weights: Float64Array;
  /**
   * How sharply choices follow worth: the log odds of preferring what is worth one more (an inverse
   * temperature). Apart from the weights, so that these keep the scale of the prior's mean.
   */
  readonly sharpness: number;
  /** Laplace's approximation around the mode, row by row: of the weights, then of the sharpness' logarithm. */
  readonly covariance: Float64Array;
  /** Newton steps that were made; the mode is found to within rounding. */
  readonly steps: number;
}

const MOST_STEPS = 200;

/**
 * Bradley–Terry's model of paired comparisons ("Rank analysis of incomplete block designs", 1952)
 * with features, as in Springall ("Response surface fitting using a generalization of the
 * Bradley–Terry paired comparison model", 1973): the log odds that a is preferred to b are
 * sharpness · (weights · (a − b) + offset). Maximum a posteriori by Newton's method, halved where a step would
 * not descend; where the Hessian is not positive definite (weights and sharpness multiply, so this is
 * no convex problem) the Fisher information stands in for it. Uncertainty is Laplace's: a Gaussian
 * with the inverse of the Hessian at the mode. Ties do not occur; a choice of less than full weight
 * counts by that power of its likelihood.
 *
 * @throws LearningFault `input` where lengths differ, a number is not finite, or a weight or deviation is not allowed.
 */
export function bradleyTerry(comparisons: readonly Comparison[], prior: BradleyTerryPrior): BradleyTerryModel {
  check(comparisons, prior);
  const size = prior.mean.length;
  const problem = new Posterior(comparisons, prior);
  let at: Float64Array = Float64Array.from({ length: size + 1 }, (_, j) =>
    j < size ? prior.mean[j]! : Math.log(prior.sharpness.median),
  );
  let steps = 0;
  let value = problem.value(at);
  for (; steps < MOST_STEPS; steps++) {
    const { gradient, factor } = problem.slopes(at);
    const step = solveCholesky(factor, gradient);
    const decrement = dot(gradient, step);
    // Half of it is what the step is expected to gain.
    if (decrement < 1e-12) break;
    let length = 1;
    let next = moved(at, step, length);
    let nextValue = problem.value(next);
    while (!(nextValue <= value - 1e-4 * length * decrement) && length > 1e-9) {
      length /= 2;
      next = moved(at, step, length);
      nextValue = problem.value(next);
    }
    if (!(nextValue < value)) break;
    at = next;
    value = nextValue;
  }
  return {
    weights: at.slice(0, size),
    sharpness: Math.exp(at[size]!),
    covariance: problem.covariance(at),
    steps,
  };
}

/**
 * Chance that the first of two things is preferred, given the difference of their features
 * (and what is known beside them): the logistic of the log odds, averaged over what is not known of the weights by MacKay's approximation
 * ("The evidence framework applied to classification networks", 1992).
 */
export function preferenceChance(model: BradleyTerryModel, difference: ArrayLike<number>, offset = 0): number {
  const { weights, sharpness, covariance } = model;
  const size = weights.length;
  if (difference.length !== size) throw mismatch(difference.length, size);
  const odds = sharpness * (dot(weights, difference) + offset);
  const slope = (j: number): number => (j < size ? sharpness * difference[j]! : odds);
  let variance = 0;
  for (let j = 0; j <= size; j++) {
    const row = slope(j);
    if (row === 0) continue;
    for (let k = 0; k <= size; k++) variance += row * covariance[j * (size + 1) + k]! * slope(k);
  }
  return logistic(odds / Math.sqrt(1 + (Math.PI * Math.max(0, variance)) / 8));
}

/**
 * How hard each choice pulls at the mode: weight · chance that it had gone the other way · sharpness.
 * A weight stands off its prior mean by exactly deviation² · Σ pull · difference, so that the choices
 * that moved it can be named, each with its share.
 */
export function pulls(model: BradleyTerryModel, comparisons: readonly Comparison[]): Float64Array {
  return Float64Array.from(comparisons, ({ difference, weight, offset = 0 }) => {
    const odds = model.sharpness * (dot(model.weights, difference) + offset);
    return weight * logistic(-odds) * model.sharpness;
  });
}

/** The negative logarithm of the posterior, over the weights and then the sharpness' logarithm. */
class Posterior {
  readonly #comparisons: readonly Comparison[];
  readonly #mean: Float64Array;
  /** 1 / deviation²; 0 for what is held. */
  readonly #precision: Float64Array;
  readonly #held: readonly boolean[];
  readonly #size: number;

  constructor(comparisons: readonly Comparison[], { mean, deviation, sharpness }: BradleyTerryPrior) {
    const deviations = [...Array.from(deviation), sharpness.deviation];
    this.#size = mean.length;
    this.#comparisons = comparisons;
    this.#mean = Float64Array.from([...Array.from(mean), Math.log(sharpness.median)]);
    this.#held = deviations.map((one) => one === 0);
    this.#precision = Float64Array.from(deviations, (one) => (one === 0 ? 0 : 1 / (one * one)));
  }

  value(at: Float64Array): number {
    const sharpness = Math.exp(at[this.#size]!);
    let sum = 0;
    for (let j = 0; j <= this.#size; j++) sum += (this.#precision[j]! * (at[j]! - this.#mean[j]!) ** 2) / 2;
    for (const comparison of this.#comparisons) {
      sum += comparison.weight * softplus(-sharpness * this.#worth(at, comparison));
    }
    return sum;
  }

  slopes(at: Float64Array): { gradient: Float64Array; factor: Float64Array } {
    const gradient = Float64Array.from(at, (x, j) => this.#precision[j]! * (x - this.#mean[j]!));
    for (const comparison of this.#comparisons) {
      const { weight } = comparison;
      const { slope, miss } = this.#choice(at, comparison);
      for (let j = 0; j <= this.#size; j++) gradient[j]! -= weight * miss * slope[j]!;
    }
    for (let j = 0; j <= this.#size; j++) if (this.#held[j]) gradient[j] = 0;
    return { gradient, factor: this.#factor(at) };
  }

  covariance(at: Float64Array): Float64Array {
    const inverse = inverseOf(this.#factor(at), this.#size + 1);
    for (let j = 0; j <= this.#size; j++) {
      if (!this.#held[j]) continue;
      for (let k = 0; k <= this.#size; k++) inverse[j * (this.#size + 1) + k] = inverse[k * (this.#size + 1) + j] = 0;
    }
    return inverse;
  }

  /** Cholesky factor of the Hessian, or of the Fisher information where the Hessian has none. */
  #factor(at: Float64Array): Float64Array {
    const width = this.#size + 1;
    const fisher = new Float64Array(width * width);
    const mixed = new Float64Array(width);
    for (const comparison of this.#comparisons) {
      const { weight } = comparison;
      const { slope, miss } = this.#choice(at, comparison);
      const curve = weight * miss * (1 - miss);
      for (let j = 0; j < width; j++) {
        // Second derivatives of the log odds: nought among weights, and again the slope with the sharpness.
        mixed[j]! -= weight * miss * slope[j]!;
        if (slope[j] === 0) continue;
        for (let k = 0; k <= j; k++) fisher[j * width + k]! += curve * slope[j]! * slope[k]!;
      }
    }
    for (let j = 0; j < width; j++) fisher[j * width + j]! += this.#precision[j]!;
    const hessian = fisher.slice();
    for (let j = 0; j < width; j++) hessian[this.#size * width + j]! += mixed[j]!;
    for (const matrix of [fisher, hessian]) {
      for (let j = 0; j < width; j++) {
        if (!this.#held[j]) continue;
        for (let k = 0; k < width; k++) matrix[Math.max(j, k) * width + Math.min(j, k)] = j === k ? 1 : 0;
      }
    }
    return cholesky(hessian, width) ?? cholesky(fisher, width) ?? fault();
  }

  /** The log odds' slope, and the chance that the choice had gone the other way. */
  #choice(at: Float64Array, comparison: Comparison): { slope: Float64Array; miss: number } {
    const { difference } = comparison;
    const sharpness = Math.exp(at[this.#size]!);
    const odds = sharpness * this.#worth(at, comparison);
    const slope = new Float64Array(this.#size + 1);
    for (let j = 0; j < this.#size; j++) slope[j] = sharpness * difference[j]!;
    slope[this.#size] = odds;
    return { slope, miss: logistic(-odds) };
  }

  #worth(at: Float64Array, { difference, offset = 0 }: Comparison): number {
    let sum = offset;
    for (let j = 0; j < this.#size; j++) sum += at[j]! * difference[j]!;
    return sum;
  }
}

function check(comparisons: readonly Comparison[], { mean, deviation, sharpness }: BradleyTerryPrior): void {
  if (deviation.length !== mean.length) throw mismatch(deviation.length, mean.length);
  const numbers = [...Array.from(mean), ...Array.from(deviation), sharpness.median, sharpness.deviation];
  if (!numbers.every(Number.isFinite) || !(sharpness.median > 0)) {
    throw new LearningFault('input', 'The prior has a number that is not finite, or a sharpness that is not above 0.');
  }
  if (Array.from(deviation).some((one) => one < 0) || sharpness.deviation < 0) {
    throw new LearningFault('input', 'A deviation is below 0.');
  }
  comparisons.forEach(({ difference, weight, offset = 0 }, index) => {
    if (difference.length !== mean.length) throw mismatch(difference.length, mean.length, `comparison ${index}`);
    if (!(weight > 0) || !Number.isFinite(weight + offset) || !Array.from(difference).every(Number.isFinite)) {
      throw new LearningFault(
        'input',
        'A comparison needs finite differences and a weight above 0.',
        `comparison ${index}`,
      );
    }
  });
}

function mismatch(given: number, wanted: number, place?: string): LearningFault {
  return new LearningFault('input', `There are ${given} numbers for ${wanted} features.`, place);
}

function fault(): never {
  throw new LearningFault('internal', 'The Fisher information of the choices is not positive definite.');
}

function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** log(1 + eˣ) without overflow. */
function softplus(x: number): number {
  return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
}

function moved(at: Float64Array, step: Float64Array, length: number): Float64Array {
  return at.map((x, j) => x - length * step[j]!);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}
