import { type BreakdownCategory, type BreakdownCorrection, outcomeOf } from '@second-unit/story';
import type { KeptCorrection, ScriptSummary } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { act } from '../api/client.ts';
import { correctionsQuery, ledgerQuery, queryClient } from '../api/queries.ts';
import { tell, tellWithWay, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { correctionInWords } from './correction-words.ts';

/** What a person may say about the breakdown. */
export interface Correcting {
  /** What was said so far, in order. */
  readonly kept: readonly KeptCorrection[];
  /** Is this what somebody said that an element is, or how it is called? */
  readonly isNamed: (category: BreakdownCategory, name: string) => boolean;
  readonly correct: (correction: BreakdownCorrection) => void;
  readonly takeBack: (kept: KeptCorrection) => void;
}

/** Corrections go to the studio; the reading follows when they are kept there. */
export function useCorrectBreakdown({ id, production }: ScriptSummary): Correcting {
  const { data } = useQuery(correctionsQuery(id));
  return useMemo(() => {
    const { queryKey } = correctionsQuery(id);
    const changed = (change: (old: readonly KeptCorrection[]) => KeptCorrection[]) => {
      // An answer that is under way may be of before.
      void queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, (old) => change(old ?? []));
      void queryClient.invalidateQueries({ queryKey: ledgerQuery(production).queryKey });
    };
    const takeBack = (kept: KeptCorrection) => {
      act('script.uncorrectBreakdown', { script: id, correction: kept.id })
        .then(() => {
          changed((old) => old.filter((one) => one.id !== kept.id));
          tell(`${messages.ledger.tookBack(correctionInWords(kept.correction))}.`);
        })
        .catch(tellWrong);
    };
    const correct = (correction: BreakdownCorrection) => {
      act('script.correctBreakdown', { script: id, correction })
        .then((kept) => {
          changed((old) => [...old.filter((one) => one.id !== kept.id), kept]);
          tellWithWay(`${correctionInWords(correction)}.`, messages.breakdown.undo, () => takeBack(kept));
        })
        .catch(tellWrong);
    };
    const named = new Set((data ?? []).map(({ correction }) => keyOf(outcomeOf(correction))));
    return {
      kept: data ?? [],
      isNamed: (category, name) => named.has(keyOf({ category, name })),
      correct,
      takeBack,
    };
  }, [data, id, production]);
}

function keyOf(element: { readonly category: BreakdownCategory; readonly name: string } | undefined): string {
  return element === undefined ? '' : `${element.category} ${element.name.toLowerCase()}`;
}
