import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reframe, SIDE } from '../src/reframe/index.ts';

it('a window holds the only figure of a still picture, however small and wherever it stands', () => {
  const size = fc.integer({ min: 2, max: 8 });
  const ground = fc.constantFrom(0, 12, 90, 180);
  fc.assert(
    fc.property(size, ground, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (side, luma, place, graded) => {
      const left = Math.round(place * (SIDE - side));
      const rgb = new Uint8Array(SIDE * SIDE * 3);
      for (let y = 0; y < SIDE; y++) {
        for (let x = 0; x < SIDE; x++) {
          const isFigure = x >= left && x < left + side && y >= 28 && y < 28 + side;
          rgb.fill(isFigure ? 240 : luma + (graded ? y / 2 : 0), (y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3);
        }
      }
      const { x } = reframe([{ frame: 0, rgb }], 16 / 9, 9 / 16)!.path[0]!;
      const half = (9 / 16) ** 2 / 2;
      expect(left / SIDE).toBeGreaterThanOrEqual(x - half - 1e-9);
      expect((left + side) / SIDE).toBeLessThanOrEqual(x + half + 1e-9);
    }),
    { numRuns: 30 },
  );
});
