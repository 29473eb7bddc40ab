import { existsSync } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { defaultRights } from '@second-unit/evidence';
import { logFilm } from '@second-unit/footage';
import { close, encode, probe } from '@second-unit/media';
import { rational } from '@second-unit/timeline';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createMedia, createProduction, findLog, newId, type Store } from '../../src/database/index.ts';
import { getJob, insertJob, takeJob } from '../../src/database/jobs.ts';
import { logFolder } from '../../src/jobs/handlers/log-folder.ts';
import { openJobs } from '../../src/jobs/index.ts';
import { drawFilm } from '../server/film.ts';
import { testHome } from '../support/postgres.ts';

const data = resolve(import.meta.dirname, '../../../..', process.env.SECOND_UNIT_DATA ?? '../shared/data');
const film = resolve(data, 'clips/hamilton_short.mp4');
const isThere = existsSync(film);
if (!isThere) console.info('skipped: hamilton_short.mp4 is not in the data folder (SECOND_UNIT_DATA)');

afterAll(close);

async function addFilm(store: Store, production: string, path: string) {
  return createMedia(store, {
    production,
    title: 'Film',
    file: path,
    info: await probe(path),
    rights: defaultRights('own'),
    author: { kind: 'person', id: newId(), name: 'Ada' },
  });
}

async function studio() {
  const all = await testHome('sqlite');
  const { store } = all.database;
  const production = (await createProduction(store, { title: 'Film' })).id;
  const jobs = await openJobs({ database: all.database, home: all.home });
  await jobs.work();
  return { all, store, production, jobs };
}

describe('the job that logs a film', () => {
  it.skipIf(!isThere)(
    'saves the log and leaves no parts behind',
    async () => {
      const { all, store, production, jobs } = await studio();
      const media = await addFilm(store, production, film);
      try {
        const { id } = await jobs.enqueue({ kind: 'log', production, subject: media.id, label: 'Log', input: null });
        expect(await jobs.finished(id)).toMatchObject({ state: 'done', progress: 1 });
        const row = await findLog(store, media.id);
        expect(row?.log.shots).toHaveLength(4);
        expect(existsSync(logFolder(all.home, media.id))).toBe(false);
      } finally {
        await jobs.close();
        await all.close();
      }
    },
    120_000,
  );

  it('says which file beside the film could not be read, and logs the film without it', async () => {
    const { all, store, production, jobs } = await studio();
    try {
      const path = join(all.home.root, 'spoken.mp4');
      await drawFilm(path, 2);
      await writeFile(join(all.home.root, 'spoken.srt'), '\0junk\x01');
      const media = await addFilm(store, production, path);
      const { id } = await jobs.enqueue({ kind: 'log', production, subject: media.id, label: 'Log', input: null });
      const message = '“spoken.srt” is damaged, or no SubRip (.srt) or WebVTT (.vtt) file. Its words are left out.';
      expect(await jobs.finished(id)).toMatchObject({ state: 'done', message });
      expect((await findLog(store, media.id))?.log).toMatchObject({ subtitles: [], damage: [] });
    } finally {
      await jobs.close();
      await all.close();
    }
  }, 60_000);

  it('goes on behind what was watched when it was cancelled', async () => {
    const { all, store, production, jobs } = await studio();
    try {
      // Six minutes; parts are one long.
      const path = join(all.home.root, 'long.mp4');
      const pictures = function* () {
        for (let at = 0; at < 1800; at++) yield new Uint8Array(32 * 18 * 3).fill((at * 7) % 251);
      };
      const size = { width: 32, height: 18, frameRate: rational(5) };
      await encode(pictures(), { ...size, preset: 'ultrafast' }, path);
      const media = await addFilm(store, production, path);
      const request = { kind: 'log', production, subject: media.id, label: 'Log', input: null } as const;
      const { id } = await jobs.enqueue(request);
      const folder = logFolder(all.home, media.id);
      const parts = async () =>
        (await readdir(folder, { recursive: true }).catch(() => [])).filter((name) => name.endsWith('.records'));
      await vi.waitFor(async () => expect(await parts()).not.toEqual([]), { timeout: 60_000, interval: 2 });
      await jobs.cancel(id);
      expect(await jobs.finished(id)).toMatchObject({ state: 'cancelled' });
      expect(await findLog(store, media.id)).toBeUndefined();
      const [part] = await parts();
      const { mtimeMs } = await stat(join(folder, part!));
      const whole = await logFilm(path, { folder, subtitles: [] });
      // Taken as it is, not watched again.
      expect((await stat(join(folder, part!))).mtimeMs).toBe(mtimeMs);
      expect(whole).toEqual(await logFilm(path, { subtitles: [] }));
      const again = await jobs.enqueue(request);
      expect(await jobs.finished(again.id)).toMatchObject({ state: 'done' });
      expect((await findLog(store, media.id))?.log.shots).toEqual(whole.shots);
      expect(existsSync(folder)).toBe(false);
    } finally {
      await jobs.close();
      await all.close();
    }
  }, 120_000);

  it.skipIf(!isThere)(
    'is helped by a job that watches parts, for as long as it runs',
    async () => {
      const { all, store, production, jobs } = await studio();
      const media = await addFilm(store, production, film);
      try {
        const request = { kind: 'log', production, subject: media.id, label: 'Log', input: null } as const;
        const log = await insertJob(store, request);
        // As if a worker elsewhere had it.
        await takeJob(store, 'elsewhere', log.id);
        const folder = logFolder(all.home, media.id);
        const help = async () => {
          const input = { media: media.id };
          const { id } = await jobs.enqueue({ kind: 'watch', production, subject: log.id, label: 'Help', input });
          return jobs.finished(id);
        };
        expect(await help()).toMatchObject({ state: 'done' });
        expect(existsSync(folder)).toBe(false);
        await mkdir(folder, { recursive: true });
        expect(await help()).toMatchObject({ state: 'done' });
        const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(records|json)$/.test(name));
        expect(names.map((name) => name.split('/').at(-1)).sort()).toEqual([
          '00000.records',
          'plan.json',
          'sound.json',
        ]);
        expect(await logFilm(film, { folder, subtitles: [] })).toEqual(await logFilm(film, { subtitles: [] }));
        expect((await getJob(store, log.id)).state).toBe('running');
      } finally {
        await jobs.close();
        await all.close();
      }
    },
    120_000,
  );
});
