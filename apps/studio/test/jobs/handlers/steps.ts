import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '@second-unit/evidence';
import type { JobHandler } from '../../../src/jobs/index.ts';

export interface StepsInput {
  readonly steps: number;
  /** Milliseconds a step. */
  readonly each: number;
  /** Stands still at this step, until another run goes on from the checkpoint. */
  readonly holdAt?: number;
  readonly ending?: 'fail' | 'bug' | 'crash' | 'deaf' | 'busy';
}

/** Counts steps, with a checkpoint after each; writes what it does to `steps.log` in the home. */
export const handler: JobHandler<StepsInput, { done: number }> = async (context) => {
  const { input, checkpoint, saveCheckpoint, progress, signal, home, subject } = context;
  const note = (line: string) => appendFile(join(home.root, 'steps.log'), `${subject} ${process.pid} ${line}\n`);
  for (let step = checkpoint?.done ?? 0; step < input.steps; step++) {
    await note(`step ${step}`);
    if (input.holdAt === step && checkpoint === undefined) await wait(600_000, undefined, { signal });
    if (input.ending === 'deaf') await wait(input.each);
    else await wait(input.each, undefined, { signal });
    await saveCheckpoint({ done: step + 1 });
    progress((step + 1) / input.steps, `Step ${step + 1} of ${input.steps}`);
  }
  if (input.ending === 'fail') throw new Fault('input', 'The film has no pictures.');
  if (input.ending === 'bug') throw new TypeError('x is not a function');
  if (input.ending === 'crash') process.kill(process.pid, 'SIGSEGV');
  if (input.ending === 'busy') for (;;) Math.random();
  if (input.ending === 'deaf') await wait(60_000);
  await note('end');
};
