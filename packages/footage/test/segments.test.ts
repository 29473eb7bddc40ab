import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { close } from '@second-unit/media';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logFilm } from '../src/index.ts';
import { clip } from './data.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit-log-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});
afterAll(close);

/** The segment files that are done. */
const done = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.records')).sort();

const subtitles = [{ start: 2, end: 3.5, text: 'A line.' }];

describe('a film logged in parts', () => {
  for (const [name, lengths] of [
    ['sintel_trailer_threejs.mp4', [1, 7, 600]],
    ['bbb_480p_30s.mp4', [1, 5]],
    ['trip_to_the_moon_trailer.mp4', [2, 9]],
    ['hamilton_short.mp4', [1]],
    ['moviepy_chaplin.mp4', [1]],
  ] as const) {
    const film = clip(name);
    it.skipIf(film === undefined)(
      `${name}: the same log as in one pass, whatever the parts`,
      async () => {
        const whole = JSON.stringify(await logFilm(film!, { subtitles }));
        for (const segmentSeconds of lengths) {
          const parts = join(folder, String(segmentSeconds));
          expect(JSON.stringify(await logFilm(film!, { subtitles, folder: parts, segmentSeconds }))).toBe(whole);
        }
      },
      300_000,
    );
  }

  const film = clip('bbb_480p_30s.mp4');
  it.skipIf(film === undefined)(
    'decodes again what is missing, cut short or changed on the disk, and nothing else',
    async () => {
      const options = { folder, segmentSeconds: 5 };
      const whole = JSON.stringify(await logFilm(film!, options));
      const names = await done();
      expect(names).toHaveLength(4);
      const before = await Promise.all(names.map((name) => stat(join(folder, name))));
      await rm(join(folder, names[0]!));
      await truncate(join(folder, names[1]!), before[1]!.size - 1);
      const changed = await readFile(join(folder, names[2]!));
      changed[changed.length >> 1]! ^= 1;
      await writeFile(join(folder, names[2]!), changed);
      expect(JSON.stringify(await logFilm(film!, options))).toBe(whole);
      const after = await Promise.all(names.map((name) => stat(join(folder, name))));
      expect(after.map(({ mtimeMs }, at) => mtimeMs === before[at]!.mtimeMs)).toEqual([false, false, false, true]);
      expect((await readdir(folder, { recursive: true })).filter((name) => /claim|part/.test(name))).toEqual([]);
    },
    120_000,
  );

  it.skipIf(film === undefined)(
    'goes on where a process was killed, and comes to the same log',
    async () => {
      const whole = JSON.stringify(await logFilm(film!));
      const child = fileURLToPath(new URL('./log-child.ts', import.meta.url));
      const start = () =>
        spawn(process.execPath, [child, film!, folder, '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
      const times = async (): Promise<Map<string, number>> => {
        const names = await done();
        return new Map(
          await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).mtimeMs] as const)),
        );
      };
      const written = new Map<string, number>();
      let kills = 0;
      for (let before = 0; before < 3; kills++) {
        const process = start();
        const closed = once(process, 'close');
        // Killed in the middle of the part behind the next one that is done.
        while (process.exitCode === null && (await times()).size <= before) await sleep(20);
        await sleep(kills * 30);
        process.kill('SIGKILL');
        await closed;
        const now = await times();
        for (const [name, time] of written) expect(now.get(name), name).toBe(time);
        for (const [name, time] of now) written.set(name, time);
        before = now.size;
      }
      expect(kills).toBeGreaterThan(1);
      const last = start();
      const [out] = await Promise.all([text(last.stdout), once(last, 'close')]);
      expect(out).toBe(whole);
      const now = await times();
      for (const [name, time] of written) expect(now.get(name), name).toBe(time);
      expect((await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.claim'))).toEqual([]);
    },
    120_000,
  );

  it.skipIf(film === undefined)(
    'is shared by several who work in the same folder',
    async () => {
      const whole = JSON.stringify(await logFilm(film!));
      const options = { folder, segmentSeconds: 1 };
      const logs = await Promise.all([logFilm(film!, options), logFilm(film!, options)]);
      expect(logs.map((log) => JSON.stringify(log))).toEqual([whole, whole]);
    },
    120_000,
  );
});
