import { LOG_CURVES, viewingCube, viewingTransform } from '@second-unit/footage/shoot-day';
import { expect, it } from 'vitest';
import { readCube } from '../src/picture/cube.ts';

it.each(LOG_CURVES)('reads the viewing transform of %s as it was written', (curve) => {
  const { size, rgb } = readCube(viewingCube(curve));
  expect(rgb).toHaveLength(3 * size ** 3);
  const view = viewingTransform(curve);
  for (const [red, green, blue] of [
    [0, 0, 0],
    [size - 1, size - 1, size - 1],
    [20, 3, 11],
  ] as const) {
    const at = 3 * (red + size * (green + size * blue));
    const wanted = view([red / (size - 1), green / (size - 1), blue / (size - 1)]);
    for (const channel of [0, 1, 2] as const) expect(rgb[at + channel]).toBeCloseTo(255 * wanted[channel], -0.3);
  }
});

it('takes nothing else for one', () => {
  for (const text of ['', 'LUT_3D_SIZE 2\n0 0 0\n', 'LUT_3D_SIZE 1\n0 0 0\n', '{"error":"none"}']) {
    expect(() => readCube(text)).toThrow();
  }
});
