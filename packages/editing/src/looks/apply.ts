import type { Cube, Rgb } from './cube.ts';

/** How a value between the entries of a table is found. FFmpeg's `lut3d` as the render uses it is tetrahedral. */
export type Interpolation = 'tetrahedral' | 'trilinear';

/** The table as a function of one colour. Inputs outside of its domain are taken for its edge. */
export function lookUp(cube: Cube, interpolation: Interpolation = 'tetrahedral'): (rgb: Rgb) => Rgb {
  const { size, values, domainMin, domainMax } = cube;
  const place = (value: number, channel: number): number => {
    const low = domainMin[channel]!;
    const share = (value - low) / (domainMax[channel]! - low);
    return Math.min(1, Math.max(0, share)) * (size - 1);
  };
  if (cube.kind === '1d') {
    const curve = (value: number, channel: number): number => {
      const at = place(value, channel);
      const low = Math.min(size - 2, Math.floor(at));
      const here = values[3 * low + channel]!;
      return here + (at - low) * (values[3 * (low + 1) + channel]! - here);
    };
    return ([red, green, blue]) => [curve(red, 0), curve(green, 1), curve(blue, 2)];
  }
  return (rgb) => {
    const places = [place(rgb[0], 0), place(rgb[1], 1), place(rgb[2], 2)] as const;
    const low = places.map((at) => Math.min(size - 2, Math.floor(at))) as [number, number, number];
    const rest = [places[0] - low[0], places[1] - low[1], places[2] - low[2]] as const;
    const first = low[0] + size * (low[1] + size * low[2]);
    const steps = [1, size, size * size] as const;
    return interpolation === 'trilinear'
      ? trilinear(values, first, steps, rest)
      : tetrahedral(values, first, steps, rest);
  };
}

type Three = readonly [number, number, number];

function trilinear(values: Float64Array, first: number, steps: Three, rest: Three): Rgb {
  const out: [number, number, number] = [0, 0, 0];
  for (let corner = 0; corner < 8; corner++) {
    let weight = 1;
    let at = first;
    for (let axis = 0; axis < 3; axis++) {
      const upper = (corner >> axis) & 1;
      weight *= upper ? rest[axis]! : 1 - rest[axis]!;
      at += upper ? steps[axis]! : 0;
    }
    for (let channel = 0; channel < 3; channel++) out[channel]! += weight * values[3 * at + channel]!;
  }
  return out;
}

/** From the lower corner to the upper one along the axes in order of how far the colour lies along each. */
function tetrahedral(values: Float64Array, first: number, steps: Three, rest: Three): Rgb {
  const [x, y, z] = rest;
  // The longest way first; equal ones meet on the face between two tetrahedra, where both say the same.
  const order =
    x >= y
      ? y >= z
        ? [0, 1, 2]
        : x >= z
          ? [0, 2, 1]
          : [2, 0, 1]
      : x >= z
        ? [1, 0, 2]
        : y >= z
          ? [1, 2, 0]
          : [2, 1, 0];
  const out: [number, number, number] = [values[3 * first]!, values[3 * first + 1]!, values[3 * first + 2]!];
  let at = first;
  for (const axis of order) {
    const next = at + steps[axis]!;
    for (let channel = 0; channel < 3; channel++) {
      out[channel]! += rest[axis]! * (values[3 * next + channel]! - values[3 * at + channel]!);
    }
    at = next;
  }
  return out;
}

/** Pixels (R G B, 8 bits, full range) through the table; the same length. */
export function throughCube(rgb: Uint8Array, cube: Cube, interpolation: Interpolation = 'tetrahedral'): Uint8Array {
  const look = lookUp(cube, interpolation);
  const out = new Uint8Array(rgb.length);
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    const shown = look([rgb[at]! / 255, rgb[at + 1]! / 255, rgb[at + 2]! / 255]);
    for (let channel = 0; channel < 3; channel++) {
      out[at + channel] = Math.round(255 * Math.min(1, Math.max(0, shown[channel]!)));
    }
  }
  return out;
}
