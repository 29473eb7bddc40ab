import { analyse } from 'chardet';

/** Characters that every few words of Chinese have, as they are written on the mainland and elsewhere. */
const COMMON_CHINESE = new Set(
  '的一是不了我你他她在有人这這那个個们們来來说說要会會好吗嗎什么麼没沒就知道可以都到去对對',
);

/**
 * Encodings of East Asia: which characters speak for one, and which share of all beyond ASCII they are at least. Asked
 * before chardet, which goes by the frequency of letters and takes a few lines of them for Greek or Russian.
 */
const EAST_ASIAN: readonly {
  readonly encoding: string;
  readonly speaks: (character: string) => boolean;
  readonly share: number;
}[] = [
  { encoding: 'shift_jis', speaks: isKana, share: 0.2 },
  { encoding: 'euc-jp', speaks: isKana, share: 0.2 },
  { encoding: 'euc-kr', speaks: (character) => /\p{Script=Hangul}/u.test(character), share: 0.7 },
  { encoding: 'gb18030', speaks: (character) => COMMON_CHINESE.has(character), share: 0.08 },
  { encoding: 'big5', speaks: (character) => COMMON_CHINESE.has(character), share: 0.08 },
];
const RUSSIAN = { encoding: 'windows-1251', speaks: (character: string) => /[а-яёіїєґ]/u.test(character), share: 0.7 };

/** Letters beyond ASCII stand alone between others in Western text, and in rows where the whole script is beyond it. */
const LEAST_ROW = 1.8;
/** Bytes that chardet looks at: hundreds of lines. */
const MOST_BYTES = 256 * 1024;
/** What it says of an encoding whose rules the bytes keep, where there is no more to go by (of 100). */
const BY_ITS_RULES = 10;
/** Controls and the lines that boxes are drawn with, which other letters come out as. */
const NO_TEXT = /[\u0080-\u009f\u2500-\u259f]/;

function isKana(character: string): boolean {
  return /[\u3041-\u30fa]/u.test(character);
}

/**
 * Name, for `TextDecoder`, of the encoding that text is in which names none: UTF-8 where it is that, else by what its
 * bytes mean; Western (Windows-1252) where nothing speaks for another. The more text, the surer.
 */
export function encodingOf(bytes: Uint8Array): string {
  if (decoded(bytes, 'utf-8') !== undefined) return 'utf-8';
  const inRows = meanRow(bytes) >= LEAST_ROW;
  const found = EAST_ASIAN.map((one) => ({ ...one, times: inRows ? timesOf(bytes, one) : 0 }));
  const best = found.reduce((one, other) => (other.times > one.times ? other : one));
  if (best.times >= 1) return best.encoding;
  for (const { name, confidence } of analyse(bytes.subarray(0, MOST_BYTES))) {
    if (confidence <= BY_ITS_RULES) break;
    const text = decoded(bytes, name);
    if (text !== undefined && !NO_TEXT.test(text)) return new TextDecoder(name).encoding;
  }
  return inRows && timesOf(bytes, RUSSIAN) >= 1 ? RUSSIAN.encoding : 'windows-1252';
}

/**
 * Which UTF-16 a file of text is in, if it is: by its mark, or by the ASCII that subtitles begin with (`1`, `WEBVTT`),
 * each letter of which has a zero beside it.
 */
export function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a && b === 0 && c && d === 0) return 'utf-16le';
  if (a === 0 && b && c === 0 && d) return 'utf-16be';
  return undefined;
}

/** How many times the share that it takes at least speaks for an encoding. */
function timesOf(bytes: Uint8Array, { encoding, speaks, share }: typeof RUSSIAN): number {
  const beyond = [...(decoded(bytes, encoding) ?? '')].filter((character) => character > '\u007f');
  return beyond.filter(speaks).length / Math.max(1, beyond.length) / share;
}

/** Undefined where `bytes` are not of an encoding, or it is none that is known here. */
function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Mean length of what lies between ASCII letters, of all that has a byte beyond ASCII, in bytes. */
function meanRow(bytes: Uint8Array): number {
  let rows = 0;
  let length = 0;
  let row = 0;
  for (const byte of bytes) {
    // The second byte of a letter may look like ASCII; such a row is only cut.
    if (byte >= 0x80) row++;
    else if (row > 0) {
      rows++;
      length += row;
      row = 0;
    }
  }
  if (row > 0) {
    rows++;
    length += row;
  }
  return rows === 0 ? 0 : length / rows;
}
