import type { ActionInput, PaperView } from '@second-unit/studio/contract';
import { useCallback, useRef } from 'react';
import { act } from '../api/client.ts';
import { ledgerQuery, queryClient } from '../api/queries.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { paperMessages as words } from './messages.ts';
import { paperQuery, papersQuery } from './queries.ts';

type PaperAsk = ActionInput<'paper.change'>['change'];

export interface ChangePaper {
  /** `then` hears of the paper edit as the change left it. */
  change(change: PaperAsk, then?: (view: PaperView) => void): void;
  undo(): void;
  redo(): void;
}

/** Sends what a person does to a paper edit, one after the other, so that quick keys arrive in their order. */
export function useChangePaper(paper: string): ChangePaper {
  const line = useRef<Promise<void>>(Promise.resolve());
  const send = useCallback(
    (work: () => Promise<PaperView>, then?: (view: PaperView) => void) => {
      line.current = line.current.then(work).then(
        (view) => {
          queryClient.setQueryData(paperQuery(paper).queryKey, view);
          void queryClient.invalidateQueries({ queryKey: papersQuery(view.production).queryKey });
          void queryClient.invalidateQueries({ queryKey: ledgerQuery(view.production).queryKey });
          then?.(view);
        },
        (thrown) => tellWrong(thrown),
      );
    },
    [paper],
  );
  return {
    change: (change, then) => send(() => act('paper.change', { paper, change }), then),
    undo: () =>
      send(
        () => act('paper.undo', { paper }),
        () => tell(words.undone),
      ),
    redo: () =>
      send(
        () => act('paper.redo', { paper }),
        () => tell(words.redone),
      ),
  };
}
