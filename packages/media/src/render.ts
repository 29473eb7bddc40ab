import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { writeAtomically } from './atomic-write.ts';
import type { Edit, LetterFont } from './edit.ts';
import { MediaError } from './error.ts';
import { type RequestOptions, request } from './process/pool.ts';
import type { Message } from './process/wire.ts';
import { checkEdit } from './render-check.ts';

/** How a render is run. */
export interface RenderOptions extends RequestOptions {
  /** Output frames written so far, of so many. Stays at 0 while the sound is measured. */
  readonly onProgress?: (progress: { frame: number; frames: number }) => void;
  /**
   * A folder in which the parts of this render are kept until it is whole: called again with the same edit after it was
   * cancelled or killed, it goes on behind the last whole part, and the film is the same as in one go. Parts of another
   * edit, or of films that have changed, are thrown away. If absent, nothing is kept.
   */
  readonly partsFolder?: string;
}

/** Fonts travel behind the request, as one block of bytes. */
function joinedBytes(fonts: readonly LetterFont[]): Uint8Array {
  const bytes = new Uint8Array(fonts.reduce((sum, font) => sum + font.bytes.length, 0));
  let at = 0;
  for (const font of fonts) {
    bytes.set(font.bytes, at);
    at += font.bytes.length;
  }
  return bytes;
}

async function* fontsOf(fonts: readonly LetterFont[]): AsyncGenerator<Message> {
  yield { fonts: joinedBytes(fonts) };
}

/**
 * Renders an edit list as a film that starts to play at once. The file has exactly as many frames as the clips together;
 * transitions lie across the cuts and change no length. It gets its name only when it is whole: a file of that name
 * stays as it was when the render fails or is cancelled.
 *
 * Throws `MediaError`: 'input' for an edit that cannot be rendered or a film that cannot be read, 'not-found',
 * 'cancelled', 'unavailable' when it cannot be written.
 */
export async function render(edit: Edit, outPath: string, options: RenderOptions = {}): Promise<{ frames: number }> {
  checkEdit(edit);
  const { signal, limits, onProgress, partsFolder } = options;
  const { fonts = [], ...rest } = edit;
  const list = fonts.map(({ family, bytes }) => ({ family, length: bytes.length }));
  const write = async (path: string): Promise<{ frames: number }> => {
    const folder = partsFolder ?? `${path}s`;
    try {
      for await (const message of request({
        signal,
        limits,
        op: 'render',
        place: outPath,
        isWriting: true,
        args: { path, partsFolder: folder, edit: rest, fonts: list },
        ...(fonts.length === 0 ? {} : { feed: fontsOf(fonts) }),
      })) {
        if (!('done' in message)) {
          onProgress?.({ frame: Number(message.frame), frames: Number(message.frames) });
          continue;
        }
        await rm(folder, { recursive: true, force: true });
        return { frames: Number((message.done as { frames: number }).frames) };
      }
    } finally {
      if (partsFolder === undefined) await rm(folder, { recursive: true, force: true });
    }
    throw new MediaError('internal', 'The media process gave no answer.', { place: outPath });
  };
  const name =
    partsFolder === undefined ? undefined : createHash('sha256').update(partsFolder).digest('hex').slice(0, 32);
  return writeAtomically(outPath, write, name);
}
