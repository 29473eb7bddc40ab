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
const [A, B, C, D] = [1 / 32, 3 / 32, 5 / 32, 7 / 32];

/**
 * Half the size, each pixel a weighted mean of 8 × 8. Softer than `halved`: without fine detail, that a shift by a part of
 * a pixel would be misread by.
 */
export function softHalf({ width, height, luma }: LumaPicture): LumaPicture {
  const wide = width >> 1;
  const high = height >> 1;
  const rows = new Float32Array(wide * height);
  const row = new Float32Array(width + 6);
  for (let y = 0, to = 0; y < height; y++) {
    spread(luma, y * width, 1, width, row);
    for (let x = 0; x < wide; x++) rows[to++] = weighed(row, 2 * x);
  }
  const out = new Float32Array(wide * high);
  const column = new Float32Array(height + 6);
  for (let x = 0; x < wide; x++) {
    spread(rows, x, wide, height, column);
    for (let y = 0; y < high; y++) out[y * wide + x] = weighed(column, 2 * y);
  }
  return { width: wide, height: high, luma: out };
}

/** A row or column with its ends drawn out by three. */
function spread(from: LumaPicture['luma'], start: number, step: number, count: number, into: Float32Array): void {
  for (let at = 0, place = start; at < count; at++, place += step) into[at + 3] = from[place]!;
  into.fill(into[3]!, 0, 3);
  into.fill(into[count + 2]!, count + 3);
}

function weighed(line: Float32Array, at: number): number {
  return (
    A * (line[at]! + line[at + 7]!) +
    B * (line[at + 1]! + line[at + 6]!) +
    C * (line[at + 2]! + line[at + 5]!) +
    D * (line[at + 3]! + line[at + 4]!)
  );
}
