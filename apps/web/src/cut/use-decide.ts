import type { CutChange } from '@second-unit/editing';
import type { CutView } from '@second-unit/studio/contract';
import { useCallback, useRef } from 'react';
import { act } from '../api/client.ts';
import { alternativesQuery, cutQuery, productionQuery, queryClient } from '../api/queries.ts';
import { tellWrong } from '../frame/toasts.tsx';

type PersonChange = Exclude<CutChange, { kind: 'undo' }>;

export interface Decide {
  change(change: PersonChange): void;
  undo(): void;
  redo(): void;
}

/** Sends what a person decides, one after the other, so that quick keys arrive in their order. */
export function useDecide(cut: string): Decide {
  const line = useRef<Promise<void>>(Promise.resolve());
  const send = useCallback(
    (work: () => Promise<CutView>) => {
      line.current = line.current.then(work).then(
        (view) => {
          queryClient.setQueryData(cutQuery(cut).queryKey, view);
          // What could stand in a place depends on what stands in the others.
          void queryClient.invalidateQueries({ queryKey: alternativesQuery(cut, '').queryKey.slice(0, 2) });
          void queryClient.invalidateQueries({ queryKey: productionQuery(view.production).queryKey });
        },
        (thrown) => tellWrong(thrown),
      );
    },
    [cut],
  );
  return {
    change: (change) => send(() => act('cut.decide', { cut, change })),
    undo: () => send(() => act('cut.undo', { cut })),
    redo: () => send(() => act('cut.redo', { cut })),
  };
}
