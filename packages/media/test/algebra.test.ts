import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clip, Edit } from '../src/edit.ts';
import { isVariable } from '../src/frame-times.ts';
import { layersAt, planEdit, sampleOf } from '../src/native/edit-plan.ts';
import { FilmClock } from '../src/native/film-clock.ts';
import { isSideways, orientationFrom, turnTable } from '../src/native/orientation.ts';
import { pack, readHeader, unpack } from '../src/process/wire.ts';
import { plainText } from '../src/subtitle-text.ts';

const rates = fc.constantFrom(
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 24_000, den: 1001 },
  { num: 30_000, den: 1001 },
  { num: 60, den: 1 },
);

describe('the pipe to the media process', () => {
  const sections = fc.record({
    pixels: fc.uint8Array({ maxLength: 50 }),
    samples: fc.float32Array({ maxLength: 20, noNaN: true }),
    pts: fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })).map((values) => BigInt64Array.from(values)),
    text: fc.string(),
  });

  it('gives back every message as it was', () => {
    fc.assert(
      fc.property(sections, fc.nat(7), (message, offset) => {
        const packed = Buffer.concat(pack(message));
        const { total, json } = readHeader(packed);
        // Whatever the alignment of what was read.
        const body = new Uint8Array(total + offset).subarray(offset);
        body.set(packed.subarray(8));
        expect(body.length).toBe(packed.length - 8);
        expect(unpack(body, json)).toEqual(message);
      }),
    );
  });

  it('refuses what cannot be a message', () => {
    expect(() => readHeader(Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0))).toThrow('nonsense');
    expect(() => readHeader(Uint8Array.of(8, 0, 0, 0, 9, 0, 0, 0))).toThrow('nonsense');
    const body = Buffer.from('{"a":{"$section":["u8",99]}}    ');
    expect(() => unpack(body, 28)).toThrow('nonsense');
  });
});

describe('orientation', () => {
  const quarter = { 0: [1, 0, 0, 1], 90: [0, 1, -1, 0], 180: [-1, 0, 0, -1], 270: [0, -1, 1, 0] } as const;

  it('reads the quarter turns and mirrors of a display matrix', () => {
    for (const [degrees, [a, b, c, d]] of Object.entries(quarter)) {
      const upright = orientationFrom([a, b, 0, c, d, 0, 0, 0, 1].map((value) => value * 65_536));
      expect(upright).toEqual({ rotation: Number(degrees), matrix: [a, b, c, d] });
    }
    expect(orientationFrom([-1, 0, 0, 0, 1]).matrix).toEqual([-1, 0, 0, 1]);
    expect(orientationFrom([0, 0, 0, 0, 0]).rotation).toBe(0);
  });

  it('moves every stored pixel to one place', () => {
    const matrices = fc.constantFrom(
      ...Object.values(quarter),
      [-1, 0, 0, 1],
      [1, 0, 0, -1],
      [0, 1, 1, 0],
      [0, -1, -1, 0],
    );
    fc.assert(
      fc.property(matrices, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), ([a, b, c, d], w, h) => {
        const orientation = orientationFrom([a, b, 0, c, d]);
        const table = turnTable(orientation, w, h) ?? Uint32Array.from({ length: w * h }, (_, index) => index);
        expect([...table].sort((one, other) => one - other)).toEqual(
          Array.from({ length: w * h }, (_, index) => index),
        );
        expect(isSideways(orientation)).toBe(a === 0);
      }),
    );
  });
});

