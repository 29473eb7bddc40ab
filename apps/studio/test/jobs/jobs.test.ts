import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { JobView } from '../../src/contract/index.ts';
import { createProduction, newId } from '../../src/database/index.ts';
import { insertJob, takeJob } from '../../src/database/jobs.ts';
import { type JobRegistry, type Jobs, openJobs, runWorker } from '../../src/jobs/index.ts';
import { BACKENDS, HAS_POSTGRESQL, type TestHome, testHome } from '../support/postgres.ts';
import type { StepsInput } from './handlers/steps.ts';

const registry: JobRegistry = {
  log: { capability: 'footage.cpu', module: new URL('./handlers/steps.ts', import.meta.url) },
};

describe.each(BACKENDS)('jobs on %s', (backend) => {
  let all: TestHome;
  let production: string;
  let jobs: Jobs;
  const opened: Jobs[] = [];
  const open = async (options: { concurrency?: number; grace?: number; database?: TestHome['database'] } = {}) => {
    const one = await openJobs({ database: all.database, home: all.home, registry, ...options });
    opened.push(one);
    return one;
  };
  beforeAll(async () => {
    all = await testHome(backend);
    production = (await createProduction(all.database.store, { title: 'Film' })).id;
  }, 120_000);
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  afterAll(() => all?.close());

  const ask = (input: StepsInput, subject = newId()) =>
    jobs.enqueue({ kind: 'log', production, subject, label: 'Log “Film”', input });
  const stepsOf = async (subject: string) =>
    (await readFile(join(all.home.root, 'steps.log'), 'utf8'))
      .split('\n')
      .filter((line) => line.startsWith(subject))
      .map((line) => line.split(' ').slice(2).join(' '));
  const until = (wanted: (job: JobView) => boolean) =>
    new Promise<JobView>((resolve) => {
      const listener = (job: JobView) => {
        if (!wanted(job)) return;
        jobs.events.off('job', listener);
        resolve(job);
      };
      jobs.events.on('job', listener);
    });

  test('a job waits, runs with progress in another process, and is done', async () => {
    jobs = await open();
    const seen: JobView[] = [];
    jobs.events.on('job', (job) => seen.push(job));
    const { id, state, subject } = await ask({ steps: 3, each: 400 });
    expect(state).toBe('queued');
    expect(await jobs.get(id)).toMatchObject({ state: 'queued', progress: 0 });
    await jobs.work();
    expect(await jobs.finished(id)).toMatchObject({ state: 'done', progress: 1, doing: '' });
    expect(seen.map((job) => job.state).filter((one, index, list) => one !== list[index - 1])).toEqual([
      'queued',
      'running',
      'done',
    ]);
    const progress = seen.map((job) => job.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(seen.some((job) => job.doing.startsWith('Step '))).toBe(true);
    expect(await stepsOf(subject)).toEqual(['step 0', 'step 1', 'step 2', 'end']);
    expect((await readFile(join(all.home.root, 'steps.log'), 'utf8')).includes(` ${process.pid} `)).toBe(false);
  });

  test('a job that another process asks for, and tells of, runs at once', async () => {
    jobs = await open();
    await jobs.work();
    const { store, signals } = await all.reopen();
    const input: StepsInput = { steps: 1, each: 1 };
    const subject = newId();
    const start = performance.now();
    const { id } = await insertJob(store, { kind: 'log', production, subject, label: 'Log “Film”', input });
    await signals.tell('queued', id);
    expect(await jobs.finished(id)).toMatchObject({ state: 'done' });
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(await stepsOf(subject)).toEqual(['step 0', 'end']);
  });

  test('a failure is one sentence, and trying again begins at the checkpoint', async () => {
    jobs = await open();
    await jobs.work();
    const { id, subject } = await ask({ steps: 1, each: 1, ending: 'fail' });
    expect(await jobs.finished(id)).toMatchObject({ state: 'failed', message: 'The film has no pictures.' });
    expect(await jobs.retry(id)).toMatchObject({ state: 'queued' });
    expect(await jobs.finished(id)).toMatchObject({ state: 'failed' });
    expect(await stepsOf(subject)).toEqual(['step 0']);
    await ask({ steps: 0, each: 0 }).then(({ id: other }) => jobs.finished(other));
    await expect(jobs.retry((await jobs.list({ states: ['done'] }))[0]?.id ?? '')).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('a process that crashes takes only its job with it', async () => {
    jobs = await open();
    await jobs.work();
    const { id } = await ask({ steps: 0, each: 0, ending: 'crash' });
    expect(await jobs.finished(id)).toMatchObject({ state: 'failed', message: expect.stringContaining('SIGSEGV') });
    const { id: next } = await ask({ steps: 1, each: 1 });
    expect(await jobs.finished(next)).toMatchObject({ state: 'done' });
  });

  test('a waiting job is cancelled at once', async () => {
    jobs = await open();
    const { id } = await ask({ steps: 1, each: 1 });
    expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled' });
    await jobs.work();
    const { id: next } = await ask({ steps: 1, each: 1 });
    await jobs.finished(next);
    expect(await jobs.get(id)).toMatchObject({ state: 'cancelled' });
  });

  test.each(['deaf', 'busy'] as const)('a %s handler is killed after the grace', async (ending) => {
    jobs = await open({ grace: 300 });
    await jobs.work();
    const { id } = await ask({ steps: 1, each: 50, ending });
    await until((job) => job.id === id && job.progress === 1 && job.state === 'running');
    const start = performance.now();
    await jobs.cancel(id);
    expect(await jobs.finished(id)).toMatchObject({ state: 'cancelled' });
    // By itself it would end after a minute, or never.
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  // A claim about time: where the machine was taken away for a moment, it is measured again.
  test('a cancel from elsewhere reaches a running handler within two seconds', { retry: 2 }, async () => {
    jobs = await open();
    const elsewhere = await open({ database: await all.reopen() });
    await jobs.work();
    const { id } = await ask({ steps: 2, each: 1, holdAt: 1 });
    await until((job) => job.id === id && job.progress === 0.5);
    const start = performance.now();
    await elsewhere.cancel(id);
    expect(await elsewhere.finished(id)).toMatchObject({ state: 'cancelled' });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('closing gives running jobs back, and the next to open goes on from the checkpoint', async () => {
    jobs = await open();
    await jobs.work();
    const { id, subject } = await ask({ steps: 4, each: 1, holdAt: 2 });
    await until((job) => job.id === id && job.progress >= 0.5);
    await jobs.close();
    jobs = await open();
    expect(await jobs.get(id)).toMatchObject({ state: 'queued' });
    await jobs.work();
    expect(await jobs.finished(id)).toMatchObject({ state: 'done' });
    const steps = await stepsOf(subject);
    expect(steps.filter((step) => step === 'step 0')).toHaveLength(1);
    expect(steps.at(-1)).toBe('end');
  });

  test('what is asked for by two at once is done once, and not tried again beside another that does it', async () => {
    jobs = await open();
    // Two connections of one process would wait for each other in SQLite, whose processes each have one.
    const elsewhere = backend === 'sqlite' ? jobs : await open({ database: await all.reopen() });
    const request = { kind: 'log', production, subject: newId(), label: 'Log “Film”', input: null } as const;
    const asked = await Promise.all(
      Array.from({ length: 6 }, (_, at) => (at % 2 === 0 ? jobs : elsewhere).ensure(request)),
    );
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    const [{ id: first }] = asked as [JobView];
    await jobs.cancel(first);
    const second = await elsewhere.ensure(request);
    expect(second.id).not.toBe(first);
    await expect(jobs.retry(first)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('same'),
    });
    await jobs.cancel(second.id);
    expect(await jobs.retry(first)).toMatchObject({ id: first, state: 'queued' });
    await jobs.cancel(first);
  });

  test('only as many run at once as asked for', async () => {
    jobs = await open({ concurrency: 2 });
    let most = 0;
    const running = new Set<string>();
    jobs.events.on('job', (job) => {
      if (job.state === 'running') running.add(job.id);
      else running.delete(job.id);
      most = Math.max(most, running.size);
    });
    const ids = await Promise.all(Array.from({ length: 4 }, async () => (await ask({ steps: 1, each: 400 })).id));
    await jobs.work();
    for (const id of ids) expect(await jobs.finished(id)).toMatchObject({ state: 'done' });
    expect(most).toBe(2);
  });

  test('jobs that a backup brought back are done, whether they waited or ran', async () => {
    const { store } = all.database;
    const request = { kind: 'log', production, subject: newId(), label: 'Log', input: { steps: 0, each: 0 } } as const;
    const [waited, ran] = [await insertJob(store, request), await insertJob(store, request)];
    await takeJob(store, 'elsewhere:1:x', ran.id);
    const long = new Date(Date.now() - 60_000).toISOString();
    await store
      .updateTable('jobs')
      .set({ updated_at: long, heartbeat_at: long })
      .where('id', 'in', [waited.id, ran.id])
      .execute();
    const both = await Promise.all([open(), open({ database: await all.reopen() })]);
    [jobs] = both as [Jobs, Jobs];
    for (const one of both) await one.work();
    for (const { id } of [waited, ran]) expect(await jobs.finished(id)).toMatchObject({ state: 'done' });
    const steps = await stepsOf(request.subject);
    // Twice found, once put before the runners.
    expect(steps).toEqual(['end', 'end']);
  });
});

describe('worker', () => {
  test('needs an address', async () => {
    const all = await testHome('sqlite');
    await expect(runWorker({ databaseUrl: '', home: all.home.root })).rejects.toMatchObject({ code: 'input' });
    await all.close();
  });

  test.skipIf(!HAS_POSTGRESQL)('takes jobs for what it can do, and leaves others', async () => {
    const all = await testHome('postgresql');
    const module = new URL('./handlers/steps.ts', import.meta.url);
    const two: JobRegistry = { log: { capability: 'footage.cpu', module }, render: { capability: 'render', module } };
    const asking = await openJobs({ database: all.database, home: all.home, registry: two });
    const production = (await createProduction(all.database.store, { title: 'Film' })).id;
    const ask = (kind: 'log' | 'render') =>
      asking.enqueue({ kind, production, subject: newId(), label: kind, input: { steps: 1, each: 1 } });
    const render = await ask('render');
    const log = await ask('log');
    const databaseUrl = all.databaseUrl ?? '';
    const worker = await runWorker({ databaseUrl, home: all.home.root, registry: two, capabilities: ['footage.cpu'] });
    expect(await asking.finished(log.id)).toMatchObject({ state: 'done' });
    expect(await asking.get(render.id)).toMatchObject({ state: 'queued' });
    await worker.close();
    await asking.close();
    await all.close();
  });
});
