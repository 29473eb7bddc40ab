import { once } from 'node:events';
import { Fault } from '@second-unit/evidence';
import { sealNetwork } from '../../gate/index.ts';
import { homeRoot } from '../../home/index.ts';
import { runWorker } from '../../jobs/index.ts';
import type { Task } from '../run.ts';

/** `worker`: takes jobs from a shared database until it is stopped; what runs then goes to another. */
export async function worker(options: { home?: string }, task: Task): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL ?? '';
  if (databaseUrl === '') {
    throw new Fault('input', 'A worker needs DATABASE_URL: the PostgreSQL database that it shares with the studio.');
  }
  sealNetwork();
  const { jobs, close } = await runWorker({ home: homeRoot(options.home), databaseUrl });
  jobs.events.on('job', ({ label, state, message }) => {
    if (state === 'done' || state === 'failed' || state === 'cancelled') {
      process.stderr.write(`${label}: ${state}${message === undefined ? '' : `, ${message}`}\n`);
    }
  });
  try {
    await task.print('Taking jobs. Ctrl-C stops, and gives what runs to another worker.\n');
    if (!task.signal.aborted) await once(task.signal, 'abort');
    task.endedByWish();
  } finally {
    await close();
  }
}
