import { EventEmitter } from 'node:events';
import type { JobView } from '../contract/index.ts';
import {
  atomically,
  type Database,
  type JobFilter,
  type JobRequest,
  type JobRow,
  type Store,
} from '../database/index.ts';
import {
  askCancel,
  findUnderWay,
  getJob,
  insertJob,
  jobView,
  listActive,
  listJobs,
  retryJob,
} from '../database/jobs.ts';
import type { Home } from '../home/index.ts';
import type { JobEnd } from './child.ts';
import { type Capability, HANDLERS, type JobRegistry } from './handler.ts';
import { localQueue } from './local.ts';
import type { Queue } from './queue.ts';
import { Told } from './told.ts';

export interface OpenJobsOptions {
  readonly database: Database;
  readonly home: Home;
  readonly registry?: JobRegistry;
  /** How many jobs this process runs at once; default 1. */
  readonly concurrency?: number;
  /** Only with PostgreSQL: which queues to take from; default all. */
  readonly capabilities?: readonly Capability[];
  /** Told of every job that failed, for the log. */
  readonly report?: (job: JobRow, end: JobEnd) => void;
  /** Milliseconds from asking a handler to stop to killing it; default 3,000. */
  readonly grace?: number;
}

/** The jobs of a home: one port, whatever carries them. */
export interface Jobs {
  /** `job` with a JobView at every change, whichever process made it. */
  readonly events: EventEmitter<{ job: [JobView] }>;
  /** Queues a job; on disk when it resolves. */
  enqueue(request: JobRequest): Promise<JobView>;
  /** The same, or the job of that kind that waits or runs for that subject already. */
  ensure(request: JobRequest): Promise<JobView>;
  /** One that waits is cancelled at once, one that runs within two seconds, wherever it runs. */
  cancel(id: string): Promise<JobView>;
  /** Queues a failed or cancelled job again, from its checkpoint. Errors: `conflict`. */
  retry(id: string): Promise<JobView>;
  /** Errors: `not-found`. */
  get(id: string): Promise<JobView>;
  /** Newest first. */
  list(filter?: JobFilter): Promise<JobView[]>;
  /** Resolves when the job is done, failed or cancelled. */
  finished(id: string): Promise<JobView>;
  /** Begins to take jobs; before that this process only asks for them and watches. */
  work(): Promise<void>;
  /** Gives running jobs back to the queue and stops. The database stays open. */
  close(): Promise<void>;
}

/** Milliseconds between looks at what other processes changed, where no signal told. */
const WATCH_EVERY = 300;

export async function openJobs(options: OpenJobsOptions): Promise<Jobs> {
  const { database, home, registry = HANDLERS, concurrency = 1, capabilities, report, grace } = options;
  const { store, signals } = database;
  const events = new EventEmitter<{ job: [JobView] }>();
  events.setMaxListeners(0);

  const told = new Told();
  const emit = (job: JobRow) => {
    if (!told.isNews(job)) return;
    events.emit('job', jobView(job));
  };
  const changed = (job: JobRow) => {
    emit(job);
    // Others also look by themselves; a signal that is lost only makes them later.
    if (database.dialect === 'postgresql') void signals.tell('job', job.id).catch(() => {});
  };

  const shared = { database, home, registry, changed, report, grace, concurrency };
  let queue: Queue;
  if (database.dialect === 'postgresql') {
    // Only who uses PostgreSQL loads pg-boss.
    const { teamQueue } = await import('./team.ts');
    const team = teamQueue({ ...shared, capabilities });
    await team.start();
    queue = team;
  } else {
    queue = localQueue(shared);
  }

  const putIfQueued = async (id: string): Promise<void> => {
    await atomically(store, async (trx) => {
      const row = await getJob(trx, id);
      if (row.state === 'queued') await queue.put(trx, row);
    });
    queue.nudge();
  };

  let watching: Promise<void> | undefined;
  const watch = () => {
    watching ??= listActive(store, told.unfinished)
      .then(
        (rows) => {
          for (const row of rows) emit(row);
        },
        () => {},
      )
      .finally(() => {
        watching = undefined;
      });
  };
  watch();
  const timer = setInterval(watch, WATCH_EVERY).unref();
  const deafen = [
    await signals.hear('job', (id) => {
      getJob(store, id).then(emit, () => {});
    }),
    await signals.hear('cancel', (id) => queue.stop(id)),
    // Asked for by a job, in a process that has no queue of its own.
    await signals.hear('queued', (id) => void putIfQueued(id).catch(() => {})),
  ];

  /** Queues a job, where `known` finds none. */
  const enqueue = async (request: JobRequest, known: (trx: Store) => Promise<JobRow | undefined>) => {
    const job = await atomically(store, async (trx) => {
      const there = await known(trx);
      if (there) return there;
      const row = await insertJob(trx, request);
      await queue.put(trx, row);
      return row;
    });
    changed(job);
    queue.nudge();
    return jobView(job);
  };

  return {
    events,
    enqueue: (request) => enqueue(request, async () => undefined),
    ensure: (request) => enqueue(request, (trx) => findUnderWay(trx, request)),
    cancel: async (id) => {
      const job = await askCancel(store, id);
      changed(job);
      queue.stop(id);
      await signals.tell('cancel', id).catch(() => {});
      return jobView(job);
    },
    retry: async (id) => {
      const job = await atomically(store, async (trx) => {
        const row = await retryJob(trx, id);
        await queue.put(trx, row);
        return row;
      });
      changed(job);
      queue.nudge();
      return jobView(job);
    },
    get: async (id) => jobView(await getJob(store, id)),
    list: async (filter) => (await listJobs(store, filter)).map(jobView),
    finished: async (id) => {
      const over = (view: JobView) => view.id === id && view.state !== 'queued' && view.state !== 'running';
      const { promise, resolve } = Promise.withResolvers<JobView>();
      const listener = (view: JobView) => {
        if (over(view)) resolve(view);
      };
      events.on('job', listener);
      try {
        const view = jobView(await getJob(store, id));
        return over(view) ? view : await promise;
      } finally {
        events.off('job', listener);
      }
    },
    work: () => queue.work(),
    close: async () => {
      clearInterval(timer);
      await queue.close();
      for (const stop of deafen) stop();
      await watching;
    },
  };
}
