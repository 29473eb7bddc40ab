import { segmentsOf, UNSPACED } from '../words.ts';

/** A word of a line as it is written, with what it may take to say. */
export interface Token {
  /** With its punctuation. */
  readonly text: string;
  /** How long it takes, in syllables. */
  readonly weight: number;
  /** How long one waits behind it, in syllables. */
  readonly pause: number;
  /** No space follows it, as between words of Chinese. */
  readonly joined?: true;
}

const MARKUP = /<[^>]*>|\{\\[^}]*\}/g;
const SAYS = /[\p{L}\p{N}]/u;
const VOWELS = /[aeiouyæøœаеёиоуыэюяіїєαεηιουω]+/g;
/** A letter beside its syllable: consonants take time too. */
const LETTER = 0.1;
const SENTENCE = /[.?!…。？！؟।][\p{P}\p{S}]*$/u;
const CLAUSE = /[,;:–—、，；：،؛-][\p{P}\p{S}]*$/u;
const DASH = /^[-–—]+$/u;
const SENTENCE_PAUSE = 1.5;
const CLAUSE_PAUSE = 0.6;

/** The words of a line of a transcript, in the order in which they are said; markup is left away. */
export function tokensOf(line: string): readonly Token[] {
  const words: { text: string; joined?: true }[] = [];
  let opening = '';
  for (const chunk of line.replace(MARKUP, '').match(/\[[^\]]*\]|\S+/gu) ?? []) {
    if (!SAYS.test(chunk)) {
      // Punctuation that stands alone is of the word before it; a dash that opens what somebody says, of the one behind.
      const last = words.at(-1);
      if (last && !(DASH.test(chunk) && SENTENCE.test(last.text))) last.text += ` ${chunk}`;
      else opening += `${chunk} `;
      continue;
    }
    const parts = UNSPACED.test(chunk) && !chunk.startsWith('[') ? unspaced(chunk) : [chunk];
    for (const [at, text] of parts.entries()) {
      words.push({ text: opening + text, ...(at + 1 < parts.length ? { joined: true } : {}) });
      opening = '';
    }
  }
  return words.map((word) => ({ ...word, weight: syllables(word.text), pause: pauseAfter(word.text) }));
}

/** Words of a text without spaces; punctuation goes with the word before it. */
function unspaced(text: string): string[] {
  const words: string[] = [];
  let opening = '';
  for (const { segment, isWordLike } of segmentsOf(text)) {
    if (isWordLike) {
      words.push(opening + segment);
      opening = '';
    } else if (words.length > 0) words[words.length - 1] += segment;
    else opening += segment;
  }
  return words.length === 0 ? [text] : words;
}

/** How many syllables a word seems to have; a rough guess that needs no language. */
function syllables(word: string): number {
  const letters = word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]/gu);
  if (!letters) return 1;
  const plain = letters.join('');
  const digits = plain.match(/\p{N}/gu)?.length ?? 0;
  const groups = plain.match(VOWELS)?.length ?? 0;
  const hasVowels = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(plain);
  // Of scripts that write consonants only, every other letter; of Chinese, each.
  const own = hasVowels ? groups : UNSPACED.test(plain) ? letters.length - digits : (letters.length - digits) / 2;
  return Math.max(1, own + digits * 1.5) + LETTER * letters.length;
}

function pauseAfter(word: string): number {
  return SENTENCE.test(word) ? SENTENCE_PAUSE : CLAUSE.test(word) ? CLAUSE_PAUSE : 0;
}
