import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { close } from '@second-unit/media';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawFilm } from '../server/film.ts';
import { holdingAt, untilHeld } from '../support/held.ts';
import { cli } from './harness.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
let folder: string;
const at = (name: string): string => join(folder, name);
const args = (out: string) => [
  ...['trailer', at('film.mp4'), '--rights', 'own', '--no-credentials', '--seconds', '5', '--out', at(out)],
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit trailer parts 🎬 '));
  await drawFilm(at('film.mp4'));
});
afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

test('a trailer that was killed goes on when it is asked for again, and is the same', async () => {
  const parts = at('deep/.teaser.parts');
  const env = { ...process.env, ...holdingAt(/trailer\.mp4$/, at('held')) };
  const child = spawn(process.execPath, [MAIN, ...args('deep/teaser')], { stdio: 'ignore', env });
  const files = () => readdir(parts, { recursive: true }).catch((): string[] => []);
  const rendered = async () => (await files()).filter((name) => /pictures-\d+\.[^/]*\.mov$/.test(name));
  await untilHeld(at('held'));
  expect(await rendered()).toHaveLength(1);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  // Nothing stands under a name of its own.
  expect(await readdir(at('deep'))).toEqual(['.teaser.parts']);
  // A mark in the part that it goes on from, as if it had been rendered so: it is in the film, and nothing else differs.
  const [part = ''] = await rendered();
  const bytes = await readFile(join(parts, part));
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(join(parts, part), bytes);
  const sum = crc32(bytes).toString(16).padStart(8, '0');
  await rename(join(parts, part), join(parts, part.replace(/-[0-9a-f]{8}\.mov$/, `-${sum}.mov`)));
  const again = await cli(args('deep/teaser'));
  expect([again.code, again.stderr]).toEqual([0, '']);
  expect(again.stdout).toMatch(/trailer\.mp4: Its sound is at −16(\.\d)? LUFS, true peak −\d/);
  expect(await readdir(at('deep'))).toEqual(['teaser']);
  const whole = await cli(args('whole'));
  expect(whole.code).toBe(0);
  const film = await readFile(at('deep/teaser/trailer.mp4'));
  const other = await readFile(at('whole/trailer.mp4'));
  expect(film.length).toBe(other.length);
  expect(film.filter((byte, index) => byte !== other[index])).toHaveLength(1);
}, 120_000);

test('what is asked wrongly leaves nothing beside it', async () => {
  await writeFile(at('text'), 'mine');
  const before = await readdir(folder);
  expect((await cli(args('text'))).code).toBe(2);
  expect((await cli([...args('never'), '--seconds', '500'])).code).toBe(2);
  expect(await readdir(folder)).toEqual(before);
}, 60_000);
