import { describe, expect, it } from 'vitest';
import type { Problem } from '../src/programme.ts';
import { relaxedSolution, type Solution, solve } from '../src/solver.ts';
import { exhaustive } from './exhaustive.ts';
import { random } from './film.ts';

/** A small problem with made-up values, some lengths impossible, groups that repeat. */
function problemOf(seed: number, count = 9, steps = 14, groups = 5): Problem {
  const next = random(seed);
  const order = Array.from({ length: count }, (_, index) => Math.floor(index * 0.8));
  const group = order.map((shot) => (shot * 7 + seed) % groups);
  const lengths = order.map(() => [1, 2, 3, 4, 5].filter(() => next() < 0.6));
  const values = order.map(() => Array.from({ length: steps * 6 }, () => next() * 4 - 1));
  const pairs = order.map(() => order.map(() => next() * 6 - 3));
  const ends = order.map(() => [next() * 2 - 1, next() * 2 - 1] as const);
  return {
    steps,
    count,
    order,
    group,
    lengths: (candidate) => lengths[candidate]!,
    value: (candidate, start, length) => values[candidate]![start * 6 + length]!,
    pair: (before, after) => pairs[before]![after]!,
    first: (candidate) => ends[candidate]![0],
    last: (candidate) => ends[candidate]![1],
  };
}

function worthOf(problem: Problem, { picks }: Solution): number {
  return picks.reduce(
    (sum, { candidate, start, length }, index) => {
      const before = picks[index - 1];
      const tie = before ? problem.pair(before.candidate, candidate) : problem.first(candidate);
      return sum + tie + problem.value(candidate, start, length);
    },
    problem.last(picks.at(-1)!.candidate),
  );
}

describe('the solver', () => {
  it('finds what an exhaustive search finds, on 200 seeded problems, and its bound holds', () => {
    let solved = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const problem = problemOf(seed);
      const best = exhaustive(problem);
      const solution = solve(problem);
      if (!solution) {
        expect(best, `seed ${seed}`).toBe(Number.NEGATIVE_INFINITY);
        continue;
      }
      solved++;
      expect(solution.value, `seed ${seed}`).toBeCloseTo(best, 9);
      expect(solution.bound, `seed ${seed}`).toBeGreaterThanOrEqual(best - 1e-9);
      expect(worthOf(problem, solution), `seed ${seed}`).toBeCloseTo(solution.value, 9);
    }
    expect(solved).toBeGreaterThan(150);
  });

  it('finds it too where there are two or three groups, and prices must not cut the best off', () => {
    for (const groups of [2, 3]) {
      for (let seed = 1; seed <= 60; seed++) {
        const problem = problemOf(seed, 9, 14, groups);
        const solution = solve(problem);
        if (solution) expect(solution.value, `seed ${seed}`).toBeCloseTo(exhaustive(problem), 9);
      }
    }
  });

  it('by prices lowers the bound with the work of a few runs', () => {
    let [lowered, total] = [0, 0];
    for (let seed = 1; seed <= 40; seed++) {
      const problem = problemOf(seed, 30, 20, 5);
      const relaxed = relaxedSolution(problem)!;
      const [quick, full] = [solve(problem, 1e5), solve(problem)];
      if (!quick || !full || !relaxed.repeats) continue;
      expect(quick.bound).toBeGreaterThanOrEqual(full.value - 1e-9);
      lowered += relaxed.value - quick.bound;
      total += relaxed.value - full.value;
    }
    expect(lowered / total).toBeGreaterThan(0.5);
  });

  it('keeps its rules: forward only, full to the step, one of a group', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const problem = problemOf(seed, 30, 20, 9);
      const solution = solve(problem)!;
      let at = 0;
      const groups = new Set<number>();
      let order = -1;
      for (const { candidate, start, length } of solution.picks) {
        expect(start).toBe(at);
        expect(problem.lengths(candidate)).toContain(length);
        expect(problem.order[candidate]!).toBeGreaterThan(order);
        expect(groups.has(problem.group[candidate]!)).toBe(false);
        groups.add(problem.group[candidate]!);
        order = problem.order[candidate]!;
        at += length;
      }
      expect(at).toBe(problem.steps);
    }
  });

  it('still answers, with an honest bound, when it may not search', () => {
    let short = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const problem = problemOf(seed, 30, 20, 9);
      const [quick, full] = [solve(problem, 0), solve(problem)];
      if (!quick || !full) continue;
      expect(quick.value).toBeLessThanOrEqual(full.value + 1e-9);
      expect(quick.bound).toBeGreaterThanOrEqual(full.value - 1e-9);
      if (quick.value < full.value) short++;
    }
    // Otherwise the search would be for nothing.
    expect(short).toBeGreaterThan(0);
  });

  it('says when nothing fills the steps', () => {
    expect(solve({ ...problemOf(1), lengths: () => [] })).toBeUndefined();
    expect(solve({ ...problemOf(1), count: 0 })).toBeUndefined();
  });
});
