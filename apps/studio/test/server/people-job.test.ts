import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ShotLog } from '@second-unit/footage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogView, PeopleView } from '../../src/contract/index.ts';
import { atomically, findLog, getMedia, type LogRow, newId, saveShotLog } from '../../src/database/index.ts';
import { shotsKey } from '../../src/database/media.ts';
import { handler } from '../../src/jobs/handlers/people.ts';
import { fingerprintOf } from '../../src/productions/fingerprint.ts';
import type { Studio } from '../../src/server/studio.ts';
import { type TestStudio, testStudio } from './harness.ts';

const root = resolve(import.meta.dirname, '../../../..');
const clip = resolve(root, process.env.SECOND_UNIT_DATA ?? '../shared/data', 'clips/hamilton_short.mp4');
const has = existsSync(clip);
if (!has) console.info('skipped: hamilton_short.mp4 is not in the data folder (SECOND_UNIT_DATA)');

/** Shots of the clip as seen by eye, roughly: what finds them is tested elsewhere. */
const SHOTS = [
  [0, 18],
  [86, 210],
  [216, 274],
] as const;

describe.skipIf(!has)('the job that finds people', () => {
  let all: TestStudio;
  let studio: Studio;
  let production: string;
  let media: string;
  beforeAll(async () => {
    all = await testStudio();
    studio = all.studio as Studio;
    production = (await all.act('production.create', { title: 'Stage' })).id;
    const film = await all.act('media.open', { production, path: clip });
    await studio.jobs.finished(film.job ?? '');
    media = film.id;
    const { info } = await getMedia(studio.store, media);
    const log: ShotLog = {
      format: 'second-unit/log@1',
      media: info,
      shots: SHOTS.map(([startFrame, endFrame], index) => ({
        id: `s000${index + 1}`,
        index,
        startFrame,
        endFrame,
        start: startFrame / 29.97,
        end: endFrame / 29.97,
        transitionIn: { type: index === 0 ? 'none' : 'cut', startFrame, endFrame: startFrame },
        confidence: 1,
        keyFrame: startFrame,
        palette: [],
        brightness: 0.5,
        contrast: 0.1,
        motion: 0,
        lines: [],
      })),
      subtitles: [],
      barcode: [],
      damage: [],
    };
    await saveShotLog(studio.store, media, log, await fingerprintOf(clip));
  }, 120_000);
  afterAll(() => all?.close());

  test('runs in a process of its own, when agreed to, and says who is in which shot and how large', async () => {
    const job = await all.act('people.find', { media, agreed: true });
    expect(job).toMatchObject({ kind: 'people', state: 'queued' });
    expect(await studio.jobs.finished(job.id)).toMatchObject({ state: 'done' });
    const view = await all.get<PeopleView>(`/media/${media}/people`);
    expect(view).toMatchObject({ found: true, stale: false, model: expect.stringMatching(/^face-api \d/) });
    // The singer fills the second shot; others stand beside him in the third.
    const singer = view.people.find(({ shots }) => shots.includes('s0002'));
    expect(singer?.screenTime).toBeGreaterThan(2);
    expect(view.people.filter(({ shots }) => shots.includes('s0003')).length).toBeGreaterThanOrEqual(2);
    for (const { tracks } of view.people) {
      for (const { best, seen, startFrame, endFrame } of tracks) {
        expect(best.frame).toBeGreaterThanOrEqual(startFrame);
        expect(best.frame).toBeLessThan(endFrame);
        expect(seen.length).toBeGreaterThan(0);
      }
    }
    const { log } = await all.get<LogView>(`/media/${media}/log`);
    expect(log.shots[1]?.scale).toMatchObject({ size: 'medium close-up', by: 'faces' });
    // Nothing personal in the job's own row.
    const rows = await studio.store.selectFrom('jobs').selectAll().where('kind', '=', 'people').execute();
    expect(JSON.stringify(rows)).not.toMatch(/descriptor|seen|box/);

    // Looked for again, everybody keeps their ids.
    const again = await all.act('people.find', { media });
    await studio.jobs.finished(again.id);
    const ids = (one: PeopleView) => one.people.map(({ id, tracks }) => [id, tracks.map((track) => track.id)]);
    expect(ids(await all.get<PeopleView>(`/media/${media}/people`))).toEqual(ids(view));
  }, 300_000);

  test('begins anew where what it found before its checkpoint is gone, as in a backup, or the shots are others', async () => {
    const row = (await findLog(studio.store, media)) as LogRow;
    for (const checkpoint of [
      { shot: 3, faces: 7, shots: shotsKey(row) },
      { shot: 3, faces: 0, shots: 'of an earlier log' },
    ]) {
      const before = await all.get<PeopleView>(`/media/${media}/people`);
      const id = newId();
      const saved: unknown[] = [];
      await handler({
        ...{ id, production, subject: media, input: null, checkpoint },
        saveCheckpoint: async (one, also) => {
          await also?.(studio.store);
          saved.push(one);
        },
        whileHeld: (write) => atomically(studio.store, write),
        progress: () => {},
        signal: new AbortController().signal,
        home: studio.home,
        database: studio.database,
      });
      const after = await all.get<PeopleView>(`/media/${media}/people`);
      expect(after.people.map(({ tracks }) => tracks.length)).toEqual(before.people.map(({ tracks }) => tracks.length));
      const faces = [...after.people, after].flatMap((one) => ('tracks' in one ? one.tracks : one.unknown)).length;
      expect(saved.at(-1)).toEqual({ shot: 3, faces, shots: shotsKey(row) });
    }
  }, 300_000);

  test('who is forgotten while a search runs is not left behind by it', async () => {
    const job = await all.act('people.find', { media });
    await all.act('people.forget', { production });
    expect((await studio.jobs.get(job.id)).state).toBe('cancelled');
    expect(await studio.store.selectFrom('face_tracks').selectAll().execute()).toEqual([]);
  }, 60_000);
});
