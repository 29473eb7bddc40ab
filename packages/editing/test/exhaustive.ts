import type { Problem } from '../src/solver.ts';

/** The value of the best allowed sequence, found by trying every one: slow and plainly right. */
export function exhaustive(problem: Problem): number {
  let best = Number.NEGATIVE_INFINITY;
  const extend = (from: number, start: number, value: number, before: number, groups: readonly number[]): void => {
    if (start === problem.steps) best = Math.max(best, value + problem.last(before));
    for (let candidate = from; candidate < problem.count; candidate++) {
      if (before >= 0 && problem.order[before]! >= problem.order[candidate]!) continue;
      const group = problem.group[candidate]!;
      if (groups.includes(group)) continue;
      const tie = before < 0 ? problem.first(candidate) : problem.pair(before, candidate);
      for (const length of problem.lengths(candidate)) {
        if (start + length > problem.steps) continue;
        const worth = value + tie + problem.value(candidate, start, length);
        extend(candidate + 1, start + length, worth, candidate, [...groups, group]);
      }
    }
  };
  extend(0, 0, 0, -1, []);
  return best;
}
