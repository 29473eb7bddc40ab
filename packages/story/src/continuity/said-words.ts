import type { Screenplay } from '@second-unit/screenplay';
import { byBlock } from '../by-block.ts';
import { characterKey } from '../characters.ts';
import { writtenIn } from '../written.ts';

/** A word of action or dialogue. */
export interface SaidWord {
  /** In capitals, apostrophes straight, without a possessive `'s`. */
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly form: 'capitals' | 'capital' | 'small';
  /** Begins a sentence, where a capital says nothing. */
  readonly opens: boolean;
  readonly spoken: boolean;
  /** The word straight before it, in capitals, where only a space parts the two; otherwise ''. */
  readonly before: string;
}

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*(?:-\p{L}+)*/gu;

/** Every word of action and dialogue, by block; offsets count from the block's start. */
export const saidWords: (tree: Screenplay) => { readonly start: number; readonly result: readonly SaidWord[] }[] =
  byBlock((block) => {
    const words: SaidWord[] = [];
    for (const { element, raw } of writtenIn(block)) {
      if (element.type !== 'action' && element.type !== 'dialogue') continue;
      let end = -2;
      let last = '';
      for (const { 0: word, index } of raw.matchAll(WORD)) {
        const key = characterKey(word).replace(/'S$/u, '');
        const bare = word.replace(/['’]s$/u, '');
        words.push({
          key,
          from: element.from + index,
          to: element.from + index + bare.length,
          form:
            bare.length > 1 && bare === bare.toUpperCase() && bare !== bare.toLowerCase()
              ? 'capitals'
              : /^\p{Lu}/u.test(word)
                ? 'capital'
                : 'small',
          opens: index === 0 || /[.!?:…"“”‘(\n*_-]\s*$/u.test(raw.slice(Math.max(0, index - 4), index)),
          spoken: element.type === 'dialogue',
          before: raw.slice(end, index) === ' ' ? last : '',
        });
        end = index + word.length;
        last = key;
      }
    }
    return words;
  });

const distinct = byBlock((block) => {
  const counts = new Map<string, number>();
  for (const { element, raw } of writtenIn(block)) {
    if (element.type !== 'action' && element.type !== 'dialogue' && element.type !== 'sceneHeading') continue;
    for (const [word] of raw.matchAll(WORD)) {
      const key = characterKey(word);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
});

/** How often a word in capitals stands in headings, action and dialogue, whatever its case. */
export function wordCounter(tree: Screenplay): (word: string) => number {
  const blocks = distinct(tree);
  return (word) => blocks.reduce((sum, { result }) => sum + (result.get(word) ?? 0), 0);
}
