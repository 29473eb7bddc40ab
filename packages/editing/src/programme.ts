/** What fills a stretch of the cut, as the solver sees it. */
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

export interface Sequence {
  readonly value: number;
  readonly picks: readonly Pick[];
}

/** Starts worked out together: the table of pairs is large, and a row of it is read once for all of them. */
const STARTS = 4;
/** Candidates that are bounded, and passed over, together. */
const RUN = 16;
/** Values of picks that are kept for the next run, at most: problems that are run many times are small. */
const KEPT = 4e6;

/**
 * A dynamic programme over (length so far, last candidate). Candidates are in film order and a sequence only goes
 * forward, so each shot is used at most once; within these rules the answer is the optimum, not an estimate. Tables
 * that do not depend on what is left out are made once.
 */
export class Programme {
  readonly #problem: Problem;
  readonly #pairs: Float64Array;
  /** By candidate and run of candidates before it, the most that a pair of them is worth. */
  readonly #mostOfPair: Float64Array;
  readonly #runs: number;
  readonly #lengths: readonly (readonly number[])[];
  /** What each pick is worth, NaN until it is asked for; none where there are too many. By candidate from `#offsets` on, then start, then length. */
  readonly #worth: Float64Array | undefined;
  readonly #offsets: readonly number[];
  /** Steps that any pick takes at least: so many starts can be worked out together, as none ends at another. */
  readonly #shortest: number;
  /** Elementary operations of one run, about. */
  readonly cost: number;

