import { strFromU8, strToU8, type UnzipFileInfo, unzipSync, type Zippable, zipSync } from 'fflate';
import { TimelineError } from '../fault.ts';
import { mapMedia } from '../map-media.ts';
import type { Timeline } from '../model.ts';
import { readOtio } from './read.ts';
import { writeOtio } from './write.ts';

/** A timeline and the media files that travel with it, by the `targetUrl` of its references: `media/a.mov`. */
export interface OtioBundle {
  readonly timeline: Timeline;
  readonly media: ReadonlyMap<string, Uint8Array>;
}

export interface ReadOtiozOptions {
  /** Bytes that all files of a bundle may come to, unpacked. Default: 2 GiB. */
  readonly maxBytes?: number;
}

/** A bundle's timeline, and the names of what travels with it. */
export interface OtioBundleContents {
  readonly timeline: Timeline;
  readonly media: readonly string[];
}

const MAX_ENTRIES = 10_000;
/** Far more than the timeline of a feature takes. */
const MAX_CONTENT = 20 * 1024 * 1024;
const MAX_VERSION = 1024;
/** Deflate cannot pack tighter. */
const MAX_RATIO = 1100;
const VERSION = '1.0.0';

/**
 * Reads an `.otioz` bundle: a zip of `content.otio`, `version.txt` and `media/`. All media are unpacked in memory.
 * @throws TimelineError `input` for what is no such bundle, names that lead out of it, and bundles that unpack to more
 * than `maxBytes`.
 */
export function readOtioz(bytes: Uint8Array, options: ReadOtiozOptions = {}): OtioBundle {
  const { timeline, files } = unpack(bytes, { most: options.maxBytes ?? 2 * 1024 ** 3, wants: () => true });
  return { timeline, media: new Map(Object.entries(files).filter(([name]) => isMedia(name))) };
}

/**
 * Reads the timeline of an `.otioz` bundle. Its media are told from the zip's directory and not unpacked, however much
 * they say they are.
 * @throws TimelineError `input` as `readOtioz`
 */
export function readOtiozTimeline(bytes: Uint8Array): OtioBundleContents {
  const { timeline, names } = unpack(bytes, {
    most: Number.POSITIVE_INFINITY,
    wants: (name) => name === 'content.otio' || name === 'version.txt',
  });
  return { timeline, media: [...names].filter(isMedia) };
}

const isMedia = (name: string): boolean => name.startsWith('media/');

interface Unpacked {
  readonly timeline: Timeline;
  readonly names: ReadonlySet<string>;
  /** Those that were wanted. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

function unpack(
  bytes: Uint8Array,
  { most, wants }: { readonly most: number; readonly wants: (name: string) => boolean },
): Unpacked {
  const names = new Set<string>();
  let total = 0;
  // The library unpacks no more of a file than its entry says, which is what is counted here.
  const check = ({ name, size, originalSize }: UnzipFileInfo): boolean => {
    if (name.endsWith('/')) return false;
    const refuse = (why: string) =>
      new TimelineError('input', `This .otioz bundle is refused: ${why}.`, { place: name.slice(0, 200) });
    if (!isSafe(name)) throw refuse(`“${name.slice(0, 80)}” leads out of it`);
    if (names.has(name)) throw refuse(`it holds “${name.slice(0, 80)}” twice`);
    names.add(name);
    if (names.size > MAX_ENTRIES) throw refuse(`it holds more than ${MAX_ENTRIES} files`);
    if (!wants(name)) return false;
    total += originalSize;
    if (total > most) throw refuse(`it unpacks to more than ${most} bytes`);
    if (name === 'content.otio' && originalSize > MAX_CONTENT) throw refuse('its timeline is larger than 20 MB');
    if (name === 'version.txt' && originalSize > MAX_VERSION) throw refuse('its version is no version');
    if (originalSize > 1_000_000 && originalSize > size * MAX_RATIO)
      throw refuse(`“${name.slice(0, 80)}” unpacks to more than it can hold`);
    return true;
  };
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, { filter: check });
  } catch (cause) {
    if (cause instanceof TimelineError) throw cause;
    throw new TimelineError('input', 'This .otioz bundle is no zip file, or it is damaged.', { cause });
  }
  const content = Object.hasOwn(files, 'content.otio') ? files['content.otio'] : undefined;
  if (!content) throw new TimelineError('input', 'This .otioz bundle holds no content.otio.');
  return { timeline: readOtio(strFromU8(content)), names, files };
}

/** A path inside of the bundle, written as one: no root, no drive, no way up. */
function isSafe(name: string): boolean {
  return (
    !/[\p{Cc}\\]|^\/|^[A-Za-z]:/u.test(name) &&
    !name.split('/').some((part) => part === '..' || part === '.' || part === '')
  );
}

/**
 * An `.otioz` bundle of a timeline. References whose `targetUrl` is among `media` point into the bundle then; all others
 * stay as they are. Media is stored, not packed again.
 */
export function writeOtioz({ timeline, media }: OtioBundle): Uint8Array {
  const paths = new Map<string, string>();
  const used = new Set<string>();
  const packed = mapMedia(timeline, (reference) => {
    if (reference.schema !== 'ExternalReference' || !media.has(reference.targetUrl)) return reference;
    const path = paths.get(reference.targetUrl) ?? freePath(reference.targetUrl, used);
    paths.set(reference.targetUrl, path);
    return { ...reference, targetUrl: path };
  });
  const files: Zippable = {
    'content.otio': [strToU8(writeOtio(packed)), { level: 6 }],
    'version.txt': [strToU8(VERSION), { level: 0 }],
  };
  for (const [url, path] of paths) files[path] = [media.get(url)!, { level: 0 }];
  // The date is fixed, so that the same timeline gives the same bytes.
  return zipSync(files, { mtime: new Date(1980, 0, 1) });
}

function freePath(url: string, used: Set<string>): string {
  const last = url.split(/[\\/]/).at(-1) ?? '';
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // A name with a bare % is taken as it is.
  }
  name = name.replace(/[\p{Cc}\\/:]/gu, '_').replace(/^\.{0,2}$/, 'media');
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let path = `media/${name}`;
  for (let number = 2; used.has(path.toLowerCase()); number++) path = `media/${stem}-${number}${ending}`;
  used.add(path.toLowerCase());
  return path;
}
