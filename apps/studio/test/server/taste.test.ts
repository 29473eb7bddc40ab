import { defaultRights, type Person } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filmOf } from '../../../../packages/editing/test/film.ts';
import type { CutView, LedgerEntry, TasteView } from '../../src/contract/index.ts';
import { createMedia, getPerson, namePerson, resetTaste, type Store, saveShotLog } from '../../src/database/index.ts';
import { BACKENDS, freshDatabaseUrl } from '../support/postgres.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

describe.each(BACKENDS)('taste on %s', (backend) => {
  let studio: TestStudio;
  let store: Store;
  let production: string;
  let media: string;
  let person: Person;

  beforeAll(async () => {
    studio = await testStudio(undefined, backend === 'postgresql' ? await freshDatabaseUrl() : undefined);
    if (!studio.studio) throw new Error('Another studio has this home.');
    ({ store } = studio.studio);
    person = await namePerson(store, 'Ada');
    ({ id: production } = await studio.act('production.create', { title: 'P' }));
    const { log } = filmOf({ shots: 60, seed: 3 });
    const film = await createMedia(store, {
      production,
      title: 'Film',
      file: '/films/a.mp4',
      info: log.media,
      rights: defaultRights('own'),
      author: person,
    });
    media = film.id;
    const whole: ShotLog = { format: 'second-unit/log@1', barcode: [], damage: [], ...log };
    await saveShotLog(store, media, whole);
  }, 60_000);
  afterAll(() => studio.close());

  const propose = (more: { from?: string } = {}) =>
    studio.act('cut.propose', { media, seconds: 20, keepBack: 0.2, ...more });
  const taste = () => studio.get<TasteView>('/taste');
  const decide = (cut: CutView, change: Parameters<typeof studio.act<'cut.decide'>>[1]['change']) =>
    studio.act('cut.decide', { cut: cut.id, change });
  const weightsIn = ({ proposal }: CutView) => proposal.by.settings.weights as Record<string, number>;
  const scores = ({ cut }: CutView) => cut.items.map(({ score }) => score);
  /** Swaps every shot for one with more lines in it, lower in the ranks or not. */
  async function prefersLines(cut: CutView): Promise<number> {
    let swaps = 0;
    for (const { id } of cut.cut.items) {
      const ranked = await studio.get<{ shot: string; reasons: { term: string; amount: number }[] }[]>(
        `/cuts/${cut.id}/alternatives/${id}`,
      );
      const line = ranked.findLast(({ reasons }) => reasons.some(({ term, amount }) => term === 'line' && amount > 2));
      if (!line) continue;
      await decide(cut, { kind: 'swap', item: id, shot: line.shot });
      swaps++;
    }
    return swaps;
  }

  let first: CutView;
  let swaps: number;

  test('is as shipped before anything was decided, and when nothing may be learned from the film', async () => {
    const before = await taste();
    expect(before).toMatchObject({ on: true, decisions: 0, pairs: 0, said: [], sureness: 0, held: [] });
    expect(before.weights.every(({ shipped, now }) => shipped === now)).toBe(true);
    first = await propose();
    swaps = await prefersLines(first);
    expect(swaps).toBeGreaterThan(2);
    const held = await taste();
    expect(held).toMatchObject({
      decisions: 0,
      held: [{ item: media, kind: 'film', title: 'Film', decisions: swaps }],
    });
    expect(weightsIn(await propose())).toEqual(weightsIn(first));
  });

  test('once the film may be learned from, decisions move the weights of the next proposal, and only of the next', async () => {
    await studio.act('rights.set', { item: media, rights: { ...defaultRights('own'), mayLearnFrom: true } });
    const learned = await taste();
    expect(learned).toMatchObject({ decisions: swaps, held: [] });
    expect(learned.pairs).toBeGreaterThanOrEqual(swaps);
    expect(learned.sureness).toBeGreaterThan(0);
    const line = learned.weights.find(({ term }) => term === 'line');
    expect(line?.now).toBeGreaterThan(line?.shipped ?? 0);
    for (const { words, evidence, of } of learned.said) {
      expect(words).toMatch(/\.$/);
      expect(evidence.length).toBe(Math.min(of, 20));
      expect(evidence.every(({ cut, kind }) => cut === first.id && kind === 'swap')).toBe(true);
    }

    const before = await studio.get<CutView>(`/cuts/${first.id}`);
    const next = await propose();
    expect(weightsIn(next)).toEqual(Object.fromEntries(learned.weights.map(({ term, now }) => [term, now])));
    expect(weightsIn(next)).not.toEqual(weightsIn(first));
    // The new cut is scored by its own weights, to the last bit; the old one by those that it had.
    expect(scores(await studio.get<CutView>(`/cuts/${next.id}`))).toEqual(
      next.proposal.change.items.map(({ score }) => score),
    );
    expect(await studio.get<CutView>(`/cuts/${first.id}`)).toEqual(before);
    // Asked again with what is locked kept, it is the taste of now that counts.
    await decide(first, { kind: 'lock', item: first.cut.items[0]?.id ?? '' });
    expect(weightsIn(await propose({ from: first.id }))).not.toEqual(weightsIn(first));
    await studio.act('cut.undo', { cut: first.id });
  });

  test('what is taken back teaches nothing', async () => {
    await studio.act('cut.undo', { cut: first.id });
    expect(await taste()).toMatchObject({ decisions: swaps - 1 });
    await studio.act('cut.redo', { cut: first.id });
    expect(await taste()).toMatchObject({ decisions: swaps });
  });

  test('what somebody else decided is not this person’s taste', async () => {
    const mine = await getPerson(store);
    await store
      .updateTable('settings')
      .set({ value: JSON.stringify({ ...mine, id: production }) })
      .where('name', '=', 'person')
      .execute();
    expect(await taste()).toMatchObject({ decisions: 0 });
    await store
      .updateTable('settings')
      .set({ value: JSON.stringify(mine) })
      .where('name', '=', 'person')
      .execute();
    expect(await taste()).toMatchObject({ decisions: swaps });
  });

  test('is switched off and on', async () => {
    expect(await studio.act('taste.use', { on: false })).toMatchObject({ on: false, decisions: swaps });
    expect(weightsIn(await propose())).toEqual(weightsIn(first));
    expect(await studio.act('taste.use', { on: true })).toMatchObject({ on: true });
    expect(weightsIn(await propose())).not.toEqual(weightsIn(first));
  });

  test('a reset is a decision in the ledger; what was before no longer counts, what comes after does', async () => {
    const reset = await studio.act('taste.reset', {});
    expect(reset).toMatchObject({ decisions: 0, said: [], resetAt: expect.any(String) });
    const ledger = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    expect(ledger.at(-1)?.record).toMatchObject({
      kind: 'decision',
      decision: { proposal: person.id, change: { kind: 'resetTaste' }, by: { id: person.id } },
    });
    expect(ledger.filter(({ record }) => record.kind === 'decision').length).toBeGreaterThan(swaps);
    expect(weightsIn(await propose())).toEqual(weightsIn(first));
    // With nothing to forget, nothing is written.
    await resetTaste(store, person);
    expect(
      await studio.get<LedgerEntry[]>(`/productions/${production}/ledger?after=${ledger.at(-1)?.id}`),
    ).toMatchObject([{ record: { kind: 'proposal' } }]);
    await decide(first, { kind: 'lock', item: first.cut.items[1]?.id ?? '' });
    expect(await taste()).toMatchObject({ decisions: 1 });
  });

  test('a reset is taken back: what was decided before it, and after, counts', async () => {
    const back = await studio.act('taste.unreset', {});
    expect(back.decisions).toBeGreaterThan(swaps);
    expect(back.resetAt).toBeUndefined();
    expect((await send(studio.address, 'taste.unreset', {})).status).toBe(409);
    const ledger = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    expect(ledger.at(-1)?.record).toMatchObject({ decision: { proposal: person.id, change: { kind: 'undo' } } });
  });
});
