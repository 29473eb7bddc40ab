import { standing } from '@second-unit/editing';
import type { Decision } from '@second-unit/evidence';

/** A change of any kind; `undo` names the decision that it takes back. */
type Change = { readonly kind: string } | Undo;

interface Undo {
  readonly kind: 'undo';
  readonly decision: string;
}

function isUndo(change: Change): change is Undo {
  return change.kind === 'undo' && 'decision' in change;
}

/** What undo would take back next, and what redo would: an undo since the last new decision. */
export function turns<Some extends Change>(
  decisions: readonly Decision<Some>[],
): {
  readonly undo: Decision<Some> | undefined;
  readonly redo: Decision<Some> | undefined;
} {
  const stand = standing(decisions);
  const standingIds = new Set(stand.map(({ id }) => id));
  const news = new Set(decisions.filter(({ change }) => !isUndo(change)).map(({ id }) => id));
  const named = new Set(decisions.flatMap(({ change }) => (isUndo(change) ? [change.decision] : [])));
  // After something new there is nothing to bring again.
  const since = decisions.slice(decisions.findLastIndex(({ id }) => news.has(id)) + 1);
  const redo = since.findLast(
    ({ id, change }) =>
      isUndo(change) && news.has(change.decision) && !standingIds.has(change.decision) && !named.has(id),
  );
  return { undo: stand.at(-1), redo };
}

/** The change that takes back the last decision, or gives back what was last taken; undefined for none. */
export function turnBack<Some extends Change>(
  which: 'undo' | 'redo',
  decisions: readonly Decision<Some>[],
): Undo | undefined {
  const target = turns(decisions)[which];
  return target && { kind: 'undo', decision: target.id };
}
