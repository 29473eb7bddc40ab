import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Subtitle } from './info.ts';
import { call, type RequestOptions } from './process/pool.ts';

const SIDECARS = ['.srt', '.vtt'];
const isSidecar = (path: string): boolean => SIDECARS.includes(extname(path).toLowerCase());

async function read(path: string, options: RequestOptions): Promise<Subtitle[]> {
  const args = { path, sidecar: isSidecar(path) };
  const answer = (await call({ ...options, op: 'subtitles', place: path, args })).done as { subtitles: Subtitle[] };
  return answer.subtitles;
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
 * Throws `MediaError`: as `probe`.
 */
export async function subtitles(path: string, options: RequestOptions = {}): Promise<Subtitle[]> {
  const own = await read(path, options);
  if (own.length > 0 || isSidecar(path)) return own;
  const sidecar = await sidecarOf(path);
  return sidecar === undefined ? [] : read(sidecar, options);
}
