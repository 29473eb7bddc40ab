/** Text of older programs on Windows: one byte a letter, and nothing in the file that says so. */

/** Of Greek or Cyrillic in a code page of its own nearly all letters are high bytes; of French, one in ten. */
const MOST_HIGH = 0.25;

/** Letters among the bytes from 0x80 to 0x9F, where Windows-1252 is more than Latin-1. */
const LETTERS = new Set([0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e, 0x9f]);
/** Punctuation that scripts have: quotes, dashes, an ellipsis, a space that does not break and the like. */
const PUNCTUATION = new Set([
  0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0xa0, 0xa1, 0xa3, 0xa7, 0xa9, 0xab, 0xae, 0xb0, 0xb7, 0xbb,
  0xbf,
]);
/** Tab, line feed, form feed, carriage return. */
const WHITE = new Set([0x09, 0x0a, 0x0c, 0x0d]);

/**
 * Whether bytes that are not UTF-8 make sense as Windows-1252, which holds Latin-1: the letters and punctuation of
 * Western Europe among many more of ASCII, and no sequence that would be one letter in UTF-8. A guess.
 */
export function looksWindows1252(bytes: Uint8Array): boolean {
  let [ascii, high, punctuation] = [0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x80) {
      if ((byte < 0x20 && !WHITE.has(byte)) || byte === 0x7f) return false;
      if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) ascii++;
    } else if (isSequence(byte, bytes[at + 1])) {
      // `Ã©` is UTF-8 with damage elsewhere; nobody writes it in Windows-1252.
      return false;
    } else if (LETTERS.has(byte) || (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7)) high++;
    else if (PUNCTUATION.has(byte)) punctuation++;
    else return false;
  }
  return high + punctuation > 0 && high <= MOST_HIGH * (ascii + high);
}

/** Punctuation that closes a word, and so follows its last letter: `à…`, `dit-il »`. */
const CLOSING = new Set([0x85, 0x92, 0x94, 0x96, 0x97, 0xa0, 0xbb]);

/** Whether two bytes are one letter, or its start, in UTF-8. After 0xC3 come nearly all that Western Europe writes. */
function isSequence(lead: number, next: number | undefined): boolean {
  if (next === undefined || lead < 0xc2 || lead > 0xf4 || next < 0x80 || next > 0xbf) return false;
  return lead === 0xc3 || !CLOSING.has(next);
}
