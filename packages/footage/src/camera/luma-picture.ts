/** What motion is looked for in: luma, 0 to 255, row by row. */
export interface LumaPicture {
  readonly width: number;
  readonly height: number;
  readonly luma: Float32Array | Uint8Array;
}

/** Half the size, each pixel the mean of four. */
export function halved({ width, height, luma }: LumaPicture): LumaPicture {
  const wide = width >> 1;
  const high = height >> 1;
  const out = new Float32Array(wide * high);
  for (let y = 0; y < high; y++) {
    for (let x = 0, from = 2 * y * width; x < wide; x++, from += 2) {
      out[y * wide + x] = (luma[from]! + luma[from + 1]! + luma[from + width]! + luma[from + width + 1]!) / 4;
    }
  }
  return { width: wide, height: high, luma: out };
}

// Weights of the pixels that become one of half the size: those of 1 3 3 1, and then of 1 2 1 on what that gives.
const A = 1 / 32;
const B = 3 / 32;
const C = 5 / 32;
const D = 7 / 32;

/**
 * Half the size, each pixel a weighted mean of 8 × 8. Softer than `halved`: without fine detail, that a shift by a part of
 * a pixel would be misread by.
 */
export function softHalf({ width, height, luma }: LumaPicture): LumaPicture {
  const wide = width >> 1;
  const high = height >> 1;
  const rows = new Float32Array(wide * height);
  const line = new Float32Array(width + 6);
  for (let y = 0, to = 0; y < height; y++) {
    // The ends are drawn out, so that every pixel has all its neighbours.
    for (let x = 0, from = y * width; x < width; x++, from++) line[x + 3] = luma[from]!;
    line[0] = line[1] = line[2] = line[3]!;
    line[width + 3] = line[width + 4] = line[width + 5] = line[width + 2]!;
    for (let x = 0, at = 0; x < wide; x++, at += 2, to++) {
      rows[to] =
        A * (line[at]! + line[at + 7]!) +
        B * (line[at + 1]! + line[at + 6]!) +
        C * (line[at + 2]! + line[at + 5]!) +
        D * (line[at + 3]! + line[at + 4]!);
    }
  }
  const out = new Float32Array(wide * high);
  const row = (y: number): number => Math.max(0, Math.min(height - 1, y)) * wide;
  for (let y = 0, to = 0; y < high; y++) {
    const [a, b, c, d] = [row(2 * y - 3), row(2 * y - 2), row(2 * y - 1), row(2 * y)];
    const [e, f, g, h] = [row(2 * y + 1), row(2 * y + 2), row(2 * y + 3), row(2 * y + 4)];
    for (let x = 0; x < wide; x++, to++) {
      out[to] =
        A * (rows[a + x]! + rows[h + x]!) +
        B * (rows[b + x]! + rows[g + x]!) +
        C * (rows[c + x]! + rows[f + x]!) +
        D * (rows[d + x]! + rows[e + x]!);
    }
  }
  return { width: wide, height: high, luma: out };
}
