/** Levels of a channel that are counted together. */
const BIN = 8;

/** How far two pictures lie apart: part of their pixels that lie in other bins of the histograms of R, G and B, mean of the three. */
export function histogramDistance(one: Uint8Array, other: Uint8Array): number {
  const [a, b] = [histograms(one), histograms(other)];
  return a.reduce((sum, share, bin) => sum + Math.abs(share - b[bin]!), 0) / (2 * 3);
}

function histograms(rgb: Uint8Array): Float64Array {
  const bins = 256 / BIN;
  const out = new Float64Array(3 * bins);
  const pixels = rgb.length / 3;
  for (let at = 0; at < rgb.length; at++) out[(at % 3) * bins + Math.floor(rgb[at]! / BIN)]! += 1 / pixels;
  return out;
}
