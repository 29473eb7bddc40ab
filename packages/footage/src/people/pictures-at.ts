import { Fault } from '@second-unit/evidence';
import { decode, type MediaInfo } from '@second-unit/media';
import type { Picture } from './face-model.ts';
import type { Look } from './look-at.ts';

/** Pixels of the longer side of the pictures that are looked at. */
const LONG_SIDE = 640;

/** The size at which a film is looked at: square pixels, never larger than it is. */
function sizeOf({ width, height, pixelAspect }: MediaInfo): { width: number; height: number } {
  const shown = width * (pixelAspect === undefined ? 1 : pixelAspect.num / pixelAspect.den);
  const scale = Math.min(1, LONG_SIDE / Math.max(shown, height));
  return { width: Math.max(1, Math.round(shown * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The frames of these looks, decoded; a film that ends early gives fewer. */
export async function* picturesAt(
  path: string,
  info: MediaInfo,
  looks: readonly Look[],
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly look: Look; readonly picture: Picture }> {
  if (looks.length === 0) return;
  const { width, height } = sizeOf(info);
  const bytes = width * height * 3;
  let next = 0;
  for await (const event of decode(path, { frames: { width, height, batch: 8 } }, { signal })) {
    if (signal?.aborted) throw new Fault('cancelled', 'Cancelled.');
    if (event.type !== 'frames') continue;
    for (let at = 0; at < event.pts.length; at++) {
      const look = looks[next];
      if (look === undefined) return;
      if (event.first + at !== look.frame) continue;
      next += 1;
      yield { look, picture: { width, height, rgb: event.rgb.slice(at * bytes, (at + 1) * bytes) } };
    }
  }
}
