import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softHalf } from '../src/camera/luma-picture.ts';
import { measureLuma, softHalfInto, steepestEdges } from '../src/records/luma-measures.ts';
import { LUMA_HEIGHT, LUMA_WIDTH } from '../src/records/size.ts';

const PIXELS = LUMA_WIDTH * LUMA_HEIGHT;

/** Noise between two levels, or a drawn shape: from a seed. */
function picture(seed: number, low: number, high: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: PIXELS }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return low + Math.floor(((state >>> 8) / 2 ** 24) * (high - low + 1));
  });
}

/** As it is defined, pixel by pixel. */
function measured(luma: Uint8Array, previous: Uint8Array | undefined): number[] {
  let [steps, levels, changes] = [0, 0, 0];
  for (let y = 0; y < LUMA_HEIGHT; y++) {
    for (let x = 0; x < LUMA_WIDTH; x++) {
      const at = y * LUMA_WIDTH + x;
      levels += luma[at]!;
      changes += Math.abs(luma[at]! - (previous ?? luma)[at]!);
      if (x + 1 < LUMA_WIDTH && y + 1 < LUMA_HEIGHT)
        steps += Math.abs(luma[at]! - luma[at + 1]!) + Math.abs(luma[at]! - luma[at + LUMA_WIDTH]!);
    }
  }
  return [steps / PIXELS, levels / PIXELS / 255, changes / PIXELS / 255];
}

/** Steepness of a block's largest rise from a pixel to the one `step` on; 0 without an edge. */
function steepest(luma: Uint8Array, left: number, top: number, step: number): number {
  let [most, steep] = [5, 0];
  for (let y = top; y < top + 12; y++) {
    for (let at = y * LUMA_WIDTH + left; at < y * LUMA_WIDTH + left + 16; at++) {
      const size = Math.abs(luma[at + step]! - luma[at]!);
      const near = [-2, -1, 0, 1, 2, 3].map((steps) => luma[at + steps * step]!);
      const rise = Math.max(...near) - Math.min(...near);
      if (size <= most || rise < 24) continue;
      most = size;
      steep = size / rise;
    }
  }
  return steep;
}

const pictures = fc
  .tuple(fc.integer(), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }))
  .map(([seed, a, b]) => picture(seed, Math.min(a, b), Math.max(a, b)));

describe('measures of luma', () => {
  it('are the sums that they are defined by, whole and exact', () => {
    fc.assert(
      fc.property(pictures, fc.option(pictures, { nil: undefined }), (luma, previous) => {
        const into = new Float32Array(5).fill(-1);
        measureLuma(luma, previous, into, 1);
        expect([...into]).toEqual([-1, ...Float32Array.from(measured(luma, previous)), -1]);
      }),
      { numRuns: 40 },
    );
  });

  it('see the brightest picture and the harshest change', () => {
    const into = new Float32Array(3);
    measureLuma(new Uint8Array(PIXELS).fill(255), new Uint8Array(PIXELS), into, 0);
    expect([...into]).toEqual([0, 1, 1]);
  });

  it('halve a picture softly as its definition does', () => {
    fc.assert(
      fc.property(pictures, (luma) => {
        const out = new Float32Array(PIXELS / 4);
        softHalfInto(luma, out);
        expect(out).toEqual(softHalf({ width: LUMA_WIDTH, height: LUMA_HEIGHT, luma }).luma);
      }),
      { numRuns: 20 },
    );
  });

  it('find the steepest edge of each block as its definition does', () => {
    fc.assert(
      fc.property(pictures, (luma) => {
        const wanted: number[] = [];
        for (let top = 2; top + 12 <= LUMA_HEIGHT - 3; top += 12) {
          for (let left = 2; left + 16 <= LUMA_WIDTH - 3; left += 16) {
            const best = Math.max(steepest(luma, left, top, 1), steepest(luma, left, top, LUMA_WIDTH));
            if (best > 0) wanted.push(best);
          }
        }
        expect(steepestEdges(luma)).toEqual(wanted);
      }),
      { numRuns: 30 },
    );
  });
});