  constructor(problem: Problem) {
    const { steps, count, order } = problem;
    this.#problem = problem;
    this.#pairs = new Float64Array(count * count).fill(Number.NEGATIVE_INFINITY);
    this.#runs = Math.ceil(count / RUN);
    this.#mostOfPair = new Float64Array(count * this.#runs).fill(Number.NEGATIVE_INFINITY);
    for (let after = 0; after < count; after++) {
      for (let before = 0; before < after; before++) {
        if (!(order[before]! < order[after]!)) continue;
        const worth = problem.pair(before, after);
        this.#pairs[after * count + before] = worth;
        const run = after * this.#runs + Math.floor(before / RUN);
        if (worth > this.#mostOfPair[run]!) this.#mostOfPair[run] = worth;
      }
    }
    this.#lengths = Array.from({ length: count }, (_, candidate) => problem.lengths(candidate));
    const choices = this.#lengths.reduce((total, list) => total + list.length, 0);
    this.#shortest = this.#lengths.reduce((least, own) => Math.min(least, own[0] ?? least), steps);
    this.#worth = steps * choices > KEPT ? undefined : new Float64Array(steps * choices).fill(Number.NaN);
    let offset = 0;
    this.#offsets = this.#lengths.map((list) => {
      offset += steps * list.length;
      return offset - steps * list.length;
    });
    this.cost = steps * ((count * count) / 2 + 20 * choices) + 1;
  }

  /**
   * The best sequence without these candidates.
   * @param prices for each group, paid at each of its picks; their sum is given back, so that the value bounds that of
   * every allowed sequence
   */
  optimum(excluded: ReadonlySet<number>, prices?: Float64Array): Sequence | undefined {
    const { steps, count, group, first, last } = this.#problem;
    // ends[t * count + c]: best value of a sequence that fills t steps and ends with c.
    const ends = new Float64Array((steps + 1) * count).fill(Number.NEGATIVE_INFINITY);
    const lengthOf = new Int32Array((steps + 1) * count);
    const beforeOf = new Int32Array((steps + 1) * count).fill(-1);
    const mostOfEnds = Array.from({ length: STARTS }, () => new Float64Array(this.#runs));

    for (let start = 0; start < steps; ) {
      const together = start > 0 ? Math.min(STARTS, this.#shortest, steps - start) : 1;
      for (let one = 0; one < together; one++) this.#boundEnds(ends, start + one, mostOfEnds[one]!);
      for (let after = 0; after < count; after++) {
        if (excluded.has(after)) continue;
        for (let one = 0; one < together; one++) {
          const from = start + one;
          const before = from === 0 ? -1 : this.#bestBefore(ends, from, after, mostOfEnds[one]!);
          if (before < 0 && from > 0) continue;
          const free = from === 0 ? first(after) : ends[from * count + before]! + this.#pairs[after * count + before]!;
          if (free === Number.NEGATIVE_INFINITY) continue;
          const best = prices ? free - prices[group[after]!]! : free;
          const lengths = this.#lengths[after]!;
          for (let index = 0; index < lengths.length; index++) {
            const length = lengths[index]!;
            if (from + length > steps) break;
            const at = (from + length) * count + after;
            const value = best + this.#worthOf(after, from, index);
            if (value > ends[at]!) {
              ends[at] = value;
              lengthOf[at] = length;
              beforeOf[at] = before;
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
    return { value: prices ? value + total(prices) : value, picks: picks.reverse() };
  }

  #worthOf(candidate: number, start: number, index: number): number {
    const lengths = this.#lengths[candidate]!;
    const at = this.#offsets[candidate]! + start * lengths.length + index;
    const known = this.#worth?.[at] ?? Number.NaN;
    if (!Number.isNaN(known)) return known;
    const worth = this.#problem.value(candidate, start, lengths[index]!);
    if (this.#worth) this.#worth[at] = worth;
    return worth;
  }

  /** Of each run of candidates, the most that a sequence which ends at `start` with one of them is worth. */
  #boundEnds(ends: Float64Array, start: number, most: Float64Array): void {
    const { count } = this.#problem;
    for (let run = 0; run < this.#runs; run++) {
      let best = Number.NEGATIVE_INFINITY;
      const to = Math.min(count, (run + 1) * RUN);
      for (let candidate = run * RUN; candidate < to; candidate++) {
        const value = ends[start * count + candidate]!;
        if (value > best) best = value;
      }
      most[run] = best;
    }
  }

  /**
   * The last pick of the best that ends at `start` and goes on with `after`, or −1: the lowest of equals. Only runs of
   * candidates that can hold it are looked into; a sum of two most is never less than a sum of two of theirs, rounding included.
   */
  #bestBefore(ends: Float64Array, start: number, after: number, mostOfEnds: Float64Array): number {
    const runs = Math.ceil(after / RUN);
    const bounds = this.#mostOfPair;
    const row = after * this.#runs;
    let likeliest = -1;
    let highest = Number.NEGATIVE_INFINITY;
    for (let run = 0; run < runs; run++) {
      const bound = mostOfEnds[run]! + bounds[row + run]!;
      if (bound > highest) {
        highest = bound;
        likeliest = run;
      }
    }
    if (likeliest < 0) return -1;
    // What the likeliest run holds is the least that the others must reach.
    let last = this.#bestOfRun(ends, start, after, likeliest);
    const { count } = this.#problem;
    let most = last < 0 ? Number.NEGATIVE_INFINITY : ends[start * count + last]! + this.#pairs[after * count + last]!;
    for (let run = 0; run < runs; run++) {
      const bound = mostOfEnds[run]! + bounds[row + run]!;
      // Of equals the lower candidate is taken.
      if (run === likeliest || bound < most || (bound === most && run > Math.floor(last / RUN))) continue;
      const other = this.#bestOfRun(ends, start, after, run);
      if (other < 0) continue;
      const value = ends[start * count + other]! + this.#pairs[after * count + other]!;
      if (value > most || (value === most && other < last)) {
        most = value;
        last = other;
      }
    }
    return last;
  }

  #bestOfRun(ends: Float64Array, start: number, after: number, run: number): number {
    const { count } = this.#problem;
    const [row, column, pairs] = [start * count, after * count, this.#pairs];
    const to = Math.min(after, (run + 1) * RUN);
    let most = Number.NEGATIVE_INFINITY;
    let last = -1;
    for (let candidate = run * RUN; candidate < to; candidate++) {
      const value = ends[row + candidate]! + pairs[column + candidate]!;
      if (value > most) {
        most = value;
        last = candidate;
      }
    }
    return last;
  }
}

/** All prices together. */
export function total(prices: Float64Array): number {
  return prices.reduce((sum, price) => sum + price, 0);
}
