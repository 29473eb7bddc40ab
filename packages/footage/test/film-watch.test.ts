import { describe, expect, it } from 'vitest';
import { FilmWatch } from '../src/film-watch.ts';
import { HEIGHT, WIDTH } from '../train/drawn-scenes.ts';
import { makeFilm } from '../train/made-films.ts';
import { recorder, recordsOf } from './records.ts';

function watch(frames: readonly Uint8Array[]) {
  const film = new FilmWatch();
  for (const record of recordsOf(frames)) film.frame(record, Number(record.pts) / 25);
  return film.end();
}

/** A frame of one colour. */
const plain = (r: number, g: number, b: number): Uint8Array =>
  Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, at) => [r, g, b][at % 3]!);

/** A frame whose left part is one colour and whose right is another. */
function halves(left: readonly number[], right: readonly number[], share: number): Uint8Array {
  return Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, at) => {
    const column = Math.floor(at / 3) % WIDTH;
    return (column < WIDTH * share ? left : right)[at % 3]!;
  });
}

describe('watching a film', () => {
  it('gives one shot of a film of one frame, of black, of a single pixel', () => {
    const whole = { startFrame: 0, transitionIn: { type: 'none', startFrame: 0, endFrame: 0 }, keyFrame: 0 };
    expect(watch([plain(10, 200, 30)]).shots).toMatchObject([{ ...whole, endFrame: 1, motion: 0 }]);
    const black = watch(Array.from({ length: 700 }, () => plain(0, 0, 0)));
    expect(black.shots).toMatchObject([{ startFrame: 0, endFrame: 700, brightness: 0, contrast: 0, motion: 0 }]);
    expect(black.shots[0]!.palette).toEqual([{ colour: '#000000', share: 1 }]);
    expect(watch([])).toMatchObject({ shots: [], barcode: [] });
  });

  it('keeps no more frames of a long take, or of long black, than of a short one', () => {
    const { frames } = makeFilm(6, [{ frames: 120 }, { frames: 200 }], [{ type: 'cut' }]);
    const film = new FilmWatch();
    const records = recorder();
    let seen = 0;
    const most = (times: number, of: readonly Uint8Array[]): number => {
      let waiting = 0;
      for (let at = 0; at < times; at++) {
        film.frame(records(of[at % of.length]!), seen++ / 25);
        waiting = Math.max(waiting, film.waiting);
      }
      return waiting;
    };
    const still = frames.slice(-1);
    expect(most(320, frames)).toBeLessThan(1000);
    expect(most(2500, still)).toBeLessThan(1000);
    expect(most(2500, [plain(0, 0, 0)])).toBeLessThan(1000);
    expect(most(900, still)).toBeLessThan(1000);
    expect(film.end().shots.map(({ startFrame, endFrame }) => [startFrame, endFrame])).toEqual([
      [0, 120],
      [120, 2820],
      [5320, 6220],
    ]);
  }, 120_000);

  it('lets the frames of a transition belong to neither shot', () => {
    const { frames } = makeFilm(
      5,
      [{ frames: 40 }, { frames: 40 }],
      [{ type: 'fade', out: 10, hold: 4, in: 10, colour: [0, 0, 0] }],
    );
    const { shots } = watch(frames);
    expect(shots).toHaveLength(2);
    expect(shots[0]!.endFrame).toBe(shots[1]!.transitionIn.startFrame);
    expect(shots[1]!.startFrame).toBe(shots[1]!.transitionIn.endFrame);
    for (const shot of shots) {
      expect(shot.keyFrame).toBeGreaterThanOrEqual(shot.startFrame);
      expect(shot.keyFrame).toBeLessThan(shot.endFrame);
    }
  });

  it('measures palette, brightness and contrast', () => {
    const { shots } = watch(Array.from({ length: 30 }, () => halves([200, 30, 30], [20, 20, 160], 0.75)));
    const [shot] = shots;
    expect(shots).toHaveLength(1);
    expect(shot!.palette.map(({ colour }) => colour)).toEqual(['#c81e1e', '#1414a0']);
    expect(shot!.palette.map(({ share }) => share)).toEqual([0.75, 0.25]);
    const red = (0.2126 * 200 + 0.7874 * 30) / 255;
    const blue = (0.9278 * 20 + 0.0722 * 160) / 255;
    expect(shot!.brightness).toBeCloseTo(0.75 * red + 0.25 * blue, 4);
    expect(shot!.contrast).toBeCloseTo(Math.sqrt(0.75 * 0.25) * (red - blue), 4);
    expect(shot!.motion).toBe(0);
  });

  it('measures motion: a still shot has none, a pan has some, a faster one more', () => {
    const motions = [0, 0.5, 2].map(
      (pan) => watch(makeFilm(4, [{ frames: 50, pan }], [], { noise: 0 }).frames).shots[0]!.motion,
    );
    expect(motions[1]!).toBeGreaterThan(0);
    expect(motions[2]!).toBeGreaterThan(motions[1]!);
  });

  it('chooses a key frame that is sharp, of those that look alike', () => {
    const { frames } = makeFilm(8, [{ frames: 41 }], [], { noise: 0 });
    const { shots } = watch(frames.map((rgb, at) => (at >= 22 && at < 30 ? rgb : blur(rgb))));
    expect(shots).toHaveLength(1);
    expect(shots[0]!.keyFrame).toBeGreaterThanOrEqual(22);
    expect(shots[0]!.keyFrame).toBeLessThan(30);
  });

  it('makes a barcode of at most 1,000 columns that keeps the order of colours', () => {
    const third = (r: number, g: number, b: number, frames: number): Uint8Array[] =>
      Array.from({ length: frames }, () => plain(r, g, b));
    const { barcode } = watch([...third(255, 0, 0, 900), ...third(0, 255, 0, 900), ...third(0, 0, 255, 900)]);
    expect(barcode.length).toBeLessThanOrEqual(1000);
    expect(barcode.length).toBeGreaterThan(400);
    expect(barcode[0]).toBe('#ff0000');
    expect(barcode[Math.floor(barcode.length / 2)]).toBe('#00ff00');
    expect(barcode.at(-1)).toBe('#0000ff');
  });
});

/** Each pixel the mean of its neighbourhood. */
function blur(rgb: Uint8Array): Uint8Array {
  return Uint8Array.from(rgb, (_, at) => {
    const pixel = Math.floor(at / 3);
    const x = pixel % WIDTH;
    const y = Math.floor(pixel / WIDTH);
    let sum = 0;
    let count = 0;
    for (let row = Math.max(0, y - 2); row <= Math.min(HEIGHT - 1, y + 2); row++) {
      for (let column = Math.max(0, x - 2); column <= Math.min(WIDTH - 1, x + 2); column++) {
        sum += rgb[(row * WIDTH + column) * 3 + (at % 3)]!;
        count++;
      }
    }
    return sum / count;
  });
}
