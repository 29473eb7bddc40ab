/** What motion is looked for in: luma, 0 to 255, row by row. */
export interface LumaPicture {
  readonly width: number;
  readonly height: number;
  readonly luma: Float32Array | Uint8Array;
  /** The same at half the size (`halved`), where it is at hand. */
  readonly half?: LumaPicture;
}

/** Half the size, each pixel the mean of four; in the memory of `out`, if that is given. */
export function halved({ width, height, luma }: LumaPicture, out?: Float32Array): LumaPicture {
  const wide = width >> 1;
  const high = height >> 1;
  out ??= new Float32Array(wide * high);
  for (let y = 0; y < high; y++) {
    for (let x = 0, from = 2 * y * width; x < wide; x++, from += 2) {
      out[y * wide + x] = (luma[from]! + luma[from + 1]! + luma[from + width]! + luma[from + width + 1]!) / 4;
    }
  }
  return { width: wide, height: high, luma: out };
}

/** Weights of eight neighbours each way: 1 3 3 1, and then 1 2 1 on what that gives. */
const WEIGHTS = [1, 3, 5, 7, 7, 5, 3, 1];

/**
 * The soft half picture of one whose levels are whole: each pixel a weighted mean of 8 × 8, where the picture ends its
 * edge drawn out. Softer than `halved`: without fine detail, that a shift by a part of a pixel would be misread by. Sums
 * are whole numbers and exact: `softHalfInto` makes the same, for one size, by vector instructions.
 */
export function softHalf({ width, height, luma }: { width: number; height: number; luma: Uint8Array }): LumaPicture {
  const [wide, high] = [width >> 1, height >> 1];
  const out = new Float32Array(wide * high);
  for (let y = 0, to = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      let sum = 0;
      for (const [down, weight] of WEIGHTS.entries()) {
        const row = Math.max(0, Math.min(height - 1, 2 * y - 3 + down)) * width;
        for (const [across, by] of WEIGHTS.entries())
          sum += weight * by * luma[row + Math.max(0, Math.min(width - 1, 2 * x - 3 + across))]!;
      }
      out[to++] = sum / 32 ** 2;
    }
  }
  return { width: wide, height: high, luma: out };
}
