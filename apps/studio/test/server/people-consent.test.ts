import { defaultRights, type Person } from '@second-unit/evidence';
import type { FaceTrack } from '@second-unit/footage/people';
import type { MediaInfo } from '@second-unit/media';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LedgerEntry, PeopleView, PersonView } from '../../src/contract/index.ts';
import { finishSearch, foundBy, keepFoundTracks, turnOfSearch } from '../../src/database/face-search.ts';
import { atomically, createMedia, keepAgreement, listPeople, newId, type Store } from '../../src/database/index.ts';
import { insertJob } from '../../src/database/jobs.ts';
import { clusterProduction } from '../../src/productions/people-clusters.ts';
import { endConsents } from '../../src/productions/people-forgetting.ts';
import type { Studio } from '../../src/server/studio.ts';
import { BACKENDS, freshDatabaseUrl } from '../support/postgres.ts';
import { type TestStudio, testStudio } from './harness.ts';

const MODEL = { id: 'drawn 1', samePerson: 0.6 };
const author: Person = { kind: 'person', id: newId(), name: 'Editor' };
const WIDE = { index: true, likeness: true, voice: true, givenBy: 'Her agent' };
const NARROW = { index: true, givenBy: 'Her agent' };
const info: MediaInfo = {
  frames: 4000,
  timeBase: { num: 1, den: 24 },
  frameRate: { num: 24, den: 1 },
  variableFrameRate: false,
  width: 640,
  height: 360,
  rotation: 0,
  duration: 4000 / 24,
  videoCodec: 'h264',
  originalPath: '/film.mp4',
  playsInBrowser: true,
};

/** The face in a shot of 40 frames; `looks` stands for what it looks like. */
function face(shot: number, looks: number): FaceTrack {
  const startFrame = shot * 40;
  const seen = [{ frame: startFrame, box: { x: 0.2, y: 0.2, width: 0.2, height: 0.3 }, confidence: 0.9 }];
  return { startFrame, endFrame: startFrame + 24, seen, best: 0, descriptor: Float32Array.of(looks, 0) };
}

