import { combineRights, defaultRights, type Person, type Rights } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import type { MediaInfo } from '@second-unit/media';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import {
  appendScriptUpdate,
  compactScript,
  createCut,
  createMedia,
  createProduction,
  createScript,
  decideCut,
  findLog,
  findSample,
  getCut,
  getCutHistory,
  getMedia,
  getPerson,
  getProduction,
  getRights,
  getScript,
  getShotLog,
  listCuts,
  listLedger,
  listMedia,
  listProductions,
  listScripts,
  listScriptUpdates,
  loadScript,
  lockProduction,
  namePerson,
  newId,
  noteMirror,
  now,
  renameScript,
  type Store,
  saveRender,
  saveShotLog,
  setRights,
} from '../../src/database/index.ts';
import { BACKENDS, type TestHome, testHome } from '../support/postgres.ts';

const person: Person = { kind: 'person', id: newId(), name: 'Ada' };
const own: Rights = defaultRights('own');

const info: MediaInfo = {
  frames: 48,
  timeBase: { num: 1, den: 24 },
  frameRate: { num: 24, den: 1 },
  variableFrameRate: false,
  width: 640,
  height: 360,
  rotation: 0,
  duration: 2,
  videoCodec: 'h264',
  originalPath: '/films/ünïcode 🎬.mp4',
  playsInBrowser: true,
};

const log: ShotLog = {
  format: 'second-unit/log@1',
  media: { ...info, frames: 47 },
  shots: [],
  subtitles: [],
  barcode: [],
  damage: [],
};

