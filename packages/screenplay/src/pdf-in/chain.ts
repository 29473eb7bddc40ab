/** A hidden Markov chain in log-odds: what each place shows for each state, and what a step between states costs. */
export interface Chain {
  readonly states: number;
  /** By place, then state. */
  readonly emitted: readonly (readonly number[])[];
  /** Of the step that leads to a place: `from * states + to`. */
  readonly steps: (at: number) => ArrayLike<number>;
  readonly start: readonly number[];
  readonly end: readonly number[];
}

/** The likeliest states of all places together (Viterbi). */
export function likeliest({ states, emitted, steps, start, end }: Chain): Uint8Array {
  const count = emitted.length;
  const path = new Uint8Array(count);
  if (count === 0) return path;
  const back = new Uint8Array(count * states);
  let best = Float64Array.from(start, (value, to) => value + (emitted[0]?.[to] ?? 0));
  for (let at = 1; at < count; at++) {
    const table = steps(at);
    const next = new Float64Array(states);
    for (let to = 0; to < states; to++) {
      let most = Number.NEGATIVE_INFINITY;
      for (let from = 0; from < states; from++) {
        const value = (best[from] as number) + (table[from * states + to] as number);
        if (value <= most) continue;
        most = value;
        back[at * states + to] = from;
      }
      next[to] = most + (emitted[at]?.[to] ?? 0);
    }
    best = next;
  }
  const last = best.map((value, to) => value + (end[to] ?? 0));
  path[count - 1] = last.indexOf(Math.max(...last));
  for (let at = count - 1; at > 0; at--) path[at - 1] = back[at * states + (path[at] as number)] as number;
  return path;
}

/**
 * How likely each state of each place is in view of all others (forward-backward): `at * states + state`. All log-odds
 * are multiplied by `temper` first: clues that lean on each other count for less than their sum.
 */
export function likelihoods({ states, emitted, steps, start, end }: Chain, temper: number): Float64Array {
  const count = emitted.length;
  const forward = new Float64Array(count * states);
  const column = new Float64Array(states);
  for (let at = 0; at < count; at++) {
    const table = steps(at);
    for (let to = 0; to < states; to++) {
      const own = temper * (emitted[at]?.[to] ?? 0);
      for (let from = 0; from < states; from++) {
        column[from] =
          at === 0
            ? temper * (start[to] ?? 0) - Math.log(states)
            : (forward[(at - 1) * states + from] as number) + temper * (table[from * states + to] as number);
      }
      forward[at * states + to] = own + logSum(column);
    }
  }
  let backward = Float64Array.from(end, (value) => temper * value);
  for (let at = count - 1; at >= 0; at--) {
    for (let state = 0; state < states; state++) {
      column[state] = (forward[at * states + state] as number) + (backward[state] as number);
    }
    const sum = logSum(column);
    for (let state = 0; state < states; state++)
      forward[at * states + state] = Math.exp((column[state] as number) - sum);
    if (at === 0) break;
    const table = steps(at);
    const before = new Float64Array(states);
    for (let from = 0; from < states; from++) {
      for (let to = 0; to < states; to++) {
        const step = (table[from * states + to] as number) + (emitted[at]?.[to] ?? 0);
        column[to] = (backward[to] as number) + temper * step;
      }
      before[from] = logSum(column);
    }
    backward = before;
  }
  return forward;
}

function logSum(values: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > most) most = value;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - most);
  return most + Math.log(sum);
}
