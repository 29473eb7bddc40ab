import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { toFault } from '@second-unit/evidence';
import type { Database, JobRow } from '../database/index.ts';
import { beat, findStopped, finishJob, noteProgress, releaseJob } from '../database/jobs.ts';
import type { Home } from '../home/index.ts';
import { type JobEnd, runInChild } from './child.ts';
import type { JobRegistry } from './handler.ts';

/** Milliseconds between two writes of a job's progress. */
const PROGRESS_EVERY = 300;
/** Milliseconds between looks at whether a running job was cancelled, where no signal told. */
const LOOK_EVERY = 250;
/** How often, and after how many milliseconds each, a job's end is tried to be written. */
const END_TRIES = 60;
const END_EVERY = 2_000;
/** Milliseconds between signs of life. */
export const BEAT_EVERY = 5_000;

export interface RunnerOptions {
  readonly database: Database;
  readonly home: Home;
  readonly registry: JobRegistry;
  /** Told of every change of a row that this runner writes. */
  readonly changed: (job: JobRow) => void;
  /** For the log: the job and what its process wrote to stderr. Holds no script text of ours. */
  readonly report?: ((job: JobRow, end: JobEnd) => void) | undefined;
  /** Milliseconds from asking a handler to stop to killing it. */
  readonly grace?: number | undefined;
}

interface Running {
  readonly job: JobRow;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  /** The runner closes: the job goes back to the queue instead of being cancelled. */
  release: boolean;
}

/** Runs claimed jobs, each in its own process, and keeps their rows true. */
export interface Runner {
  readonly name: string;
  /** How many jobs run now. */
  readonly busy: number;
  /** Runs one claimed job to its end; never rejects for what the job does. */
  run(job: JobRow): Promise<void>;
  /** Stops one job if this runner has it. */
  stop(id: string): void;
  /** Stops all and gives them back to the queue, checkpoints kept. */
  close(): Promise<void>;
}

/** `host:pid:nonce`. */
export function runnerName(): string {
  return `${hostname().replaceAll(':', '-')}:${process.pid}:${randomUUID()}`;
}

/** Is this runner surely gone: of this machine, and its process no longer there? */
export function isGone(runner: string, self: string): boolean {
  const [host, pid] = runner.split(':');
  const [ownHost, ownPid] = self.split(':');
  if (host !== ownHost) return false;
  // A process id is given again, in containers always: a runner with ours that is not us is gone.
  if (pid === ownPid) return runner !== self;
  try {
    process.kill(Number(pid), 0);
    return isZombie(Number(pid));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Ended, but not yet collected by its parent: in containers that may take for ever. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // The state follows the name, which is in parentheses and may hold any character.
    return /^.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Tries again while the database is away: a job's end must not be lost to a short outage. */
async function withPatience<Result>(write: () => Promise<Result>, hurried: () => boolean): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (toFault(error).code !== 'unavailable' || tries === END_TRIES || hurried()) throw error;
      await wait(END_EVERY);
    }
  }
}

export function createRunner(options: RunnerOptions): Runner {
  const { database, home, registry, changed, report, grace } = options;
  const { store } = database;
  const name = runnerName();
  const all = new Map<string, Running>();
  let timers: NodeJS.Timeout[] = [];
  let closing = false;

  // Both may fail while the database is away; the next one tells.
  const look = () => {
    findStopped(
      store,
      [...all.values()].map((running) => running.job),
    ).then(
      (ids) => {
        for (const id of ids) all.get(id)?.stop.abort();
      },
      () => {},
    );
  };
  const signOfLife = () => void beat(store, name).catch(() => {});

  function startTimers(): void {
    if (timers.length > 0) return;
    timers = [setInterval(look, LOOK_EVERY), setInterval(signOfLife, BEAT_EVERY)];
  }
  function stopTimers(): void {
    if (all.size > 0) return;
    for (const timer of timers) clearInterval(timer);
    timers = [];
  }

  /** Writes the newest progress, never two writes at once, never after the end. */
  function progressOf(job: JobRow) {
    let newest: { fraction: number; doing: string } | undefined;
    let timer: NodeJS.Timeout | undefined;
    let writing: Promise<unknown> = Promise.resolve();
    let over = false;
    const write = () => {
      timer = undefined;
      const value = newest;
      newest = undefined;
      if (!value || over) return;
      writing = noteProgress(store, job, value).then(
        (row) => {
          if (row) changed(row);
          else all.get(job.id)?.stop.abort();
          if (newest && !over) timer ??= setTimeout(write, PROGRESS_EVERY);
        },
        () => {},
      );
    };
    return {
      note: (fraction: number, doing: string) => {
        newest = { fraction, doing };
        timer ??= setTimeout(write, PROGRESS_EVERY);
      },
      end: async () => {
        over = true;
        clearTimeout(timer);
        await writing;
      },
    };
  }

  async function perform(job: JobRow, stop: AbortController, released: () => boolean): Promise<void> {
    const spec = registry[job.kind];
    const progress = progressOf(job);
    const end: JobEnd = spec
      ? await runInChild({
          job,
          module: spec.module,
          home: home.root,
          databaseUrl: database.url,
          progress: progress.note,
          signal: stop.signal,
          ...(grace === undefined ? {} : { grace }),
        })
      : { kind: 'failed', message: `This version of Second Unit cannot do jobs of the kind “${job.kind}”.` };
    await progress.end();
    if (end.kind === 'failed') report?.(job, end);
    const write = () => {
      if (end.kind === 'cancelled' && released()) return releaseJob(store, job);
      if (end.kind === 'failed') return finishJob(store, job, { state: 'failed', message: end.message });
      if (end.kind === 'cancelled') return finishJob(store, job, { state: 'cancelled' });
      return finishJob(store, job, { state: 'done', ...(end.message === undefined ? {} : { message: end.message }) });
    };
    const row = await withPatience(write, () => closing);
    if (row) changed(row);
  }

  return {
    name,
    get busy() {
      return all.size;
    },
    run: async (job) => {
      const stop = new AbortController();
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      const running: Running = { job, stop, ended, release: false };
      if (closing) {
        running.release = true;
        stop.abort();
      }
      all.set(job.id, running);
      startTimers();
      changed(job);
      try {
        await perform(job, stop, () => running.release);
      } finally {
        all.delete(job.id);
        stopTimers();
        resolve();
      }
    },
    stop: (id) => all.get(id)?.stop.abort(),
    close: async () => {
      closing = true;
      for (const running of all.values()) {
        running.release = true;
        running.stop.abort();
      }
      await Promise.all([...all.values()].map((running) => running.ended));
    },
  };
}
