import { Worker } from 'node:worker_threads';
import { toFault } from '@second-unit/evidence';
import { sealNetwork } from '../gate/index.ts';
import type { ApartAnswer } from './answer.ts';

/** Says how far it is. */
export function say(message: ApartAnswer, then?: () => void): void {
  process.send?.(message, undefined, undefined, () => then?.());
}

/** Of a process for one file: answers the one thing that it is asked, without the network and within its limits, and ends. */
export function answerOnce<Ask>(answer: (ask: Ask) => Promise<unknown>): void {
  sealNetwork();
  new Worker(new URL('./guard.ts', import.meta.url), {
    workerData: JSON.parse(process.argv[2] ?? '{}') as object,
  }).unref();
  process.once('message', (ask: Ask) => {
    answer(ask)
      .then(
        (value): ApartAnswer => ({ kind: 'done', value }),
        (thrown): ApartAnswer => {
          const { code, message, place } = toFault(thrown);
          return { kind: 'failed', code, message, ...(place === undefined ? {} : { place }) };
        },
      )
      .then((said) => say(said, () => process.exit(0)));
  });
}
