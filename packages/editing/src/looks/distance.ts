/** Directions in which two sets of colours are compared: points of a Fibonacci lattice on half a sphere. */
const DIRECTIONS = 64;
const QUANTILES = 1024;

/**
 * How far two sets of colours lie apart: sliced earth mover's distance (Wasserstein-1) in CIELAB (D65), in ΔE*ab: by how
 * much the colours must move on average, seen from 64 sides. Nothing where both are spread alike.
 * @param one R G B of pixels, 8 bits, full range
 */
export function colourDistance(one: Uint8Array, other: Uint8Array): number {
  const [a, b] = [toLab(one), toLab(other)];
  let sum = 0;
  for (let at = 0; at < DIRECTIONS; at++) {
    const z = (at + 0.5) / DIRECTIONS;
    const around = at * Math.PI * (3 - Math.sqrt(5));
    const flat = Math.sqrt(1 - z * z);
    const axis = [z, flat * Math.cos(around), flat * Math.sin(around)] as const;
    const [left, right] = [quantiles(a, axis), quantiles(b, axis)];
    for (let rank = 0; rank < QUANTILES; rank++) sum += Math.abs(left[rank]! - right[rank]!);
  }
  return sum / (DIRECTIONS * QUANTILES);
}

function quantiles(lab: Float32Array, [x, y, z]: readonly [number, number, number]): Float32Array {
  const count = lab.length / 3;
  const along = new Float32Array(count);
  for (let at = 0; at < count; at++) along[at] = x * lab[3 * at]! + y * lab[3 * at + 1]! + z * lab[3 * at + 2]!;
  along.sort();
  return Float32Array.from({ length: QUANTILES }, (_, rank) => along[Math.floor(((rank + 0.5) * count) / QUANTILES)]!);
}

/** CIELAB of sRGB pixels, white D65. */
function toLab(rgb: Uint8Array): Float32Array {
  const out = new Float32Array(rgb.length - (rgb.length % 3));
  for (let at = 0; at < out.length; at += 3) {
    const [r, g, b] = [LIGHT[rgb[at]!]!, LIGHT[rgb[at + 1]!]!, LIGHT[rgb[at + 2]!]!];
    const x = bent((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    const y = bent(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
    const z = bent((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
    out[at] = 116 * y - 16;
    out[at + 1] = 500 * (x - y);
    out[at + 2] = 200 * (y - z);
  }
  return out;
}

const LIGHT = Float64Array.from({ length: 256 }, (_, code) => {
  const x = code / 255;
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
});

function bent(t: number): number {
  return t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116;
}
