import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close, encode } from '@second-unit/media';
import { afterAll, describe, expect, it } from 'vitest';
import { fieldsIn, fieldsOf, type Rows } from '../src/faults/comb.ts';
import { logFilm } from '../src/log-film.ts';

const [WIDTH, HEIGHT] = [192, 144];

/** Luma at a moment (in frames): blocks that go to the right over a ramp, with fine stripes that stand still. */
function moment(time: number, speed = 5): Uint8Array {
  const luma = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const moved = x - time * speed;
      const block = (Math.floor(moved / 23) * 7 + Math.floor(y / 19) * 5) % 9;
      const stripes = y > 100 ? (y % 2) * 60 : 0;
      luma[y * WIDTH + x] = Math.min(250, 40 + Math.abs(block) * 14 + stripes + ((x * 13 + y * 7) % 5));
    }
  }
  return luma;
}

/** A frame of two fields: its upper rows of one moment, its lower ones of half a frame later. */
function woven(frame: number, upperFirst = true): Uint8Array {
  const [early, late] = [moment(frame), moment(frame + 0.5)];
  return early.map((_, at) => {
    const isUpper = Math.floor(at / WIDTH) % 2 === 0;
    return (isUpper === upperFirst ? early : late)[at]!;
  });
}
const rows = (luma: Uint8Array): Rows => ({ width: WIDTH, height: HEIGHT, luma });
const three = (of: (frame: number) => Uint8Array): [Rows, Rows, Rows] => [rows(of(0)), rows(of(1)), rows(of(2))];

describe('frames of two fields', () => {
  it('are told whichever field comes first, and from frames of one moment with fine stripes', () => {
    expect(fieldsOf(...three((frame) => woven(frame)))).toBe('apart');
    expect(fieldsOf(...three((frame) => woven(frame, false)))).toBe('apart');
    expect(fieldsOf(...three((frame) => moment(frame)))).toBe('together');
  });

  it('are not told where nothing moves', () => {
    expect(fieldsOf(...three(() => moment(3)))).toBeUndefined();
    expect(fieldsOf(...three(() => woven(3)))).toBeUndefined();
  });

  it('are two of five where film was made television', () => {
    // 3:2 pulldown: A B B+C C+D D.
    const pulled = (frame: number): Uint8Array => {
      const film = (index: number) => moment(index * 1.25);
      const [at, cycle] = [frame % 5, Math.floor(frame / 5) * 4];
      const [upper, lower] = [
        [0, 0],
        [1, 1],
        [1, 2],
        [2, 3],
        [3, 3],
      ][at] as [number, number];
      const [a, b] = [film(cycle + upper), film(cycle + lower)];
      return a.map((value, place) => (Math.floor(place / WIDTH) % 2 === 0 ? value : b[place]!));
    };
    for (const from of [0, 1, 2, 3, 4]) {
      expect(fieldsIn(Array.from({ length: 7 }, (_, at) => rows(pulled(from + at))))).toBe('apart');
    }
    expect(fieldsIn(Array.from({ length: 7 }, (_, at) => rows(moment(at))))).toBe('together');
  });
});

describe('a film that combs though it is not marked as interlaced', () => {
  const folder = mkdtempSync(join(tmpdir(), 'combing-'));
  afterAll(() => {
    close();
    rmSync(folder, { recursive: true, force: true });
  });

  const made = async (name: string, frames: number, combs: (frame: number) => boolean): Promise<string> => {
    const path = join(folder, name);
    function* pictures(): Generator<Uint8Array> {
      for (let frame = 0; frame < frames; frame++) {
        const luma = combs(frame) ? woven(frame) : moment(frame);
        const rgba = new Uint8Array(WIDTH * HEIGHT * 4).fill(255);
        for (let at = 0; at < luma.length; at++) rgba.fill(luma[at]!, at * 4, at * 4 + 3);
        yield rgba;
      }
    }
    const size = { width: WIDTH, height: HEIGHT, frameRate: { num: 25, den: 1 } };
    await encode(pictures(), { ...size, preset: 'ultrafast', crf: 20 }, path);
    return path;
  };

  it('is told, from where to where, with what to do', async () => {
    const log = await logFilm(await made('half.mp4', 520, (frame) => frame < 300));
    const combed = log.faults?.filter(({ kind }) => kind === 'combed') ?? [];
    expect(combed).toHaveLength(1);
    expect(combed[0]?.startFrame).toBe(0);
    expect(combed[0]?.endFrame).toBeGreaterThanOrEqual(240);
    expect(combed[0]?.endFrame).toBeLessThan(520);
    expect(log.media.pictureNote).toContain('deinterlace it');
  });

  it('is not told of a film that is none', async () => {
    const log = await logFilm(await made('whole.mp4', 60, () => false));
    expect(log.faults?.filter(({ kind }) => kind === 'combed')).toEqual([]);
    expect(log.media.pictureNote).toBeUndefined();
  });
});
