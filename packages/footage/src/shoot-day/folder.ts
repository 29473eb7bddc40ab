import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@second-unit/evidence';
import type { Unreadable } from './shoot-day.ts';

/** A file of the folder that may be a clip, or says something about one. */
export interface FolderFile {
  /** In the folder, with `/`. */
  readonly path: string;
  readonly kind: 'media' | 'raw' | 'sidecar' | 'words';
  readonly bytes: number;
  /** UTC, ISO 8601. */
  readonly modified: string;
}

const PICTURE = new Set(
  'mov mp4 m4v mxf mkv webm avi mts m2ts ts mpg mpeg m2v 3gp 3g2 wmv flv dv vob ogv insv 360'.split(' '),
);
const SOUND = new Set('wav bwf rf64 w64 aif aiff mp3 m4a aac flac ogg opus'.split(' '));
/** Camera raw that FFmpeg does not decode, and whose it is. */
export const RAW: Readonly<Record<string, string>> = {
  r3d: 'REDCODE RAW',
  ari: 'ARRIRAW',
  arx: 'ARRIRAW',
  braw: 'Blackmagic RAW',
  crm: 'Canon Cinema RAW Light',
  rmf: 'Canon Cinema RAW',
  nev: 'Nikon N-RAW',
  x3f: 'Sigma X3F',
  dng: 'CinemaDNG',
};
/** What to do with a file of camera raw by itself, in one sentence; undefined where it is none, by its ending. */
export function rawSentence(path: string): string | undefined {
  const ending = endingOf(path);
  if (!Object.hasOwn(RAW, ending)) return undefined;
  return `This is ${RAW[ending]}, which is not decoded here: log a proxy of the same name, reel and timecode, or the folder that holds both, and exports name this original.`;
}

const SIDECAR = new Set(['xml', 'json', 'rmd', 'cif']);
const WORDS = new Set(['srt', 'vtt']);

const MOST_FILES = 200_000;
const DEEPEST = 24;

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();

/** Is it sound without picture, by its ending? */
export function isSoundName(path: string): boolean {
  return SOUND.has(endingOf(path));
}

function kindOf(name: string): FolderFile['kind'] | undefined {
  const ending = endingOf(name);
  if (PICTURE.has(ending) || SOUND.has(ending)) return 'media';
  if (Object.hasOwn(RAW, ending)) return 'raw';
  if (WORDS.has(ending)) return 'words';
  return SIDECAR.has(ending) ? 'sidecar' : undefined;
}

/**
 * The clips and sidecars of a folder and all folders in it, by path. Dot files, links, thumbnails (.THM) and the small
 * copies that cameras make for themselves (.LRV, .LRF) are left out; folders that cannot be read are told of.
 *
 * @throws Fault `not-found` for no folder, `input` for a file, `too-large` over 200,000 files, `cancelled`.
 */
export async function listFolder(
  folder: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<{ files: FolderFile[]; unreadable: Unreadable[] }> {
  const found = await stat(folder).catch((cause: unknown) => {
    throw new Fault('not-found', `There is no folder ${folder}.`, { place: folder, cause });
  });
  if (!found.isDirectory()) throw new Fault('input', `${folder} is a file, not a folder.`, { place: folder });
  const files: FolderFile[] = [];
  const unreadable: Unreadable[] = [];
  const walk = async (below: string, depth: number): Promise<void> => {
    try {
      for await (const entry of await opendir(join(folder, below))) {
        if (signal?.aborted) throw new Fault('cancelled', 'Cancelled.', { cause: signal.reason });
        if (entry.name.startsWith('.')) continue;
        const path = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isDirectory()) {
          if (depth < DEEPEST) await walk(path, depth + 1);
          else unreadable.push({ path, message: 'This folder lies too deep; open it by itself.' });
          continue;
        }
        const kind = entry.isFile() ? kindOf(entry.name) : undefined;
        if (kind === undefined) continue;
        const facts = await stat(join(folder, path)).catch(() => undefined);
        if (facts === undefined) {
          unreadable.push({ path, message: 'This file went away while the folder was read, or may not be read.' });
          continue;
        }
        files.push({ path, kind, bytes: facts.size, modified: facts.mtime.toISOString() });
        if (files.length > MOST_FILES) {
          throw new Fault('too-large', 'This folder holds more than 200,000 files; open the day’s own folder.', {
            place: folder,
          });
        }
      }
    } catch (thrown) {
      if (thrown instanceof Fault) throw thrown;
      unreadable.push({ path: below === '' ? '.' : below, message: 'This folder cannot be read.' });
    }
  };
  await walk('', 0);
  files.sort((a, b) => compareNames(a.path, b.path));
  return { files, unreadable };
}

const collator = new Intl.Collator('en', { numeric: true });

/** Names as people sort them: take 2 before take 10. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
