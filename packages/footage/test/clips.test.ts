import { readFile } from 'node:fs/promises';
import { close } from '@second-unit/media';
import { afterAll, describe, expect, it } from 'vitest';
import { logFilm, type ShotLog, type TransitionIn, validateShotLog } from '../src/index.ts';
import { clip } from './data.ts';

afterAll(close);

/** A transition as seen by eye, frame by frame, and by how many frames the eye itself is unsure of its ends. */
type Seen = readonly [type: TransitionIn['type'], startFrame: number, endFrame: number, unsure?: number];

const transitionsOf = (log: ShotLog): TransitionIn[] =>
  log.shots.map((shot) => shot.transitionIn).filter(({ type }) => type !== 'none');

function expectSeen(log: ShotLog, seen: readonly Seen[]): void {
  const found = transitionsOf(log);
  expect(found.map(({ type, startFrame }) => `${type} ${startFrame}`)).toHaveLength(seen.length);
  for (const [index, [type, startFrame, endFrame, unsure = 1]] of seen.entries()) {
    const one = found[index]!;
    expect(one.type, `change ${index} at ${startFrame}`).toBe(type);
    expect(
      Math.abs(one.startFrame - startFrame),
      `start of ${type} at ${startFrame}: ${one.startFrame}`,
    ).toBeLessThanOrEqual(unsure);
    expect(Math.abs(one.endFrame - endFrame), `end of ${type} at ${endFrame}: ${one.endFrame}`).toBeLessThanOrEqual(
      unsure,
    );
  }
}

// Regression tests, not scores: these clips were looked at while the detectors were made.
describe('clips whose shots are known', () => {
  const maria = clip('maria_bbb_720p.mp4');
  const cuts = clip('maria_bbb_720p.cuts.txt');
  it.skipIf(maria === undefined || cuts === undefined)(
    'Big Buck Bunny: 42 hard cuts',
    async () => {
      const truth = (await readFile(cuts!, 'utf8')).trim().split(/\s+/).map(Number);
      expect(truth).toHaveLength(42);
      const log = await logFilm(maria!);
      const found = transitionsOf(log);
      const missed = truth.filter((frame) => !found.some(({ endFrame }) => Math.abs(endFrame - frame) <= 1));
      const wrong = found.filter(({ endFrame }) => !truth.some((frame) => Math.abs(endFrame - frame) <= 1));
      expect({ missed, wrong }).toEqual({ missed: [], wrong: [] });
      expect(found.every(({ type }) => type === 'cut')).toBe(true);
      expect(log.media.frames).toBe(4271);
      expect(log.shots.at(-1)!.endFrame).toBe(4271);
      expect(log.sound!.integrated).toBeCloseTo(-27.1, 0);
      expect(validateShotLog(JSON.parse(JSON.stringify(log)))).toEqual(log);
    },
    300_000,
  );

  const sintel = clip('sintel_trailer_threejs.mp4');
  it.skipIf(sintel === undefined)(
    'Sintel trailer: fades, titles, dissolves',
    async () => {
      const subtitles = [{ start: 11.25, end: 15.5, text: 'What brings you to the land of the Gate Keepers?' }];
      const log = await logFilm(sintel!, { subtitles });
      expectSeen(log, [
        // Comes up slowly out of black, and goes on into white fog; where the one ends is a matter of taste.
        ['fade', 0, 110, 14],
        ['fade', 119, 155, 4],
        ['fade', 193, 226, 4],
        // Out of black so slowly that one grey level in a few areas moves what is found by as much.
        ['fade', 248, 306, 8],
        ['cut', 336, 336],
        ['fade', 356, 398, 6],
        ['cut', 406, 406],
        ['fade', 422, 476, 6],
        ['fade', 494, 552, 6],
        ['cut', 573, 573],
        ['cut', 623, 623],
        ['cut', 660, 660],
        ['fade', 674, 702, 4],
        ['fade', 757, 793, 4],
        // The camera pulls back fast the while.
        ['dissolve', 829, 866, 25],
        ['dissolve', 942, 1015, 5],
        ['fade', 1090, 1142, 5],
        ['cut', 1165, 1165],
      ]);
      expect(log.shots.at(-1)).toMatchObject({
        endFrame: 1222,
        transitionOut: { type: 'fade', startFrame: 1222, endFrame: 1252 },
      });
      // Said from 11.25 s on, in black, before the man who says it comes up.
      expect(log.shots.findIndex((shot) => shot.lines.includes(0))).toBe(3);
      expect(log.subtitles[0]).toMatchObject({ startFrame: 270, endFrame: 372 });
    },
    120_000,
  );

  const moon = clip('trip_to_the_moon_trailer.mp4');
  it.skipIf(moon === undefined)(
    'A Trip to the Moon: old film, dissolves to titles, titles that jump',
    async () => {
      expectSeen(await logFilm(moon!), [
        ['fade', 0, 13, 2],
        ['fade', 139, 200, 4],
        ['dissolve', 233, 254, 3],
        ['dissolve', 297, 320, 3],
        ['dissolve', 359, 374, 3],
        ['dissolve', 424, 451, 3],
        ['dissolve', 556, 590, 5],
        ...[632, 698, 761, 821, 881, 1002, 1047, 1137, 1160, 1199, 1222, 1260, 1283, 1321, 1344, 1382].map(
          (frame): Seen => ['cut', frame, frame],
        ),
        ['fade', 1431, 1445, 2],
        ['fade', 1531, 1535, 1],
      ]);
    },
    120_000,
  );

  const hamilton = clip('hamilton_short.mp4');
  it.skipIf(hamilton === undefined)(
    'a stage, in the dark: three cuts',
    async () => {
      expectSeen(
        await logFilm(hamilton!),
        [20, 82, 211].map((frame): Seen => ['cut', frame, frame]),
      );
    },
    120_000,
  );

  const bunny = clip('bbb_480p_30s.mp4');
  it.skipIf(bunny === undefined)(
    'titles over a picture and a bird that leaves it are no shot changes',
    async () => {
      expectSeen(await logFilm(bunny!), [
        ['fade', 0, 50, 8],
        ['cut', 285, 285],
        ['cut', 378, 378],
        ['cut', 553, 553],
      ]);
    },
    120_000,
  );

  const chaplin = clip('moviepy_chaplin.mp4');
  it.skipIf(chaplin === undefined)(
    'black and white, one shot: the same log each time, told as it comes',
    async () => {
      const words: string[] = [];
      const log = await logFilm(chaplin!, { onProgress: (progress) => words.push(progress.words) });
      expect(transitionsOf(log)).toEqual([]);
      expect(log.shots).toHaveLength(1);
      expect(words.at(-1)).toMatch(/^[\d,]+ of 241 frames$/);
      expect(await logFilm(chaplin!)).toEqual(log);
    },
    120_000,
  );

  it.skipIf(maria === undefined)(
    'stops when it is told to',
    async () => {
      const controller = new AbortController();
      const logging = logFilm(maria!, { signal: controller.signal, onProgress: () => controller.abort() });
      await expect(logging).rejects.toMatchObject({ code: 'cancelled' });
    },
    120_000,
  );

  it('says what is wrong with a file that is not there, and with one that is no film', async () => {
    await expect(logFilm('/nowhere/film.mp4')).rejects.toMatchObject({ code: 'not-found', name: 'Fault' });
    await expect(logFilm(import.meta.filename)).rejects.toMatchObject({ code: 'input', name: 'Fault' });
  });
});
