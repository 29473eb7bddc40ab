import { type Pick, type Problem, Programme, type Sequence, total } from './programme.ts';

export interface Solution {
  readonly value: number;
  /** No sequence is worth more than this; equal to `value` where the optimum is proven. */
  readonly bound: number;
  readonly picks: readonly Pick[];
}

/** How many dynamic programmes the search for the best one may run, after the first answer. */
const NODES = 2000;

/**
 * The best sequence in which no group comes twice, or undefined where none fills the steps.
 *
 * That no camera set-up comes twice cannot be said to a dynamic programme, which only knows the last
 * pick. So it is solved without, which gives an upper bound. Where set-ups repeat, each is given a price
 * at which repeating it hardly pays (Lagrangian relaxation), which lowers the bound, and the rest is branch
 * and bound: one branch for each of the repeated picks, in which the others are left out.
 *
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
  const offer = (answer: Sequence | undefined): void => {
    if (answer && (!best || answer.value > best.value)) best = answer;
  };
  let nodes = Math.min(NODES, Math.floor(work / programme.cost));
  let root: Node = { excluded: none, ...relaxed };
  let prices: Float64Array | undefined;
  if (best) {
    const priced = priceGroups(problem, programme, relaxed, best, Math.floor(nodes * PRICING));
    nodes -= priced.runs;
    offer(priced.answer);
    ({ prices } = priced);
    if (priced.bound < root.value) root = { ...root, value: priced.bound };
  }

  /** What is left to look at when these are left out; undefined where nothing better is. */
  const look = (excluded: ReadonlySet<number>): Node | undefined => {
    nodes--;
    const under = programme.optimum(excluded, prices);
    if (!under || (best && under.value <= best.value)) return undefined;
    if (repeated(problem, under.picks)) return { excluded, ...under };
    offer(priced(problem, under, prices));
    if (!prices || best!.value >= under.value) return undefined;
    // Prices of what was not picked keep the bound above the answer: without them, the one or the other moves.
    nodes--;
    const plain = programme.optimum(excluded)!;
    if (repeated(problem, plain.picks))
      return { excluded, value: Math.min(under.value, plain.value), picks: plain.picks };
    offer(plain);
    return undefined;
  };

  const open = [root];
  while (open.length > 0 && nodes > 0) {
    // Best bound first: what is open afterwards bounds everything not looked at.
    const node = open.shift()!;
    if (best && node.value <= best.value) break;
    const members = repeated(problem, node.picks)!;
    for (const keep of members) {
      const child = look(new Set([...node.excluded, ...members.filter((member) => member !== keep)]));
      if (!child || (best && child.value <= best.value)) continue;
      // A part of what the node bounds is bounded by it too.
      const value = Math.min(child.value, node.value);
      open.splice(open.findLastIndex((other) => other.value >= value) + 1, 0, { ...child, value });
    }
  }
  if (!best) return undefined;
  return { ...best, bound: Math.max(best.value, open[0]?.value ?? best.value) };
}

/** A part of the search that is not looked into yet: without these candidates nothing is worth more than `value`. */
interface Node extends Sequence {
  readonly excluded: ReadonlySet<number>;
}

/** Share of the search that may go into prices. */
const PRICING = 0.5;
/** Prices are whole multiples of this, so that they add up exactly beside values of the same kind. */
const PRICE = 2 ** -12;

/**
 * Prices for the groups under which the best sequence, groups repeating as they like, is worth little more than the
 * answer: an upper bound for every allowed sequence (Held and Karp 1971). Found by subgradient steps of Polyak's
 * length, the answer's value being the goal.
 * @param most dynamic programmes to spend
 */
function priceGroups(
  problem: Problem,
  programme: Programme,
  relaxed: Sequence,
  answer: Sequence,
  most: number,
): {
  readonly bound: number;
  readonly prices: Float64Array | undefined;
  readonly answer: Sequence;
  readonly runs: number;
} {
  let best = answer;
  let least: { readonly bound: number; readonly prices?: Float64Array } = { bound: relaxed.value };
  let current = { ...relaxed, prices: new Float64Array(1 + Math.max(...Array.from(problem.group))) };
  let reach = 1;
  let since = 0;
  let runs = 0;
  while (runs < most && least.bound > best.value) {
    const over = new Float64Array(current.prices.length).fill(-1);
    for (const { candidate } of current.picks) over[problem.group[candidate]!]!++;
    const norm = over.reduce((sum, by, group) => sum + (by > 0 || current.prices[group]! > 0 ? by * by : 0), 0);
    // Nothing repeats, and everything that has a price is picked: the bound is reached.
    if (norm === 0) break;
    const length = (reach * (current.value - best.value)) / norm;
    const prices = current.prices.map((price, group) =>
      Math.max(0, Math.round((price + length * over[group]!) / PRICE) * PRICE),
    );
    const next = programme.optimum(new Set(), prices)!;
    runs++;
    current = { ...next, prices };
    if (!repeated(problem, next.picks)) {
      const allowed = priced(problem, next, prices);
      if (allowed.value > best.value) best = allowed;
    }
    if (next.value < least.bound) {
      least = { bound: next.value, prices };
      since = 0;
    } else if (++since === PATIENCE) {
      reach /= 2;
      since = 0;
    }
  }
  return { bound: least.bound, prices: least.prices, answer: best, runs };
}

/** Steps without a lower bound before they become shorter. */
const PATIENCE = 3;

/** An allowed sequence with its own value, that under prices being given. */
function priced({ group }: Problem, { value, picks }: Sequence, prices: Float64Array | undefined): Sequence {
  if (!prices) return { value, picks };
  const paid = picks.reduce((sum, { candidate }) => sum + prices[group[candidate]!]!, 0);
  return { value: value - total(prices) + paid, picks };
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
