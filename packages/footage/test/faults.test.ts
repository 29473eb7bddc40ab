import { describe, expect, it } from 'vitest';
import { crispness } from '../src/faults/crispness.ts';
import { FilmMeasures } from '../src/faults/film-measures.ts';
import { levelsOf } from '../src/faults/levels.ts';
import { pictureFaults } from '../src/faults/picture-faults.ts';
import type { FramePicture } from '../src/records/frame-record.ts';
import { measureFrame } from '../src/records/measures.ts';
import { LUMA_HEIGHT, LUMA_WIDTH, RECORD_HEIGHT, RECORD_WIDTH } from '../src/records/size.ts';
import { random } from '../train/random.ts';

const RATE = 25;

/** Luma of a street of boxes, moved by `shift` pixels, blurred by `soft` pixels, its levels put through `tone`. */
function picture(shift: number, soft = 0, tone: (level: number) => number = (level) => level): Uint8Array {
  const next = random(11);
  const wide = 4 * LUMA_WIDTH;
  const line = Array.from({ length: 40 }, () => ({
    x: next() * wide,
    y: next() * LUMA_HEIGHT,
    size: 4 + next() * 14,
    level: 20 + next() * 215,
  }));
  const luma = new Float64Array(LUMA_WIDTH * LUMA_HEIGHT).fill(110);
  for (const { x, y, size, level } of line) {
    for (let row = 0; row < LUMA_HEIGHT; row++) {
      for (let column = 0; column < LUMA_WIDTH; column++) {
        if (Math.abs(column + shift - x) < size && Math.abs(row - y) < size) luma[row * LUMA_WIDTH + column] = level;
      }
    }
  }
  return Uint8Array.from(soft === 0 ? luma : blurred(luma, soft), (level) => tone(level));
}

/** A bell of `soft` pixels standard deviation. */
function blurred(luma: Float64Array, soft: number): Float64Array {
  const reach = Math.ceil(3 * soft);
  const one = (from: Float64Array, stepX: number, stepY: number): Float64Array =>
    from.map((_, at) => {
      const [x, y] = [at % LUMA_WIDTH, Math.floor(at / LUMA_WIDTH)];
      let sum = 0;
      let all = 0;
      for (let away = -reach; away <= reach; away++) {
        const column = Math.max(0, Math.min(LUMA_WIDTH - 1, x + away * stepX));
        const row = Math.max(0, Math.min(LUMA_HEIGHT - 1, y + away * stepY));
        const weight = Math.exp(-((away / soft) ** 2) / 2);
        sum += weight * from[row * LUMA_WIDTH + column]!;
        all += weight;
      }
      return sum / all;
    });
  return one(one(luma, 1, 0), 0, 1);
}

/** Faults of a film whose shots are these pictures, one after the other. */
function faultsOf(...shots: readonly (readonly Uint8Array[])[]) {
  const film = new FilmMeasures();
  let previous: FramePicture | undefined;
  let index = 0;
  for (const luma of shots.flat()) {
    const frame = { pts: BigInt(index), rgb: new Uint8Array(RECORD_WIDTH * RECORD_HEIGHT * 3), luma };
    const { measures, rgb } = measureFrame(frame, previous);
    film.frame({ index, width: RECORD_WIDTH, height: RECORD_HEIGHT, time: index / RATE, rgb, measures });
    previous = frame;
    index++;
  }
  const ranges = shots.map(({ length }, at) => {
    const startFrame = shots.slice(0, at).flat().length;
    return { startFrame, endFrame: startFrame + length };
  });
  return pictureFaults(film, ranges, { at: (frame) => frame / RATE });
}

/** Frames of one walk down the street: pixels that each shows. */
const walk = (shifts: readonly number[], soft = 0, tone?: (level: number) => number): Uint8Array[] =>
  shifts.map((shift) => picture(shift, soft, tone));
const steps = (count: number, size = 1.5): number[] => Array.from({ length: count }, (_, at) => at * size);

