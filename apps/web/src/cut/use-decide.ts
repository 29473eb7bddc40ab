import type { CutChange } from '@second-unit/editing';
import type { CutView } from '@second-unit/studio/contract';
import { useCallback, useRef } from 'react';
import { act } from '../api/client.ts';
import { alternativesQuery, cutQuery, productionQuery, queryClient, tasteQuery } from '../api/queries.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { decisionWords } from './decision-words.ts';
import { transitionsGone } from './transition-choices.ts';

type PersonChange = Exclude<CutChange, { kind: 'undo' }>;

export interface Decide {
  /** A function gets the cut as it stands when its turn has come: a held key moves on from there. */
  change(change: PersonChange | ((now: CutView) => PersonChange | undefined)): void;
  undo(): void;
  redo(): void;
}

/** Sends what a person decides, one after the other, so that quick keys arrive in their order. */
export function useDecide(cut: string): Decide {
  const line = useRef<Promise<void>>(Promise.resolve());
  const send = useCallback(
    (work: () => Promise<CutView | undefined>) => {
      line.current = line.current.then(work).then(
        (view) => {
          if (!view) return;
          queryClient.setQueryData(cutQuery(cut).queryKey, view);
          // What could stand in a place depends on what stands in the others.
          void queryClient.invalidateQueries({ queryKey: alternativesQuery(cut, '').queryKey.slice(0, 2) });
          void queryClient.invalidateQueries({ queryKey: productionQuery(view.production).queryKey });
          void queryClient.invalidateQueries({ queryKey: tasteQuery.queryKey });
        },
        (thrown) => tellWrong(thrown),
      );
    },
    [cut],
  );
  return {
    change: (asked) =>
      send(async () => {
        const now = queryClient.getQueryData(cutQuery(cut).queryKey);
        const change = typeof asked === 'function' ? now && asked(now) : asked;
        const view = change && (await act('cut.decide', { cut, change }));
        const gone = now && view && change.kind !== 'transition' ? transitionsGone(now.cut, view.cut) : 0;
        const said = now && view && decisionWords(change, now, view);
        if (gone > 0) tell(messages.cut.transition.gone(gone));
        else if (said !== undefined) tell(said);
        return view;
      }),
    undo: () => send(async () => sayTaken(await act('cut.undo', { cut }))),
    redo: () => send(async () => sayTaken(await act('cut.redo', { cut }))),
  };
}

/** Says what an undo or redo, the last decision of all, took back or did again. */
function sayTaken(view: CutView): CutView {
  const last = view.decisions.at(-1)?.change;
  const said = last?.kind === 'undo' ? decisionWords(last, view, view) : undefined;
  if (said !== undefined) tell(said);
  return view;
}
