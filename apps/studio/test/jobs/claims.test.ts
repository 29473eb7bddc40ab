import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createProduction, type JobRow, newId, type Store } from '../../src/database/index.ts';
import {
  askCancel,
  claimJob,
  findCheckpoint,
  finishJob,
  getJob,
  giveUpRunner,
  insertJob,
  isHeldBy,
  listActive,
  listJobs,
  listRunning,
  noteProgress,
  releaseJob,
  retryJob,
  saveCheckpoint,
  takeJob,
} from '../../src/database/jobs.ts';
import { BACKENDS, type TestHome, testHome } from '../support/postgres.ts';

describe.each(BACKENDS)('claims on %s', (backend) => {
  let all: TestHome;
  let store: Store;
  let production: string;
  beforeAll(async () => {
    all = await testHome(backend);
    store = all.database.store;
    production = (await createProduction(store, { title: 'Film' })).id;
  }, 120_000);
  afterAll(() => all?.close());

  const insert = () => insertJob(store, { kind: 'log', production, subject: newId(), label: 'Log', input: { a: [1] } });
  const claim = async (): Promise<JobRow> => {
    const job = await claimJob(store, { runner: 'a', kinds: ['log'] });
    if (!job) throw new Error('nothing to claim');
    return job;
  };
  const age = (id: string, seconds: number) =>
    store
      .updateTable('jobs')
      .set({ heartbeat_at: new Date(Date.now() - seconds * 1000).toISOString() })
      .where('id', '=', id)
      .execute();

  test('the oldest goes first, and each to one runner only', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 6; count++) ids.push((await insert()).id);
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, index) => claimJob(store, { runner: `r${index}`, kinds: ['log'] })),
    );
    const got = claims.flatMap((job) => job?.id ?? []);
    expect(got.sort()).toEqual(ids.sort());
    expect(await claimJob(store, { runner: 'x', kinds: ['render'] })).toBeUndefined();
    for (const job of claims) if (job) await finishJob(store, job, { state: 'done' });
  });

  test('a runner that was given up on can write nothing more', async () => {
    const { id } = await insert();
    const before = await claim();
    expect(before).toMatchObject({ id, state: 'running', attempt: 1, input: { a: [1] } });
    expect(await findCheckpoint(store, id)).toBeUndefined();
    expect(await saveCheckpoint(store, before, { done: 3 })).toBe(true);
    expect(await giveUpRunner(store, before)).toMatchObject({ state: 'queued' });
    const after = await claim();
    expect(after).toMatchObject({ id, attempt: 2 });
    expect(await isHeldBy(store, before)).toBe(false);
    expect(await isHeldBy(store, after)).toBe(true);
    expect(await noteProgress(store, before, { fraction: 0.9, doing: 'ghost' })).toBeUndefined();
    expect(await saveCheckpoint(store, before, { done: 9 })).toBe(false);
    expect(await finishJob(store, before, { state: 'done' })).toBeUndefined();
    expect(await releaseJob(store, before)).toBeUndefined();
    expect(await getJob(store, id)).toMatchObject({ state: 'running' });
    expect(await findCheckpoint(store, id)).toEqual({ done: 3 });
    await finishJob(store, after, { state: 'done' });
  });

  test('a job that takes its runner down every time fails in the end, until a person tries again', async () => {
    const { id } = await insert();
    for (let times = 0; times < 5; times++)
      expect(await giveUpRunner(store, await claim())).toMatchObject({ state: 'queued' });
    expect(await giveUpRunner(store, await claim())).toMatchObject({ state: 'failed', message: expect.any(String) });
    expect(await retryJob(store, id)).toMatchObject({ state: 'queued' });
    expect(await giveUpRunner(store, await claim())).toMatchObject({ state: 'queued' });
    await finishJob(store, await claim(), { state: 'done' });
  });

  test('a lost runner whose job was to stop leaves it cancelled', async () => {
    const { id } = await insert();
    await claim();
    expect(await askCancel(store, id)).toMatchObject({ state: 'running', doing: 'Stopping' });
    expect(await giveUpRunner(store, await getJob(store, id))).toMatchObject({ state: 'cancelled' });
    await expect(askCancel(store, id)).resolves.toMatchObject({ state: 'cancelled' });
  });

  test('a cancel is not lost to a runner that gives the job back at the same time', async () => {
    const { id } = await insert();
    const job = await claim();
    let cancelled: Promise<JobRow> | undefined;
    await store.transaction().execute(async (trx) => {
      expect(await releaseJob(trx, job)).toMatchObject({ state: 'queued' });
      cancelled = askCancel(store, id);
      // On PostgreSQL it now waits for this transaction, having seen the row as it was before.
      await new Promise((resolve) => setTimeout(resolve, 150));
    });
    expect(await cancelled).toMatchObject({ state: 'cancelled' });
    expect(await getJob(store, id)).toMatchObject({ state: 'cancelled' });
  });

  test('a job that is given back after a cancel was asked for is cancelled', async () => {
    await insert();
    const job = await claim();
    await askCancel(store, job.id);
    expect(await releaseJob(store, job)).toMatchObject({ state: 'cancelled', doing: '' });
  });

  test('a queue that hands out an entry twice does not take a job from a runner that lives', async () => {
    const { id } = await insert();
    const first = await takeJob(store, 'a', id);
    expect(first).toMatchObject({ attempt: 1 });
    expect(await takeJob(store, 'b', id)).toBeUndefined();
    await age(id, 7);
    const second = await takeJob(store, 'b', id);
    expect(second).toMatchObject({ attempt: 2 });
    if (second) await finishJob(store, second, { state: 'done' });
    expect(await takeJob(store, 'a', id)).toBeUndefined();
  });

  test('a checkpoint, which may be megabytes, is read by nobody but who goes on from it', async () => {
    const { id } = await insert();
    // Whoever parsed it would fail.
    await store.updateTable('jobs').set({ checkpoint: '{' }).where('id', '=', id).execute();
    const job = await claim();
    expect(await noteProgress(store, job, { fraction: 0.5, doing: '' })).toMatchObject({ id });
    expect((await listActive(store, [])).map((one) => one.id)).toContain(id);
    expect((await listJobs(store, { subject: job.subject })).map((one) => one.id)).toEqual([id]);
    await expect(findCheckpoint(store, id)).rejects.toThrow('JSON');
    await finishJob(store, job, { state: 'done' });
    expect(await findCheckpoint(store, id)).toBeUndefined();
  });

  test('a machine whose clock is ahead does not take a job from one that lives', async () => {
    const { id } = await insert();
    await takeJob(store, 'a', id);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 });
    try {
      expect(await takeJob(store, 'b', id)).toBeUndefined();
      const [running] = (await listRunning(store)).filter(({ job }) => job.id === id);
      expect(running?.silent).toBeGreaterThanOrEqual(0);
      expect(running?.silent).toBeLessThan(300_000);
    } finally {
      vi.useRealTimers();
    }
    await finishJob(store, await getJob(store, id), { state: 'done' });
  });

  test('progress stays between nothing and all', async () => {
    await insert();
    const job = await claim();
    expect(await noteProgress(store, job, { fraction: 7, doing: '' })).toMatchObject({ progress: 1 });
    expect(await noteProgress(store, job, { fraction: -1, doing: '' })).toMatchObject({ progress: 0 });
    const { revision } = await getJob(store, job.id);
    expect(revision).toBe(job.revision + 2);
    await finishJob(store, job, { state: 'failed', message: 'No.' });
    expect(await getJob(store, job.id)).toMatchObject({ state: 'failed', message: 'No.', revision: revision + 1 });
  });
});
