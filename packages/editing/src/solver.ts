/**
 * The best sequence that fills a stretch of the cut exactly: a dynamic programme over (length so
 * far, last candidate). Candidates are in film order and each shot is used at most once, because a
 * sequence only goes forward; within these rules the answer is the optimum, not an estimate.
 *
 * Cost: steps × candidates² for the neighbours, and steps × candidates × lengths for the lengths.
 */
export interface Problem {
  /** Number of steps to fill. */
  readonly steps: number;
  /** How many candidates; their `order` never falls. */
  readonly count: number;
  /** Candidates of equal order exclude each other. */
  readonly order: ArrayLike<number>;
  /** Lengths, in steps, that a candidate can have, rising. */
  readonly lengths: (candidate: number) => readonly number[];
  /** Value of a candidate that plays from step `start` for `length` steps. */
  readonly value: (candidate: number, start: number, length: number) => number;
  /** Value of two neighbours, by candidate. */
  readonly pair: (before: number, after: number) => number;
  /** Value of being first, and of being last: ties to what stands before and after the stretch. */
  readonly first: (candidate: number) => number;
  readonly last: (candidate: number) => number;
}

export interface Solution {
  readonly value: number;
  readonly picks: readonly { readonly candidate: number; readonly start: number; readonly length: number }[];
}

/** The optimum, or undefined where nothing fills the steps exactly. Ties go to the lower candidate, then the shorter length. */
export function solve(problem: Problem): Solution | undefined {
  const { steps, count } = problem;
  const width = count;
  // ends[t * width + c]: best value of a sequence that fills t steps and ends with c.
  const ends = new Float64Array((steps + 1) * width).fill(Number.NEGATIVE_INFINITY);
  const lengthOf = new Int32Array((steps + 1) * width);
  const beforeOf = new Int32Array((steps + 1) * width).fill(-1);
  const pairs = new Float64Array(width * width);
  for (let after = 0; after < count; after++) {
    for (let before = 0; before < after; before++) {
      pairs[after * width + before] =
        problem.order[before]! < problem.order[after]! ? problem.pair(before, after) : Number.NEGATIVE_INFINITY;
    }
  }
  const lengths = Array.from({ length: count }, (_, candidate) => problem.lengths(candidate));

  for (let start = 0; start < steps; start++) {
    const row = start * width;
    for (let after = 0; after < count; after++) {
      let best = Number.NEGATIVE_INFINITY;
      let before = -1;
      if (start === 0) {
        best = problem.first(after);
      } else {
        const column = after * width;
        for (let candidate = 0; candidate < after; candidate++) {
          const value = ends[row + candidate]! + pairs[column + candidate]!;
          if (value > best) {
            best = value;
            before = candidate;
          }
        }
      }
      if (best === Number.NEGATIVE_INFINITY) continue;
      for (const length of lengths[after]!) {
        const end = start + length;
        if (end > steps) break;
        const at = end * width + after;
        const value = best + problem.value(after, start, length);
        if (value > ends[at]!) {
          ends[at] = value;
          lengthOf[at] = length;
          beforeOf[at] = before;
        }
      }
    }
  }

  let value = Number.NEGATIVE_INFINITY;
  let candidate = -1;
  for (let last = 0; last < count; last++) {
    const total = ends[steps * width + last]! + problem.last(last);
    if (total > value) {
      value = total;
      candidate = last;
    }
  }
  if (candidate < 0) return undefined;
  const picks: { candidate: number; start: number; length: number }[] = [];
  for (let end = steps; end > 0; ) {
    const at = end * width + candidate;
    const length = lengthOf[at]!;
    picks.push({ candidate, start: end - length, length });
    end -= length;
    candidate = beforeOf[at]!;
  }
  return { value, picks: picks.reverse() };
}
