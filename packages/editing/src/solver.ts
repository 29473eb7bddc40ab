/**
 * The best sequence that fills a stretch of the cut exactly: a dynamic programme over (length so
 * far, last candidate). Candidates are in film order and a sequence only goes forward, so each shot
 * is used at most once; within these rules the answer is the optimum, not an estimate.
 *
 * That no camera set-up comes twice cannot be said to a dynamic programme, which only knows the last
 * pick. So it is solved without, which gives an upper bound, and where set-ups repeat, by branch and
 * bound: one branch for each of the repeated picks, in which the others are left out.
 */
export interface Problem {
  /** Number of steps to fill. */
  readonly steps: number;
  /** How many candidates; their `order` never falls. */
  readonly count: number;
  /** Candidates of equal order exclude each other. */
  readonly order: ArrayLike<number>;
  /** At most one candidate of a group is picked. */
  readonly group: ArrayLike<number>;
  /** Lengths, in steps, that a candidate can have, rising. */
  readonly lengths: (candidate: number) => readonly number[];
  /** Value of a candidate that plays from step `start` for `length` steps; −∞ where it cannot. */
  readonly value: (candidate: number, start: number, length: number) => number;
  /** Value of two neighbours, by candidate. */
  readonly pair: (before: number, after: number) => number;
  /** Value of being first, and of being last: ties to what stands before and after the stretch. */
  readonly first: (candidate: number) => number;
  readonly last: (candidate: number) => number;
}

export interface Pick {
  readonly candidate: number;
  readonly start: number;
  readonly length: number;
}

export interface Solution {
  readonly value: number;
  /** No sequence is worth more than this; equal to `value` where the optimum is proven. */
  readonly bound: number;
  readonly picks: readonly Pick[];
}

/** How many dynamic programmes the search for the best one may run, after the first answer. */
const NODES = 200;

/**
 * The best sequence in which no group comes twice, or undefined where none fills the steps.
 * Deterministic: ties go to the lower candidate, then the shorter length.
 * @param work elementary operations that the search may spend beyond the first answer
 */
export function solve(problem: Problem, work = Number.POSITIVE_INFINITY): Solution | undefined {
  const programme = new Programme(problem);
  const none = new Set<number>();
  const relaxed = programme.optimum(none);
  if (!relaxed) return undefined;
  if (!repeated(problem, relaxed.picks)) return { ...relaxed, bound: relaxed.value };

  let best = dive(problem, programme, relaxed);
  const open = [{ excluded: none, ...relaxed }];
  let nodes = Math.min(NODES, Math.floor(work / programme.cost));
  while (open.length > 0 && nodes > 0) {
    // Best bound first: what is open afterwards bounds everything not looked at.
    const node = open.shift()!;
    if (best && node.value <= best.value) break;
    const members = repeated(problem, node.picks)!;
    for (const keep of members) {
      const excluded = new Set([...node.excluded, ...members.filter((member) => member !== keep)]);
      const child = programme.optimum(excluded);
      nodes--;
      if (!child || (best && child.value <= best.value)) continue;
      if (!repeated(problem, child.picks)) best = child;
      else open.splice(open.findLastIndex((other) => other.value >= child.value) + 1, 0, { excluded, ...child });
    }
  }
  if (!best) return undefined;
  return { ...best, bound: Math.max(best.value, open[0]?.value ?? best.value) };
}

/**
 * The best sequence in which groups may repeat, found by one dynamic programme: its value bounds
 * every allowed sequence, and where nothing repeats it is the best of them.
 */
export function relaxedSolution(
  problem: Problem,
): (Omit<Solution, 'bound'> & { readonly repeats: boolean }) | undefined {
  const relaxed = new Programme(problem).optimum(new Set());
  return relaxed && { ...relaxed, repeats: repeated(problem, relaxed.picks) !== undefined };
}

