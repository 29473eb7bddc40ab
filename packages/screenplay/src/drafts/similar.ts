import type { Interner } from './align.ts';
import { wordsOf } from './words.ts';

/** Pairs of neighbouring words with how often each occurs: what two tellings of one scene share, and two scenes do not. */
export interface Bag {
  readonly counts: ReadonlyMap<number, number>;
  readonly size: number;
}

export interface Likeness {
  readonly a: number;
  readonly b: number;
  /** Dice's coefficient, 0 to 1. */
  readonly dice: number;
  /** Word pairs in both. */
  readonly shared: number;
}

/** What more bags than these have in common tells none of them apart. */
const MAX_HOLDERS = 24;
/** Of each bag only its likeliest others are looked at closely. */
const MAX_CANDIDATES = 8;

export function bagOf(texts: Iterable<string>, interner: Interner): Bag {
  const counts = new Map<number, number>();
  let size = 0;
  const add = (pair: string): void => {
    const key = interner.of(pair);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    size++;
  };
  for (const text of texts) {
    let before = '';
    for (const word of wordsOf(text)) {
      add(`${before} ${word}`);
      before = word;
    }
    // A line's end tells as much as its beginning, and lines of one word have nothing else.
    if (before !== '') add(`${before} `);
  }
  return { counts, size };
}

export function sharedBy(a: Bag, b: Bag): number {
  const [few, many] = a.counts.size <= b.counts.size ? [a, b] : [b, a];
  let shared = 0;
  for (const [pair, count] of few.counts) shared += Math.min(count, many.counts.get(pair) ?? 0);
  return shared;
}

export function dice(a: Bag, b: Bag): number {
  return a.size + b.size === 0 ? 0 : (2 * sharedBy(a, b)) / (a.size + b.size);
}

/** What is in `bag` beyond what `other` has too. */
export function without(bag: Bag, other: Bag): Bag {
  const counts = new Map<number, number>();
  let size = 0;
  for (const [pair, count] of bag.counts) {
    const left = count - (other.counts.get(pair) ?? 0);
    if (left <= 0) continue;
    counts.set(pair, left);
    size += left;
  }
  return { counts, size };
}

/** The likeliest pairs of two lists of bags, by an index of what they hold: near-linear, not every one with every other. */
export function likenesses(a: readonly (Bag | undefined)[], b: readonly (Bag | undefined)[]): Likeness[] {
  const holdersInA = holdersOf(a);
  const holdersInB = holdersOf(b);
  const found: Likeness[] = [];
  for (const [i, bag] of a.entries()) {
    if (bag === undefined) continue;
    const votes = new Map<number, number>();
    for (const pair of bag.counts.keys()) {
      const holders = holdersInB.get(pair);
      if (holders === undefined || holders.length > MAX_HOLDERS) continue;
      if ((holdersInA.get(pair)?.length ?? 0) > MAX_HOLDERS) continue;
      for (const j of holders) votes.set(j, (votes.get(j) ?? 0) + 1);
    }
    const likeliest = [...votes].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, MAX_CANDIDATES);
    for (const [j] of likeliest) {
      const other = b[j] as Bag;
      const shared = sharedBy(bag, other);
      found.push({ a: i, b: j, shared, dice: (2 * shared) / (bag.size + other.size) });
    }
  }
  return found;
}

function holdersOf(bags: readonly (Bag | undefined)[]): Map<number, number[]> {
  const holders = new Map<number, number[]>();
  for (const [index, bag] of bags.entries()) {
    for (const pair of bag?.counts.keys() ?? []) {
      const known = holders.get(pair);
      if (known === undefined) holders.set(pair, [index]);
      // One more than is looked at says that there are too many.
      else if (known.length <= MAX_HOLDERS) known.push(index);
    }
  }
  return holders;
}
