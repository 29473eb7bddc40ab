import { Fault } from '@second-unit/evidence';
import type { LockedItem } from './fill.ts';
import type { Material } from './material.ts';
import { carriesLine, type Neighbour } from './objective.ts';
import type { Stretch } from './stretch-problem.ts';

/**
 * Locked items in the order of their places.
 * @throws Fault `not-found` or `input` where one does not fit the log.
 */
export function checkedLocks(material: Material, locked: readonly LockedItem[]): readonly LockedItem[] {
  for (const { item } of locked) {
    const shot = material.byId.get(item.shot)?.shot;
    if (!shot) throw new Fault('not-found', `The locked shot ${item.shot} is not in the log of this film.`);
    if (item.inFrame < shot.startFrame || item.outFrame > shot.endFrame || item.inFrame >= item.outFrame) {
      throw new Fault('input', `The locked item ${item.id} reaches beyond its shot ${item.shot}.`);
    }
  }
  return locked.toSorted((a, b) => a.start - b.start);
}

/** Locked items at their first frames, moved only where they would overlap, overrun, or leave a gap too short for a shot. */
export function arrange(material: Material, locked: readonly LockedItem[]): readonly LockedItem[] {
  const length = ({ item }: LockedItem) => item.outFrame - item.inFrame;
  const starts: number[] = [];
  let end = 0;
  for (const lock of locked) {
    starts.push(Math.max(end, lock.start));
    end = starts.at(-1)! + length(lock);
  }
  let limit = material.total;
  for (let index = locked.length - 1; index >= 0; index--) {
    starts[index] = Math.min(starts[index]!, limit - length(locked[index]!));
    limit = starts[index]!;
  }
  // Gaps before each lock and after the last; one too short for a shot goes to its longest neighbour.
  const gaps = [...starts, material.total].map(
    (start, index) => start - (index === 0 ? 0 : starts[index - 1]! + length(locked[index - 1]!)),
  );
  const shortest = Math.ceil(material.rate * 0.5);
  gaps.forEach((gap, index) => {
    if (gap === 0 || gap >= shortest || gaps.length === 1) return;
    const other = gaps
      .map((_, candidate) => candidate)
      .filter((candidate) => candidate !== index)
      .reduce((a, b) => (gaps[b]! > gaps[a]! ? b : a));
    if (gaps[other] === 0) return;
    gaps[other]! += gap;
    gaps[index] = 0;
  });
  let start = 0;
  return locked.map((lock, index) => {
    start += gaps[index]!;
    const placed = { item: lock.item, start };
    start += length(lock);
    return placed;
  });
}

/** What is left to fill before, between and behind the locked items. */
export function stretchesBetween(material: Material, placed: readonly LockedItem[]): Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  for (let index = 0; index <= placed.length; index++) {
    const next = placed[index];
    const end = next?.start ?? material.total;
    const before = neighbour(material, placed[index - 1]);
    const after = neighbour(material, next);
    stretches.push({ start, length: end - start, ...(before ? { before } : {}), ...(after ? { after } : {}) });
    if (next) start = end + next.item.outFrame - next.item.inFrame;
  }
  return stretches;
}

function neighbour(material: Material, lock: LockedItem | undefined): Neighbour | undefined {
  const shot = lock && material.byId.get(lock.item.shot);
  return shot && { shot, carries: carriesLine({ shot, inFrame: lock.item.inFrame, outFrame: lock.item.outFrame }) };
}
