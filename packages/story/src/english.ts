import { elementsOf, type Screenplay } from '@second-unit/screenplay';
import { byBlock } from './by-block.ts';

/** Words that English cannot do without and that its neighbours hardly write: `in`, `on`, `a`, `me` are others' too. */
const FUNCTION_WORDS = new Set(
  `the and of to is he she his her it that you was for at with they from this what have has not are my your him them
  into out up by but their there we it's don't i'm`.split(/\s+/u),
);

/** Of running words; English scripts have 0.25 and more, other languages that were looked at under 0.06. */
const ENOUGH = 0.12;
const FEWEST = 3;

const counts = byBlock((block) => {
  let words = 0;
  let english = 0;
  for (const { type, text } of elementsOf(block)) {
    if (type !== 'action' && type !== 'dialogue') continue;
    for (const [word] of text.matchAll(/[\p{L}\p{M}]+(?:['’]\p{L}+)?/gu)) {
      words++;
      if (FUNCTION_WORDS.has(word.toLowerCase().replace('’', "'"))) english++;
    }
  }
  return { words, english };
});

const known = new WeakMap<Screenplay, boolean>();

/**
 * Whether a script's action and dialogue read as English, by their share of English function words. False where there
 * is too little text to tell: what rests on English is then silent.
 */
export function isEnglish(tree: Screenplay): boolean {
  let answer = known.get(tree);
  if (answer === undefined) {
    let words = 0;
    let english = 0;
    for (const { result } of counts(tree)) {
      words += result.words;
      english += result.english;
    }
    answer = english >= FEWEST && english >= words * ENOUGH;
    known.set(tree, answer);
  }
  return answer;
}
