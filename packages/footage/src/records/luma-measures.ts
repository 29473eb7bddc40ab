import { LUMA_HEIGHT, LUMA_WIDTH } from './size.ts';

const PIXELS = LUMA_WIDTH * LUMA_HEIGHT;

/**
 * Writes three numbers of a frame's luma into `into` from `at` on: its sharpness, the mean change from a pixel to its
 * neighbours right and below, in levels, which falls where the picture is blurred; its brightness, the mean, 0 to 1;
 * and its mean absolute change from the frame before, 0 to 1, or 0 without one. All in one run over the picture.
 */
export function measureLuma(luma: Uint8Array, previous: Uint8Array | undefined, into: Float32Array, at: number): void {
  const before = previous ?? luma;
  let steps = 0;
  let levels = 0;
  let changes = 0;
  for (let y = 0, place = 0; y < LUMA_HEIGHT; y++) {
    const last = place + LUMA_WIDTH - 1;
    // Behind the last row there is none: it is compared with itself.
    const below = y + 1 < LUMA_HEIGHT ? LUMA_WIDTH : 0;
    let here = luma[place]!;
    for (; place < last; place++) {
      const next = luma[place + 1]!;
      // The last row's own steps do not count: they have no neighbours below.
      if (below !== 0) steps += Math.abs(here - next) + Math.abs(here - luma[place + below]!);
      levels += here;
      changes += Math.abs(here - before[place]!);
      here = next;
    }
    levels += here;
    changes += Math.abs(here - before[place]!);
    place++;
  }
  into[at] = steps / PIXELS;
  into[at + 1] = levels / PIXELS / 255;
  into[at + 2] = changes / PIXELS / 255;
}
