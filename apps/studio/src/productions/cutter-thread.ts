import { parentPort } from 'node:worker_threads';
import { type CutProposal, type ProposeInput, proposeCut, proposeCuts } from '@second-unit/editing';
import { toFault } from '@second-unit/evidence';
import type { ThreadAnswer, ThreadRequest } from './thread-lane.ts';

/** What is asked of the cutter's thread: one proposal, or several unlike ones, under these ids. */
export interface CutterAsk {
  readonly input: Omit<ProposeInput, 'id'>;
  readonly ids: readonly string[];
  readonly unlike: boolean;
}

function answer({ input, ids, unlike }: CutterAsk): readonly CutProposal[] {
  if (!unlike) return ids.map((id) => proposeCut({ ...input, id }));
  return proposeCuts({ ...input, id: (index) => ids[index]! }, ids.length).map(({ proposal }) => proposal);
}

parentPort?.on('message', ({ id, ask }: ThreadRequest<CutterAsk>) => {
  let said: ThreadAnswer<readonly CutProposal[]>;
  try {
    said = { id, value: answer(ask) };
  } catch (thrown) {
    const { code, message, place } = toFault(thrown);
    said = { id, code, message, ...(place === undefined ? {} : { place }) };
  }
  parentPort?.postMessage(said);
});
