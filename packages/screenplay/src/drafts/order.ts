import { heaviestIncreasing } from './increasing.ts';
import type { Units } from './match.ts';
import type { Group } from './parts.ts';

export interface Placed extends Group {
  /** Stands elsewhere among what both drafts have. */
  readonly moved: boolean;
  /** Of what was cut or moved: what stood before it in A and stayed; absent for the beginning. */
  readonly before?: Group;
}

/** Each more than all that comes after it in the order of weight. */
const SCENE = 2 ** 32;
const SECTION = 2 ** 20;
const MAX_LINES = 2 ** 10;

/**
 * In the order of B, what was cut after what stood before it in A. Of what changed places the fewest scenes have moved;
 * then the fewest sections, so that an act's heading moves rather than scenes past it; then the fewest lines.
 */
export function inOrder(a: Units, groups: readonly Group[]): Placed[] {
  const kept = groups.filter((group) => group.a.length > 0 && group.b.length > 0).sort(byFirstOfB);
  const stayed = new Set(
    heaviestIncreasing(
      kept.map((group) => group.a[0] as number),
      kept.map((group) => weightOf(a, group)),
    ),
  );
  const moved = new Set(kept.filter((_, at) => !stayed.has(at)));

  const ofA = new Map(groups.flatMap((group) => group.a.map((at) => [at, group] as const)));
  const cuts = new Map<Group | undefined, Group[]>();
  const befores = new Map<Group, Group>();
  let before: Group | undefined;
  for (let at = 0; at < a.wholes.length; at++) {
    const group = ofA.get(at);
    if (group === undefined) continue;
    const stays = group.b.length > 0 && !moved.has(group);
    if (before !== undefined && !stays && !befores.has(group)) befores.set(group, before);
    if (stays) before = group;
    else if (group.b.length === 0) {
      const known = cuts.get(before);
      if (known === undefined) cuts.set(before, [group]);
      else known.push(group);
    }
  }
  return [
    ...(cuts.get(undefined) ?? []),
    ...groups
      .filter((group) => group.b.length > 0)
      .sort(byFirstOfB)
      .flatMap((group) => [group, ...(cuts.get(group) ?? [])]),
  ].map((group) => {
    const stood = befores.get(group);
    return { ...group, moved: moved.has(group), ...(stood === undefined ? {} : { before: stood }) };
  });
}

function byFirstOfB(one: Group, other: Group): number {
  return (one.b[0] as number) - (other.b[0] as number);
}

function weightOf({ draft }: Units, { a }: Group): number {
  const units = a.flatMap((at) => draft.units[at] ?? []);
  const lines = units.reduce((sum, { first, last }) => sum + last - first, 0);
  return (units[0]?.kind === 'section' ? SECTION : SCENE) + Math.min(lines, MAX_LINES);
}
