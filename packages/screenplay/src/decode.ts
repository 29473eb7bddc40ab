import { ScreenplayFault } from './fault.ts';
import { looksWindows1252 } from './windows-1252.ts';

/** Of a file of any format. No screenplay is longer; what is, is something else. */
export const MAX_BYTES = 128 * 1024 * 1024;

/** Of text that is a screenplay as it stands: a hundred times Big Fish. Every element of it takes room many times. */
const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/**
 * The text of a file: UTF-8, or UTF-16 where a byte-order mark says so. The mark stays in the text, as U+FEFF,
 * because offsets count it. An empty file is an empty script.
 * Throws `too-large` over `most` bytes (16 MB) and `input` for what is not text; `name` is the file's, for the sentence.
 */
export function decode(bytes: Uint8Array, name = 'This file', most: number = MAX_TEXT_BYTES): string {
  if (bytes.length > most) {
    const [size, limit] = [bytes.length, most].map((count) => Math.round(count / 1024 / 1024));
    throw new ScreenplayFault(
      'too-large',
      `${name} has ${size} MB; the text of a screenplay may have up to ${limit} MB.`,
    );
  }
  const encoding = encodingOf(bytes);
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    if (encoding !== 'utf-8') throw notText(name, 'its UTF-16 is broken', cause);
    const guess = looksWindows1252(bytes) ? '; it may be Windows-1252, as older programs on Windows write' : '';
    throw notText(name, `it is not UTF-8 text${place(bytes)}${guess}`, cause);
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) throw notText(name, `it is not text (it holds a NUL at character ${nul + 1})`);
  return text;
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** ` (byte N, in line M)`: the first that is not well-formed, both counted from 1. */
function place(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const encoder = new TextEncoder();
  let [at, from] = [0, 0];
  for (let index = text.indexOf('\ufffd'); index !== -1; index = text.indexOf('\ufffd', index + 1)) {
    at += encoder.encode(text.slice(from, index)).length;
    from = index;
    const isOwn = bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
    if (isOwn) continue;
    const line = text.slice(0, index).split(/\r\n|[\r\n]/).length;
    return ` (byte ${(at + 1).toLocaleString('en')}, in line ${line.toLocaleString('en')})`;
  }
  return '';
}

/**
 * The text of a file that is not UTF-8 but makes sense as Windows-1252, which holds Latin-1; undefined for any other.
 * It is a guess: whoever takes it must say so. Bytes as `decode` takes them.
 */
export function decodeWindows1252(bytes: Uint8Array): string | undefined {
  if (bytes.length > MAX_TEXT_BYTES || encodingOf(bytes) !== 'utf-8' || !looksWindows1252(bytes)) return undefined;
  return new TextDecoder('windows-1252').decode(bytes);
}

function notText(name: string, why: string, cause?: unknown): ScreenplayFault {
  return new ScreenplayFault(
    'input',
    `${name} cannot be read as a screenplay: ${why}. Save it as UTF-8 and try again.`,
    {
      place: name,
      cause,
    },
  );
}
