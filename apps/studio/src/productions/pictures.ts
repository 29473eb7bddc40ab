import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LogCurve } from '@second-unit/footage/shoot-day';
import { frameAt, type StillOptions, stills } from '@second-unit/media';
import type { MediaRow } from '../database/index.ts';
import type { Home } from '../home/index.ts';
import { cubeOf, viewedAs } from './viewing.ts';

/** Wide enough for a shot card on a dense screen. */
const WIDTH = 640;

/** Name of what is made from a film: its generated id, and which file it was where that may change. */
export function pictureKey({ id, fingerprint }: Pick<MediaRow, 'id' | 'fingerprint'>): string {
  return fingerprint === null ? id : `${id}-${fingerprint.split(' ').at(-1)?.slice(0, 16)}`;
}

/** What pictures of a film are made from. */
interface Pictured {
  /** A `pictureKey`. */
  readonly media: string;
  readonly film: string;
  /** The curve that it is looked at through; as recorded if absent. */
  readonly curve?: LogCurve | undefined;
}

/** Where a frame's picture is kept; the cache may be deleted at any time. */
function pictureOf(home: Home, { media, curve }: Omit<Pictured, 'film'>, frame: number): string {
  return join(home.cache, 'frames', media, ...(curve === undefined ? [] : [viewedAs(curve)]), `${frame}.jpg`);
}

/** How they are made. */
async function shownAs(home: Home, { curve }: Pick<Pictured, 'curve'>): Promise<StillOptions> {
  return { width: WIDTH, ...(curve === undefined ? {} : { lut: await cubeOf(home, curve) }) };
}

/** The copy of a film for browsers, where the film itself is none that they play. `media` is a `pictureKey`. */
export function proxyOf(home: Home, media: string): string {
  return join(home.cache, 'proxies', `${media}.mp4`);
}

/** Removes what was made from a film, as when another file is in its place. `media` is a `pictureKey`. */
export async function forgetPictures(home: Home, media: string): Promise<void> {
  await rm(join(home.cache, 'frames', media), { recursive: true, force: true });
  await rm(proxyOf(home, media), { force: true });
}

/** Path of the JPEG of one frame, made when it is asked for the first time. Errors: as `frameAt`. */
export async function framePicture(
  home: Home,
  { frame, signal, ...of }: Pictured & { readonly frame: number; readonly signal?: AbortSignal },
): Promise<string> {
  const path = pictureOf(home, of, frame);
  if (await exists(path)) return path;
  const { jpeg } = await frameAt(of.film, frame, { ...(await shownAs(home, of)), signal });
  await keep(path, jpeg);
  return path;
}

/** Makes the pictures of many frames in one pass. `done` hears how many there are so far. */
export async function framePictures(
  home: Home,
  {
    frames,
    signal,
    done,
    ...of
  }: Pictured & {
    readonly frames: readonly number[];
    readonly signal: AbortSignal;
    readonly done: (count: number) => void;
  },
): Promise<void> {
  const wanted = [...new Set(frames)].sort((a, b) => a - b);
  let count = 0;
  for await (const { frame, jpeg } of stills(of.film, wanted, { ...(await shownAs(home, of)), signal })) {
    await keep(pictureOf(home, of, frame), jpeg);
    done(++count);
  }
}

/** Whole or not at all; not synced, as it can be made again. */
async function keep(path: string, jpeg: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeFile(temporary, jpeg);
    await rename(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
