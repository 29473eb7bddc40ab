import { align, Interner } from './align.ts';
import type { Draft } from './draft.ts';
import { heaviestIncreasing } from './increasing.ts';
import { type Bag, bagOf, dice, type Likeness, likenesses } from './similar.ts';

/** What the matching of two drafts' units works on; indices are those of `units`. */
export interface Units {
  readonly draft: Draft;
  /** Of each element: equal for what a reader takes for the same. */
  readonly keys: readonly number[];
  /** Of each unit: all its elements' keys. */
  readonly wholes: readonly number[];
  /** Of each unit its heading's key. */
  readonly headings: readonly number[];
  /** Names replaced, white space folded. */
  readonly folded: readonly string[];
}

export interface Matching {
  /** Of each unit of A its match in B, -1 for none; and the other way round. */
  readonly toB: Int32Array;
  readonly toA: Int32Array;
  /** Of units with no equal: what they say. */
  readonly bagsA: readonly (Bag | undefined)[];
  readonly bagsB: readonly (Bag | undefined)[];
}

/** Dice's coefficients from which on two units are one scene. */
const SURELY = 0.35;
const WITH_PLACE_OR_HEADING = 0.25;
const WITH_PLACE_AND_HEADING = 0.12;

/**
 * Which scene of B is which of A. What is equal matches first, in order and then elsewhere; of the rest the likest
 * pair, then the next, so that no scene is given to another while a better one for both is free (a stable matching).
 * Heading and place only decide where the words leave it open.
 */
export function matchUnits(a: Units, b: Units): Matching {
  const toB = new Int32Array(a.wholes.length).fill(-1);
  const toA = new Int32Array(b.wholes.length).fill(-1);
  const match = (i: number, j: number): void => {
    toB[i] = j;
    toA[j] = i;
  };
  for (const [i, j] of align(a.wholes, b.wholes)) match(i, j);
  matchEqual(a.wholes, b.wholes, toB, toA, match);

  const interner = new Interner();
  const bagsA = a.draft.units.map((_, i) => (toB[i] === -1 ? bagOfUnit(a, i, interner) : undefined));
  const bagsB = b.draft.units.map((_, j) => (toA[j] === -1 ? bagOfUnit(b, j, interner) : undefined));
  const likely = likenesses(bagsA, bagsB)
    .filter((one) => isSection(a, one.a) === isSection(b, one.b))
    .sort(
      (one, other) => other.dice - one.dice || Math.abs(one.a - one.b) - Math.abs(other.a - other.b) || one.a - other.a,
    );
  const accept = (isOne: (likeness: Likeness) => boolean): void => {
    for (const likeness of likely) {
      if (toB[likeness.a] === -1 && toA[likeness.b] === -1 && isOne(likeness)) match(likeness.a, likeness.b);
    }
  };
  accept((one) => one.dice >= SURELY);
  const gaps = gapsOf(toB, b.wholes.length);
  const samePlace = (i: number, j: number): boolean => gaps.a[i] === gaps.b[j];
  accept(({ a: i, b: j, dice: alike }) => {
    const sameHeading = a.headings[i] === b.headings[j];
    if (alike >= WITH_PLACE_OR_HEADING) return sameHeading || samePlace(i, j);
    return alike >= WITH_PLACE_AND_HEADING && sameHeading && samePlace(i, j);
  });
  // Short scenes share too little to be found by their words.
  matchGaps(gaps, toB, toA, (i, j) => {
    if (kindOf(a, i) !== kindOf(b, j)) return;
    const [one, other] = [bagsA[i] as Bag, bagsB[j] as Bag];
    const isSame =
      kindOf(a, i) !== 'scene' || (a.headings[i] === b.headings[j] && dice(one, other) >= WITH_PLACE_AND_HEADING);
    if (isSame) match(i, j);
  });
  return { toB, toA, bagsA, bagsB };
}

function kindOf({ draft }: Units, index: number): string {
  return draft.units[index]?.kind ?? '';
}

function isSection(units: Units, index: number): boolean {
  return kindOf(units, index) === 'section';
}

/** The scene's action and speech; of one that has neither, its heading. */
function bagOfUnit({ draft, folded }: Units, index: number, interner: Interner): Bag {
  const unit = draft.units[index];
  if (unit === undefined) return bagOf([], interner);
  const said: string[] = [];
  for (let at = unit.first; at < unit.last; at++) {
    const type = draft.elements[at]?.type;
    if (type === 'action' || type === 'dialogue' || type === 'lyrics' || type === 'centered') {
      said.push(folded[at] as string);
    }
  }
  if (unit.kind === 'section' || said.length === 0) said.push(folded[unit.first] as string);
  return bagOf(said, interner);
}

/** Equal units that are left, the first with the first: scenes that moved as they are. */
function matchEqual(
  a: readonly number[],
  b: readonly number[],
  toB: Int32Array,
  toA: Int32Array,
  match: (i: number, j: number) => void,
): void {
  const free = new Map<number, number[]>();
  for (let j = b.length - 1; j >= 0; j--) {
    if (toA[j] !== -1) continue;
    const queue = free.get(b[j] as number);
    if (queue === undefined) free.set(b[j] as number, [j]);
    else queue.push(j);
  }
  for (const [i, whole] of a.entries()) {
    const j = toB[i] === -1 ? free.get(whole)?.pop() : undefined;
    if (j !== undefined) match(i, j);
  }
}

interface Gaps {
  /** Of each unit how many of those that kept their order stand before it. */
  readonly a: Int32Array;
  readonly b: Int32Array;
}

function gapsOf(toB: Int32Array, sizeOfB: number): Gaps {
  const matched = [...toB.entries()].filter(([, j]) => j !== -1);
  const kept = heaviestIncreasing(
    matched.map(([, j]) => j),
    matched.map(() => 1),
  ).map((at) => matched[at] as [number, number]);
  return {
    a: countsBefore(
      toB.length,
      kept.map(([i]) => i),
    ),
    b: countsBefore(
      sizeOfB,
      kept.map(([, j]) => j),
    ),
  };
}

function countsBefore(size: number, places: readonly number[]): Int32Array {
  const counts = new Int32Array(size);
  let seen = 0;
  for (let at = 0; at < size; at++) {
    if (places[seen] === at) seen++;
    counts[at] = seen;
  }
  return counts;
}

/** Tries what is left in each gap: few with few, in order. */
function matchGaps(gaps: Gaps, toB: Int32Array, toA: Int32Array, attempt: (i: number, j: number) => void): void {
  const free = Map.groupBy(
    [...toA.keys()].filter((j) => toA[j] === -1),
    (j) => gaps.b[j] as number,
  );
  for (const [i, gap] of gaps.a.entries()) {
    if (toB[i] !== -1) continue;
    const list = free.get(gap) ?? [];
    for (let at = 0; at < Math.min(list.length, MAX_TRIES) && toB[i] === -1; at++) attempt(i, list[at] as number);
    if (toB[i] !== -1) list.splice(list.indexOf(toB[i] as number), 1);
  }
}

const MAX_TRIES = 16;