/** The picks of the group that repeats most, or undefined where none does. */
function repeated(problem: Problem, picks: readonly Pick[]): readonly number[] | undefined {
  const groups = Map.groupBy(picks, ({ candidate }) => problem.group[candidate]!);
  const worst = [...groups.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
  return worst.length > 1 ? worst.map(({ candidate }) => candidate) : undefined;
}

/** A first answer: of each repeated group the longest pick stays, until none repeats. */
function dive(problem: Problem, programme: Programme, relaxed: Sequence): Sequence | undefined {
  const excluded = new Set<number>();
  let current: Sequence | undefined = relaxed;
  while (current && repeated(problem, current.picks)) {
    for (const picks of Map.groupBy(current.picks, ({ candidate }) => problem.group[candidate]!).values()) {
      const keep = picks.reduce((a, b) => (b.length > a.length ? b : a));
      for (const pick of picks) if (pick !== keep) excluded.add(pick.candidate);
    }
    current = programme.optimum(excluded);
  }
  return current;
}

interface Sequence {
  readonly value: number;
  readonly picks: readonly Pick[];
}

/** Starts worked out together. */
const BLOCK = 4;

/** The dynamic programme; tables that do not depend on what is left out are made once. */
class Programme {
  readonly #problem: Problem;
  readonly #pairs: Float64Array;
  readonly #lengths: readonly (readonly number[])[];
  /** Steps that any pick takes at least: so many starts can be worked out together, as none ends at another. */
  readonly #shortest: number;
  /** Elementary operations of one run, about. */
  readonly cost: number;

  constructor(problem: Problem) {
    const { steps, count, order } = problem;
    this.#problem = problem;
    this.#pairs = new Float64Array(count * count).fill(Number.NEGATIVE_INFINITY);
    for (let after = 0; after < count; after++) {
      for (let before = 0; before < after; before++) {
        if (order[before]! < order[after]!) this.#pairs[after * count + before] = problem.pair(before, after);
      }
    }
    this.#lengths = Array.from({ length: count }, (_, candidate) => problem.lengths(candidate));
    const choices = this.#lengths.reduce((total, list) => total + list.length, 0);
    this.#shortest = this.#lengths.reduce((least, own) => Math.min(least, own[0] ?? least), steps);
    this.cost = steps * ((count * count) / 2 + 20 * choices) + 1;
  }

  optimum(excluded: ReadonlySet<number>): Sequence | undefined {
    const { steps, count, value: worth, first, last } = this.#problem;
    // ends[t * count + c]: best value of a sequence that fills t steps and ends with c.
    const ends = new Float64Array((steps + 1) * count).fill(Number.NEGATIVE_INFINITY);
    const lengthOf = new Int32Array((steps + 1) * count);
    const beforeOf = new Int32Array((steps + 1) * count).fill(-1);

    const best = new Float64Array(BLOCK);
    const before = new Int32Array(BLOCK);
    for (let start = 0; start < steps; ) {
      const together = start > 0 && this.#shortest >= BLOCK && start + BLOCK <= steps ? BLOCK : 1;
      for (let after = 0; after < count; after++) {
        if (excluded.has(after)) continue;
        if (start === 0) [best[0], before[0]] = [first(after), -1];
        else if (together === BLOCK) this.#bestOfBlock(ends, start, after, best, before);
        else this.#bestBefore(ends, start, after, best, before);
        for (let one = 0; one < together; one++) {
          if (best[one] === Number.NEGATIVE_INFINITY) continue;
          for (const length of this.#lengths[after]!) {
            if (start + one + length > steps) break;
            const at = (start + one + length) * count + after;
            const value = best[one]! + worth(after, start + one, length);
            if (value > ends[at]!) {
              ends[at] = value;
              lengthOf[at] = length;
              beforeOf[at] = before[one]!;
            }
          }
        }
      }
      start += together;
    }

    let value = Number.NEGATIVE_INFINITY;
    let candidate = -1;
    for (let end = 0; end < count; end++) {
      const total = ends[steps * count + end]! + last(end);
      if (total > value) [value, candidate] = [total, end];
    }
    if (candidate < 0) return undefined;
    const picks: Pick[] = [];
    for (let end = steps; end > 0; ) {
      const at = end * count + candidate;
      const length = lengthOf[at]!;
      picks.push({ candidate, start: end - length, length });
      end -= length;
      candidate = beforeOf[at]!;
    }
    return { value, picks: picks.reverse() };
  }

  /** The best that ends at `start` and goes on with `after`, and its last pick. */
  #bestBefore(ends: Float64Array, start: number, after: number, best: Float64Array, before: Int32Array): void {
    const { count } = this.#problem;
    const [row, column, pairs] = [start * count, after * count, this.#pairs];
    let most = Number.NEGATIVE_INFINITY;
    let last = -1;
    for (let candidate = 0; candidate < after; candidate++) {
      const value = ends[row + candidate]! + pairs[column + candidate]!;
      if (value > most) {
        most = value;
        last = candidate;
      }
    }
    best[0] = most;
    before[0] = last;
  }

  /** The same for four starts in one go: the table of pairs is large, and reading it is what takes the time. */
  #bestOfBlock(ends: Float64Array, start: number, after: number, best: Float64Array, before: Int32Array): void {
    const { count } = this.#problem;
    const [column, pairs] = [after * count, this.#pairs];
    const row = start * count;
    let [m0, m1, m2, m3] = [
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    let [b0, b1, b2, b3] = [-1, -1, -1, -1];
    for (let candidate = 0; candidate < after; candidate++) {
      const pair = pairs[column + candidate]!;
      const at = row + candidate;
      const v0 = ends[at]! + pair;
      const v1 = ends[at + count]! + pair;
      const v2 = ends[at + 2 * count]! + pair;
      const v3 = ends[at + 3 * count]! + pair;
      if (v0 > m0) {
        m0 = v0;
        b0 = candidate;
      }
      if (v1 > m1) {
        m1 = v1;
        b1 = candidate;
      }
      if (v2 > m2) {
        m2 = v2;
        b2 = candidate;
      }
      if (v3 > m3) {
        m3 = v3;
        b3 = candidate;
      }
    }
    best.set([m0, m1, m2, m3]);
    before.set([b0, b1, b2, b3]);
  }
}
