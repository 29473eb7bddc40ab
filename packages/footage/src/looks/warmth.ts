import { type Lab, LINEAR, labOf } from '../detectors/oklab.ts';

/** A colour and its share of the picture. */
export interface Share {
  /** `#rrggbb` */
  readonly colour: string;
  readonly share: number;
}

/** Largest and least b of OKLab that sRGB has: its yellow and its blue. */
const WARMEST = 0.1986;
const COOLEST = 0.3115;

/** A colour `#rrggbb` in OKLab. */
export function labOfHex(colour: string): Lab {
  const level = (at: number): number => LINEAR[Number.parseInt(colour.slice(at, at + 2), 16)] ?? 0;
  return labOf(level(1), level(3), level(5));
}

/**
 * How warm a palette is against how cool, −1 (nothing but blue) to 1 (nothing but yellow): the mean of OKLab's b, in
 * parts of the largest that it can have. 0 for greys, and without a palette.
 */
export function warmthOf(palette: readonly Share[]): number {
  let sum = 0;
  let all = 0;
  for (const { colour, share } of palette) {
    sum += labOfHex(colour)[2] * share;
    all += share;
  }
  const mean = all === 0 ? 0 : sum / all;
  return Math.max(-1, Math.min(1, mean / (mean > 0 ? WARMEST : COOLEST)));
}