describe('frame times', () => {
  it('takes rounding to the time base for a constant rate, and a pause for a variable one', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 3, max: 500 }), ({ num, den }, frames) => {
        const stamps = Array.from({ length: frames }, (_, frame) => BigInt(Math.round((frame * den * 1000) / num)));
        expect(isVariable(stamps)).toBe(false);
        const paused = stamps.map((stamp, frame) => (frame > 1 ? stamp + 20n : stamp));
        expect(isVariable(paused)).toBe(true);
      }),
    );
  });

  it('maps every frame of a film onto itself at its own rate', () => {
    fc.assert(
      fc.property(
        rates,
        fc.integer({ min: 1, max: 300 }),
        fc.nat(299),
        fc.integer({ min: -9, max: 9 }),
        (rate, frames, frame, offset) => {
          const pts = BigInt64Array.from({ length: frames }, (_, index) => BigInt(index * rate.den * 3 + 7));
          const clock = new FilmClock({ pts, keys: pts }, { num: 1, den: rate.num * 3 }, rate);
          const known = Math.min(frame, frames - 1);
          expect(clock.frameAt(known, offset, rate)).toBe(Math.min(frames - 1, Math.max(0, known + offset)));
          expect(clock.length(0, frames, rate)).toBe(frames);
          // At twice the rate each frame is seen twice.
          const double = { num: rate.num * 2, den: rate.den };
          expect(clock.frameAt(0, 2 * known, double)).toBe(known);
          expect(clock.frameAt(0, 2 * known + 1, double)).toBe(known);
          expect(clock.length(0, frames, double)).toBe(2 * frames);
        },
      ),
    );
  });
});

describe('an edit laid out', () => {
  const clips = fc.array(
    fc.record({
      path: fc.constantFrom('a', 'b'),
      inFrame: fc.nat(50),
      length: fc.integer({ min: 20, max: 40 }),
      type: fc.constantFrom('cut' as const, 'dissolve' as const, 'fade' as const),
      transition: fc.nat(13),
    }),
    { minLength: 1, maxLength: 8 },
  );

  it('fills every frame, with weights that sum to 1 but in fades', () => {
    fc.assert(
      fc.property(clips, rates, (drawn, frameRate) => {
        const edit: Edit = {
          clips: drawn.map(({ path, inFrame, length, type, transition }): Clip => {
            return { path, inFrame, outFrame: inFrame + length, transition: { type, frames: transition } };
          }),
          ...{ width: 2, height: 2, frameRate, sampleRate: 48_000 },
        };
        const plan = planEdit(
          edit,
          drawn.map(({ length }) => length),
        );
        const total = drawn.reduce((sum, { length }) => sum + length, 0);
        const hasFades = drawn.some(({ type }) => type === 'fade');
        for (let frame = 0; frame < total; frame++) {
          const layers = layersAt(plan, frame);
          const sum = layers.reduce((weights, { weight }) => weights + weight, 0);
          expect(layers.length).toBeGreaterThan(0);
          expect(layers.length).toBeLessThanOrEqual(2);
          expect(sum).toBeLessThanOrEqual(1 + 1e-12);
          if (!hasFades) expect(sum).toBeCloseTo(1, 12);
        }
        expect(layersAt(plan, total)).toEqual([]);
      }),
    );
  });

  it('gives every sample to one frame', () => {
    fc.assert(
      fc.property(rates, fc.nat(1_000_000), (rate, frame) => {
        const length = sampleOf(frame + 1, rate, 48_000) - sampleOf(frame, rate, 48_000);
        expect(Math.abs(length - (48_000 * rate.den) / rate.num)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('refuses transitions longer than their clips', () => {
    const clip: Clip = { path: 'a', inFrame: 0, outFrame: 10, transition: { type: 'dissolve', frames: 30 } };
    const edit: Edit = { clips: [clip, clip], width: 2, height: 2, frameRate: { num: 25, den: 1 }, sampleRate: 48_000 };
    expect(() => planEdit(edit, [10, 10])).toThrow('Clip 1 is 10 frames long, too short for its transitions.');
  });
});

describe('the words of a subtitle', () => {
  it.each([
    ['<i>Hello</i> <font color="#fff">you</font>', 'Hello you'],
    ['{\\an8}{\\i1}Up{\\i0}', 'Up'],
    ['a\\Nb\\hc', 'a\nb c'],
    ['<00:00:01.000>one <c.loud>two</c> &lt;three&gt;', 'one two <three>'],
    ['2 < 3 & 4 > 1', '2 < 3 & 4 > 1'],
    ['{not a tag}', '{not a tag}'],
    ['  \r\n \r\n', ''],
  ])('of %j are %j', (marked, plain) => {
    expect(plainText(marked)).toBe(plain);
  });
});