describe.each(BACKENDS)('repositories on %s', (backend) => {
  let all: TestHome;
  let store: Store;
  beforeAll(async () => {
    all = await testHome(backend);
    store = all.database.store;
  });
  afterAll(() => all?.close());

  const production = (title = 'A Film') => createProduction(store, { title });
  const script = async () => {
    const { id } = await production();
    return createScript(store, { production: id, title: 'Draft', rights: own, author: person });
  };

  test('the person keeps the id that earlier work carries', async () => {
    expect(await getPerson(store)).toBeUndefined();
    const first = await namePerson(store, 'Ada');
    const second = await namePerson(store, 'Ada Lovelace');
    expect(second).toEqual({ kind: 'person', id: first.id, name: 'Ada Lovelace' });
    expect(await getPerson(store)).toEqual(second);
  });

  test('every title gets a folder of its own, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }), async (title) => {
        fc.pre(!title.includes('\0'));
        const [one, two] = [await production(title), await production(title)];
        expect(one.slug).not.toBe(two.slug);
        for (const { slug } of [one, two]) {
          expect(slug).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*$/u);
          expect(Buffer.byteLength(slug)).toBeLessThan(80);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('productions created at once get different folders', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => production('The Same')));
    expect(new Set(made.map((one) => one.slug)).size).toBe(8);
  });

  test('the sample is found and stands first', async () => {
    const sample = await createProduction(store, { title: 'Sample', sample: true });
    await production();
    expect(await findSample(store)).toEqual(sample);
    expect((await listProductions(store))[0]).toEqual(sample);
  });

  test('the lock is in the ledger once for each change', async () => {
    const { id } = await production();
    await lockProduction(store, id, true, person);
    await lockProduction(store, id, true, person);
    await lockProduction(store, id, false, person);
    expect((await listLedger(store, id)).map((entry) => entry.record)).toEqual([
      { kind: 'lock', nothingLeaves: true },
      { kind: 'lock', nothingLeaves: false },
    ]);
    expect((await getProduction(store, id)).nothingLeaves).toBe(false);
  });

  test('what is not there is said to be not there', async () => {
    const none = newId();
    for (const ask of [getProduction, getScript, getMedia, getCut]) {
      await expect(ask(store, none)).rejects.toMatchObject({ code: 'not-found' });
    }
    const update = { update: new Uint8Array(2), author: person.id, client: 'c' };
    await expect(appendScriptUpdate(store, none, update)).rejects.toMatchObject({ code: 'not-found' });
    await expect(lockProduction(store, none, true, person)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a script has rights, a mirror of its own and a ledger record from its first moment', async () => {
    const { id } = await production();
    const make = () => createScript(store, { production: id, title: 'Örtlich?', rights: own, author: person });
    const scripts = await Promise.all([make(), make()]);
    expect(scripts.map((one) => one.mirror).sort()).toEqual(['örtlich-2.fountain', 'örtlich.fountain']);
    expect(await listScripts(store, id)).toHaveLength(2);
    expect(await getRights(store, scripts[0].id)).toEqual(own);
    expect((await listLedger(store, id)).map((entry) => entry.record.kind)).toEqual(['rights', 'rights']);
    await noteMirror(store, scripts[0].id, { hash: 'ab', changed: true });
    expect(await renameScript(store, scripts[0].id, 'Other')).toMatchObject({
      title: 'Other',
      mirror: scripts[0].mirror,
      mirrorHash: 'ab',
      mirrorChanged: true,
    });
  });

  test('updates that come at once are numbered without gap or double, in one order', async () => {
    const { id } = await script();
    const numbers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        appendScriptUpdate(store, id, { update: Uint8Array.of(index), author: person.id, client: `c${index % 3}` }),
      ),
    );
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    const kept = await listScriptUpdates(store, id);
    expect(kept.map((one) => one.seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    for (const [index, number] of numbers.entries()) expect(kept[number - 1]?.update).toEqual(Uint8Array.of(index));
    expect((await listScriptUpdates(store, id, 28)).map((one) => one.seq)).toEqual([29, 30]);
    expect((await getScript(store, id)).lastSeq).toBe(30);
  });

  test('a failed append leaves no number behind', async () => {
    const { id } = await script();
    const bad = { update: new Uint8Array(1), author: null as unknown as string, client: 'c' };
    await expect(appendScriptUpdate(store, id, bad)).rejects.toThrow();
    expect(await appendScriptUpdate(store, id, { ...bad, author: person.id })).toBe(1);
  });

  test('a script reads the same however often it was compacted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: fc.string({ maxLength: 5 }), compact: fc.boolean() }), { maxLength: 12 }),
        async (steps) => {
          const { id } = await script();
          const written = new Doc();
          let last: Uint8Array | undefined;
          written.on('update', (update: Uint8Array) => {
            last = update;
          });
          let seq = 0;
          for (const { text, compact } of steps) {
            last = undefined;
            written.getText('text').insert(0, text);
            if (last) seq = await appendScriptUpdate(store, id, { update: last, author: person.id, client: 'c' });
            if (compact) expect(await compactScript(store, id)).toBe(seq);
          }
          const loaded = await loadScript(store, id);
          expect(loaded.seq).toBe(seq);
          const read = new Doc();
          applyUpdate(read, loaded.state);
          expect(read.getText('text').toString()).toBe(written.getText('text').toString());
          expect(encodeStateAsUpdate(read)).toEqual(encodeStateAsUpdate(written));
          expect(await listScriptUpdates(store, id)).toHaveLength(seq);
        },
      ),
      { numRuns: 10 },
    );
  });

  test('a film and its log; logging again replaces the log', async () => {
    const { id } = await production();
    const film = await createMedia(store, {
      production: id,
      title: 'Film',
      file: 'media/x.mp4',
      info,
      rights: own,
      author: person,
    });
    expect(film).toMatchObject({ logged: false, rendered: false, info, rights: own });
    expect(await getShotLog(store, film.id)).toBeUndefined();
    await saveShotLog(store, film.id, { ...log, barcode: ['#000000'] });
    await saveShotLog(store, film.id, log);
    expect(await getShotLog(store, film.id)).toEqual(log);
    expect(await listMedia(store, id)).toMatchObject([{ id: film.id, logged: true, info: { frames: 47 } }]);
    const wide: Rights = { ...own, mayLearnFrom: true };
    await setRights(store, { production: id, item: film.id, rights: wide, author: person });
    expect((await getMedia(store, film.id)).rights).toEqual(combineRights([wide]));
  });

  test('a cut is its proposal and decisions; a render counts for what it shows', async () => {
    const { id } = await production();
    const film = await createMedia(store, {
      production: id,
      title: 'Film',
      file: '/a.mp4',
      info,
      rights: own,
      author: person,
    });
    const proposal = {
      id: newId(),
      what: 'A teaser of 10 s',
      change: { brief: { seconds: 10, seed: 1, keepBack: 0.2 }, items: [], banned: [] },
      by: { kind: 'model', name: 'teaser-cutter', version: '1', settings: {}, onBehalfOf: person.id },
      evidence: [],
      at: now(),
    } as const;
    const ask = { production: id, media: film.id, title: 'Teaser', duration: 9.5, proposal };
    await saveShotLog(store, film.id, log);
    const first = await findLog(store, film.id);
    const unused = first?.revision ?? '';
    await saveShotLog(store, film.id, log);
    // A log on which no cut stands is not kept, and no cut is put on it.
    expect(await findLog(store, film.id, unused)).toBeUndefined();
    await expect(createCut(store, { ...ask, log: unused })).rejects.toMatchObject({ code: 'conflict' });
    const pinned = await findLog(store, film.id);
    const cut = await createCut(store, { ...ask, log: pinned?.revision ?? '' });
    await saveShotLog(store, film.id, { ...log, barcode: ['#ffffff'] }, '1 2 3');
    await saveShotLog(store, film.id, { ...log, barcode: ['#eeeeee'] }, '1 2 4');
    expect(await findLog(store, film.id, cut.log)).toEqual(pinned);
    expect(await findLog(store, film.id)).toMatchObject({ log: { barcode: ['#eeeeee'] }, fingerprint: '1 2 4' });
    expect((await getMedia(store, film.id)).fingerprint).toBe('1 2 4');
    expect(await listMedia(store, id)).toHaveLength(1);
    expect(await saveRender(store, cut.id, { file: 'renders/a.mp4', revision: cut.revision })).toBe(true);
    const decide = (kind: 'lock' | 'accept', after: number) =>
      decideCut(store, cut.id, {
        decision: {
          id: newId(),
          proposal: proposal.id,
          verdict: 'edited',
          change: kind === 'accept' ? { kind } : { kind, item: `i${after}` },
          by: person,
          at: now(),
        },
        after,
        status: kind === 'accept' ? 'accepted' : 'proposed',
        duration: 9,
        changes: kind !== 'accept',
      });
    expect(await decide('accept', 0)).toMatchObject({
      was: { status: 'proposed' },
      row: { rendered: true, status: 'accepted', revision: 0 },
    });
    // Of two that were worked out on the same state one is kept, and the other hears of it.
    const both = await Promise.all([decide('lock', 1), decide('lock', 1)]);
    expect(both.filter((one) => one === undefined)).toHaveLength(1);
    expect(await decide('lock', 2)).toMatchObject({ row: { revision: 2 } });
    expect(await saveRender(store, cut.id, { file: 'renders/b.mp4', revision: 0 })).toBe(false);
    const after = await getCut(store, cut.id);
    expect(after).toMatchObject({ rendered: false, revision: 2 });
    const history = await getCutHistory(store, after);
    expect(history.proposal).toEqual(proposal);
    expect(history.decisions.map((decision) => decision.change)).toEqual([
      { kind: 'accept' },
      { kind: 'lock', item: 'i1' },
      { kind: 'lock', item: 'i2' },
    ]);
    expect(await listCuts(store, id)).toEqual([after]);
    const entries = await listLedger(store, id);
    expect(entries.map((entry) => entry.record.kind)).toEqual([
      'rights',
      'proposal',
      'decision',
      'decision',
      'decision',
    ]);
    expect(await listLedger(store, id, { after: entries[2]?.id ?? '' })).toEqual(entries.slice(3));
  });

  test('ledger records are canonical JSON with a version', async () => {
    const { id } = await production();
    await setRights(store, { production: id, item: newId(), rights: own, author: person });
    const row = await store.selectFrom('ledger').selectAll().where('production', '=', id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ version: 1, seq: 1, kind: 'rights' });
    expect(row.author).toBe(`{"id":"${person.id}","kind":"person","name":"Ada"}`);
    expect(row.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});
