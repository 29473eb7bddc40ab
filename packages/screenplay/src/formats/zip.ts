import { unzipSync, type Zippable, zipSync } from 'fflate';
import { ScreenplayFault } from '../fault.ts';

/** Zip archives from strangers: what they say of their size is checked before anything is unpacked. */

const MAX_ENTRIES = 10_000;
/** Bytes of all entries that are unpacked. */
const MAX_BYTES = 128 * 1024 * 1024;
/** How many times its packed size an entry may be. Text of a script gets ten times smaller, at most fifty. */
const MAX_RATIO = 200;
/** Below this an entry may be packed as well as it likes. */
const SMALL = 1024 * 1024;

/** The format of the file: zip archives start with this. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/**
 * The entries whose name `wanted` takes. `name` is the archive's, for the sentences.
 * Throws `input` for what is no zip archive or is damaged, and `too-large` for what would unpack to too much.
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean, name: string): Map<string, Uint8Array> {
  if (!isZip(bytes)) throw new ScreenplayFault('input', `${name} is no zip archive, which such a file is.`);
  const sizes = new Map<string, number>();
  let entries = 0;
  let total = 0;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, {
      filter: ({ name: entry, size, originalSize, compression }) => {
        if (++entries > MAX_ENTRIES) throw tooMuch(name, `holds more than ${MAX_ENTRIES.toLocaleString('en')} files`);
        if (!wanted(entry)) return false;
        if (compression !== 0 && compression !== 8)
          throw damaged(name, `"${entry}" is packed in a way that is not known`);
        // A stored entry has no size but its own.
        if (compression === 0 && size !== originalSize) throw damaged(name, `"${entry}" has not the size it says`);
        total += originalSize;
        if (total > MAX_BYTES) throw tooMuch(name, 'would unpack to more than 128 MB');
        if (originalSize > SMALL && originalSize > size * MAX_RATIO) {
          throw tooMuch(name, `holds "${entry}", which would grow to more than ${MAX_RATIO} times its size`);
        }
        sizes.set(entry, originalSize);
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof ScreenplayFault) throw cause;
    throw damaged(name, 'it is incomplete, or locked with a password', cause);
  }
  for (const [entry, size] of sizes) {
    // Unpacking stops at the size that the archive gives.
    if (unpacked[entry]?.length !== size) throw damaged(name, `"${entry}" has not the size it says`);
  }
  return new Map(Object.entries(unpacked));
}

function tooMuch(name: string, why: string): ScreenplayFault {
  return new ScreenplayFault('too-large', `${name} ${why}, which no screenplay does.`, { place: name });
}

function damaged(name: string, why: string, cause?: unknown): ScreenplayFault {
  return new ScreenplayFault('input', `${name} cannot be unpacked: ${why}.`, { place: name, cause });
}

/** Time stamps would make the same script another file each time; zip knows none before 1980. */
const TIME = '1980-01-01T12:00:00';

export function zip(entries: Iterable<readonly [name: string, bytes: Uint8Array]>): Uint8Array {
  const files: Zippable = {};
  for (const [name, bytes] of entries) files[name] = bytes;
  return zipSync(files, { mtime: TIME });
}
