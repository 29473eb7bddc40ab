import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { Fault } from '@second-unit/evidence';
import type { MediaRow } from '../database/index.ts';
import { type Home, storedPath } from '../home/index.ts';

/** Bytes that are looked at in each of three places; a whole film would take minutes. */
const SAMPLE = 64 * 1024;

/**
 * What tells a film's file from another that was put in its place: `<bytes> <mtime, ms> <hash>`, the
 * hash (SHA-256, hex) of its head, middle and tail. Errors: `not-found`.
 */
export async function fingerprintOf(path: string): Promise<string> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw gone(path, cause);
  });
  try {
    const { size, mtimeMs } = await file.stat();
    const hash = createHash('sha256');
    const part = Buffer.alloc(SAMPLE);
    for (const at of [0, Math.floor(size / 2), Math.max(0, size - SAMPLE)]) {
      const { bytesRead } = await file.read(part, 0, SAMPLE, at);
      hash.update(part.subarray(0, bytesRead));
    }
    return `${size} ${Math.round(mtimeMs)} ${hash.digest('hex')}`;
  } finally {
    await file.close();
  }
}

/** Only films outside the home can be replaced behind our back. */
export function liesOutside(media: Pick<MediaRow, 'file'>): boolean {
  return isAbsolute(media.file);
}

/**
 * The path of a film whose file is still what it was when it was last logged or taken in, or what
 * `fingerprint` says it was.
 *
 * @throws Fault `conflict` where another file is in its place, `not-found` where none is.
 */
export async function filmPath(
  home: Home,
  media: MediaRow,
  fingerprint: string | null = media.fingerprint,
): Promise<string> {
  const path = storedPath(home, media.file);
  if (!liesOutside(media) || fingerprint === null) return path;
  if (sameFile(fingerprint, await fingerprintOf(path))) return path;
  throw new Fault(
    'conflict',
    `The file of “${media.title}” is not the one that was logged: it was changed or replaced. Put the old one back, or log the film again.`,
    { place: path },
  );
}

/** A copy of a file, or one that was only touched, has another time and is the same film. */
export function sameFile(one: string, other: string): boolean {
  const [[size, , hash], [otherSize, , otherHash]] = [one.split(' '), other.split(' ')];
  return size === otherSize && hash === otherHash;
}

function gone(path: string, cause: unknown): Fault {
  return new Fault('not-found', 'This file is no longer where it was.', { place: path, cause });
}
