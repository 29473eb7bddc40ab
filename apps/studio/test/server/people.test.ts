import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Person } from '@second-unit/evidence';
import { defaultRights } from '@second-unit/evidence';
import { type ShotLog, scenesOf } from '@second-unit/footage';
import type { FaceTrack } from '@second-unit/footage/people';
import type { MediaInfo } from '@second-unit/media';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { backUp, restore } from '../../src/backup/index.ts';
import type { LedgerEntry, LogView, PeopleView, PersonView } from '../../src/contract/index.ts';
import { dropUnfinished, finishSearch, foundBy, keepFoundTracks } from '../../src/database/face-search.ts';
import {
  appendLedger,
  findLog,
  getMedia,
  keepAgreement,
  type LogRow,
  type MediaRow,
  newId,
  openDatabase,
  saveShotLog,
  saveThingSearch,
  turnOfPeople,
} from '../../src/database/index.ts';
import { layout } from '../../src/home/index.ts';
import { filmScenes, keepViews } from '../../src/productions/film-scenes.ts';
import { fingerprintOf } from '../../src/productions/fingerprint.ts';
import { clusterProduction } from '../../src/productions/people-clusters.ts';
import { knownNames, namesByShot, peopleByShot } from '../../src/productions/people-shots.ts';
import { pictureKey } from '../../src/productions/pictures.ts';
import type { Studio } from '../../src/server/studio.ts';
import { drawnLog, evenStarts } from '../support/drawn-log.ts';
import { BACKENDS, freshDatabaseUrl } from '../support/postgres.ts';
import { drawFilm, SHOT_FRAMES } from './film.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

const MODEL = { id: 'drawn 1', samePerson: 0.6 };
const author: Person = { kind: 'person', id: newId(), name: 'Editor' };
const CONSENT = { index: true, givenBy: 'Her agent, Zdzisława Q.' };
const NAME = 'Mara Żółć';

/** A face in a shot of the drawn film, at one of two places; `looks` stands for what it looks like. */
function face(shot: number, looks: number | undefined, x = 0.2): FaceTrack {
  const startFrame = shot * SHOT_FRAMES + 4;
  const seen = [0, 8, 16].map((at) => ({
    frame: startFrame + at,
    box: { x, y: 0.2, width: 0.2, height: 0.3 },
    confidence: 0.9,
  }));
  const descriptor = looks === undefined ? {} : { descriptor: Float32Array.of(looks, 0) };
  return { startFrame, endFrame: startFrame + 24, seen, best: 1, ...descriptor };
}

const logOfShots = (info: MediaInfo, shots: number): ShotLog =>
  drawnLog({ ...info, frames: shots * SHOT_FRAMES }, evenStarts(shots, SHOT_FRAMES));

/** What the job does with the faces that a model found. */
async function search(studio: Studio, media: string, production: string, tracks: readonly FaceTrack[]): Promise<void> {
  const job = { id: newId(), production, media, model: MODEL.id };
  await keepFoundTracks(studio.store, job, tracks);
  const log = await findLog(studio.store, media);
  const scale = { size: 'close-up', confidence: 0.8, by: 'faces' } as const;
  const scales = [{ shot: log?.log.shots[0]?.id ?? '', scale }];
  await finishSearch(studio.store, job, { log: log?.revision ?? '', model: MODEL.id, scales });
  await clusterProduction(studio.store, production, MODEL);
}

