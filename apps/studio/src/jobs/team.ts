import { Fault } from '@second-unit/evidence';
import { fromKysely, PgBoss } from 'pg-boss';
import type { JobKind } from '../contract/index.ts';
import { atomically } from '../database/index.ts';
import { getJob, takeJob } from '../database/jobs.ts';
import { CAPABILITIES, type Capability } from './handler.ts';
import type { Queue } from './queue.ts';
import { createRunner, type RunnerOptions } from './runner.ts';

/** Seconds without a sign of life after which a job is handed to another; pg-boss takes no less. */
const HEARTBEAT = 10;
/** Seconds that one run may take; pg-boss has no "without end". */
const LONGEST = 23 * 3600;

/**
 * With PostgreSQL, pg-boss hands jobs to the studios and workers that share the database, with
 * heartbeats. The jobs table stays what people see.
 */
export function teamQueue(
  options: RunnerOptions & { concurrency: number; capabilities?: readonly Capability[] | undefined },
): Queue & { start(): Promise<void> } {
  const { database, registry, concurrency, capabilities = CAPABILITIES } = options;
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

  const capabilityOf = (kind: JobKind): Capability => registry[kind]?.capability ?? 'footage.cpu';
  const send = async (trx: typeof store, id: string, kind: JobKind) => {
    await boss.send(capabilityOf(kind), { job: id }, { db: fromKysely(trx) });
  };

  async function perform(id: string): Promise<void> {
    const job = await takeJob(store, runner.name, id);
    if (!job) return;
    if (job.cancelAsked) runner.stop(id);
    await runner.run(job);
    if (!closing) return;
    // Given back because this process closes: a new entry in the queue, as this one counts as done.
    await atomically(store, async (trx) => {
      const row = await getJob(trx, id);
      if (row.state === 'queued') await send(trx, id, row.kind);
    });
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
    put: (trx, job) => send(trx, job.id, job.kind),
    nudge: () => {},
    work: async () => {
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
      await runner.close();
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}
