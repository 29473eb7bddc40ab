import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { defaultRights, Fault, type Person } from '@second-unit/evidence';
import { close, type Edit, probe } from '@second-unit/media';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { JobView } from '../../src/contract/index.ts';
import {
  createCut,
  createMedia,
  createProduction,
  findLog,
  getCut,
  namePerson,
  newId,
  now,
  saveShotLog,
} from '../../src/database/index.ts';
import { storedPath } from '../../src/home/index.ts';
import type { JobContext } from '../../src/jobs/handler.ts';
import { type Jobs, openJobs } from '../../src/jobs/index.ts';
import { chooseSigning } from '../../src/productions/credentials.ts';
import { renderFilm } from '../../src/productions/render-film.ts';
import { drawFilm, FILM_FRAMES, SHOT_FRAMES } from '../server/film.ts';
import { drawnLog } from '../support/drawn-log.ts';
import { holdingAt, untilHeld } from '../support/held.ts';
import { type TestHome, testHome } from '../support/postgres.ts';

const STUDIO = fileURLToPath(new URL('./processes/renderer.ts', import.meta.url));

let all: TestHome;
let watching: Jobs;
let production: string;
let cut: string;
const studios: ChildProcess[] = [];

/** A studio of its own process; `kilobytes` is what the system lets a file of it hold, as a full disk does. */
async function start(kilobytes?: number, held: Record<string, string> = {}): Promise<ChildProcess> {
  const limit = kilobytes === undefined ? '' : `ulimit -f ${kilobytes}; `;
  const command = ['-c', `${limit}exec "$0" "$@"`, process.execPath, STUDIO, all.home.root];
  const child = spawn('bash', command, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...held, DATABASE_URL: '' },
  });
  studios.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

function enqueue(): Promise<JobView> {
  return watching.enqueue({
    kind: 'render',
    production,
    subject: cut,
    label: 'Render',
    input: { format: 'prores-hq' },
  });
}

/** The film that the cut has now. */
async function rendered(): Promise<{ file: string; bytes: Buffer }> {
  const { render } = await getCut(all.database.store, cut);
  if (render === null) throw new Error('The cut is not rendered.');
  return { file: render, bytes: await readFile(storedPath(all.home, render)) };
}

async function parts(): Promise<string[]> {
  const names = await readdir(join(all.home.cache, 'renders'), { recursive: true }).catch(() => []);
  return names.filter((name) => /pictures-\d+\..*\.mov$/.test(name));
}

const hidden = async () => (await readdir(all.home.renders)).filter((name) => name.startsWith('.'));

beforeAll(async () => {
  all = await testHome('sqlite');
  const { store } = all.database;
  const ada: Person = await namePerson(store, 'Ada');
  ({ id: production } = await createProduction(store, { title: 'Film' }));
  await chooseSigning(store, production, false);
  const file = join(all.home.root, 'film.mp4');
  await drawFilm(file);
  const info = await probe(file);
  const media = { production, title: 'Film', file, info, rights: defaultRights('own'), author: ada };
  const { id } = await createMedia(store, media);
  await saveShotLog(store, id, drawnLog(info, [0]));
  const item = { media: id, shot: 's0001', inFrame: 0, locked: false, score: 0, reasons: [] };
  // Forty seconds: parts are 12 to 30 seconds long.
  const items = Array.from({ length: 3 }, (_, at) => ({
    ...item,
    id: newId(),
    outFrame: FILM_FRAMES - at * SHOT_FRAMES,
  }));
  const log = (await findLog(store, id))?.revision ?? '';
  ({ id: cut } = await createCut(store, {
    production,
    media: id,
    title: 'Forty seconds',
    log,
    duration: 40.5,
    proposal: {
      id: newId(),
      what: 'A cut',
      change: { brief: { seconds: 40.5, seed: 0, keepBack: 0 }, items, banned: [] },
      by: { kind: 'model', name: 'test', version: '1', settings: {}, onBehalfOf: ada.id },
      evidence: [],
      at: now(),
    },
  }));
  watching = await openJobs({ database: all.database, home: all.home, registry: {} });
  const studio = await start();
  const { id: job } = await enqueue();
  expect(await watching.finished(job)).toMatchObject({
    state: 'done',
    message: expect.stringMatching(/^Its sound is at −1[56](\.\d)? LUFS, true peak −\d+(\.\d)? dBTP\.$/),
  });
  await kill(studio);
}, 120_000);
afterEach(() => {
  for (const studio of studios) studio.kill('SIGKILL');
});
afterAll(async () => {
  // The jobs' own processes end when they see it.
  await wait(200);
  await watching?.close();
  close();
  await all?.close();
});