describe.each(BACKENDS)('people seen in films, on %s', (backend) => {
  let all: TestStudio;
  let studio: Studio;
  let production: string;
  let media: string;
  let second: string;

  const view = (of = media) => all.get<PeopleView>(`/media/${of}/people`);
  const namesSeen = async () => {
    const { log } = (await findLog(studio.store, media)) as LogRow;
    return namesByShot(studio.store, { id: media, production }, log, await knownNames(studio.store, production));
  };
  const shotsOf = (people: readonly PersonView[]) =>
    people.map(({ tracks }) => tracks.map(({ startFrame }) => startFrame));
  const start = (shot: number) => shot * SHOT_FRAMES + 4;
  const refused = async (name: string, input: unknown): Promise<[number, string]> => {
    const response = await send(all.address, name, input);
    return [response.status, ((await response.json()) as { error?: { message: string } }).error?.message ?? ''];
  };
  const opened = async (name: string): Promise<string> => {
    const path = join(all.home, name);
    await drawFilm(path, 4);
    const film = await all.act('media.open', { production, path });
    await studio.jobs.finished(film.job ?? '');
    // Shots as they are drawn: what finds them is tested elsewhere.
    await saveShotLog(studio.store, film.id, logOfShots(film.info, 4), await fingerprintOf(path));
    return film.id;
  };

  beforeAll(async () => {
    all = await testStudio(undefined, backend === 'postgresql' ? await freshDatabaseUrl() : undefined);
    studio = all.studio as Studio;
    production = (await all.act('production.create', { title: 'Film' })).id;
    media = await opened('one.mp4');
    second = await opened('two.mp4');
  }, 60_000);
  afterEach(() => void vi.useRealTimers());
  afterAll(() => all?.close());

  test('nobody is looked for until somebody agrees', async () => {
    const before = await view();
    expect(before).toMatchObject({ found: false, people: [], canUndo: false });
    expect(before.agreed).toBeUndefined();
    const [status, message] = await refused('people.find', { media });
    expect(status).toBe(403);
    expect(message).toContain('personal data');
    expect((await studio.jobs.list({ kind: 'people' })).length).toBe(0);
    await expect(turnOfPeople(studio.store, production)).rejects.toMatchObject({ code: 'refused' });

    await keepAgreement(studio.store, production, author);
    expect((await view()).agreed?.by).toBe(author.id);
    await appendLedger(studio.store, { production, author, record: { kind: 'peopleAgreed', item: production } });
    expect((await view()).agreed).toMatchObject({ by: author.id, name: author.name });
  });

  test('faces are people by their looks, over both films; two seen at once are two', async () => {
    await search(studio, media, production, [
      face(0, 0),
      face(1, 0.1),
      face(2, 3),
      face(2, 3.1, 0.7),
      face(3, undefined),
    ]);
    await search(studio, second, production, [face(0, 0.05)]);
    const seen = await view();
    expect(seen).toMatchObject({ found: true, stale: false, model: MODEL.id });
    expect(shotsOf(seen.people)).toEqual([[start(0), start(1)], [start(2)], [start(2)]]);
    expect(seen.people[0]).toMatchObject({ shots: ['s0001', 's0002'], films: [media, second].sort(), screenTime: 2 });
    expect(seen.unknown.map(({ small }) => small)).toEqual([true]);
    expect((await view(second)).people.map(({ id }) => id)).toEqual([seen.people[0]?.id]);
    // The size of the shot comes with the log, without saying who is in it.
    const { log } = await all.get<LogView>(`/media/${media}/log`);
    expect(log.shots[0]?.scale).toMatchObject({ size: 'close-up', by: 'faces' });
    expect(log.shots[3]).not.toHaveProperty('scale');
    // A person whom the owner's own detector saw tells it too, where there is no face.
    const person = { label: 'person', box: { x: 0.4, y: 0.1, width: 0.1, height: 0.8 }, confidence: 0.9, frame: 120 };
    const shots = [{ shot: 's0004', things: [person] }];
    const revision = (await findLog(studio.store, media))?.revision ?? '';
    await saveThingSearch(studio.store, media, { kind: 'detector', log: revision, model: 'drawn 1', shots });
    const withPerson = await all.get<LogView>(`/media/${media}/log`);
    expect(withPerson.log.shots[3]?.scale).toMatchObject({ size: 'full', by: 'people' });
    await all.act('rights.set', { item: media, rights: defaultRights('own') });
    const exported = (await all.act('media.export', { media, format: 'json' })).content;
    expect((JSON.parse(exported) as LogView['log']).shots[3]?.scale?.size).toBe('full');
    expect((await all.act('media.export', { media, format: 'csv' })).content).toMatch(/close-up/);
  });

  test('who is in a shot takes part in the film’s scenes, once people were looked for', async () => {
    const row = (await findLog(studio.store, media)) as NonNullable<Awaited<ReturnType<typeof findLog>>>;
    const [KITCHEN, STREET] = [
      ['#808070', '#404038'],
      ['#203050', '#405080'],
    ];
    const shots = row.log.shots.map((shot, at) => ({
      ...shot,
      palette: (at === 0 ? KITCHEN : STREET)!.map((colour) => ({ colour, share: 0.5 })),
    }));
    const scenes = scenesOf(shots);
    const film = (await getMedia(studio.store, media)) as MediaRow;
    const grouped = async (people: Parameters<typeof scenesOf>[1]) => {
      const found = await filmScenes(studio, film, { log: { ...row.log, shots, scenes } });
      return [found.scenes, scenesOf(shots, people)];
    };
    const people = (await peopleByShot(studio.store, film, row.log)) ?? {};
    const byShot = shots.map(({ id }) => people[id] ?? []);
    expect(byShot.map((who) => who.length)).toEqual([1, 1, 2, 0]);
    expect(byShot[0]).toEqual(byShot[1]);
    const [found, wanted] = await grouped({ people: byShot });
    expect(found).toEqual(wanted);
    // Whoever is in both shots makes it less sure that a scene begins between them.
    expect(found?.[1]?.confidence).toBeLessThan(scenes[1]?.confidence ?? 0);
    // How shots begin and end counts too, where it is kept.
    const flat = (level: number) => new Uint8Array(432).map((_, at) => (at * level) % 251);
    const views = shots.map((_, at) => ({ first: flat(at + 3), last: flat(at + 3) }));
    await keepViews(studio.home, pictureKey(film), { shots }, views);
    const [seen, wantedSeen] = await grouped({ people: byShot, views });
    expect(seen).toEqual(wantedSeen);
    // A log without scenes, as of an older studio, has none.
    expect(await filmScenes(studio, film, row)).toEqual({});
  });

  test('a name needs consent, holds over a new search, and is nowhere but in its own tables', async () => {
    const person = (await view()).people[0]?.id ?? '';
    expect(await refused('people.name', { media, person, name: NAME })).toEqual([
      403,
      expect.stringContaining('consent'),
    ]);
    const named = await all.act('people.name', { media, person, name: NAME, consent: CONSENT });
    expect(named).toMatchObject({ name: NAME, consent: { index: true, likeness: false, givenBy: CONSENT.givenBy } });
    const other = (await view()).people[1]?.id ?? '';
    const taken = await refused('people.name', { media, person: other, name: NAME.toLowerCase(), consent: CONSENT });
    expect(taken[0]).toBe(409);

    // Looked for anew, in other places and with other looks: what was said holds.
    await search(studio, media, production, [
      face(0, 0.2),
      face(1, 2.9),
      face(2, 3),
      face(2, 3.1, 0.7),
      face(3, undefined),
    ]);
    const again = await view();
    expect(again.people.find(({ name }) => name === NAME)).toMatchObject({ id: person, shots: ['s0001', 's0002'] });
    expect((await view(second)).people[0]?.name).toBe(NAME);
    expect([...(await namesSeen())]).toEqual([
      ['s0001', [NAME]],
      ['s0002', [NAME]],
    ]);
    const elsewhere = JSON.stringify([
      await all.get(`/media/${media}/log`),
      await all.get(`/productions/${production}/ledger`),
      await all.get(`/productions/${production}`),
    ]);
    expect(elsewhere).not.toContain(NAME);
    expect(elsewhere).not.toContain(CONSENT.givenBy);
  });

  test('merge, split and not a face each hold over clustering, are in the ledger, and are undone', async () => {
    const before = await view();
    const [mara, one, two] = before.people as [PersonView, PersonView, PersonView];
    const id = (await all.act('people.merge', { media, person: one.id, from: two.id })).id;
    await clusterProduction(studio.store, production, MODEL);
    expect((await view()).people.find((person) => person.id === id)?.tracks).toHaveLength(2);
    const wrong = mara.tracks[1]?.id ?? '';
    const out = await all.act('people.split', { media, person: mara.id, tracks: [wrong] });
    await clusterProduction(studio.store, production, MODEL);
    const now = await view();
    expect(now.people.find(({ name }) => name === NAME)?.tracks.map((track) => track.id)).not.toContain(wrong);
    expect(now.people.some(({ tracks }) => tracks.some((track) => track.id === wrong))).toBe(true);
    expect(out.name).toBeUndefined();
    await all.act('people.notAFace', { media, tracks: [wrong] });
    await clusterProduction(studio.store, production, MODEL);
    expect((await view()).notFaces.map((track) => track.id)).toEqual([wrong]);

    expect(await all.act('people.undo', { production })).toEqual({ undone: 'notAFace' });
    expect(await all.act('people.undo', { production })).toEqual({ undone: 'split' });
    expect(await all.act('people.undo', { production })).toEqual({ undone: 'merge' });
    expect(await view()).toEqual(before);
    expect(await all.act('people.undo', { production })).toEqual({ undone: 'name' });
    const unnamed = await view();
    expect(unnamed.people.find((person) => person.id === mara.id)).not.toHaveProperty('name');
    expect(unnamed.people.find((person) => person.id === mara.id)).not.toHaveProperty('consent');
    expect((await refused('people.undo', { production }))[0]).toBe(409);

    const ledger = await all.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    const kinds = ledger.flatMap(({ record }) =>
      record.kind === 'decision' ? [(record.decision.change as { kind: string }).kind] : [],
    );
    expect(kinds).toEqual([
      ...['people.name', 'people.merge', 'people.split', 'people.notAFace'],
      ...['people.undo', 'people.undo', 'people.undo', 'people.undo'],
    ]);
  });

  test('faces too small to be told apart are somebody once a person says so', async () => {
    const [small] = (await view()).unknown;
    const person = await all.act('people.split', { media, tracks: [small?.id ?? ''] });
    expect(person.tracks.map(({ id }) => id)).toEqual([small?.id]);
    await clusterProduction(studio.store, production, MODEL);
    expect((await view()).people.map(({ id }) => id)).toContain(person.id);
    await all.act('people.undo', { production });
    expect((await view()).unknown).toHaveLength(1);
  });

  test('a search that goes on keeps what it found before its checkpoint, and nothing of another search', async () => {
    const job = { id: newId(), production, media, model: MODEL.id };
    await keepFoundTracks(studio.store, job, [face(0, 0), face(1, 1)]);
    await keepFoundTracks(studio.store, { ...job, id: newId() }, [face(0, 2)]);
    const before = await view();
    await dropUnfinished(studio.store, media, { job: job.id, before: SHOT_FRAMES });
    expect((await foundBy(studio.store, job.id)).map(({ startFrame }) => startFrame)).toEqual([start(0)]);
    const unfinished = studio.store.selectFrom('face_tracks').select('job').where('job', 'is not', null);
    expect(await unfinished.execute()).toEqual([{ job: job.id }]);
    // Nobody sees what is being found, and what was known stays until the search is done.
    expect(await view()).toEqual(before);
    await dropUnfinished(studio.store, media);
    expect(await unfinished.execute()).toEqual([]);
  });

  test('a picture of a face is cut out when asked for and kept nowhere', async () => {
    const [person] = (await view()).people;
    const response = await fetch(`${all.address}/api/v1${person?.tracks[0]?.picture}?size=64`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect((await fetch(`${all.address}/api/v1${person?.tracks[0]?.picture}?size=9999`)).status).toBe(422);
    expect((await fetch(`${all.address}/api/v1/media/${media}/people/faces/${newId()}`)).status).toBe(404);
    const cached = await readdir(join(all.home, 'cache', 'frames', media), { recursive: true }).catch(() => []);
    const best = person?.tracks[0]?.best.frame;
    expect(cached.some((name) => name.endsWith(`${best}.jpg`))).toBe(false);
  });

  test('consent that ends takes the faces away and hides the name until it is given anew', async () => {
    const [{ id: person, tracks }] = (await view()).people as [PersonView];
    const faces = tracks.length + (await view(second)).people.filter(({ id }) => id === person).length;
    const hour = 3_600_000;
    const until = new Date(Date.now() + hour).toISOString();
    await all.act('people.name', { media, person, name: NAME, consent: { ...CONSENT, until } });
    expect((await view()).people[0]?.name).toBe(NAME);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hour + 1 });
    const after = await view();
    expect(JSON.stringify(after)).not.toContain(NAME);
    expect(after.people.map(({ id }) => id)).not.toContain(person);
    expect(after.lapsed).toEqual([{ id: person, until }]);
    expect(after.canUndo).toBe(false);
    expect([...(await namesSeen())]).toEqual([]);
    const ledger = await all.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    expect(ledger.at(-1)?.record).toMatchObject({
      kind: 'forgotten',
      item: person,
      because: 'consent ended',
      faces,
    });
    // Given anew: the name is shown again, where the face is found again.
    await all.act('people.consent', { media, person, consent: CONSENT });
    expect((await view()).lapsed).toEqual([]);
    expect((await refused('people.consent', { media, person, consent: { ...CONSENT, index: false } }))[0]).toBe(422);
    expect((await refused('people.consent', { media, person, consent: { ...CONSENT, until } }))[0]).toBe(422);
    await all.act('people.forget', { production, person });
  });

  test('who is forgotten is gone from database, its files, copies and backups, and the ledger says so without a name', async () => {
    await search(studio, media, production, [face(0, 0), face(1, 0.1), face(2, 3)]);
    const [person, other] = (await view()).people as [PersonView, PersonView];
    await all.act('people.name', { media, person: person.id, name: NAME, consent: CONSENT });
    await all.act('people.name', {
      media,
      person: other.id,
      name: 'Somebody Else',
      consent: { ...CONSENT, givenBy: 'S. E.' },
    });
    const { home, database } = studio;
    const inHome = join(home.backups, 'mine.tar');
    await backUp({ home, database, out: inHome });
    const copies: string[] = ['backups/mine.tar'];
    if (backend === 'sqlite') {
      const { sql } = await import('kysely');
      await sql`vacuum into ${join(home.backups, 'schema-6-copy.sqlite')}`.execute(studio.store);
      copies.unshift('backups/schema-6-copy.sqlite');
    } else {
      const { writeRows } = await import('../../src/database/rows.ts');
      await database.snapshot((store) => writeRows(store, join(home.backups, 'schema-6-copy')));
      copies.unshift('backups/schema-6-copy');
    }

    const descriptor = Buffer.from(new Uint8Array(Float32Array.of(0.1, 0).buffer)).toString('base64');
    const forgotten = await all.act('people.forget', { production, person: person.id });
    expect(forgotten).toMatchObject({ people: 1, faces: 3, left: [] });
    expect([...forgotten.files].sort()).toEqual(copies.toSorted());
    const left = await view();
    expect(left.people.map(({ name }) => name)).toEqual(['Somebody Else']);

    // Not in any byte of the home: neither the name, nor who gave consent, nor what the face looks like.
    const needles = [Buffer.from(NAME), Buffer.from(CONSENT.givenBy), Buffer.from(descriptor)];
    for (const entry of await readdir(home.root, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      for (const needle of needles) expect(bytes.includes(needle), `${entry.name}: ${needle}`).toBe(false);
    }
    const ledger = await all.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    expect(ledger.at(-1)?.record).toEqual({
      kind: 'forgotten',
      item: person.id,
      people: 1,
      faces: 3,
      because: 'asked',
    });

    // The backup is still whole, and holds who was not forgotten.
    const again = join(all.home, '..', `${newId()}-restored`);
    await restore({ from: inHome, home: again });
    const restored = await openDatabase({ home: layout(again), databaseUrl: undefined });
    const names = await restored.store.selectFrom('people').select('name').where('name', 'is not', null).execute();
    expect(names).toEqual([{ name: 'Somebody Else' }]);
    await restored.close();

    expect((await refused('people.forget', { production, person: person.id }))[0]).toBe(404);
    expect(await all.act('people.forget', { production })).toMatchObject({ people: 1, faces: 1 });
    expect(await view()).toMatchObject({ found: false, people: [], unknown: [] });
    expect((await view()).agreed).toBeUndefined();
    expect((await refused('people.find', { media }))[0]).toBe(403);
  });
});
