import { type Block, elementsOf, type Screenplay } from '@second-unit/screenplay';
import { WORD } from './word-pattern.ts';

/** Words that English cannot do without and that its neighbours do not write: `is`, `was`, `of`, `for` are others' too. */
const FUNCTION_WORDS = new Set(
  `the and to she he his it that you with they from this what my your him them into up their there we it's don't
  i'm where`.split(/\s+/u),
);

/** Share of running words: English scripts have 0.15 and more. */
const ENOUGH = 0.08;
const FEWEST = 3;
/** Fewer words are too little to say that a script is in another language. */
const TELLING = 100;
/** Words that are looked at, from the start: more tell no more. */
const SAMPLE = 5000;

interface Count {
  readonly words: number;
  readonly english: number;
}

const counted = new WeakMap<Block, Count>();
const known = new WeakMap<Screenplay, Count>();

/**
 * Whether a script's action and dialogue read as English, by the share of English function words in its first 5,000
 * words. False where there is too little text to tell: what rests on English is then silent.
 */
export function isEnglish(tree: Screenplay): boolean {
  const { words, english } = countOf(tree);
  return english >= FEWEST && english >= words * ENOUGH;
}

/** Whether there is enough text to say that it is not English; a few lines of any language are neither. */
export function isForeign(tree: Screenplay): boolean {
  return countOf(tree).words >= TELLING && !isEnglish(tree);
}

function countOf(tree: Screenplay): Count {
  let answer = known.get(tree);
  if (answer === undefined) {
    let words = 0;
    let english = 0;
    for (const block of tree.blocks) {
      let count = counted.get(block);
      if (count === undefined) {
        count = countIn(block);
        counted.set(block, count);
      }
      words += count.words;
      english += count.english;
      if (words > SAMPLE) break;
    }
    answer = { words, english };
    known.set(tree, answer);
  }
  return answer;
}

function countIn(block: Block): Count {
  let words = 0;
  let english = 0;
  for (const { type, text } of elementsOf(block)) {
    if (type !== 'action' && type !== 'dialogue') continue;
    for (const [word] of text.matchAll(WORD)) {
      words++;
      if (FUNCTION_WORDS.has(word.toLowerCase().replace('’', "'"))) english++;
    }
  }
  return { words, english };
}
