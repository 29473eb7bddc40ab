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
