import type { Block, Screenplay } from '@second-unit/screenplay';
import { NAME_WORD } from '../word-pattern.ts';
import { writtenIn } from '../written.ts';

/** A word of action or dialogue that may be a name, or starts a sentence. */
interface NameWord {
  /** As `characterKey` has it, without a possessive's `'s`. */
  readonly key: string;
  readonly possessive: boolean;
  /** The first word of a sentence: its capital says nothing. */
  readonly opens: boolean;
  /** All in capitals. */
  readonly capitals: boolean;
  readonly spoken: boolean;
  /** The word after it on the same line, in lower case; empty where another sign comes between. */
  readonly next: string;
  /** And where that word ends. */
  readonly nextTo: number;
  /** Offsets of the block. */
  readonly from: number;
  readonly to: number;
}

export interface BlockWords {
  readonly capitalised: readonly NameWord[];
  /** Words that stand somewhere in lower case: as a name, one of these says little. */
  readonly lower: ReadonlySet<string>;
}

const known = new WeakMap<Block, BlockWords>();

/** Worked out once a block. */
export function wordsOfBlock(block: Block): BlockWords {
  let words = known.get(block);
  if (words === undefined) {
    words = read(block);
    known.set(block, words);
  }
  return words;
}

function read(block: Block): BlockWords {
  const capitalised: NameWord[] = [];
  const lower = new Set<string>();
  for (const { element, raw: source } of writtenIn(block)) {
    const spoken = element.type === 'dialogue' || element.type === 'lyrics';
    if (!spoken && element.type !== 'action' && element.type !== 'parenthetical') continue;
    let end = 0;
    let last: { -readonly [Key in keyof NameWord]: NameWord[Key] } | undefined;
    for (const match of source.matchAll(NAME_WORD)) {
      const [word] = match;
      const gap = source.slice(end, match.index);
      if (last !== undefined && /^[ \t]+$/u.test(gap)) {
        last.next = word.toLowerCase();
        last.nextTo = element.from + match.index + word.length;
      }
      last = undefined;
      const first = word[Symbol.iterator]().next().value as string;
      if (first !== first.toLowerCase()) {
        const possessive = /['’][sS]$/u.test(word);
        const bare = possessive ? word.slice(0, -2) : word;
        last = {
          key: bare.normalize('NFC').replace(/[’ʼ]/gu, "'").toUpperCase(),
          possessive,
          opens: end === 0 || /[.!?…:"“”«»\n\r()–—]/u.test(gap),
          capitals: bare.length > 1 && bare === bare.toUpperCase(),
          spoken,
          next: '',
          nextTo: 0,
          from: element.from + match.index,
          to: element.from + match.index + bare.length,
        };
        capitalised.push(last);
      } else if (first !== first.toUpperCase()) lower.add(word.toUpperCase());
      end = match.index + word.length;
    }
  }
  return { capitalised, lower };
}

const MANY = 1000;

/** Whether a word, in capitals here, stands in lower case anywhere in the script. */
export function lowerWords(tree: Screenplay): (word: string) => boolean {
  const sets = tree.blocks.map((block) => wordsOfBlock(block).lower);
  const known = new Map<string, boolean>();
  let all: ReadonlySet<string> | undefined;
  return (word) => {
    let answer = known.get(word);
    if (answer === undefined) {
      // A few words are looked up where they stand; for a telephone book of names the sets are put together once.
      if (known.size >= MANY) all ??= union(sets);
      answer = all?.has(word) ?? sets.some((set) => set.has(word));
      known.set(word, answer);
    }
    return answer;
  };
}

function union(sets: readonly ReadonlySet<string>[]): Set<string> {
  const all = new Set<string>();
  for (const set of sets) for (const word of set) all.add(word);
  return all;
}
