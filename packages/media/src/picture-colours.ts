import { MediaError } from './error.ts';
import { type RequestOptions, request } from './process/pool.ts';

/** A picture of at most 100 megapixels takes no longer. */
const MOST_SECONDS = 60;

/** A picture made small: width × height × 3 bytes, R G B. */
export interface PictureColours {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/**
 * The colours of a picture file (JPEG, PNG, WebP), at most `width` pixels wide, as it is stored: not turned by its tags.
 *
 * Throws `MediaError`: 'not-found'; 'input' for what is no such picture, is damaged, or has more than 100 megapixels,
 * which its header says before anything is decoded; 'cancelled'.
 */
export async function pictureColours(
  path: string,
  { width, ...options }: RequestOptions & { readonly width: number },
): Promise<PictureColours> {
  const asked = { ...options, op: 'pictureColours', place: path, args: { path, width }, totalSeconds: MOST_SECONDS };
  let colours: PictureColours | undefined;
  // To its end: a request that is left early ends the process.
  for await (const { width: across, height, rgb } of request(asked)) {
    if (rgb !== undefined) colours = { width: Number(across), height: Number(height), rgb: rgb as Uint8Array };
  }
  if (colours) return colours;
  throw new MediaError('internal', 'The media process gave no picture.', { place: path });
}
