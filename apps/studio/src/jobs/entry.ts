import process from 'node:process';
import { Fault, toFault } from '@second-unit/evidence';
import { keepFrameIndexes } from '@second-unit/media';
import { openDatabase } from '../database/index.ts';
import { findCheckpoint } from '../database/jobs.ts';
import { sealNetwork } from '../gate/index.ts';
import { frameIndexes, openHome } from '../home/index.ts';
import type { JobHandler } from './handler.ts';
import { heldWrites } from './held.ts';
import type { FromJob, ToJob } from './messages.ts';

/** A job's own process: it runs one handler, says how far it is, and ends. */

sealNetwork();

const stop = new AbortController();

type End = Exclude<FromJob, { kind: 'progress' | 'started' }>;

function say(message: FromJob): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected || !process.send) resolve();
    else process.send(message, () => resolve());
  });
}

async function run(job: Extract<ToJob, { kind: 'start' }>): Promise<End> {
  const home = await openHome(job.home);
  keepFrameIndexes(frameIndexes(home));
  const database = await openDatabase({ home, databaseUrl: job.databaseUrl });
  try {
    const module = (await import(job.module)) as { handler?: JobHandler };
    if (typeof module.handler !== 'function')
      throw new Fault('internal', 'The job has no handler.', { place: job.module });
    const checkpoint = await findCheckpoint(database.store, job.id);
    await say({ kind: 'started' });
    const message = await module.handler({
      id: job.id,
      production: job.production,
      subject: job.subject,
      input: job.input,
      checkpoint,
      ...heldWrites(database.store, job, () => stop.abort()),
      progress: (fraction, doing) => void say({ kind: 'progress', fraction, doing }),
      signal: stop.signal,
      home,
      database,
    });
    return { kind: 'done', ...(typeof message === 'string' ? { message } : {}) };
  } catch (error) {
    const fault = toFault(error);
    if (fault.code === 'cancelled' || (stop.signal.aborted && fault.code === 'internal')) return { kind: 'cancelled' };
    // The stack is for the log of the studio, which reads this process's stderr.
    if (fault.code === 'internal') process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return { kind: 'failed', message: fault.message };
  } finally {
    await database.close();
  }
}

// The studio is gone: nobody would hear the result, and another run will begin at the checkpoint.
process.on('disconnect', () => {
  try {
    // The job leads a process group, so its own children (the media process) end with it.
    if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  } catch {
    // Not a group's leader.
  }
  process.exit(1);
});

process.on('message', (message: ToJob) => {
  if (message.kind === 'cancel') {
    stop.abort();
    return;
  }
  run(message)
    .catch((error: unknown): End => ({ kind: 'failed', message: toFault(error).message }))
    .then(async (end) => {
      await say(end);
      process.removeAllListeners('disconnect');
      process.exit(0);
    });
});
