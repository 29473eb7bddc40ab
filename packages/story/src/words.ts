import { type Block, elementsOf, type Screenplay, type ScreenplayElement } from '@second-unit/screenplay';

// One locale everywhere: a count must not depend on the machine. Word boundaries of other scripts are found all the same.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Words of a text in any language: the word-like segments of `Intl.Segmenter`. */
function countWords(text: string): number {
  let count = 0;
  for (const segment of segmenter.segment(text)) if (segment.isWordLike === true) count++;
  return count;
}

/** Counts by block: after an edit only the blocks that it touched are counted again. */
const counted = new WeakMap<Block, readonly number[]>();

/** Words of each element of a block; 0 where an element is neither told nor spoken. */
export function wordsIn(block: Block): readonly number[] {
  let counts = counted.get(block);
  if (counts === undefined) {
    counts = elementsOf(block).map(wordsOfElement);
    counted.set(block, counts);
  }
  return counts;
}

/** The same of the whole script, in the order of its document's elements. */
export function wordsOf(tree: Screenplay): number[] {
  const words: number[] = [];
  for (const block of tree.blocks) for (const count of wordsIn(block)) words.push(count);
  return words;
}

function wordsOfElement(element: ScreenplayElement): number {
  switch (element.type) {
    case 'action':
    case 'dialogue':
    case 'lyrics':
    case 'centered':
      return countWords(element.text);
    default:
      return 0;
  }
}
