import { LUMA_HEIGHT, LUMA_WIDTH } from './size.ts';

/** Mean change from a pixel to its neighbours right and below, in levels: falls where the picture is blurred. */
export function sharpness(luma: Uint8Array): number {
  let sum = 0;
  for (let y = 0; y + 1 < LUMA_HEIGHT; y++) {
    const end = (y + 1) * LUMA_WIDTH - 1;
    for (let at = y * LUMA_WIDTH; at < end; at++) {
      const here = luma[at]!;
      sum += Math.abs(here - luma[at + 1]!) + Math.abs(here - luma[at + LUMA_WIDTH]!);
    }
  }
  return sum / (LUMA_WIDTH * LUMA_HEIGHT);
}

/** Mean absolute change of luma between two frames, 0 to 1. */
export function lumaChange(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += Math.abs(a[at]! - b[at]!);
  return sum / a.length / 255;
}

/** Mean luma, 0 to 1. */
export function brightness(luma: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < luma.length; at++) sum += luma[at]!;
  return sum / luma.length / 255;
}