test('a disk that is full in mid-render: one sentence, the render before as it was, and it goes on with room', async () => {
  const before = await rendered();
  // Room for each part and the database, not for the film.
  const full = await start(Math.floor((before.bytes.length * 0.9) / 1024));
  const { id } = await enqueue();
  expect(await watching.finished(id)).toMatchObject({
    state: 'failed',
    message: 'The disk is full, so the film was not written; make room and render again.',
  });
  await kill(full);
  expect((await rendered()).file).toBe(before.file);
  expect((await rendered()).bytes.equals(before.bytes)).toBe(true);
  expect(await readdir(all.home.renders)).toEqual([before.file.split('/').at(-1)]);
  expect((await parts()).length).toBeGreaterThan(1);
  const roomy = await start();
  await watching.retry(id);
  expect(await watching.finished(id)).toMatchObject({ state: 'done' });
  await kill(roomy);
  const after = await rendered();
  expect(after.file).not.toBe(before.file);
  expect(after.bytes.equals(before.bytes)).toBe(true);
  expect(await parts()).toEqual([]);
}, 120_000);

test('kill -9 in mid-render, and again at its end: the job goes on, and the film is the same', async () => {
  const before = await rendered();
  const { id } = await enqueue();
  const mark = join(all.home.root, 'held');
  const end = holdingAt(/renders[\\/][^\\/]+\.mov$/, mark);
  let studio = await start(undefined, end);
  await vi.waitFor(async () => expect((await parts()).length).toBeGreaterThan(0), { timeout: 60_000, interval: 5 });
  await kill(studio);
  expect((await rendered()).file).toBe(before.file);
  expect((await watching.get(id)).state).not.toBe('done');
  const kept = await parts();
  await rm(mark, { force: true });
  studio = await start(undefined, end);
  // The film is whole, and has no name yet.
  await untilHeld(mark);
  expect((await readdir(all.home.renders, { recursive: true })).join()).toContain('film');
  await kill(studio);
  expect(await parts()).toEqual(expect.arrayContaining(kept));
  studio = await start();
  expect(await watching.finished(id)).toMatchObject({ state: 'done' });
  await kill(studio);
  expect((await rendered()).bytes.equals(before.bytes)).toBe(true);
  expect(await hidden()).toEqual([]);
  expect(await parts()).toEqual([]);
}, 240_000);

test('a job that another process has by now makes no film over the one that is there', async () => {
  const before = await rendered();
  const { home, database } = all;
  const row = await getCut(database.store, cut);
  const { frameRate } = await probe(join(home.root, 'film.mp4'));
  const edit: Edit = {
    clips: [{ path: join(home.root, 'film.mp4'), inFrame: 0, outFrame: 20 }],
    width: 64,
    height: 36,
    frameRate,
    sampleRate: 48_000,
    format: 'prores-hq',
  };
  const context: JobContext = {
    id: parse(before.file).name,
    production,
    subject: cut,
    input: null,
    home,
    database,
    signal: new AbortController().signal,
    progress: () => {},
    saveCheckpoint: async () => {},
    whileHeld: async () => {
      throw new Fault('cancelled', 'This job was handed to another process.');
    },
  } as Partial<JobContext> as JobContext;
  const save = vi.fn(async () => true);
  await expect(renderFilm(context, row, edit, save)).rejects.toMatchObject({ code: 'cancelled' });
  expect(save).not.toHaveBeenCalled();
  expect((await rendered()).bytes.equals(before.bytes)).toBe(true);
  expect(await hidden()).toEqual([]);
}, 60_000);
