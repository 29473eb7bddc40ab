import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  HOME_VERSION,
  homeRoot,
  itemPath,
  layout,
  openHome,
  placeFile,
  RESTORING,
  readSettings,
  storedPath,
  writeAtomic,
} from '../../src/home/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second unit ünï 🎬 '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the flag comes before the environment, the environment before the default', () => {
  expect(homeRoot('/a', { SECOND_UNIT_HOME: '/b' })).toBe('/a');
  expect(homeRoot(undefined, { SECOND_UNIT_HOME: '/b' })).toBe('/b');
  expect(homeRoot(undefined, { SECOND_UNIT_HOME: '' })).toMatch(/\.second-unit$/);
});

test('a home is made once, opens again, and a newer one is refused', async () => {
  const root = join(folder, 'home');
  const home = await openHome(root);
  expect(JSON.parse(await readFile(home.mark, 'utf8'))).toEqual({ format: 'second-unit/home', version: HOME_VERSION });
  if (process.platform !== 'win32') expect((await stat(root)).mode & 0o777).toBe(0o700);
  expect(await openHome(root)).toEqual(home);
  await writeFile(home.mark, JSON.stringify({ format: 'second-unit/home', version: HOME_VERSION + 1 }));
  await expect(openHome(root)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('newer') });
  for (const text of ['', '{', '[]', 'null', '{"format":"x","version":1}']) {
    await writeFile(home.mark, text);
    await expect(openHome(root)).rejects.toMatchObject({ code: 'input', place: home.mark });
  }
});

test('what a killed process left half-written goes after a day, not before', async () => {
  const home = await openHome(join(folder, 'incoming'));
  const [old, young] = [join(home.incoming, 'old'), join(home.incoming, 'young')];
  for (const path of [old, young]) await writeFile(path, 'x');
  const long = new Date(Date.now() - 25 * 3600 * 1000);
  await utimes(old, long, long);
  await openHome(home.root);
  expect(await readdir(home.incoming)).toEqual(['young']);
});

test('a restore that was cut short is not taken for a home', async () => {
  const root = join(folder, 'half');
  await mkdir(join(root, RESTORING), { recursive: true });
  await expect(openHome(root)).rejects.toMatchObject({ code: 'conflict' });
  expect(await readdir(root)).toEqual([RESTORING]);
});

test('a path that is a file is one sentence', async () => {
  const root = join(folder, 'file');
  await writeFile(root, 'x');
  await expect(openHome(root)).rejects.toMatchObject({ code: 'unavailable' });
});

test('no stored path leads out of the home, no name becomes part of a path', () => {
  const home = layout(join(folder, 'home'));
  fc.assert(
    fc.property(fc.array(fc.constantFrom('..', '.', 'a', 'media', '', '...')), (parts) => {
      const stored = parts.join('/');
      if (stored.startsWith('/')) return;
      try {
        expect(storedPath(home, stored).startsWith(`${home.root}/`)).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ code: 'refused' });
      }
    }),
  );
  fc.assert(
    fc.property(fc.string(), (extension) => {
      expect(itemPath('media', '01a2029c-4182-769f-bf82-37c72371cc4c', extension)).toMatch(
        /^media\/[0-9a-f-]{36}(\.[a-z0-9]{1,8})?$/,
      );
    }),
  );
  expect(() => itemPath('media', '../../x', '.mp4')).toThrow();
});

test('a file is written whole, over an older one too, and leaves nothing else', async () => {
  const path = join(folder, 'atomic', 'draft.fountain');
  await writeAtomic(path, 'one');
  await Promise.all([writeAtomic(path, 'two'.repeat(50_000)), writeAtomic(path, new Uint8Array([65]))]);
  expect(['A', 'two'.repeat(50_000)]).toContain(await readFile(path, 'utf8'));
  const from = join(folder, 'atomic', 'incoming');
  await writeFile(from, 'film');
  await placeFile(from, join(folder, 'atomic', 'media', 'x.mp4'));
  expect(await readFile(join(folder, 'atomic', 'media', 'x.mp4'), 'utf8')).toBe('film');
  expect((await readdir(join(folder, 'atomic'))).sort()).toEqual(['draft.fountain', 'media']);
});

test('settings: flag, then environment, then file, then default; a wrong one is named', async () => {
  const home = await openHome(join(folder, 'settings'));
  expect(await readSettings(home, {}, {})).toEqual({ port: 4610, openBrowser: true, jobs: 1 });
  await writeFile(home.settings, '{"port": 1, "jobs": 2, "openBrowser": false}');
  expect(await readSettings(home, {}, {})).toMatchObject({ port: 1, jobs: 2, openBrowser: false });
  const environment = { SECOND_UNIT_PORT: '2', DATABASE_URL: 'postgres://x', SECOND_UNIT_HOST: '' };
  expect(await readSettings(home, {}, environment)).toMatchObject({ port: 2, databaseUrl: 'postgres://x' });
  expect(await readSettings(home, { port: 3 }, environment)).toMatchObject({ port: 3, jobs: 2 });
  await expect(readSettings(home, {}, { SECOND_UNIT_PORT: 'x' })).rejects.toMatchObject({
    code: 'input',
    message: expect.stringContaining('SECOND_UNIT_PORT'),
  });
  for (const text of ['{"prot": 1}', '{', '[]', '{"port": 70000}']) {
    await writeFile(home.settings, text);
    await expect(readSettings(home, {}, {})).rejects.toMatchObject({ code: 'input', place: home.settings });
  }
  // Root reads everything, so this says something only for others.
  if (process.getuid?.() !== 0) {
    await chmod(home.settings, 0);
    await expect(readSettings(home, {}, {})).rejects.toThrow();
  }
});
