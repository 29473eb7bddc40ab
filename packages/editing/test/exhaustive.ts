import type { Problem } from '../src/programme.ts';

/** Every allowed sequence, by trying each: what it is worth, and the groups of its picks. Slow and plainly right. */
function everySequence(problem: Problem, found: (value: number, groups: readonly number[]) => void): void {
  const extend = (from: number, start: number, value: number, before: number, groups: readonly number[]): void => {
    if (start === problem.steps) found(value + problem.last(before), groups);
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
}

/** The value of the best allowed sequence. */
export function exhaustive(problem: Problem): number {
  let best = Number.NEGATIVE_INFINITY;
  everySequence(problem, (value) => {
    best = Math.max(best, value);
  });
  return best;
}

/** The value of the best sequences for several stretches of a cut together, no group twice among them. */
export function exhaustiveTogether(problems: readonly Problem[]): number {
  const sets = problems.map((problem) => {
    const best = new Map<string, { readonly value: number; readonly groups: readonly number[] }>();
    everySequence(problem, (value, groups) => {
      const key = groups.toSorted((a, b) => a - b).join();
      if (value > (best.get(key)?.value ?? Number.NEGATIVE_INFINITY)) best.set(key, { value, groups });
    });
    return [...best.values()];
  });
  const join = (at: number, groups: readonly number[]): number =>
    at === sets.length
      ? 0
      : sets[at]!.filter((one) => !one.groups.some((group) => groups.includes(group))).reduce(
          (best, one) => Math.max(best, one.value + join(at + 1, [...groups, ...one.groups])),
          Number.NEGATIVE_INFINITY,
        );
  return join(0, []);
}
