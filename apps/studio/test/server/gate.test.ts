import { afterAll, beforeAll, expect, test } from 'vitest';
import { listOutgoing } from '../../src/database/index.ts';
import { type TestStudio, testStudio } from './harness.ts';

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.close());

test('a studio’s gate obeys the lock that a person set, and notes what it refused', async () => {
  const { id } = await studio.act('production.create', { title: 'Secret' });
  await studio.act('production.lock', { production: id, nothingLeaves: true });
  if (!studio.studio) throw new Error('The studio is not here.');
  const { gate, store } = studio.studio;
  const sent = gate.outgoing({
    production: id,
    items: [],
    to: new URL('http://192.0.2.1/'),
    what: 'one scene',
    by: 'a model',
  });
  await expect(sent).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('the lock is on') });
  expect(await listOutgoing(store, id)).toMatchObject([{ outcome: expect.stringContaining('the lock is on') }]);
});
