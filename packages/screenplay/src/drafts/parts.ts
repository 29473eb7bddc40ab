import type { Matching, Units } from './match.ts';
import { type Bag, likenesses, sharedBy, without } from './similar.ts';

/** Units of A that became units of B, by their indices; both in order. */
export interface Group {
  readonly a: number[];
  readonly b: number[];
}

/** How much of a part must stand in the whole, and be nowhere else in what the whole became. */
const CONTAINED = 0.6;
/** Pairs of words; fewer than these prove nothing, but right beside the rest of the scene. */
const ENOUGH = 8;
/** A scene that was split may have another one between its parts. */
const MAX_APART = 3;

/** Every unit of both drafts in one group: matches, and what of the rest is part of one, by a split or a merge. */
export function groupsOf(a: Units, b: Units, matching: Matching): Group[] {
  const toB = partsOf(a, b, matching.toB, matching.toA, matching.bagsA, matching.bagsB);
  const toA = partsOf(b, a, matching.toA, matching.toB, matching.bagsB, matching.bagsA);
  const groups: Group[] = [];
  const used = { a: new Set<number>(), b: new Set<number>() };
  const add = (group: Group): void => {
    for (const i of group.a) used.a.add(i);
    for (const j of group.b) used.b.add(j);
    groups.push({ a: group.a.toSorted((one, other) => one - other), b: group.b.toSorted((one, other) => one - other) });
  };
  for (const [i, parts] of toB) if (!parts.some((j) => used.b.has(j))) add({ a: [i], b: parts });
  for (const [j, parts] of toA) {
    if (!used.b.has(j) && !parts.some((i) => used.a.has(i))) add({ a: parts, b: [j] });
  }
  for (const [i, j] of matching.toB.entries())
    if (!used.a.has(i) && j !== -1 && !used.b.has(j)) add({ a: [i], b: [j] });
  for (const i of a.wholes.keys()) if (!used.a.has(i)) add({ a: [i], b: [] });
  for (const j of b.wholes.keys()) if (!used.b.has(j)) add({ a: [], b: [j] });
  return groups;
}

/** Of each whole that became several: its parts, those it is matched with included. */
function partsOf(
  whole: Units,
  part: Units,
  toPart: Int32Array,
  toWhole: Int32Array,
  wholeBags: readonly (Bag | undefined)[],
  partBags: readonly (Bag | undefined)[],
): Map<number, number[]> {
  const isScene = ({ draft }: Units, at: number): boolean => draft.units[at]?.kind === 'scene';
  const likely = likenesses(
    wholeBags.map((bag, at) => (isScene(whole, at) ? bag : undefined)),
    partBags.map((bag, at) => (toWhole[at] === -1 && isScene(part, at) ? bag : undefined)),
  ).sort((one, other) => other.shared - one.shared || one.a - other.a || one.b - other.b);

  const parts = new Map<number, number[]>();
  const left = new Map<number, Bag>();
  const taken = new Set<number>();
  for (const { a: from, b: to } of likely) {
    if (taken.has(to)) continue;
    const mine = partBags[to] as Bag;
    const known = parts.get(from) ?? (toPart[from] === -1 ? [] : [toPart[from] as number]);
    const apart = known.length === 0 ? 0 : Math.min(...known.map((other) => Math.abs(other - to)));
    if (apart > MAX_APART) continue;
    const rest =
      left.get(from) ?? known.reduce((bag, other) => without(bag, partBags[other] as Bag), wholeBags[from] as Bag);
    const shared = sharedBy(rest, mine);
    if (shared < CONTAINED * mine.size || (shared < ENOUGH && apart !== 1)) continue;
    parts.set(from, [...known, to]);
    left.set(from, without(rest, mine));
    taken.add(to);
  }
  for (const [from, found] of parts) {
    if (found.length > 1) continue;
    // The little that was kept of a scene is that scene still.
    const [only] = found as [number];
    toPart[from] = only;
    toWhole[only] = from;
    parts.delete(from);
  }
  return parts;
}