describe.each(BACKENDS)('consents and clusters of people, on %s', (backend) => {
  let all: TestStudio;
  let studio: Studio;
  let production: string;
  let media: string;

  beforeAll(async () => {
    all = await testStudio(undefined, backend === 'postgresql' ? await freshDatabaseUrl() : undefined);
    studio = all.studio as Studio;
  }, 60_000);
  afterAll(() => all?.close());
  afterEach(() => void vi.useRealTimers());

  const view = () => all.get<PeopleView>(`/media/${media}/people`);
  const personOf = async (id: string) => (await listPeople(studio.store, production)).find((one) => one.id === id);
  const keep = async (tracks: readonly FaceTrack[]) => {
    const job = { id: newId(), production, media, model: MODEL.id };
    await keepFoundTracks(studio.store, job, tracks);
    return job;
  };
  const finish = async (job: Awaited<ReturnType<typeof keep>>) => {
    await finishSearch(studio.store, job, { log: 'a log', model: MODEL.id, scales: [] });
    await clusterProduction(studio.store, production, MODEL);
  };
  /** A new production with a film in which these faces were found. */
  const found = async (...tracks: readonly FaceTrack[]): Promise<readonly PersonView[]> => {
    production = (await all.act('production.create', { title: 'Film' })).id;
    const film = { production, title: 'Film', file: '/a.mp4', info, rights: defaultRights('own'), author };
    media = (await createMedia(studio.store, film)).id;
    await keepAgreement(studio.store, production, author);
    await finish(await keep(tracks));
    return (await view()).people;
  };
  const consent = (person: string, given: typeof NARROW) =>
    all.act('people.consent', { media, person, consent: given });
  const later = (milliseconds: number) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds });
  };

  test('an undo of a merge brings back no wider consent than the last that was given', async () => {
    const [named, other] = (await found(face(0, 0), face(1, 0), face(2, 3))) as [PersonView, PersonView];
    await all.act('people.name', { media, person: named.id, name: 'Mara', consent: WIDE });
    later(1000);
    await all.act('people.merge', { media, person: named.id, from: other.id });
    later(1000);
    await consent(named.id, NARROW);
    await all.act('people.undo', { production });
    expect(await personOf(named.id)).toMatchObject({ name: 'Mara', consent: { likeness: false, voice: false } });

    // A name that the merge brought goes back, and the consent that was given since with it.
    later(1000);
    await all.act('people.merge', { media, person: other.id, from: named.id });
    later(1000);
    await consent(other.id, { ...NARROW, givenBy: 'Mara herself' });
    await all.act('people.undo', { production });
    expect(await personOf(named.id)).toMatchObject({ name: 'Mara', consent: { givenBy: 'Mara herself' } });
    expect(await personOf(other.id)).toMatchObject({ name: null, consent: undefined });
  });

  test('an undo of a name leaves a consent that was recorded after it, and takes back its own', async () => {
    const [{ id }] = (await found(face(0, 0))) as [PersonView];
    await all.act('people.name', { media, person: id, name: 'Mara', consent: WIDE });
    later(1000);
    await consent(id, NARROW);
    await all.act('people.undo', { production });
    expect(await personOf(id)).toMatchObject({ name: null, consent: { likeness: false } });

    const [{ id: second }] = (await found(face(0, 0))) as [PersonView];
    await all.act('people.name', { media, person: second, name: 'Mara', consent: WIDE });
    await all.act('people.undo', { production });
    expect(await personOf(second)).toMatchObject({ name: null, consent: undefined });
  });

  test('the end of a consent takes nothing from a search under way, and is on record once', async () => {
    const [{ id }] = (await found(face(0, 0), face(1, 3))) as [PersonView];
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await all.act('people.name', { media, person: id, name: 'Mara', consent: { ...NARROW, until } });
    const job = await keep([face(0, 0), face(1, 3)]);
    later(3_600_001);
    await Promise.all([endConsents(studio), endConsents(studio), view()]);
    expect((await view()).lapsed).toEqual([{ id, until }]);
    const ledger = await all.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    expect(ledger.filter(({ record }) => record.kind === 'forgotten')).toHaveLength(1);
    expect(await foundBy(studio.store, job.id)).toHaveLength(2);
    await keepFoundTracks(studio.store, job, [face(2, 6)]);
    await finish(job);
    // All that it found, and the one whose consent ended is nobody whom one knows.
    const { people } = await view();
    expect(people.flatMap(({ tracks }) => tracks)).toHaveLength(3);
    expect(people.map((person) => person.id)).not.toContain(id);
    expect(JSON.stringify(people)).not.toContain('Mara');
  });

  test('a search that still runs when people are forgotten keeps nothing behind them, and no half of itself', async () => {
    const [person] = (await found(face(0, 0), face(1, 3))) as [PersonView];
    const job = await keep([face(0, 0), face(1, 3)]);
    const keepMore = (before: number) =>
      atomically(studio.store, async (trx) => {
        await turnOfSearch(trx, job, before);
        await keepFoundTracks(trx, job, [face(2, 6)]);
      });
    await keepMore(2);
    await all.act('people.forget', { production, person: person.id });
    await expect(keepMore(3)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('again') });
    await all.act('people.forget', { production });
    await expect(keepMore(0)).rejects.toMatchObject({ code: 'refused' });
    expect(await studio.store.selectFrom('face_tracks').select('id').where('media', '=', media).execute()).toEqual([]);
  });

  test.runIf(backend === 'sqlite')(
    'while a backup reads an older state, the log that still holds it is named',
    async () => {
      await found(face(0, 0));
      const { promise: isRead, resolve: read } = Promise.withResolvers<void>();
      const { promise: over, resolve: end } = Promise.withResolvers<void>();
      const backup = studio.database.snapshot(async (store) => {
        await store.selectFrom('people').select('id').execute();
        read();
        await over;
      });
      await isRead;
      const forgotten = all.act('people.forget', { production });
      // Others are answered while it is waited for.
      await all.get('/studio');
      expect((await forgotten).left).toEqual(['second-unit.sqlite-wal']);
      end();
      await backup;
      await found(face(0, 0));
      expect((await all.act('people.forget', { production })).left).toEqual([]);
    },
  );

  test('every search ends before everybody is forgotten, however many wait', async () => {
    await found(face(0, 0));
    const request = { kind: 'people', production, subject: media, label: 'Find people', input: null } as const;
    await atomically(studio.store, async (trx) => {
      for (let count = 0; count < 130; count++) await insertJob(trx, request);
    });
    await all.act('people.forget', { production });
    expect(await studio.jobs.list({ production, states: ['queued', 'running'] })).toEqual([]);
  });

  test('who is corrected while faces are told apart stays corrected', async () => {
    const [person] = (await found(...[0, 1, 2, 3].map((shot) => face(shot, 0)))) as [PersonView];
    const wrong = [person.tracks[1]?.id ?? ''];
    let out = '';
    let times = 0;
    // The correction comes after the faces were read, and before whose they are is written.
    const store = new Proxy(studio.store, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (key !== 'transaction') return typeof value === 'function' ? value.bind(target) : value;
        const execute = async (work: (trx: Store) => Promise<unknown>) => {
          if (++times === 2) out = (await all.act('people.split', { media, person: person.id, tracks: wrong })).id;
          return target.transaction().execute(work);
        };
        return () => ({ execute });
      },
    });
    await clusterProduction(store, production, MODEL);
    const { people } = await view();
    expect(people.find(({ id }) => id === out)?.tracks.map(({ id }) => id)).toEqual(wrong);
    expect(people.find(({ id }) => id === person.id)?.tracks).toHaveLength(3);
    // Read and not written, and then once more.
    expect(times).toBe(4);
  });

  test('of more faces than can be compared, those of known people are told and nothing fails', async () => {
    const before = await found(face(0, 0), face(1, 3));
    const job = await keep([face(0, 0), face(1, 3), face(2, 0.1), face(3, 3.1), face(4, 9), face(4, 0)]);
    await finishSearch(studio.store, job, { log: 'a log', model: MODEL.id, scales: [] });
    await clusterProduction(studio.store, production, MODEL, { most: 5 });
    const after = await view();
    const shots = new Map(
      after.people.map(({ id, tracks }) => [id, tracks.map(({ startFrame }) => startFrame / 40).toSorted()]),
    );
    // Of two faces in one frame only one is of the person.
    expect(shots.get(before[0]?.id ?? '')).toEqual([0, 2, 4]);
    expect(shots.get(before[1]?.id ?? '')).toEqual([1, 3]);
    expect(after.unknown.map(({ startFrame }) => startFrame / 40)).toEqual([4]);

    // Where nobody is known yet, as many as can be compared become known first.
    production = (await all.act('production.create', { title: 'Film' })).id;
    const film = { production, title: 'Film', file: '/a.mp4', info, rights: defaultRights('own'), author };
    media = (await createMedia(studio.store, film)).id;
    await keepAgreement(studio.store, production, author);
    const first = await keep([face(0, 0), face(1, 0), face(2, 0), face(3, 0)]);
    await finishSearch(studio.store, first, { log: 'a log', model: MODEL.id, scales: [] });
    await clusterProduction(studio.store, production, MODEL, { most: 2 });
    expect((await view()).people.map(({ tracks }) => tracks.length)).toEqual([4]);
  });
});
