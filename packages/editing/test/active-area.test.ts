import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ActiveArea, reframe, SIDE } from '../src/reframe/index.ts';

const SIZE = { width: 160, height: 90 } as const;
type Luma = (x: number, y: number) => number;

/** A shot of three pictures, in the luma of each pixel. */
function shot(luma: Luma): ActiveArea {
  const found = new ActiveArea(SIZE);
  for (let picture = 0; picture < 3; picture++) {
    const rgb = new Uint8Array(SIZE.width * SIZE.height * 3);
    for (let y = 0; y < SIZE.height; y++) {
      for (let x = 0; x < SIZE.width; x++) {
        const at = (y * SIZE.width + x) * 3;
        // Compression leaves a little noise everywhere.
        rgb.fill(luma(x, y) + ((x * 7 + y * 3 + picture) % 3), at, at + 3);
      }
    }
    found.add(rgb);
  }
  return found;
}

const scene: Luma = (x, y) => 60 + 40 * Math.sin(x / 9) * Math.cos(y / 5);
/** Every other pixel from near the left edge to near the right, six rows high. */
const isCaption = (x: number, y: number, top: number): boolean =>
  y >= top && y < top + 6 && x >= 5 && x < SIZE.width - 5 && x % 2 === 0;
const letterboxed =
  (picture: Luma): Luma =>
  (x, y) =>
    y < 9 || y >= 76 ? (isCaption(x, y, 80) ? 200 : 0) : picture(x, y);

describe('the picture inside its bars', () => {
  it('is found between rows with captions in them, as exactly as a row', () => {
    const area = shot(letterboxed(scene)).area()!;
    expect(area).toMatchObject({ x: 0, width: 1 });
    expect(area.y * SIZE.height).toBeCloseTo(10, 6);
    expect((area.y + area.height) * SIZE.height).toBeCloseTo(75, 6);
  });

  it('is found wherever bars are, on two sides or four, and never holds any of them', () => {
    const side = fc.integer({ min: 1, max: 22 });
    fc.assert(
      fc.property(side, side, fc.option(fc.tuple(side, side)), (top, bottom, columns) => {
        const [left, right] = columns ?? [0, 0];
        const area = shot((x, y) =>
          x < left || x >= SIZE.width - right || y < top || y >= SIZE.height - bottom ? 0 : scene(x, y),
        ).area()!;
        const edges = [area.x, 1 - area.x - area.width].map((share) => share * SIZE.width);
        const ends = [area.y, 1 - area.y - area.height].map((share) => share * SIZE.height);
        const off = [left, right, top, bottom].map((bar, at) => [...edges, ...ends][at]! - bar);
        expect(Math.min(...off)).toBeGreaterThan(-1e-6);
        expect(Math.max(...off)).toBeLessThan(1 + 1e-6);
      }),
      { numRuns: 20 },
    );
  });

  it.each<[string, Luma]>([
    ['a picture without bars', scene],
    ['a black sky, though its horizon is straight', (x, y) => (y < 30 ? 0 : scene(x, y))],
    ['a figure in the dark', (x, y) => (Math.hypot(x - 80, y - 45) < 20 ? 150 : 0)],
    ['a title on black', (x, y) => (isCaption(x, y, 40) ? 220 : 0)],
    ['a black picture', () => 0],
  ])('is all of %s', (_, luma) => {
    expect(shot(luma).area()).toBeUndefined();
  });

  it('is that of the film where a shot is too dark to show it, unless something is seen in its place', () => {
    const film = shot(letterboxed(scene)).area()!;
    const night = shot(letterboxed((x, y) => (Math.hypot(x - 80, y - 45) < 20 ? 150 : 0)));
    expect(night.area()).toBeUndefined();
    expect(night.isBlackAround(film)).toBe(true);
    expect(shot((x, y) => (y < 30 ? 0 : scene(x, y))).isBlackAround(film)).toBe(false);
  });

  it('is what a window is moved in', () => {
    const within = { x: 0.125, y: 0.1, width: 0.75, height: 0.8 };
    const rgb = new Uint8Array(SIDE * SIDE * 3);
    for (let y = 0; y < SIDE; y++) rgb.fill(220, (y * SIDE + 4) * 3, (y * SIDE + 10) * 3);
    const crop = reframe([{ frame: 7, rgb }], 5 / 3, 9 / 16, within)!;
    expect(crop.within).toBe(within);
    // At the left of the area, half a window from it.
    expect(crop.path[0]!.x).toBeCloseTo(0.125 + (0.75 * (9 / 16)) / (5 / 3) / 2, 1);
    expect(crop.path[0]!.y).toBeCloseTo(0.5, 6);
    // Of the output's own shape it is all to be seen; without bars there would be nothing to do.
    expect(reframe([{ frame: 7, rgb }], 9 / 16, 9 / 16, within)).toEqual({
      path: [{ frame: 7, x: 0.5, y: 0.5 }],
      within,
    });
  });
});