describe('faults of the picture', () => {
  it('finds none in a plain shot, moving or still, nor in lettering on black', () => {
    const card = picture(0, 0, (level) => (level > 200 ? 230 : 3));
    expect(faultsOf(walk(steps(40)), walk(steps(40, 0)), Array(30).fill(card))).toEqual([]);
  });

  it('finds what is out of focus, however strong its contrast, and not what is merely in motion', () => {
    expect(faultsOf(walk(steps(12, 0.1), 2.5))).toMatchObject([{ kind: 'soft', startFrame: 0, endFrame: 12 }]);
    const pale = (level: number): number => 80 + level / 2.5;
    expect(faultsOf(walk(steps(12, 0.1), 2.5, pale)).map(({ kind }) => kind)).toEqual(['soft']);
    expect(faultsOf(walk(steps(12, 0.1), 0, pale))).toEqual([]);
  });

  it('finds what is exposed too little or too much', () => {
    expect(faultsOf(walk(steps(30), 0, (level) => 4 + level / 8))).toMatchObject([
      { kind: 'underexposed', startFrame: 0, endFrame: 30 },
    ]);
    expect(faultsOf(walk(steps(30), 0, (level) => Math.min(255, level * 2.6)))).toMatchObject([
      { kind: 'overexposed', startFrame: 0, endFrame: 30 },
    ]);
  });

  it('finds black frames, a single one too, within a shot or between two', () => {
    const black = new Uint8Array(LUMA_WIDTH * LUMA_HEIGHT).fill(2);
    const frames = walk(steps(30));
    frames[12] = black;
    expect(faultsOf(frames, Array(8).fill(black), walk(steps(20)))).toMatchObject([
      { kind: 'black', startFrame: 12, endFrame: 13 },
      { kind: 'black', startFrame: 30, endFrame: 38 },
    ]);
  });

  it('finds a picture that freezes, and not one that comes to rest', () => {
    const frozen = [...steps(20), ...Array<number>(20).fill(30), ...steps(20).map((shift) => 40 + shift)];
    expect(faultsOf(walk(frozen))).toMatchObject([{ kind: 'frozen', startFrame: 20, endFrame: 40 }]);
    const rests = [...Array.from({ length: 40 }, (_, at) => 30 * (1 - 0.85 ** at)), ...Array<number>(25).fill(30)];
    expect(faultsOf(walk(rests))).toEqual([]);
  });

  it('finds one doubled frame, and says of doubles that keep time how often they come', () => {
    const once = steps(40);
    once[17] = once[16]!;
    expect(faultsOf(walk(once))).toMatchObject([{ kind: 'duplicate', startFrame: 17, endFrame: 18 }]);
    // 24 frames a second shown at 30: every fifth is there twice, also across a cut and a shot in which nothing moves.
    const shown = (count: number): number[] =>
      Array.from({ length: count }, (_, at) => Math.floor((at * 24) / 30) * 1.5);
    const found = faultsOf(walk(shown(60)), walk(Array<number>(70).fill(3)), walk(shown(60)));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'duplicate', every: 5 });
    expect(found[0]!.endFrame - found[0]!.startFrame).toBeGreaterThan(170);
    const film = Array.from({ length: 90 }, (_, at) => Math.floor((at * 24) / 60) * 1.5);
    expect(faultsOf(walk(film))).toMatchObject([{ kind: 'duplicate', every: expect.closeTo(60 / 36, 1) }]);
  });
});

describe('what faults are told by', () => {
  it('measures how far up the levels reach', () => {
    expect(levelsOf(new Uint8Array(100).fill(51))).toEqual({ peak: 0.2, high: 0.2, clipped: 0 });
    const lamp = new Uint8Array(1000).fill(0);
    lamp.fill(255, 0, 30);
    expect(levelsOf(lamp)).toEqual({ peak: 1, high: 0, clipped: 0.03 });
  });

  it('measures steepness of edges: falls with blur, is the same at any contrast, unknown without edges', () => {
    const crisp = (soft: number, tone?: (level: number) => number): number => crispness(picture(0, soft, tone))!;
    const values = [0, 1, 2, 3].map((soft) => crisp(soft));
    for (const [at, value] of values.slice(1).entries()) expect(value).toBeLessThan(values[at]!);
    expect(crisp(2, (level) => 60 + level / 2)).toBeCloseTo(crisp(2), 1);
    expect(crispness(new Uint8Array(LUMA_WIDTH * LUMA_HEIGHT).fill(80))).toBeUndefined();
  });
});
