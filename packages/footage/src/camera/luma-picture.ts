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

/** One by the sum of the weights below. */
const PART = 1 / (32 * 32);

/**
 * Makes pictures of half the size, each pixel a weighted mean of 8 × 8 (1 3 5 7 7 5 3 1 each way: 1 3 3 1, and then
 * 1 2 1 on what that gives). Softer than `halved`: without fine detail, that a shift by a part of a pixel would be
 * misread by. Sums are whole numbers and exact.
 */
export class SoftHalf {
  readonly #width: number;
  readonly #height: number;
  /** Sums across, of every row. */
  readonly #rows: Int32Array;

  /** Size of the pictures that are made smaller. */
  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#rows = new Int32Array((width >> 1) * height);
  }

  /** Writes the half picture into `out`, row by row. */
  write(luma: Uint8Array, out: Float32Array): void {
    const [width, height] = [this.#width, this.#height];
    const wide = width >> 1;
    const rows = this.#rows;
    for (let y = 0, to = 0, from = 0; y < height; y++) {
      // Four pairs of neighbours, of which the next pixel shares three: each is read once. The ends are drawn out.
      const first = luma[from]!;
      const end = from + width;
      const last = luma[end - 1]!;
      let b = first;
      let ab = 2 * first;
      let d = first;
      let cd = ab;
      let e = luma[from + 1]!;
      let f = luma[from + 2]!;
      from += 3;
      for (let x = 0; x < wide; x++, from += 2) {
        const g = from < end ? luma[from]! : last;
        const h = from + 1 < end ? luma[from + 1]! : last;
        const ef = e + f;
        const gh = g + h;
        rows[to++] = (ab + gh + Math.imul(5, cd + ef) + ((b + d + e + g) << 1)) | 0;
        ab = cd;
        b = d;
        cd = ef;
        d = f;
        e = g;
        f = h;
      }
      from = end;
    }
    const last = height - 1;
    for (let y = 0, to = 0; y < height >> 1; y++) {
      const first = 2 * y - 3;
      const a = Math.max(0, first) * wide;
      const b = Math.max(0, first + 1) * wide;
      const c = Math.max(0, first + 2) * wide;
      const d = (first + 3) * wide;
      const e = Math.min(last, first + 4) * wide;
      const f = Math.min(last, first + 5) * wide;
      const g = Math.min(last, first + 6) * wide;
      const h = Math.min(last, first + 7) * wide;
      for (let x = 0; x < wide; x++) {
        const one = (rows[a + x]! + rows[h + x]!) | 0;
        const three = (rows[b + x]! + rows[g + x]!) | 0;
        const five = (rows[c + x]! + rows[f + x]!) | 0;
        const seven = (rows[d + x]! + rows[e + x]!) | 0;
        const sum = (one + Math.imul(3, three) + Math.imul(5, five) + Math.imul(7, seven)) | 0;
        out[to++] = sum * PART;
      }
    }
  }
}

/** The soft half picture of one whose levels are whole. */
export function softHalf({ width, height, luma }: { width: number; height: number; luma: Uint8Array }): LumaPicture {
  const out = new Float32Array((width >> 1) * (height >> 1));
  new SoftHalf(width, height).write(luma, out);
  return { width: width >> 1, height: height >> 1, luma: out };
}
