import { parentPort } from 'node:worker_threads';
import {
  type CutProposal,
  type DecidedCut,
  fitTaste,
  learnTaste,
  type ProposeInput,
  proposeCut,
  proposeCuts,
  type Taste,
  type TastePair,
  tastePairs,
} from '@second-unit/editing';
import { toFault } from '@second-unit/evidence';
import type { ThreadAnswer, ThreadRequest } from './thread-lane.ts';

/** What is asked of the cutter's threads, and what each is answered. */
export interface CutterWork {
  /** One proposal, or several unlike ones, under these ids. */
  readonly propose: {
    readonly ask: {
      readonly input: Omit<ProposeInput, 'id'>;
      readonly ids: readonly string[];
      readonly unlike: boolean;
    };
    readonly value: readonly CutProposal[];
  };
  /** What the decisions on a cut say about taste. */
  readonly pairs: { readonly ask: DecidedCut; readonly value: readonly TastePair[] };
  /** The weights that pairs tell of. */
  readonly weights: { readonly ask: readonly TastePair[]; readonly value: Taste['weights'] };
  /** The same, with all that can be said of them. */
  readonly taste: { readonly ask: readonly TastePair[]; readonly value: Taste };
}

export type CutterAsk = {
  readonly [Kind in keyof CutterWork]: { readonly kind: Kind } & Pick<CutterWork[Kind], 'ask'>;
}[keyof CutterWork];

function answer(asked: CutterAsk): CutterWork[keyof CutterWork]['value'] {
  switch (asked.kind) {
    case 'propose': {
      const { input, ids, unlike } = asked.ask;
      if (!unlike) return ids.map((id) => proposeCut({ ...input, id }));
      return proposeCuts({ ...input, id: (index) => ids[index]! }, ids.length).map(({ proposal }) => proposal);
    }
    case 'pairs':
      return tastePairs(asked.ask);
    case 'weights':
      return fitTaste(asked.ask).weights;
    case 'taste':
      return learnTaste(asked.ask);
  }
}

parentPort?.on('message', ({ id, ask }: ThreadRequest<CutterAsk>) => {
  let said: ThreadAnswer<CutterWork[keyof CutterWork]['value']>;
  try {
    said = { id, value: answer(ask) };
  } catch (thrown) {
    const { code, message, place } = toFault(thrown);
    said = { id, code, message, ...(place === undefined ? {} : { place }) };
  }
  parentPort?.postMessage(said);
});
