import { Fault } from '@second-unit/evidence';
import { fromKysely, PgBoss } from 'pg-boss';
import { v5 } from 'uuid';
import type { JobKind } from '../contract/index.ts';
import { atomically, type JobRow, type Store } from '../database/index.ts';
import { finishJob, getJob, giveUpRunner, listActive, listRunning, takeJob } from '../database/jobs.ts';
import { CAPABILITIES, type Capability } from './handler.ts';
import type { Queue } from './queue.ts';
import { createRunner, type RunnerOptions } from './runner.ts';

/** Seconds without a sign of life after which a job is handed to another; pg-boss takes no less. */
const HEARTBEAT = 10;
/** Seconds that one run may take; pg-boss has no "without end". */
const LONGEST = 23 * 3600;
/** Milliseconds after which pg-boss has surely dealt with a row that it knows. */
const OLD = 30_000;
/** Namespace of entry ids, made once by chance. */
const ENTRIES = 'c2f1f4f0-6f0f-4a53-9a0b-5d3a52b7c9e1';

function isOld(at: string): boolean {
  return Date.now() - Date.parse(at) > OLD;
}

/**
 * With PostgreSQL, pg-boss hands jobs to the studios and workers that share the database, with
 * heartbeats. The jobs table stays what people see.
 */
export function teamQueue(
  options: RunnerOptions & { concurrency: number; capabilities?: readonly Capability[] | undefined },
): Queue & { start(): Promise<void> } {
  const { database, registry, changed, concurrency, capabilities = CAPABILITIES } = options;
  const { url, store } = database;
  if (url === undefined) throw new Fault('internal', 'A team queue needs PostgreSQL.');
  const runner = createRunner(options);
  const boss = new PgBoss({
    connectionString: url,
    schema: 'second_unit_jobs',
    application_name: 'second-unit jobs',
    max: 4,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    queueCacheIntervalSeconds: 30,
  });
  // The database may go away and come back; unheard, its errors would end the process.
  boss.on('error', () => {});
  let closing = false;
  let timer: NodeJS.Timeout | undefined;

  const capabilityOf = (kind: JobKind): Capability => registry[kind]?.capability ?? 'footage.cpu';
  // The entry's id comes from the row and its revision: sent twice, it is there once.
  const send = async (trx: Store, job: JobRow) => {
    const id = v5(`${job.id} ${job.revision}`, ENTRIES);
    await boss.send(capabilityOf(job.kind), { job: job.id }, { id, db: fromKysely(trx) });
  };

  async function perform(id: string): Promise<void> {
    const job = await takeJob(store, runner.name, id);
    if (!job) return;
    if (job.cancelAsked) {
      // Asked for while a runner had it that is gone.
      const row = await finishJob(store, job, { state: 'cancelled' });
      if (row) changed(row);
      return;
    }
    await runner.run(job);
    if (!closing) return;
    // Given back because this process closes: a new entry in the queue, as this one counts as done.
    await atomically(store, async (trx) => {
      const row = await getJob(trx, id);
      if (row.state === 'queued') await send(trx, row);
    });
  }

  /**
   * Rows that pg-boss has no entry for: restored from a backup, or given up by it after too many
   * lost workers. Whichever process sees one first puts it right.
   */
  async function reconcile(): Promise<void> {
    for (const job of await listActive(store, [])) {
      if (job.state === 'queued' && isOld(job.updatedAt)) await send(store, job);
    }
    for (const { job, silent } of await listRunning(store)) {
      if (silent <= OLD) continue;
      const row = await atomically(store, async (trx) => {
        const given = await giveUpRunner(trx, job);
        if (given?.state === 'queued') await send(trx, given);
        return given;
      });
      if (row) changed(row);
    }
  }

  return {
    start: async () => {
      await boss.start();
      for (const capability of CAPABILITIES) {
        await boss.createQueue(capability, {
          heartbeatSeconds: HEARTBEAT,
          expireInSeconds: LONGEST,
          retryLimit: 5,
          retryDelay: 0,
          notify: true,
        });
      }
    },
    put: send,
    nudge: () => {},
    work: async () => {
      await reconcile();
      timer = setInterval(() => void reconcile().catch(() => {}), OLD).unref();
      for (const capability of capabilities) {
        await boss.work<{ job: string }>(
          capability,
          {
            localConcurrency: concurrency,
            pollingIntervalSeconds: 1,
            notifyPollingIntervalSeconds: 2,
            heartbeatRefreshSeconds: 3,
          },
          async ([entry]) => {
            if (entry) await perform(entry.data.job);
          },
        );
      }
    },
    stop: runner.stop,
    close: async () => {
      closing = true;
      clearInterval(timer);
      await runner.close();
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}
