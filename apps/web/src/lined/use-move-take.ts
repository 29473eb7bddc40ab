import type { LinedScript, LinedTake } from '@second-unit/studio/contract';
import { useCallback, useRef } from 'react';
import { act } from '../api/client.ts';
import { ledgerQuery, queryClient } from '../api/queries.ts';
import { tell, tellWithWay, tellWrong } from '../frame/toasts.tsx';
import { linedQuery } from './lined-query.ts';
import { linedMessages as words } from './messages.ts';

export interface Moving {
  /** Puts a take where line `to` begins; null says that it is not in the script. */
  readonly move: (take: LinedTake, to: number | null) => void;
  /** Takes back a move by the id of its decision. */
  readonly takeBack: (decision: string) => void;
  /** Takes back the last move that was made here. */
  readonly undo: () => void;
}

/** Where a person puts takes goes to the studio as a decision; the script is aligned again with it. */
export function useMoveTake(
  { production, media, script }: { readonly production: string; readonly media: string; readonly script: string },
  lines: LinedScript['lines'],
): Moving {
  const last = useRef<string[]>([]);
  const again = useCallback(() => {
    void queryClient.invalidateQueries({ queryKey: linedQuery(media).queryKey });
    void queryClient.invalidateQueries({ queryKey: ledgerQuery(production).queryKey });
  }, [media, production]);
  const takeBack = useCallback(
    (decision: string) => {
      act('take.unmove', { media, decision })
        .then(() => {
          last.current = last.current.filter((one) => one !== decision);
          tell(words.tookBack);
          again();
        })
        .catch(tellWrong);
    },
    [media, again],
  );
  const move = useCallback(
    ({ startFrame, endFrame }: LinedTake, to: number | null) => {
      const line = to === null ? undefined : lines[to];
      if (to !== null && line === undefined) return;
      const place = line === undefined ? null : { text: line.text, from: line.from };
      act('take.move', { media, script, startFrame, endFrame, to: place })
        .then(({ decision }) => {
          last.current.push(decision);
          tellWithWay(place === null ? words.out : words.moved, words.undo, () => takeBack(decision));
          again();
        })
        .catch(tellWrong);
    },
    [media, script, lines, again, takeBack],
  );
  const undo = useCallback(() => {
    const decision = last.current.at(-1);
    if (decision !== undefined) takeBack(decision);
  }, [takeBack]);
  return { move, takeBack, undo };
}
