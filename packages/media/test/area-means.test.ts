import fc from 'fast-check';
import {
  AV_PIX_FMT_NV12,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV422P,
  AV_PIX_FMT_YUV444P,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  type AVPixelFormat,
} from 'node-av/constants';
import { Frame } from 'node-av/lib';
import { describe, expect, it } from 'vitest';
import { AreaMeans, axisOf } from '../src/native/area-means.ts';

const WIDE = 16;
const HIGH = 9;

interface Made {
  readonly frame: Frame;
  /** Width, height and levels of each plane. */
  readonly planes: readonly (readonly [width: number, height: number, levels: Uint8Array])[];
}

function frameOf(width: number, height: number, format: AVPixelFormat, isFull: boolean, level: () => number): Made {
  const frame = new Frame();
  frame.alloc();
  frame.width = width;
  frame.height = height;
  frame.format = format;
  frame.colorRange = isFull ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
  frame.colorSpace = AVCOL_SPC_BT709;
  frame.getBuffer(0);
  const across = format === AV_PIX_FMT_YUV444P ? width : Math.ceil(width / 2);
  const down = format === AV_PIX_FMT_YUV420P ? Math.ceil(height / 2) : height;
  const sizes = [
    [width, height],
    [across, down],
    [across, down],
  ] as const;
  const planes = sizes.map(([wide, high], at) => {
    const levels = Uint8Array.from({ length: wide * high }, level);
    const stride = frame.linesize[at]!;
    for (let y = 0; y < high; y++) frame.data![at]!.set(levels.subarray(y * wide, (y + 1) * wide), y * stride);
    return [wide, high, levels] as const;
  });
  return { frame, planes };
}

/** Mean of the area of each pixel of `across` × `down`, as it is defined. */
function means([wide, high, levels]: Made['planes'][number], across: number, down: number): number[] {
  const share = (area: number, of: number, pixel: number, pixels: number): number =>
    Math.max(0, Math.min(((area + 1) * pixels) / of, pixel + 1) - Math.max((area * pixels) / of, pixel));
  return Array.from({ length: across * down }, (_, at) => {
    const [row, column] = [Math.floor(at / across), at % across];
    let sum = 0;
    for (let y = 0; y < high; y++) {
      const part = share(row, down, y, high);
      if (part > 0) for (let x = 0; x < wide; x++) sum += part * share(column, across, x, wide) * levels[y * wide + x]!;
    }
    return (sum * across * down) / (wide * high);
  });
}

const clamped = (value: number): number => Math.max(0, Math.min(255, value));

/** Luma and RGB of a picture, by the definitions of ITU-R BT.709; two neighbours share their colour. */
function expected({ planes }: Made, isFull: boolean): { luma: number[]; rgb: number[] } {
  const [y, u, v] = planes;
  const luma = means(y!, 2 * WIDE, 2 * HIGH).map((mean) => clamped(isFull ? mean : ((mean - 16) * 255) / 219));
  const chroma = [u!, v!].map((plane) =>
    means(plane, WIDE, HIGH).map((mean) => clamped(isFull ? mean : ((mean - 128) * 255) / 224 + 128)),
  );
  const rgb = Array.from({ length: WIDE * HIGH }, (_, at) => {
    const [row, column] = [Math.floor(at / WIDE), at % WIDE];
    const from = row * 4 * WIDE + column * 2;
    const light = (luma[from]! + luma[from + 1]! + luma[from + 2 * WIDE]! + luma[from + 2 * WIDE + 1]!) / 4;
    const [cb, cr] = chroma.map((plane) => (plane[at]! + plane[at ^ 1]!) / 2 - 128) as [number, number];
    return [light + 1.5748 * cr, light - 0.18733 * cb - 0.46813 * cr, light + 1.8556 * cb].map(clamped);
  }).flat();
  return { luma, rgb };
}

const furthest = (made: Uint8Array, wanted: readonly number[]): number =>
  wanted.reduce((most, value, at) => Math.max(most, Math.abs(value - made[at]!)), 0);

const FORMATS = [AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUV444P];

describe('area means', () => {
  it('are the means of areas, whatever the size and the form of a picture', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 64, max: 330 }),
        fc.integer({ min: 36, max: 190 }),
        fc.constantFrom(...FORMATS),
        fc.boolean(),
        fc.integer(),
        (width, height, format, isFull, seed) => {
          let state = seed;
          const made = frameOf(width, height, format, isFull, () => {
            state = (Math.imul(state, 1664525) + 1013904223) | 0;
            return state >>> 24;
          });
          const small = new AreaMeans(WIDE, HIGH).make(made.frame)!;
          const wanted = expected(made, isFull);
          // Half a level of rounding, and what whole weights leave of pixels that areas share: most in noise as strong as this.
          expect(furthest(small.luma.plane, wanted.luma)).toBeLessThan(3);
          // Rounded once more as luma and twice as chroma, which blue doubles.
          expect(furthest(small.rgb.plane, wanted.rgb)).toBeLessThan(7);
          made.frame.free();
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    [320, 180, 'neighbours as one'],
    [160, 90, 'all alike'],
    [480, 270, 'an odd number of pixels each way'],
  ])('of %i × %i (%s) are off by no more than rounding', (width, height) => {
    let state = 7;
    const made = frameOf(width, height, AV_PIX_FMT_YUV420P, false, () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return state >>> 24;
    });
    const { luma } = new AreaMeans(WIDE, HIGH).make(made.frame)!;
    expect(furthest(luma.plane, expected(made, false).luma)).toBeLessThan(0.501);
  });

  it.each([
    [16, 128, 0],
    [235, 128, 255],
  ])('keep black black and white white: %i', (light, colour, level) => {
    const { frame } = frameOf(1920, 800, AV_PIX_FMT_YUV420P, false, () => light);
    for (const plane of [1, 2]) frame.data![plane]!.fill(colour);
    const { luma, rgb } = new AreaMeans(64, 36).make(frame)!;
    expect(new Set(luma.plane)).toEqual(new Set([level]));
    expect(new Set(rgb.plane)).toEqual(new Set([level]));
  });

  it('leave to FFmpeg what they are not made for', () => {
    const small = new AreaMeans(WIDE, HIGH);
    const nv12 = new Frame();
    nv12.alloc();
    nv12.width = 320;
    nv12.height = 180;
    nv12.format = AV_PIX_FMT_NV12;
    nv12.getBuffer(0);
    expect(small.make(nv12)).toBeUndefined();
    const tiny = frameOf(8, 8, AV_PIX_FMT_YUV420P, false, () => 50);
    expect(small.make(tiny.frame)).toBeUndefined();
    expect(new AreaMeans(9, 16).make(frameOf(320, 180, AV_PIX_FMT_YUV420P, false, () => 50).frame)).toBeUndefined();
  });

  it('weigh every pixel by its part in each area', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 128 }), (from, to) => {
        const axis = axisOf(from, to, 128, 1);
        if (from < to || from > 128 * to) {
          expect(axis).toBeUndefined();
          return;
        }
        const { starts, weights, taps, sum } = axis!;
        expect(sum).toBeLessThanOrEqual(128);
        for (const [area, start] of starts.entries()) {
          const own = weights.slice(area * taps, (area + 1) * taps);
          expect(own.reduce((all, one) => all + one, 0)).toBe(sum);
          expect(Math.min(...own)).toBeGreaterThanOrEqual(0);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start + taps).toBeLessThanOrEqual(from);
        }
      }),
      // Half a weight at the end of an area.
      { examples: [[1115, 60]] },
    );
  });
});
