import { MediaError } from './error.ts';
import { type RequestOptions, request } from './process/pool.ts';

/** One frame made small: width × height × 3 bytes, R G B, upright. */
export interface SmallPicture {
  readonly frame: number;
  readonly rgb: Uint8Array;
}

/**
 * Exactly these frames (counted as `decode` counts), each pixel the mean of its area, in the order asked for; rising
 * order is the quickest.
 *
 * Throws `MediaError`: as `stills`.
 */
export async function* smallPictures(
  path: string,
  frames: readonly number[],
  { width, height, ...options }: RequestOptions & { readonly width: number; readonly height: number },
): AsyncGenerator<SmallPicture, void, undefined> {
  if (![...frames, width, height].every((value) => Number.isSafeInteger(value) && value >= 0)) {
    throw new MediaError('input', 'Frames and sizes are whole numbers from 0.', { place: path });
  }
  if (frames.length === 0) return;
  const args = { path, frames, width, height };
  for await (const message of request({ ...options, op: 'smallPictures', place: path, args })) {
    if ('done' in message) return;
    yield { frame: Number(message.frame), rgb: message.rgb as Uint8Array };
  }
}
