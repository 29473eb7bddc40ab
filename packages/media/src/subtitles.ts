import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { MediaError } from './error.ts';
import type { Subtitle } from './info.ts';
import { call, type RequestOptions } from './process/pool.ts';

const SIDECARS = ['.srt', '.vtt'];
const isSidecar = (path: string): boolean => SIDECARS.includes(extname(path).toLowerCase());

async function read(path: string, options: RequestOptions): Promise<Subtitle[]> {
  const args = { path, sidecar: isSidecar(path) };
  const answer = (await call({ ...options, op: 'subtitles', place: path, args })).done as { subtitles: Subtitle[] };
  return answer.subtitles;
}

/** A line, and whether it was in the film or in a file beside it. */
export interface FoundSubtitle extends Subtitle {
  readonly from: 'embedded' | 'sidecar';
}

export interface SubtitlesOptions extends RequestOptions {
  /** Hears, in a sentence, which file beside the film could not be read; its words are left out. */
  readonly onUnread?: (sentence: string) => void;
}

/** `film.srt`, `film.vtt`, else one with a language (`film.en.srt`), beside `film.mp4`. */
async function sidecarOf(path: string): Promise<string | undefined> {
  const stem = basename(path, extname(path));
  const names = (await readdir(dirname(path))).filter((name) => isSidecar(name) && name.startsWith(`${stem}.`));
  const [nearest] = names.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
  return nearest === undefined ? undefined : join(dirname(path), nearest);
}

/**
 * The words of a film's embedded text track; when it has none, of a sidecar file next to it. A path of a sidecar file
 * itself works too. Empty when there are no words. Seconds count from the film's first frame.
 *
 * Throws `MediaError`: as `probe`, of the file at `path`.
 */
export async function subtitles(
  path: string,
  { onUnread, ...options }: SubtitlesOptions = {},
): Promise<FoundSubtitle[]> {
  const found = (lines: readonly Subtitle[], from: FoundSubtitle['from']) => lines.map((line) => ({ ...line, from }));
  const own = await read(path, options);
  if (isSidecar(path)) return found(own, 'sidecar');
  if (own.length > 0) return found(own, 'embedded');
  const sidecar = await sidecarOf(path);
  if (sidecar === undefined) return [];
  try {
    return found(await read(sidecar, options), 'sidecar');
  } catch (thrown) {
    // Nobody chose that file: the film is none the worse for it.
    if (!(thrown instanceof MediaError && ['input', 'not-found'].includes(thrown.code))) throw thrown;
    onUnread?.(`${thrown.message} Its words are left out.`);
    return [];
  }
}
