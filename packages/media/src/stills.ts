import { MediaError } from './error.ts';
import { type RequestOptions, request } from './process/pool.ts';

/** One frame as a JPEG picture, upright, with square pixels. */
export interface Still {
  readonly frame: number;
  readonly width: number;
  readonly height: number;
  readonly jpeg: Uint8Array;
}

/** How stills are made. With only one of width and height the other follows from the picture's shape. */
export interface StillOptions extends RequestOptions {
  readonly width?: number;
  readonly height?: number;
  /** 1 to 100, 85 if absent. */
  readonly quality?: number;
  /** A look-up table as a `.cube` file, applied to the upright picture: how log footage is looked at. */
  readonly lut?: string;
}

const isFrame = (frame: number): boolean => Number.isSafeInteger(frame) && frame >= 0;
const isSize = (size: number | undefined): boolean =>
  size === undefined || (Number.isInteger(size) && size > 0 && size <= 16_384);

/**
 * Exactly these frames (counted as `decode` counts) as JPEG, in the order asked for; rising order is the quickest. For a
 * frame that a damaged place has lost, the next one stands in.
 *
 * Throws `MediaError`: as `decode`; 'input' when the film has no such frame.
 */
export async function* stills(
  path: string,
  frames: readonly number[],
  options: StillOptions = {},
): AsyncGenerator<Still, void, undefined> {
  const { width, height, quality = 85, lut, ...rest } = options;
  if (!frames.every(isFrame)) throw new MediaError('input', 'Frames are whole numbers from 0.', { place: path });
  if (!isSize(width) || !isSize(height)) {
    throw new MediaError('input', 'A still is between 1 and 16,384 pixels wide and high.', { place: path });
  }
  if (frames.length === 0) return;
  const args = { path, frames, wanted: { width, height, quality, lut } };
  for await (const message of request({ ...rest, op: 'stills', place: path, args })) {
    if ('done' in message) return;
    const { type, ...still } = message;
    yield still as unknown as Still;
  }
}

/** One frame as JPEG; see `stills`. */
export async function frameAt(path: string, frame: number, options: StillOptions = {}): Promise<Still> {
  for await (const still of stills(path, [frame], options)) return still;
  throw new MediaError('internal', 'The media process gave no picture.', { place: path });
}
