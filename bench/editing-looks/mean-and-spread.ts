/**
 * Reinhard, Ashikhmin, Gooch and Shirley 2001, “Color Transfer between Images”: mean and standard deviation of each
 * channel of lαβ are made those of the reference.
 */
export function meanAndSpread(source: Uint8Array, reference: Uint8Array): (rgb: Uint8Array) => Uint8Array {
  const [from, to] = [facts(source), facts(reference)];
  return (pixels) => {
    const lab = toLab(pixels);
    for (let at = 0; at < lab.length; at++) {
      const channel = at % 3;
      const scale = from.spread[channel]! > 1e-6 ? to.spread[channel]! / from.spread[channel]! : 1;
      lab[at] = (lab[at]! - from.mean[channel]!) * scale + to.mean[channel]!;
    }
    return toRgb(lab);
  };
}

function facts(pixels: Uint8Array): { readonly mean: number[]; readonly spread: number[] } {
  const lab = toLab(pixels);
  const count = lab.length / 3;
  const mean = [0, 0, 0];
  const square = [0, 0, 0];
  for (let at = 0; at < lab.length; at++) {
    mean[at % 3]! += lab[at]! / count;
    square[at % 3]! += lab[at]! ** 2 / count;
  }
  return { mean, spread: square.map((value, channel) => Math.sqrt(Math.max(0, value - mean[channel]! ** 2))) };
}

function toLab(pixels: Uint8Array): Float64Array {
  const out = new Float64Array(pixels.length);
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const [r, g, b] = [pixels[at]! / 255, pixels[at + 1]! / 255, pixels[at + 2]! / 255];
    // Black has no logarithm.
    const l = Math.log10(Math.max(1 / 255, 0.3811 * r + 0.5783 * g + 0.0402 * b));
    const m = Math.log10(Math.max(1 / 255, 0.1967 * r + 0.7244 * g + 0.0782 * b));
    const s = Math.log10(Math.max(1 / 255, 0.0241 * r + 0.1288 * g + 0.8444 * b));
    out[at] = (l + m + s) / Math.sqrt(3);
    out[at + 1] = (l + m - 2 * s) / Math.sqrt(6);
    out[at + 2] = (l - m) / Math.SQRT2;
  }
  return out;
}

function toRgb(lab: Float64Array): Uint8Array {
  const out = new Uint8Array(lab.length);
  for (let at = 0; at + 2 < lab.length; at += 3) {
    const [x, y, z] = [lab[at]! / Math.sqrt(3), lab[at + 1]! / Math.sqrt(6), lab[at + 2]! / Math.SQRT2];
    const [l, m, s] = [10 ** (x + y + z), 10 ** (x + y - z), 10 ** (x - 2 * y)];
    const colours = [
      4.4679 * l - 3.5873 * m + 0.1193 * s,
      -1.2186 * l + 2.3809 * m - 0.1624 * s,
      0.0497 * l - 0.2439 * m + 1.2045 * s,
    ];
    for (let channel = 0; channel < 3; channel++) {
      out[at + channel] = Math.round(255 * Math.min(1, Math.max(0, colours[channel]!)));
    }
  }
  return out;
}
