import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from './harness.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit trailer rights '));
  await writeFile(at('film.mp4'), 'no film');
  await writeFile(at('song.wav'), 'no song');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const trailer = (...more: string[]) =>
  cli(['trailer', at('film.mp4'), '--rights', 'own', '--music', at('song.wav'), '--out', at('never'), ...more]);

test('nothing is set to music that nobody says a ground for, whatever the film’s', async () => {
  for (const more of [[], ['--music-rights', 'unknown']]) {
    const { code, stderr } = await trailer(...more);
    expect(stderr).toContain(
      'Nobody said on what ground song.wav is used, so nothing set to it may be written; say it with --music-rights own, licensed, open-licence or public-domain.',
    );
    expect(code).toBe(2);
  }
  expect((await trailer('--music-rights', 'stolen')).stderr).toContain('--music-rights must be own');
  // With both said, it is the film that is looked at next.
  const { code, stderr } = await trailer('--music-rights', 'licensed');
  expect([code, stderr]).toEqual([2, expect.stringContaining('film.mp4')]);
  expect(stderr).not.toContain('song.wav');
  expect(existsSync(at('never'))).toBe(false);
}, 60_000);
