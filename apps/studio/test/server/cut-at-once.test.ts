import type { CutChange } from '@second-unit/editing';
import { type Decision, defaultRights, type Person } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filmOf } from '../../../../packages/editing/test/film.ts';
import type { CutView, TasteView } from '../../src/contract/index.ts';
import { appendLedger, createMedia, namePerson, newId, now, saveShotLog } from '../../src/database/index.ts';
import { openCut } from '../../src/productions/cut-room.ts';
import { BACKENDS, freshDatabaseUrl } from '../support/postgres.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

let author: Person;

async function logged(running: TestStudio, shots: number) {
  const { store } = running.studio!;
  author = await namePerson(store, 'Ada');
  const { id: production } = await running.act('production.create', { title: 'P' });
  const { log } = filmOf({ shots, seed: 1, scenes: 120, looks: 5 });
  const rights = { ...defaultRights('own'), mayLearnFrom: true };
  const row = { production, title: 'Film', file: '/films/a.mp4', info: log.media, rights, author };
  const { id: media } = await createMedia(store, row);
  const whole: ShotLog = { format: 'second-unit/log@1', barcode: [], damage: [], ...log };
  await saveShotLog(store, media, whole);
  return { production, media };
}

/** So many decisions of an editor who never stops: locks, swaps and moves, all of which stand. */
async function decideOften(running: TestStudio, cut: string, count: number): Promise<void> {
  const { proposal, context, row } = await openCut(running.studio!, cut);
  const { items } = proposal.change;
  const shots = context.log.shots.slice(0, Math.floor(context.log.shots.length * 0.7));
  await running.studio!.store.transaction().execute(async (trx) => {
    for (let turn = 0; turn < count; turn++) {
      const item = items[turn % items.length]!.id;
      const changes: CutChange[] = [
        { kind: 'lock', item },
        { kind: 'swap', item, shot: shots[(turn * 37) % shots.length]!.id },
        { kind: 'move', item, to: (turn * 7) % items.length },
      ];
      const decision: Decision<CutChange> = {
        id: newId(),
        proposal: proposal.id,
        verdict: 'edited',
        change: changes[turn % changes.length]!,
        by: author,
        at: now(),
      };
      await appendLedger(trx, { production: row.production, author, record: { kind: 'decision', decision } });
    }
  });
}

/**
 * The longest turn of this thread's event loop, in milliseconds of processor: nobody is answered meanwhile. Not by the
 * clock, which also counts what others do to the machine.
 */
function watchTurns(): { stop(): number } {
  let longest = 0;
  let before = process.threadCpuUsage();
  let going = true;
  const turn = (): void => {
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.threadCpuUsage();
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    stop: () => {
      going = false;
      return longest;
    },
  };
}

describe('a feature film of 2,000 shots and a cut of 500 decisions', () => {
  let running: TestStudio;
  let media: string;
  let cut: CutView;

  beforeAll(async () => {
    running = await testStudio();
    ({ media } = await logged(running, 2000));
    cut = await running.act('cut.propose', { media, seconds: 90 });
    await decideOften(running, cut.id, 500);
  }, 120_000);
  afterAll(() => running.close());

  test.each([
    ['what they taught is worked out', () => running.get<TasteView>('/taste')],
    ['the cut is decided on', () => running.act('cut.decide', { cut: cut.id, change: { kind: 'accept' } })],
    ['a decision is undone', () => running.act('cut.undo', { cut: cut.id })],
    ['why.html is written', () => fetch(`${running.address}/api/v1/cuts/${cut.id}/export?format=why.html`)],
  ])(
    'others are answered while %s',
    async (_, work) => {
      const watch = watchTurns();
      await work();
      const longest = watch.stop();
      expect(longest).toBeLessThan(100);
    },
    120_000,
  );
});

describe.each(BACKENDS)('deciding at once on %s', (backend) => {
  let running: TestStudio;
  let cut: CutView;

  beforeAll(async () => {
    running = await testStudio(undefined, backend === 'postgresql' ? await freshDatabaseUrl() : undefined);
    const { media } = await logged(running, 60);
    cut = await running.act('cut.propose', { media, seconds: 20 });
  }, 120_000);
  afterAll(() => running.close());

  test('decisions that are taken at the same moment all land, each on what the others left', async () => {
    const some = cut.cut.items.slice(0, 6).map(({ id }) => id);
    await Promise.all(some.map((item) => running.act('cut.decide', { cut: cut.id, change: { kind: 'lock', item } })));
    const after = await running.get<CutView>(`/cuts/${cut.id}`);
    expect(after.decisions).toHaveLength(some.length);
    expect(after.cut.items.filter(({ locked }) => locked).map(({ id }) => id)).toEqual(some);
    expect(after.skipped).toBeUndefined();
  });

  test('of two that cannot both be, one is told why, and nothing of it is kept', async () => {
    const item = cut.cut.items[0]!.id;
    const { decisions: before } = await running.get<CutView>(`/cuts/${cut.id}`);
    const removing = () => send(running.address, 'cut.decide', { cut: cut.id, change: { kind: 'remove', item } });
    const answers = await Promise.all([removing(), removing()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const refused = (await answers.find(({ ok }) => !ok)?.json()) as { error: { message: string } };
    expect(refused.error.message).toContain(item);
    const after = await running.get<CutView>(`/cuts/${cut.id}`);
    expect(after.decisions).toHaveLength(before.length + 1);
  });
});
