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
import { encodeAs } from '../../media/test/support/fixtures.ts';
import { logFilm } from '../src/index.ts';
import { clip } from './data.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit-log-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});
afterAll(close);

/** The segment files that are done. */
const done = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.records')).sort();

/** What all parts must come to; the same for several tests. */
const wholes = new Map<string, Promise<string>>();
function wholeOf(film: string): Promise<string> {
  const known = wholes.get(film) ?? logFilm(film).then((log) => JSON.stringify(log));
  wholes.set(film, known);
  return known;
}

const subtitles = [{ start: 2, end: 3.5, text: 'A line.' }];

describe('a film logged in parts', () => {
  it('takes the lines that it is given, whatever the parts were heard with, and no part that was cut otherwise', async () => {
    const film = join(folder, 'grey.mp4');
    await encodeAs({ to: film, codec: 'libx264', pixelFormat: 'yuv420p', frames: 100, group: 12 });
    const parts = join(folder, 'parts');
    const options = { folder: parts, segmentSeconds: 1 };
    const before = await logFilm(film, options);
    expect(before.subtitles).toEqual([]);
    const whole = JSON.stringify(await logFilm(film, { subtitles }));
    const late = [...subtitles, { start: before.media.duration, end: 90, text: 'After the end.' }];
    expect(JSON.stringify(await logFilm(film, { ...options, subtitles: late }))).toBe(whole);
    expect(JSON.stringify(await logFilm(film, { ...options, subtitles }))).toBe(whole);
    // Another machine, which began at the same time and found no place to cut, writes its plan last.
    const plan = (await readdir(parts, { recursive: true })).find((name) => name.endsWith('plan.json'))!;
    expect(JSON.parse(await readFile(join(parts, plan), 'utf8'))).not.toEqual([]);
    await writeFile(join(parts, plan), '[]');
    expect(JSON.stringify(await logFilm(film, { ...options, subtitles }))).toBe(whole);
  }, 60_000);

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
      const whole = await wholeOf(film!);
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
      for (let before = 0; before < 3 || kills < 2; kills++) {
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
      const whole = await wholeOf(film!);
      const options = { folder, segmentSeconds: 1 };
      const logs = await Promise.all([logFilm(film!, options), logFilm(film!, options)]);
      expect(logs.map((log) => JSON.stringify(log))).toEqual([whole, whole]);
    },
    120_000,
  );

  it.skipIf(film === undefined)(
    'says that the disk is full, whichever part does not fit',
    async () => {
      const child = fileURLToPath(new URL('./log-child.ts', import.meta.url));
      // In KiB: none for the plan; some for the plan, too little for a segment.
      for (const limit of [0, 4]) {
        const limited = `trap "" XFSZ; ulimit -f ${limit}; exec "$0" "$@"`;
        const started = spawn('bash', ['-c', limited, process.execPath, child, film!, folder, '5'], {
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        const [said] = await Promise.all([text(started.stderr), once(started, 'close')]);
        expect(said).toContain('The disk is full, so this was not written; make room and try again.');
      }
      expect(await done()).toEqual([]);
    },
    120_000,
  );
});
