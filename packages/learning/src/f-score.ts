/** Best threshold of a label and the F1 that it has on the scores that it was chosen on. */
export interface Threshold {
  readonly threshold: number;
  readonly f1: number;
}

/**
 * For each label the score above which deciding for it gives the best F1. F1 as a function of how many examples are
 * taken is first averaged over a neighbourhood of `smoothing` × the label's examples on each side: for a label with few
 * examples the single best place is luck. `scores` and `targets` (0 or 1) are row-major.
 */
export function bestThresholds(
  scores: Float32Array,
  targets: Float32Array,
  labels: number,
  smoothing = 0.15,
): Threshold[] {
  const rows = scores.length / labels;
  return Array.from({ length: labels }, (_, k) => {
    const ranked = Array.from({ length: rows }, (_, row) => row * labels + k).sort((a, b) => scores[b]! - scores[a]!);
    const positives = ranked.reduce((sum, at) => sum + targets[at]!, 0);
    if (positives === 0) return { threshold: Number.POSITIVE_INFINITY, f1: 0 };
    let hits = 0;
    const f1 = ranked.map((at, taken) => {
      hits += targets[at]!;
      return (2 * hits) / (taken + 1 + positives);
    });
    const reach = Math.round(smoothing * positives);
    let best = 0;
    let highest = -1;
    for (let at = 0; at < f1.length; at++) {
      const near = f1.slice(Math.max(0, at - reach), at + reach + 1);
      const mean = near.reduce((sum, value) => sum + value, 0) / near.length;
      if (mean > highest) [best, highest] = [at, mean];
    }
    const threshold = (scores[ranked[best]!]! + scores[ranked[Math.min(best + 1, rows - 1)]!]!) / 2;
    return { threshold, f1: f1[best]! };
  });
}

/** Precision, recall and F1 of each label where a score above its threshold is a decision for it. */
export function fScores(
  scores: Float32Array,
  targets: Float32Array,
  thresholds: readonly number[],
): { readonly precision: number; readonly recall: number; readonly f1: number; readonly examples: number }[] {
  const labels = thresholds.length;
  return thresholds.map((threshold, k) => {
    let [hits, found, examples] = [0, 0, 0];
    for (let at = k; at < scores.length; at += labels) {
      const decided = scores[at]! > threshold;
      if (decided) found++;
      if (targets[at]! === 1) examples++;
      if (decided && targets[at]! === 1) hits++;
    }
    return {
      precision: found === 0 ? 0 : hits / found,
      recall: examples === 0 ? 0 : hits / examples,
      f1: found + examples === 0 ? 0 : (2 * hits) / (found + examples),
      examples,
    };
  });
}

/** Macro-F1: the plain mean over labels. */
export const macroF1 = (scores: readonly { readonly f1: number }[]): number =>
  scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length;
