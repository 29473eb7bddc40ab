import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { checkTarget, nameFile } from './atomic-write.ts';
import type { Edit, LetterFont, ReachedLoudness } from './edit.ts';
import { MediaError } from './error.ts';
import { giveUpTag, isOwnerGone, ownerTag } from './process/owner.ts';
import { type RequestOptions, request } from './process/pool.ts';
import type { Message } from './process/wire.ts';
import { checkEdit } from './render-check.ts';
import { unwritten } from './unwritten.ts';

/** How a render is run. */
export interface RenderOptions extends RequestOptions {
  /** Output frames written so far, of so many. Stays at 0 while the sound is measured. */
  readonly onProgress?: (progress: { frame: number; frames: number }) => void;
  /**
   * A folder in which the parts of renders are kept until their films are whole, in a folder for each edit (and state of
   * its files): called again with the same edit after it was cancelled or killed, a render goes on behind the last whole
   * part, and the film is the same as in one go. A part that was damaged meanwhile is rendered again. Several processes
   * may use one folder, for the same edit too. If absent, nothing is kept.
   */
  readonly partsFolder?: string;
  /** The parts stay when the film has its name; whoever asks removes them, once nothing can cut the work off any more. */
  readonly keepParts?: boolean;
  /**
   * What is still to be done with the whole film before it gets its name, such as to sign it. The parts are kept until
   * it has its name.
   */
  readonly finish?: (path: string) => Promise<void>;
}

/** What was rendered. */
export interface Rendered {
  readonly frames: number;
  /** Where the edit asks for a loudness: what it came to. */
  readonly loudness?: ReachedLoudness;
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
 * stays as it was when the render fails or is cancelled. A loudness that cannot be met is no error; the answer says so.
 *
 * Throws `MediaError`: 'input' for an edit that cannot be rendered or a film that cannot be read, 'not-found',
 * 'cancelled', 'unavailable' when it cannot be written; and what `finish` throws.
 */
export async function render(edit: Edit, outPath: string, options: RenderOptions = {}): Promise<Rendered> {
  checkEdit(edit);
  await checkTarget(outPath);
  const work = await workFolder(outPath);
  try {
    const film = join(work.path, 'film');
    const folder = options.partsFolder ?? join(work.path, 'parts');
    const { parts, ...rendered } = await joined(edit, { film, folder, outPath }, options);
    await options.finish?.(film);
    await nameFile(film, outPath);
    if (options.keepParts === true) return rendered;
    // The film is whole and has its name. Where another render of the same edit still writes, that one clears away.
    await rm(parts, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
    // Another edit's parts may lie there.
    if (options.partsFolder !== undefined) await rmdir(options.partsFolder).catch(() => {});
    return rendered;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== undefined && !(error instanceof MediaError)) throw unwritten(String(code), outPath);
    // A temporary name means nothing to anybody.
    if (!(error instanceof MediaError) || error.place?.startsWith(work.path) !== true) throw error;
    throw new MediaError(error.code, error.message, { place: outPath, cause: error.cause });
  } finally {
    await rm(work.path, { recursive: true, force: true });
    work.giveUp();
  }
}

/** Has the media process render the film. */
async function joined(
  edit: Edit,
  { film, folder, outPath }: { readonly film: string; readonly folder: string; readonly outPath: string },
  { signal, limits, onProgress }: RenderOptions,
): Promise<Rendered & { readonly parts: string }> {
  const { fonts = [], ...rest } = edit;
  const list = fonts.map(({ family, bytes }) => ({ family, length: bytes.length }));
  for await (const message of request({
    signal,
    limits,
    op: 'render',
    place: outPath,
    isWriting: true,
    args: { path: film, partsFolder: folder, edit: rest, fonts: list },
    ...(fonts.length === 0 ? {} : { feed: fontsOf(fonts) }),
  })) {
    if ('done' in message) return message.done as Rendered & { parts: string };
    onProgress?.({ frame: Number(message.frame), frames: Number(message.frames) });
  }
  throw new MediaError('internal', 'The media process gave no answer.', { place: outPath });
}

/** A hidden folder beside a film, for what it is until it has its name. Those that killed processes left are removed. */
async function workFolder(outPath: string): Promise<{ readonly path: string; readonly giveUp: () => void }> {
  const target = resolve(outPath);
  const about = `.${createHash('sha256').update(basename(target)).digest('hex').slice(0, 12)}.`;
  for (const name of await readdir(dirname(target))) {
    if (!name.startsWith(about) || !name.endsWith('.part')) continue;
    if (!isOwnerGone(name.slice(about.length, -'.part'.length))) continue;
    await rm(join(dirname(target), name), { recursive: true, force: true });
  }
  const tag = ownerTag();
  const path = join(dirname(target), `${about}${tag}.part`);
  try {
    await mkdir(path);
  } catch (cause) {
    giveUpTag(tag);
    throw unwritten(String((cause as NodeJS.ErrnoException).code), outPath);
  }
  return { path, giveUp: () => giveUpTag(tag) };
}
