import { Fault } from '@second-unit/evidence';
import { atomically, type Store } from '../database/index.ts';
import { type Claim, isHeldBy, saveCheckpoint } from '../database/jobs.ts';
import type { JobContext } from './handler.ts';

/**
 * What a handler writes by, under its claim of the job: nothing is written any more once another process has it.
 * `lost` is called where that shows.
 */
export function heldWrites(
  store: Store,
  claim: Claim,
  lost: () => void,
): Pick<JobContext, 'saveCheckpoint' | 'whileHeld'> {
  const whileHeld: JobContext['whileHeld'] = (write) =>
    atomically(store, async (trx) => {
      if (await isHeldBy(trx, claim)) return write(trx);
      lost();
      throw new Fault('cancelled', 'This job was handed to another process.');
    });
  return {
    whileHeld,
    saveCheckpoint: (checkpoint, also) =>
      whileHeld(async (trx) => {
        await also?.(trx);
        await saveCheckpoint(trx, claim, checkpoint);
      }),
  };
}
