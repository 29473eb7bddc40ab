import type { Picture } from '../people/face-model.ts';

/** How much each of some pixels counts for one of the result, from the first on. */
interface Taken {
  readonly from: number;
  readonly shares: readonly number[];
}

/** Along one side: what of `from` pixels each of `to` is made of; where there are fewer, between two. */
function sides(from: number, to: number): Taken[] {
  const step = from / to;
  return Array.from({ length: to }, (_, at): Taken => {
    if (step <= 1) {
      const middle = Math.min(from - 1, Math.max(0, (at + 0.5) * step - 0.5));
      const first = Math.min(Math.floor(middle), Math.max(0, from - 2));
      return { from: first, shares: from === 1 ? [1] : [1 - (middle - first), middle - first] };
    }
    const [start, end] = [at * step, (at + 1) * step];
    const first = Math.floor(start);
    const shares: number[] = [];
    for (let pixel = first; pixel < Math.min(from, Math.ceil(end - 1e-9)); pixel++) {
      shares.push((Math.min(pixel + 1, end) - Math.max(pixel, start)) / step);
    }
    return { from: first, shares };
  });
}

/**
 * A picture as a square of so many pixels to a side, by the mean of what each pixel covers (stretched, not cropped), red,
 * green and blue from −1 to 1.
 */
export function shrunk({ width, height, rgb }: Picture, side: number): Float32Array {
  const rows = new Float32Array(side * height * 3);
  for (const [x, { from, shares }] of sides(width, side).entries()) {
    for (let y = 0; y < height; y++) {
      for (let colour = 0; colour < 3; colour++) {
        let sum = 0;
        for (let at = 0; at < shares.length; at++) sum += shares[at]! * rgb[(y * width + from + at) * 3 + colour]!;
        rows[(y * side + x) * 3 + colour] = sum;
      }
    }
  }
  const picture = new Float32Array(side * side * 3);
  const wide = side * 3;
  for (const [y, { from, shares }] of sides(height, side).entries()) {
    for (let x = 0; x < wide; x++) {
      let sum = 0;
      for (let at = 0; at < shares.length; at++) sum += shares[at]! * rows[(from + at) * wide + x]!;
      picture[y * wide + x] = sum / 127.5 - 1;
    }
  }
  return picture;
}
