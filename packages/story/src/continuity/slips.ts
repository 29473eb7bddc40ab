import { byBlock } from '../by-block.ts';
import { at, moved, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { type Written, writtenIn } from '../written.ts';

/** Words that never stand twice in a row on purpose. */
const TWICE = /(?<![\p{L}'’-])(the|a|an|of|to|and|at|for|with|from|by|my|your|their)( +)\1(?![\p{L}'’-])/giu;
const AN_FOR_A =
  /(?<![\p{L}'’.-])([Aa])(?= (?!one|once|uni|use|usu|usa|uti|ute|eu|ewe|ouija|u[bcfhjkqrstn][aeiou])[aeiou]\p{Ll})/gu;
const A_FOR_AN =
  /(?<![\p{L}'’.-])([Aa]n)(?= (?!hour|honest|honou?r|heir|herb|homage|histor|hyster|hotel|x-)[bcdfghjklmnpqrstvwxz]\p{Ll})/gu;
/** The same for a word in capitals, which may be an acronym only where it is short. */
const A_FOR_AN_SHOUTED =
  /(?<![\p{L}'’.-])(an)(?= (?!HOUR|HONEST|HONOU?R|HEIR|HERB|HOMAGE|HISTORIC)[BCDFGHJKLMNPQRSTVWXZ]\p{Lu}{4,})/gu;
/** In a long word in small letters: shorter ones are cries. */
const THRICE = /(?<=\b(?=\p{Ll}{7,}\b)\p{Ll}+)(\p{Ll})\1\1(?=\p{Ll}+)/gu;
const CAPITAL_AFTER_COMMA = /, (But|And|Or)(?= \p{Ll})/gu;
const SMALL_AFTER_STOP = /(?<=(?<!\.)\p{Ll}{3}\. {1,2})(\p{Ll})(?=\p{Ll}*[ ,.'’])/gu;
const ABBREVIATED =
  /\b(?:etc|approx|dept|vs|lbs|hrs|mins|inc|ltd|corp|bros|messrs|mmes|prof|rev|gen|sgt|capt|max|min|est|misc|tel)\.\s*$/iu;

interface Slip {
  readonly pattern: RegExp;
  readonly what: string;
  readonly mend: (match: RegExpMatchArray) => string;
  readonly unless?: (raw: string, index: number) => boolean;
  readonly actionOnly?: true;
}

const SLIPS: readonly Slip[] = [
  { pattern: TWICE, what: 'a word twice', mend: ([, word]) => word ?? '' },
  {
    pattern: AN_FOR_A,
    what: 'a before a vowel',
    mend: ([word]) => `${word}n`,
    actionOnly: true,
  },
  { pattern: A_FOR_AN, what: 'an before a consonant', mend: ([word]) => word.slice(0, 1) },
  { pattern: A_FOR_AN_SHOUTED, what: 'an before a consonant', mend: ([word]) => word.slice(0, 1) },
  { pattern: THRICE, what: 'a letter three times', mend: ([letters]) => letters.slice(1), actionOnly: true },
  { pattern: CAPITAL_AFTER_COMMA, what: 'a capital after a comma', mend: ([whole]) => whole.toLowerCase() },
  {
    pattern: SMALL_AFTER_STOP,
    what: 'a small letter after a full stop',
    mend: ([letter]) => letter.toUpperCase(),
    unless: (raw, index) => ABBREVIATED.test(raw.slice(Math.max(0, index - 12), index)),
  },
];

const inBlock = byBlock((block): readonly Note[] => writtenIn(block).flatMap(slipsOf));

/** Slips that a reader of English sees at once: doubled words, a for an, a capital in the wrong place. */
export function typingSlips({ tree }: Reading): Note[] {
  return inBlock(tree).flatMap(({ start, result }) => result.map((note) => moved(note, start)));
}

function slipsOf({ element, raw }: Written): Note[] {
  if (element.type !== 'action' && element.type !== 'dialogue') return [];
  const notes: Note[] = [];
  const told = new Set<number>();
  for (const { pattern, what, mend, unless, actionOnly } of SLIPS) {
    if (actionOnly === true && element.type !== 'action') continue;
    for (const match of raw.matchAll(pattern)) {
      if (unless?.(raw, match.index) === true || told.has(match.index)) continue;
      told.add(match.index);
      const from = element.from + match.index;
      const to = from + match[0].length;
      const mended = mend(match);
      notes.push({
        kind: 'typo',
        language: 'en',
        what,
        value: { words: shown(raw, match.index, match.index + match[0].length), mended },
        confidence: 0.9,
        method:
          'A word twice in a row, a or an before the wrong letter, or a capital where the sentence goes on or begins.',
        evidence: [at(from, to)],
        ...replace(`Write ${mended.trim()}`, from, to, mended),
      });
    }
  }
  return notes;
}

/** With a few letters after it, to the end of a word. */
function shown(raw: string, from: number, to: number): string {
  const after = /^[^\n]{0,12}[\p{L}\p{M}\p{N}'’-]{0,20}/u.exec(raw.slice(to))?.[0] ?? '';
  return `${raw.slice(from, to)}${after}`.trim();
}
