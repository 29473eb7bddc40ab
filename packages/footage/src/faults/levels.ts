/** How far up a frame's levels reach. */
export interface Levels {
  /** Level below which all but a thousandth of the picture lies, 0 to 1. */
  readonly peak: number;
  /** Level below which all but a twentieth lies, 0 to 1. */
  readonly high: number;
  /** Share of the picture that is as light as can be, 0 to 1. */
  readonly clipped: number;
}

/** Levels from which a place is clipped; what compression leaves of full white. */
const CLIPPED = 250;

/** Two tables in turn: neighbours are often alike, and one count would wait for the other. */
const counts = new Uint32Array(256);
const others = new Uint32Array(256);

/** The levels of a picture's luma, 0 to 255. */
export function levelsOf(luma: Uint8Array): Levels {
  counts.fill(0);
  others.fill(0);
  const { length } = luma;
  let next = 0;
  for (; next + 1 < length; next += 2) {
    counts[luma[next]!]!++;
    others[luma[next + 1]!]!++;
  }
  if (next < length) counts[luma[next]!]!++;
  for (let level = 0; level < 256; level++) counts[level]! += others[level]!;
  let clipped = 0;
  for (let level = CLIPPED; level < 256; level++) clipped += counts[level]!;
  const reaching = (share: number): number => {
    let left = share * luma.length;
    let level = 255;
    while (level > 0 && left >= counts[level]!) left -= counts[level--]!;
    return level / 255;
  };
  return { peak: reaching(0.001), high: reaching(0.05), clipped: clipped / Math.max(1, luma.length) };
}
