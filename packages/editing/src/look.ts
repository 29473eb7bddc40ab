import type { Shot } from '@second-unit/footage';

/** A colour in OKLab (Ottosson 2020), where distances are close to what the eye sees. */
export type Lab = readonly [number, number, number];

/** A shot's palette in OKLab with shares that sum to 1. */
export type Look = readonly { readonly lab: Lab; readonly share: number }[];

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);

/** `#rrggbb` in OKLab; anything else is black. */
export function toLab(colour: string): Lab {
  const value = /^#[0-9a-f]{6}$/i.test(colour) ? Number.parseInt(colour.slice(1), 16) : 0;
  const [r, g, b] = [value >> 16, (value >> 8) & 255, value & 255].map((c) => linear(c / 255)) as [
    number,
    number,
    number,
  ];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

export function lookOf(shot: Shot): Look {
  const total = shot.palette.reduce((sum, { share }) => sum + share, 0);
  if (!(total > 0)) return [{ lab: [shot.brightness, 0, 0], share: 1 }];
  return shot.palette.map(({ colour, share }) => ({ lab: toLab(colour), share: share / total }));
}

/** Mean distance from grey, about 0 to 0.3. */
export function colourfulness(look: Look): number {
  return look.reduce((sum, { lab, share }) => sum + share * Math.hypot(lab[1], lab[2]), 0);
}

/** Room for the nearest distance to each colour of a palette, kept so that comparing takes no memory. */
let nearest = new Float64Array(16);

/** How far apart two palettes are: from each colour to its nearest in the other, by share, both ways. */
export function lookDistance(a: Look, b: Look): number {
  if (nearest.length < b.length) nearest = new Float64Array(b.length);
  let there = 0;
  nearest.fill(Number.POSITIVE_INFINITY, 0, b.length);
  // Indices, not iterators, and each distance once for both ways: this is the innermost loop of the cutter.
  for (let at = 0; at < a.length; at++) {
    const { lab, share } = a[at]!;
    const [l0, a0, b0] = [lab[0], lab[1], lab[2]];
    let least = Number.POSITIVE_INFINITY;
    for (let other = 0; other < b.length; other++) {
      const near = b[other]!.lab;
      const dl = l0 - near[0];
      const da = a0 - near[1];
      const db = b0 - near[2];
      const distance = dl * dl + da * da + db * db;
      if (distance < least) least = distance;
      if (distance < nearest[other]!) nearest[other] = distance;
    }
    there += share * Math.sqrt(least);
  }
  let back = 0;
  for (let other = 0; other < b.length; other++) back += b[other]!.share * Math.sqrt(nearest[other]!);
  return (there + back) / 2;
}
