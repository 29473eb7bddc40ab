import type { Entry } from 'yauzl';
import { getFileNameLowLevel } from 'yauzl';
import { TimelineError } from '../fault.ts';

const MAX_ENTRIES = 10_000;
/** Far more than the timeline of a feature takes. */
const MAX_CONTENT = 20 * 1024 * 1024;
const MAX_VERSION = 1024;
/** Deflate cannot pack tighter. */
const MAX_RATIO = 1100;
/** Bytes that an entry of the directory may take: its name, its extra fields and its comment. */
const MAX_LINE = 4096;

/** What the directory of a zip says of its files, as far as it can be believed. */
export interface BundleEntries {
  readonly content: Entry;
  /** By name, `media/a.mov`, in the bundle's order. */
  readonly media: ReadonlyMap<string, Entry>;
}

/** Why a bundle is not read. */
export function refused(why: string, place?: string): TimelineError {
  return new TimelineError('input', `This .otioz bundle is refused: ${why}.`, {
    ...(place === undefined ? {} : { place: place.slice(0, 200) }),
  });
}

/**
 * Goes through the directory of a bundle and checks every line of it; nothing is unpacked.
 * @param fileBytes of the whole bundle
 * @throws TimelineError `input` for names that lead out of it or come twice, sizes that cannot be, files that overlap
 */
export async function checkedEntries(entries: AsyncIterable<Entry>, fileBytes: number): Promise<BundleEntries> {
  const names = new Set<string>();
  const media = new Map<string, Entry>();
  let content: Entry | undefined;
  let packed = 0;
  for await (const entry of entries) {
    // What is kept of ten thousand lines has to fit into memory.
    if (entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength > MAX_LINE) {
      throw refused('its directory is damaged');
    }
    const whole = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    const folder = whole.endsWith('/');
    const name = folder ? whole.slice(0, -1) : whole;
    if (!isSafe(name)) throw refused(`“${whole.slice(0, 80)}” leads out of it`, whole);
    if (names.has(name)) throw refused(`it holds “${name.slice(0, 80)}” twice`, name);
    names.add(name);
    if (names.size > MAX_ENTRIES) throw refused(`it holds more than ${MAX_ENTRIES} files`);
    if (folder) continue;
    const { compressedSize, uncompressedSize, relativeOffsetOfLocalHeader: at } = entry;
    packed += compressedSize;
    // Files that lie over one another unpack to far more than the bundle is long.
    if (at + compressedSize > fileBytes || packed > fileBytes || !Number.isSafeInteger(uncompressedSize)) {
      throw refused(`“${name.slice(0, 80)}” is longer than the bundle; it may be cut short`, name);
    }
    if (name === 'content.otio') {
      if (uncompressedSize > MAX_CONTENT) throw refused('its timeline is larger than 20 MB', name);
      content = entry;
    }
    if (name === 'version.txt' && uncompressedSize > MAX_VERSION) throw refused('its version is no version', name);
    if (name.startsWith('media/')) media.set(name, entry);
  }
  if (!content) throw new TimelineError('input', 'This .otioz bundle holds no content.otio.');
  return { content, media };
}

/** Whether a file of a bundle can be unpacked; asked before it is. Errors: `input`. */
export function checkUnpacks(entry: Entry, name: string): void {
  const shown = `“${name.slice(0, 80)}”`;
  if (entry.isEncrypted()) throw refused(`${shown} is encrypted`, name);
  if (!entry.canDecodeFileData()) throw refused(`${shown} is packed in a way that is not read here`, name);
  if (entry.uncompressedSize > 1_000_000 && entry.uncompressedSize > entry.compressedSize * MAX_RATIO) {
    throw refused(`${shown} unpacks to more than it can hold`, name);
  }
}

/** A path inside of the bundle, written as one: no root, no drive, no way up. */
function isSafe(name: string): boolean {
  return (
    !/[\p{Cc}\\]|^\/|^[A-Za-z]:/u.test(name) &&
    !name.split('/').some((part) => part === '..' || part === '.' || part === '')
  );
}
