import { type CutChange, standing } from '@second-unit/editing';
import type { Decision } from '@second-unit/evidence';

/** What undo would take back next, and what redo would: an undo since the last new decision. */
export function turns(decisions: readonly Decision<CutChange>[]): {
  readonly undo: Decision<CutChange> | undefined;
  readonly redo: Decision<CutChange> | undefined;
} {
  const stand = standing(decisions);
  const standingIds = new Set(stand.map(({ id }) => id));
  const news = new Set(decisions.filter(({ change }) => change.kind !== 'undo').map(({ id }) => id));
  const named = new Set(decisions.flatMap(({ change }) => (change.kind === 'undo' ? [change.decision] : [])));
  // After something new there is nothing to bring again.
  const since = decisions.slice(decisions.findLastIndex(({ id }) => news.has(id)) + 1);
  const redo = since.findLast(
    ({ id, change }) =>
      change.kind === 'undo' && news.has(change.decision) && !standingIds.has(change.decision) && !named.has(id),
  );
  return { undo: stand.at(-1), redo };
}

/** The change that takes back the last decision, or gives back what was last taken; undefined for none. */
export function turnBack(which: 'undo' | 'redo', decisions: readonly Decision<CutChange>[]): CutChange | undefined {
  const target = turns(decisions)[which];
  return target && { kind: 'undo', decision: target.id };
}
