import model from '../../models/shot-changes.json' with { type: 'json' };

/** A logistic regression: named features, what each weighs, and from which probability on its answer is yes. */
export interface Weights {
  readonly features: readonly string[];
  readonly weights: readonly number[];
  readonly bias: number;
  /** Least probability that counts as found. */
  readonly least: number;
}

/** What cuts and dissolves are judged by. */
export interface ShotChangeModel {
  readonly cuts: Weights;
  readonly dissolves: Weights;
}

/** The model as `npm run train -- shot-changes` wrote it; see `models/shot-changes.md`. */
export const SHIPPED: ShotChangeModel = model;

/** Throws where weights were learned for other features than the ones that are measured: the model is out of date. */
export function checkFeatures({ features, weights }: Weights, measured: readonly string[]): void {
  if (features.join() !== measured.join() || weights.length !== measured.length)
    throw new Error('models/shot-changes.json weighs other features than the detectors measure: train it again.');
}

/** Probability, 0 to 1, that these values of the features mean yes. */
export function probability({ weights, bias }: Weights, values: readonly number[]): number {
  let odds = bias;
  for (const [at, weight] of weights.entries()) odds += weight * values[at]!;
  return 1 / (1 + Math.exp(-odds));
}
