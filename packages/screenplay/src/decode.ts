import { ScreenplayFault } from './fault.ts';

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
    throw notText(name, encoding === 'utf-8' ? `it is not UTF-8 text${place(bytes)}` : 'its UTF-16 is broken', cause);
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

/** ` (after N bytes)`: so many are well-formed. Looked for in steps, then byte by byte in the step where it is. */
function place(bytes: Uint8Array): string {
  const STEP = 4096;
  const stepwise = strict();
  let from = 0;
  try {
    for (; from + STEP <= bytes.length; from += STEP)
      stepwise.decode(bytes.subarray(from, from + STEP), { stream: true });
  } catch {
    // In this step, or in a sequence that begins in the one before.
  }
  while (from > 0 && ((bytes[from - 1] as number) & 0x80) !== 0) from--;
  const bytewise = strict();
  let whole = from;
  try {
    for (let at = from; at < bytes.length; at++) {
      if (bytewise.decode(bytes.subarray(at, at + 1), { stream: true }) !== '') whole = at + 1;
    }
  } catch {
    // After `whole`.
  }
  return ` (after ${whole} bytes)`;
}

function strict(): TextDecoder {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
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
