import { defaultRights } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filmOf } from '../../../../packages/editing/test/film.ts';
import type { CutView, ProductionView } from '../../src/contract/index.ts';
import { createMedia, namePerson, newId, saveShotLog } from '../../src/database/index.ts';
import { createMusic, saveHeard } from '../../src/database/music.ts';
import { type TestStudio, testStudio } from './harness.ts';

let studio: TestStudio;
let production: string;
let media: string;

beforeAll(async () => {
  studio = await testStudio();
  if (!studio.studio) throw new Error('Another studio has this home.');
  const { store } = studio.studio;
  const author = await namePerson(store, 'Ada');
  ({ id: production } = await studio.act('production.create', { title: 'P' }));
  const { log } = filmOf({ shots: 90, seed: 4 });
  const film = await createMedia(store, {
    production,
    title: 'Film',
    file: '/films/a.mp4',
    info: log.media,
    rights: defaultRights('own'),
    author,
  });
  media = film.id;
  const whole: ShotLog = { format: 'second-unit/log@1', barcode: [], damage: [], ...log };
  await saveShotLog(store, media, whole);
}, 60_000);
afterAll(() => studio.close());

const shotsOf = ({ cut }: CutView) => cut.items.map(({ shot }) => shot);

test('several unlike cuts are proposed at once, each a cut of its own', async () => {
  const cuts = await studio.act('cut.proposeSeveral', { media, seconds: 15, count: 3 });
  expect(cuts).toHaveLength(3);
  const [first, second] = cuts as [CutView, CutView];
  expect(shotsOf(second).filter((shot) => shotsOf(first).includes(shot)).length).toBeLessThan(3);
  expect(second.proposal.by.settings.among).toMatchObject({ number: 2, of: 3 });
  expect(second.proposal.what).toMatch(/Number 2 of 3: shares \d+% of its time/);
  const { cuts: listed } = await studio.get<ProductionView>(`/productions/${production}`);
  expect(new Set(listed.map(({ title }) => title)).size).toBe(3);
});

test('a brief takes tone, cards and music; cards are changed by decisions, undone, and kept when asked again', async () => {
  const ask = { media, seconds: 20, tone: 'tense', aspect: '9:16', cards: ['One river', 'The Film'] } as const;
  const { store } = studio.studio!;
  const beats = [0.5, 1, 1.5, 2, 2.5, 3];
  const rights = defaultRights('own');
  const author = await namePerson(store, 'Ada');
  const song = { production, title: 'Song', file: 'media/song.wav', seconds: 9, channels: 2, rights, author };
  const { id } = await createMusic(store, { id: newId(), ...song });
  await saveHeard(store, id, { seconds: 9, beats });
  const music = { media: id, from: 0.25 };
  const cut = await studio.act('cut.propose', { ...ask, cards: [...ask.cards], music });
  expect(cut.proposal.change.brief).toMatchObject({ tone: 'tense', aspect: '9:16', keepBackBy: 'act' });
  expect(cut.proposal.change.brief.music).toEqual({ media: id, from: 0.25, beats, title: 'Song' });
  expect(cut.cut.cards?.map(({ text }) => text)).toEqual(ask.cards);
  expect(cut.duration).toBeCloseTo(20, 1);
  const decide = (change: Parameters<typeof studio.act<'cut.decide'>>[1]['change']) =>
    studio.act('cut.decide', { cut: cut.id, change });
  const added = await decide({
    kind: 'add-card',
    card: 'mine',
    text: 'Soon',
    seconds: 2,
    before: cut.cut.items[1]!.id,
  });
  expect(added.cut.cards).toHaveLength(3);
  expect(added.duration).toBeCloseTo(22, 1);
  await decide({ kind: 'edit-card', card: 'mine', text: 'Sooner' });
  const gone = await decide({ kind: 'remove', item: cut.cut.items[1]!.id });
  expect(gone.cut.cards?.find(({ id }) => id === 'mine')).toMatchObject({
    text: 'Sooner',
    before: cut.cut.items[2]!.id,
  });
  const again = await studio.act('cut.propose', { media, seconds: 20, from: cut.id });
  expect(again.cut.cards?.map(({ text }) => text)).toContain('Sooner');
  expect(again.duration).toBeCloseTo(20, 1);
  await studio.act('cut.undo', { cut: cut.id });
  await studio.act('cut.undo', { cut: cut.id });
  const back = await studio.act('cut.undo', { cut: cut.id });
  expect(back.cut).toEqual(cut.cut);
  await expect(decide({ kind: 'edit-card', card: 'nobody', text: 'x' })).rejects.toThrow(/no title card/);
});

test('the way to the next shot is decided, undone and done again, and refused where it does not fit', async () => {
  const cut = await studio.act('cut.propose', { media, seconds: 10 });
  const [item, ...rest] = cut.cut.items.map(({ id }) => id) as [string, ...string[]];
  const decide = (of: string, type: 'dissolve' | 'fade', frames: number) =>
    studio.act('cut.decide', {
      cut: cut.id,
      change: { kind: 'transition', item: of, transition: { type, frames } },
    });
  const made = await decide(item, 'dissolve', 12);
  expect(made.cut.items[0]?.transition).toEqual({ type: 'dissolve', frames: 12 });
  expect(made.duration).toBe(cut.duration);
  const written = async (format: 'otio' | 'edl') => (await studio.act('cut.export', { cut: cut.id, format })).content;
  expect(await written('otio')).toContain('SMPTE_Dissolve');
  expect(await written('edl')).toMatch(/ D +012 /);
  expect((await studio.act('cut.undo', { cut: cut.id })).cut).toEqual(cut.cut);
  expect((await studio.act('cut.redo', { cut: cut.id })).cut).toEqual(made.cut);
  await expect(decide(rest.at(-1)!, 'dissolve', 12)).rejects.toThrow(/nothing to dissolve into/);
  await expect(decide(item, 'dissolve', 500)).rejects.toThrow(/make it shorter/);
});

test('what cannot be cut is refused in a sentence', async () => {
  const ask = (more: object) => studio.act('cut.propose', { media, seconds: 10, ...more });
  await expect(ask({ seconds: 600 })).rejects.toThrow(/ask for at most \d+ s/);
  await expect(ask({ seconds: 2, cards: ['One', 'Two', 'Three'] })).rejects.toThrow(/title cards/);
});

test('an upright timeline of a film that is gone is refused, not made without its windows; lists need none', async () => {
  const cut = await studio.act('cut.propose', { media, seconds: 15, aspect: '9:16' });
  const exported = (format: string) => fetch(`${studio.address}/api/v1/cuts/${cut.id}/export?format=${format}`);
  const refused = await exported('xml');
  expect(refused.status).toBe(404);
  expect(await refused.json()).toMatchObject({ error: { message: expect.stringContaining('a.mp4') } });
  expect((await exported('pull.csv')).status).toBe(200);
});
