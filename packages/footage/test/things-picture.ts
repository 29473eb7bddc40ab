import type { Picture } from '../src/people/face-model.ts';

/** A table with two chairs before a wall, drawn by rule: no photograph, and near enough to what the detector knows. */
export function goldenPicture(): Picture {
  const [width, height] = [400, 300];
  const rgb = new Uint8Array(width * height * 3);
  const fill = (x: number, y: number, wide: number, high: number, colour: readonly number[]): void => {
    for (let row = y; row < y + high; row++)
      for (let column = x; column < x + wide; column++) rgb.set(colour, (row * width + column) * 3);
  };
  fill(0, 0, width, 210, [206, 202, 190]);
  fill(0, 210, width, 90, [120, 92, 66]);
  const wood = [92, 58, 32];
  const dark = [58, 36, 20];
  fill(110, 150, 190, 12, wood);
  fill(120, 162, 10, 98, dark);
  fill(280, 162, 10, 98, dark);
  for (const [x, back] of [
    [40, 40],
    [310, 362],
  ] as const) {
    fill(x, 190, 58, 9, wood);
    fill(back, 110, 7, 80, wood);
    fill(x, 199, 6, 66, dark);
    fill(x + 52, 199, 6, 66, dark);
    for (let rung = 0; rung < 3; rung++) fill(x, 118 + rung * 20, 58, 6, wood);
    fill(x + 52, 110, 6, 80, wood);
    fill(x, 110, 6, 80, wood);
  }
  return { width, height, rgb };
}
