import type { SparseMatrix } from './sparse-matrix.ts';

/**
 * How much each feature says on its own about each label: the absolute difference between the log odds of the label
 * where the feature is present and the log odds overall, after Wang and Manning, "Baselines and Bigrams" (2012), whose
 * log-count ratio it is up to the count of absences. `smoothing` rows of the label's usual share are added to each
 * feature. Answers `labels` numbers a feature; used as `scale` of a logistic regression, features that say nothing are
 * held near zero.
 */
export function naiveBayesWeights(
  features: SparseMatrix,
  targets: Float32Array,
  labels: number,
  smoothing: number,
): Float32Array {
  const present = new Float64Array(features.columns);
  const together = new Float64Array(features.columns * labels);
  const share = new Float64Array(labels);
  for (let row = 0; row < features.rows; row++) {
    for (let k = 0; k < labels; k++) share[k]! += targets[row * labels + k]! / features.rows;
    for (let at = features.starts[row]!; at < features.starts[row + 1]!; at++) {
      const feature = features.column[at]!;
      present[feature]!++;
      for (let k = 0; k < labels; k++) together[feature * labels + k]! += targets[row * labels + k]!;
    }
  }
  const logOdds = (p: number): number => Math.log(p / (1 - p));
  return Float32Array.from(together, (count, at) => {
    const p = Math.min(1 - 1e-9, Math.max(1e-9, share[at % labels]!));
    const within = (count + smoothing * p) / (present[Math.floor(at / labels)]! + smoothing);
    return Math.abs(logOdds(within) - logOdds(p));
  });
}
