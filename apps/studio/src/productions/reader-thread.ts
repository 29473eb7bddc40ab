import { parentPort } from 'node:worker_threads';
import { toFault } from '@second-unit/evidence';
import { readThrough } from '@second-unit/story';

/** What is asked of the reading thread, and what it answers. */
export interface ReadRequest {
  readonly id: number;
  readonly text: string;
}
export type ReadAnswer =
  | { readonly id: number; readonly json: string }
  | { readonly id: number; readonly code: string; readonly message: string };

parentPort?.on('message', ({ id, text }: ReadRequest) => {
  let answer: ReadAnswer;
  try {
    answer = { id, json: JSON.stringify(readThrough(text)) };
  } catch (thrown) {
    const { code, message } = toFault(thrown);
    answer = { id, code, message };
  }
  parentPort?.postMessage(answer);
});
