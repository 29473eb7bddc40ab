import type { CutChange, CutItem, TitleCard } from '@second-unit/editing';
import type { Decision } from '@second-unit/evidence';

/** Decisions that have not been taken back by a later one. */
export function standing(decisions: readonly Decision<CutChange>[]): readonly Decision<CutChange>[] {
  const undone = new Set<string>();
  // From the last to the first, so that an undo that was itself undone counts for nothing.
  for (const { id, change } of decisions.toReversed()) {
    if (change.kind === 'undo' && !undone.has(id)) undone.add(change.decision);
  }
  return decisions.filter(({ id, change }) => change.kind !== 'undo' && !undone.has(id));
}

/** Who stands behind an item: the model that proposed it, or the person who locked or changed it. */
export type Hand = 'proposed' | 'locked' | 'decided';

export function handOf(item: CutItem, decisions: readonly Decision<CutChange>[]): Hand {
  if (item.locked) return 'locked';
  const last = standing(decisions).findLast(({ change }) => 'item' in change && change.item === item.id);
  return last && last.change.kind !== 'unlock' ? 'decided' : 'proposed';
}

export function cardHand(card: TitleCard, decisions: readonly Decision<CutChange>[]): Hand {
  const isChanged = standing(decisions).some(({ change }) => 'card' in change && change.card === card.id);
  return isChanged ? 'decided' : 'proposed';
}

/** Frames that an item may be trimmed to: those of its shot, where the log knows it. */
export function trimProblem(
  inFrame: number,
  outFrame: number,
  shot: { startFrame: number; endFrame: number },
): boolean {
  return !(
    Number.isInteger(inFrame) &&
    Number.isInteger(outFrame) &&
    inFrame < outFrame &&
    inFrame >= shot.startFrame &&
    outFrame <= shot.endFrame
  );
}
