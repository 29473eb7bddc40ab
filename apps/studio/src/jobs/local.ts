import type { JobKind } from '../contract/index.ts';
import { claimJob, giveUpRunner, listRunning } from '../database/jobs.ts';
import type { Queue } from './queue.ts';
import { BEAT_EVERY, createRunner, isGone, type RunnerOptions } from './runner.ts';

/** Milliseconds between looks for jobs that another process queued. */
const LOOK_EVERY = 1_000;
/** A runner not heard of for this long, in milliseconds, is gone, wherever it ran. */
const SILENT = 4 * BEAT_EVERY;

/** Without a server between them, the studios of one home share the jobs table itself. */
export function localQueue(options: RunnerOptions & { concurrency: number }): Queue {
  const { database, registry, changed, concurrency } = options;
  const { store } = database;
  const runner = createRunner(options);
  const kinds = Object.keys(registry) as JobKind[];
  const timers: NodeJS.Timeout[] = [];
  let working = false;
  let looking: Promise<void> | undefined;
  let again = false;

  /** Claims as many jobs as there is room for. */
  async function look(): Promise<void> {
    do {
      again = false;
      while (working && runner.busy < concurrency) {
        const job = await claimJob(store, { runner: runner.name, kinds });
        if (!job) break;
        runner.run(job).then(nudge, nudge);
      }
    } while (again);
  }

  function nudge(): void {
    if (!working) return;
    if (looking) {
      again = true;
      return;
    }
    // While the database is away there is nothing to claim; the next look tells.
    looking = look()
      .catch(() => {})
      .finally(() => {
        looking = undefined;
      });
  }

  /** Takes back what a killed studio left running. */
  async function reclaim(): Promise<void> {
    for (const { job, runner: other, silent } of await listRunning(store)) {
      if (other === runner.name) continue;
      if (!isGone(other, runner.name) && silent < SILENT) continue;
      const row = await giveUpRunner(store, job);
      if (row) changed(row);
    }
  }

  return {
    put: async () => {},
    nudge,
    work: async () => {
      if (working) return;
      await reclaim();
      working = true;
      timers.push(setInterval(nudge, LOOK_EVERY));
      timers.push(setInterval(() => void reclaim().catch(() => {}), BEAT_EVERY));
      nudge();
    },
    stop: runner.stop,
    close: async () => {
      working = false;
      for (const timer of timers) clearInterval(timer);
      await looking;
      await runner.close();
    },
  };
}
