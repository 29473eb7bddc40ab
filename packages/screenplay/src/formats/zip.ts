import { strFromU8, unzipSync, type Zippable, zipSync } from 'fflate';
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
  const sums = checksums(bytes);
  for (const [entry, size] of sizes) {
    const file = unpacked[entry];
    const sum = sums.get(entry);
    // Unpacking stops at the size that the archive gives: what was cut off there shows in the sum.
    if (file?.length !== size || (sum !== undefined && sum !== crc32(file))) {
      throw damaged(name, `"${entry}" is not what it was when it was packed`);
    }
  }
  return new Map(Object.entries(unpacked));
}

/** The sums that the archive's directory gives, by name. */
function checksums(bytes: Uint8Array): Map<string, number> {
  const sums = new Map<string, number>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) return sums;
  let at = view.getUint32(end + 16, true);
  while (at + 46 <= end && view.getUint32(at, true) === 0x02014b50) {
    const length = view.getUint16(at + 28, true);
    const name = bytes.subarray(at + 46, at + 46 + length);
    // Bit 11 says that the name is UTF-8.
    const latin = (view.getUint16(at + 8, true) & 0x800) === 0;
    sums.set(strFromU8(name, latin), view.getUint32(at + 16, true));
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return sums;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum & 1) === 0 ? sum >>> 1 : (sum >>> 1) ^ 0xedb88320;
  return sum;
});

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ (CRC_TABLE[(sum ^ byte) & 0xff] as number);
  return (sum ^ 0xffffffff) >>> 0;
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
