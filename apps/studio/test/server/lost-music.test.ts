import { proposeCut } from '@second-unit/editing';
import { defaultRights } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filmOf } from '../../../../packages/editing/test/film.ts';
import type { CutView, TasteView } from '../../src/contract/index.ts';
import { createCut, createMedia, findLog, namePerson, saveShotLog } from '../../src/database/index.ts';
import { type TestStudio, testStudio } from './harness.ts';

let running: TestStudio;
let cut: string;

/** A cut as it was proposed before music was an item of the production: over a file, by its path. */
beforeAll(async () => {
  running = await testStudio();
  const { store } = running.studio!;
  const author = await namePerson(store, 'Ada');
  const { id: production } = await running.act('production.create', { title: 'P' });
  const film = filmOf({ shots: 60, seed: 3 });
  const rights = { ...defaultRights('own'), mayLearnFrom: true };
  const row = { production, title: 'Film', file: '/films/a.mp4', info: film.log.media, rights, author };
  const { id: media } = await createMedia(store, row);
  const whole: ShotLog = { format: 'second-unit/log@1', barcode: [], damage: [], ...film.log };
  await saveShotLog(store, media, whole);
  const { revision } = (await findLog(store, media))!;
  const music = { media: '/home/ada/Music/The river.wav', beats: [0.5, 1, 1.5, 2, 2.5, 3] };
  const proposal = proposeCut({
    ...film,
    mediaId: media,
    brief: { seconds: 12, seed: 0, keepBack: 0.2, music },
    onBehalfOf: author.id,
    id: 'old',
    at: '2026-01-01T00:00:00Z',
  });
  ({ id: cut } = await createCut(store, { production, media, title: 'Old', log: revision, duration: 12, proposal }));
});
afterAll(() => running.close());

test('a cut over a file that is no music of the production opens without it, and says which', async () => {
  const view = await running.get<CutView>(`/cuts/${cut}`);
  expect(view.lostMusic).toBe('The river.wav');
  expect(view.cut.brief.music).toBeUndefined();
  // What it was proposed for is not rewritten.
  expect(view.proposal.change.brief.music?.beats).toHaveLength(6);
});

test('it can be decided on, exported and asked again, and teaches', async () => {
  const [item] = (await running.get<CutView>(`/cuts/${cut}`)).cut.items;
  const locked = await running.act('cut.decide', { cut, change: { kind: 'lock', item: item!.id } });
  expect(locked.lostMusic).toBe('The river.wav');
  const { content } = await running.act('cut.export', { cut, format: 'otio' });
  expect(content).not.toContain('river.wav');
  const again = await running.act('cut.propose', { media: locked.media, seconds: 12, from: cut });
  expect(again.lostMusic).toBeUndefined();
  expect(again.cut.items.some(({ shot }) => shot === item!.shot)).toBe(true);
  expect((await running.get<TasteView>('/taste')).decisions).toBe(1);
});
