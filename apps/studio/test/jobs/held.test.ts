import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createProduction, type JobRow, newId, type Store } from '../../src/database/index.ts';
import { claimJob, findCheckpoint, finishJob, giveUpRunner, insertJob } from '../../src/database/jobs.ts';
import { heldWrites } from '../../src/jobs/held.ts';
import { BACKENDS, type TestHome, testHome } from '../support/postgres.ts';

describe.each(BACKENDS)('what a job writes under its claim, on %s', (backend) => {
  let all: TestHome;
  let store: Store;
  let production: string;
  beforeAll(async () => {
    all = await testHome(backend);
    store = all.database.store;
    production = (await createProduction(store, { title: 'Film' })).id;
  }, 60_000);
  afterAll(() => all?.close());

  const claim = async (): Promise<JobRow> => {
    const job = await claimJob(store, { runner: 'a', kinds: ['log'] });
    if (!job) throw new Error('nothing to claim');
    return job;
  };
  const found = async (title: string) =>
    (await store.selectFrom('productions').select('id').where('title', '=', title).execute()).length;

  test('is kept whole or not at all, and not once another process has the job', async () => {
    const { id } = await insertJob(store, { kind: 'log', production, subject: newId(), label: 'Log', input: null });
    const lost = vi.fn();
    const slept = await claim();
    const before = heldWrites(store, slept, lost);
    const finding = (title: string) => async (trx: Store) => void (await createProduction(trx, { title }));
    await before.saveCheckpoint({ done: 1 }, finding('one'));
    expect([await findCheckpoint(store, id), await found('one')]).toEqual([{ done: 1 }, 1]);
    const broken = before.saveCheckpoint({ done: 2 }, async (trx) => {
      await finding('half')(trx);
      throw new Error('full disk');
    });
    await expect(broken).rejects.toThrow('full disk');
    expect([await findCheckpoint(store, id), await found('half')]).toEqual([{ done: 1 }, 0]);
    expect(lost).not.toHaveBeenCalled();

    await giveUpRunner(store, slept);
    const next = await claim();
    await expect(before.saveCheckpoint({ done: 3 }, finding('two'))).rejects.toMatchObject({ code: 'cancelled' });
    await expect(before.whileHeld(finding('two'))).rejects.toMatchObject({ code: 'cancelled' });
    expect([await findCheckpoint(store, id), await found('two')]).toEqual([{ done: 1 }, 0]);
    expect(lost).toHaveBeenCalledTimes(2);
    await heldWrites(store, next, lost).whileHeld(finding('three'));
    expect(await found('three')).toBe(1);
    await finishJob(store, next, { state: 'done' });
    await expect(heldWrites(store, next, lost).whileHeld(finding('four'))).rejects.toMatchObject({ code: 'cancelled' });
  });
});
