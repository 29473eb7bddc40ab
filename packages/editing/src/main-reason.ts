import type { CutItem, Reason } from './cut.ts';

/** Terms that speak of the shot itself, rather than of its place and length in the cut. */
const OF_THE_SHOT = new Set(['picture', 'rise', 'variety', 'story']);

/**
 * The reason to name when there is room for one: the line that it carries or what the brief asks
 * for, else the strongest that speaks of the shot itself, else the strongest there is.
 */
export function mainReason(item: Pick<CutItem, 'reasons'>): Reason | undefined {
  const ranked = item.reasons.toSorted((a, b) => b.amount - a.amount);
  return (
    ranked.find(({ term, amount }) => (term === 'line' || term === 'brief') && amount > 0) ??
    ranked.find(({ term, amount }) => OF_THE_SHOT.has(term) && amount > 0) ??
    ranked[0]
  );
}
