import type { Screenplay } from '@second-unit/screenplay';
import { byBlock, type OfBlock } from '../by-block.ts';
import { characterKey } from '../characters.ts';
import { WORD } from '../word-pattern.ts';
import { writtenIn } from '../written.ts';

/** A word of action or dialogue. */
export interface SaidWord {
  /** In capitals, apostrophes straight, without a possessive `'s`. */
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly form: 'capitals' | 'capital' | 'small';
  /** Begins a sentence, where a capital says nothing. Only told of words with a capital. */
  readonly opens: boolean;
  readonly spoken: boolean;
  /** The word straight before it, where only a space parts the two. */
  readonly before?: SaidWord;
}

/** The words of one block; offsets count from its start. */
export interface SaidInBlock {
  readonly words: readonly SaidWord[];
  /** With a capital within a sentence, and long enough for a slip. */
  readonly inside: readonly SaidWord[];
  /** With a capital after another such word: a first name and a second. */
  readonly second: readonly SaidWord[];
  /** Keys of words of action. */
  readonly told: ReadonlySet<string>;
  /** By key, headings included; `small` where it is also written without a capital. */
  readonly counts: ReadonlyMap<string, Counted>;
}

/** Letters: in shorter words one letter makes another word. */
export const LONG = 5;

const OPENING = /[.!?:…"“”‘(\n*_-]\s*$/u;

/** Every word of action and dialogue. */
export const saidWords: (tree: Screenplay) => readonly OfBlock<SaidInBlock>[] = byBlock((block) => {
  const words: SaidWord[] = [];
  const counts = new Map<string, { count: number; small: boolean }>();
  const count = (key: string, small: boolean): void => {
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { count: 1, small });
    else {
      known.count++;
      known.small ||= small;
    }
  };
  for (const { element, raw } of writtenIn(block)) {
    const { type } = element;
    if (type === 'sceneHeading') for (const [word] of raw.matchAll(WORD)) count(keyOf(word), false);
    if (type !== 'action' && type !== 'dialogue') continue;
    let last: SaidWord | undefined;
    let end = 0;
    for (const { 0: word, index } of raw.matchAll(WORD)) {
      const key = keyOf(word);
      const form = formOf(word);
      const joined = last !== undefined && index === end + 1 && raw[end] === ' ';
      const said: SaidWord = {
        key,
        from: element.from + index,
        to: element.from + index + word.length - (/['’]s$/iu.test(word) ? 2 : 0),
        form,
        opens: form !== 'small' && (index === 0 || OPENING.test(raw.slice(Math.max(0, index - 4), index))),
        spoken: type === 'dialogue',
        ...(joined ? { before: last } : {}),
      };
      words.push(said);
      count(key, form === 'small');
      end = index + word.length;
      last = said;
    }
  }
  const long = words.filter(({ form, key }) => form !== 'small' && key.length >= LONG);
  return {
    words,
    inside: long.filter(({ form, opens }) => form === 'capital' && !opens),
    second: long.filter(({ before }) => before !== undefined && before.form !== 'small'),
    told: new Set(words.filter(({ spoken }) => !spoken).map(({ key }) => key)),
    counts,
  };
});

function keyOf(word: string): string {
  const key = characterKey(word);
  return key.endsWith("'S") ? key.slice(0, -2) : key;
}

function formOf(word: string): SaidWord['form'] {
  const [first = ''] = word;
  if (first === first.toLowerCase()) return 'small';
  const bare = word.replace(/['’]s$/u, '');
  return bare.length > 1 && bare === bare.toUpperCase() ? 'capitals' : 'capital';
}

/** How often a word stands in a text, and whether it is also written small. */
interface Counted {
  readonly count: number;
  readonly small: boolean;
}

const MANY = 200;
const NEVER: Counted = { count: 0, small: false };

function together(blocks: readonly OfBlock<SaidInBlock>[]): ReadonlyMap<string, Counted> {
  const all = new Map<string, { count: number; small: boolean }>();
  for (const { result } of blocks) {
    for (const [word, { count, small }] of result.counts) {
      const sum = all.get(word);
      if (sum === undefined) all.set(word, { count, small });
      else {
        sum.count += count;
        sum.small ||= small;
      }
    }
  }
  return all;
}

/** How often a word in capitals stands in headings, action and dialogue, and whether it is also written small. */
export function wordCounter(tree: Screenplay): (word: string) => Counted {
  const blocks = saidWords(tree);
  let asked = 0;
  let all: ReadonlyMap<string, Counted> | undefined;
  return (word) => {
    // A few words are looked up where they stand; for more the counts are put together once.
    if (++asked > MANY) all ??= together(blocks);
    if (all !== undefined) return all.get(word) ?? NEVER;
    let count = 0;
    let small = false;
    for (const { result } of blocks) {
      const here = result.counts.get(word);
      if (here === undefined) continue;
      count += here.count;
      small ||= here.small;
    }
    return { count, small };
  };
}
