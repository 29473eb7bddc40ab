import { diffArrays } from 'diff';
import { heaviestIncreasing } from './increasing.ts';

/** Indices of two equal items, first in A, then in B. */
export type Pair = readonly [a: number, b: number];

/** Beyond so many edits Myers' algorithm, quadratic in them, gives up what it would find; some 0.1 s. */
const MAX_EDITS = 1_000;
/** From here on lines that occur once in both go first, as in a patience diff: their order says most. */
const PATIENCE_FROM = 2_000;

/**
 * Pairs of equal items in the order of both, as many as there are, or, of long sequences that have little in common,
 * a good many. Deterministic; near-linear for what is alike, bounded for what is not.
 */
export function align(a: readonly number[], b: readonly number[]): Pair[] {
  const pairs: Pair[] = [];
  alignWithin(a, b, 0, 0, pairs, true);
  return pairs;
}

function alignWithin(
  a: readonly number[],
  b: readonly number[],
  aStart: number,
  bStart: number,
  pairs: Pair[],
  patient: boolean,
): void {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) pairs.push([aStart + head, bStart + head++]);
  let aEnd = a.length;
  let bEnd = b.length;
  while (aEnd > head && bEnd > head && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  if (head < aEnd && head < bEnd) {
    const inner = { a: a.slice(head, aEnd), b: b.slice(head, bEnd), aStart: aStart + head, bStart: bStart + head };
    const anchors = patient && inner.a.length + inner.b.length > PATIENCE_FROM ? uniquePairs(inner.a, inner.b) : [];
    if (anchors.length === 0) shortest(inner.a, inner.b, inner.aStart, inner.bStart, pairs);
    else {
      let [aAt, bAt] = [0, 0];
      for (const [i, j] of [...anchors, [inner.a.length, inner.b.length] as const]) {
        // Once is enough: what is unique within a gap is seldom worth the depth that hostile input could make of it.
        alignWithin(inner.a.slice(aAt, i), inner.b.slice(bAt, j), inner.aStart + aAt, inner.bStart + bAt, pairs, false);
        if (i < inner.a.length) pairs.push([inner.aStart + i, inner.bStart + j]);
        [aAt, bAt] = [i + 1, j + 1];
      }
    }
  }
  for (let at = 0; aEnd + at < a.length; at++) pairs.push([aStart + aEnd + at, bStart + bEnd + at]);
}

function shortest(a: number[], b: number[], aStart: number, bStart: number, pairs: Pair[]): void {
  let [i, j] = [0, 0];
  for (const { added, removed, count } of diffArrays(a, b, { maxEditLength: MAX_EDITS }) ?? []) {
    if (!added && !removed) for (let at = 0; at < count; at++) pairs.push([aStart + i + at, bStart + j + at]);
    if (!added) i += count;
    if (!removed) j += count;
  }
}

/** What occurs once in A and once in B, as much of it as stands in the order of both. */
function uniquePairs(a: readonly number[], b: readonly number[]): Pair[] {
  const inA = onceIn(a);
  const inB = onceIn(b);
  const pairs: Pair[] = [];
  for (const [item, i] of inA) {
    const j = inB.get(item);
    if (i !== -1 && j !== undefined && j !== -1) pairs.push([i, j]);
  }
  pairs.sort((one, other) => one[0] - other[0]);
  return heaviestIncreasing(
    pairs.map(([, j]) => j),
    pairs.map(() => 1),
  ).map((at) => pairs[at] as Pair);
}

/** Where each item stands; -1 for those that stand in more than one place. */
function onceIn(items: readonly number[]): Map<number, number> {
  const places = new Map<number, number>();
  for (const [at, item] of items.entries()) places.set(item, places.has(item) ? -1 : at);
  return places;
}

/** Numbers for keys, so that equal keys compare as fast as numbers do. */
export class Interner {
  readonly #numbers = new Map<string, number>();

  of(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}
