import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defaultRights } from '@second-unit/evidence';
import { logFilm } from '@second-unit/footage';
import { close, probe } from '@second-unit/media';
import { afterAll, describe, expect, it } from 'vitest';
import { createMedia, createProduction, findLog, newId } from '../../src/database/index.ts';
import { getJob, insertJob, takeJob } from '../../src/database/jobs.ts';
import { logFolder } from '../../src/jobs/handlers/log-folder.ts';
import { openJobs } from '../../src/jobs/index.ts';
import { testHome } from '../support/postgres.ts';

const data = resolve(import.meta.dirname, '../../../..', process.env.SECOND_UNIT_DATA ?? '../shared/data');
const film = resolve(data, 'clips/hamilton_short.mp4');
const isThere = existsSync(film);
if (!isThere) console.info('skipped: hamilton_short.mp4 is not in the data folder (SECOND_UNIT_DATA)');

afterAll(close);

async function studio() {
  const all = await testHome('sqlite');
  const { store } = all.database;
  const production = (await createProduction(store, { title: 'Film' })).id;
  const media = await createMedia(store, {
    production,
    title: 'Film',
    file: film,
    info: await probe(film),
    rights: defaultRights('own'),
    author: { kind: 'person', id: newId(), name: 'Ada' },
  });
  const jobs = await openJobs({ database: all.database, home: all.home });
  await jobs.work();
  return { all, store, production, media, jobs };
}

describe('the job that logs a film', () => {
  it.skipIf(!isThere)(
    'saves the log and leaves no parts behind',
    async () => {
      const { all, store, production, media, jobs } = await studio();
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

  it.skipIf(!isThere)(
    'is helped by a job that watches parts, for as long as it runs',
    async () => {
      const { all, store, production, media, jobs } = await studio();
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
