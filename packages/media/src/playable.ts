import { writeAtomically } from './atomic-write.ts';
import { MediaError } from './error.ts';
import { type RequestOptions, request } from './process/pool.ts';

/** How a copy for the browser is made. */
export interface PlayableOptions extends RequestOptions {
  /** Most lines of picture, 1080 if absent; a taller film is made smaller. */
  readonly height?: number;
  /**
   * How many frames a decode of the whole film gave, none of them damaged. Where that is known, and the pictures are what
   * browsers play, they are copied and not coded again.
   */
  readonly frames?: number | undefined;
  /** Frames written so far, of about so many. */
  readonly onProgress?: (progress: { frame: number; frames: number }) => void;
}

/**
 * Makes a copy that every browser plays (H.264 and AAC in MP4, upright, square pixels), for films whose
 * `MediaInfo.playsInBrowser` is false. It has the same frames at the same times, none more and none less, so that
 * frame numbers of the film hold for the copy. It gets its name only when it is whole.
 *
 * Throws `MediaError`: as `decode`; 'unavailable' when it cannot be written.
 */
export async function makePlayable(
  path: string,
  outPath: string,
  options: PlayableOptions = {},
): Promise<{ frames: number }> {
  const { height = 1080, frames, signal, limits, onProgress } = options;
  if (!(Number.isInteger(height) && height > 0)) {
    throw new MediaError('input', 'The height must be a whole number above 0.', { place: path });
  }
  return writeAtomically(outPath, async (out) => {
    const args = { path, out, height, frames };
    for await (const message of request({ signal, limits, op: 'makePlayable', place: path, args })) {
      if ('done' in message) return message.done as { frames: number };
      onProgress?.({ frame: Number(message.frame), frames: Number(message.frames) });
    }
    throw new MediaError('internal', 'The media process gave no answer.', { place: path });
  });
}
