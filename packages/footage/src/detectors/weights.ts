import model from '../../models/shot-changes.json' with { type: 'json' };

/**
 * What weighs named features: a network of one hidden layer, and from which probability on its answer is yes.
 * Each hidden unit is the hyperbolic tangent of its weighted sum of the features.
 */
export interface Weights {
  readonly features: readonly string[];
  /** One row a hidden unit: a weight for each feature, then what is added. */
  readonly hidden: readonly (readonly number[])[];
  /** A weight for each hidden unit, then what is added. */
  readonly output: readonly number[];
  /** Least probability that counts as found. */
  readonly least: number;
}

/** What cuts, dissolves and wipes are judged by. */
export interface ShotChangeModel {
  readonly cuts: Weights;
  readonly dissolves: Weights;
  readonly wipes: Weights;
}

/** The model as `npm run train -- shot-changes` wrote it; see `models/shot-changes.md`. */
export const SHIPPED: ShotChangeModel = model;

/** Throws where weights were learned for other features than the ones that are measured: the model is out of date. */
export function checkFeatures({ features, hidden }: Weights, measured: readonly string[]): void {
  if (features.join() !== measured.join() || hidden.some((row) => row.length !== measured.length + 1))
    throw new Error('models/shot-changes.json weighs other features than the detectors measure: train it again.');
}

/** Probability, 0 to 1, that these values of the features mean yes. */
export function probability({ hidden, output }: Weights, values: readonly number[]): number {
  let odds = output[hidden.length]!;
  for (let unit = 0; unit < hidden.length; unit++) {
    const row = hidden[unit]!;
    let sum = row[values.length]!;
    for (let at = 0; at < values.length; at++) sum += row[at]! * values[at]!;
    odds += output[unit]! * Math.tanh(sum);
  }
  return 1 / (1 + Math.exp(-odds));
}
