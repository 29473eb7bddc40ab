import type { PaperSummary } from '@second-unit/studio/contract';
import { act } from '../api/client.ts';
import { ledgerQuery, queryClient } from '../api/queries.ts';
import { tellWithWay, tellWrong } from '../frame/toasts.tsx';
import { paperMessages as words } from './messages.ts';
import { papersQuery } from './queries.ts';

async function told(production: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: papersQuery(production).queryKey }),
    queryClient.invalidateQueries({ queryKey: ledgerQuery(production).queryKey }),
  ]);
}

/** Puts a paper edit away, and says how it comes back; `go` leaves for another, or for this one when it is back. */
export function removePaper({ id, title, production }: PaperSummary, go: (paper: string | undefined) => void): void {
  act('paper.remove', { paper: id })
    .then(async () => {
      tellWithWay(words.removedPaper(title), words.undo, () => restorePaper({ id, production }, () => go(id)));
      await told(production);
      go(undefined);
    })
    .catch(tellWrong);
}

/** Brings a removed paper edit back. */
export function restorePaper({ id, production }: Pick<PaperSummary, 'id' | 'production'>, then?: () => void): void {
  act('paper.restore', { paper: id })
    .then(() => told(production))
    .then(then)
    .catch(tellWrong);
}
