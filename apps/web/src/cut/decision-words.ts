import type { Cut, CutChange } from '@second-unit/editing';
import type { CutView } from '@second-unit/studio/contract';
import { messages } from '../messages.ts';

interface Decided {
  readonly cut: Pick<Cut, 'items'>;
  readonly decisions: CutView['decisions'];
}

/**
 * What a decision did, for who does not see it in the strip; undefined where the room says it in another way, as of a
 * move. `before` is the cut as it stood.
 */
export function decisionWords(change: CutChange, before: Decided, after: Decided): string | undefined {
  const words = messages.cut.decision;
  if (change.kind === 'undo') {
    const taken = after.decisions.find(({ id }) => id === change.decision)?.change;
    if (taken?.kind !== 'undo') return taken && messages.cut.undone(words[taken.kind]);
    const again = after.decisions.find(({ id }) => id === taken.decision)?.change;
    return again && messages.cut.redone(words[again.kind]);
  }
  if (change.kind !== 'lock' && change.kind !== 'unlock' && change.kind !== 'ban' && change.kind !== 'remove') return;
  const { items } = before.cut;
  const place = items.findIndex(({ id }) => id === change.item) + 1;
  return place > 0 ? messages.cut.decidedAt(words[change.kind], place, items.length) : undefined;
}
