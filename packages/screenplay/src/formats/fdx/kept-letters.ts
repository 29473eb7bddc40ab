/** Which letters of a text are still there in another. */

/** Most pairs of words that are compared. */
const MOST_PAIRS = 250_000;

/** Of each unit of `next`: which unit of `old` it was, or nothing where it is new. Whole words stay or go. */
export function keptLetters(old: string, next: string): (number | undefined)[] {
  const kept = new Array<number | undefined>(next.length).fill(undefined);
  const most = Math.min(old.length, next.length);
  let head = 0;
  while (head < most && old[head] === next[head]) kept[head] = head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === next[next.length - 1 - tail]) {
    tail++;
    kept[next.length - tail] = old.length - tail;
  }
  const a = wordsOf(old, head, old.length - tail);
  const b = wordsOf(next, head, next.length - tail);
  if (a.length * b.length > MOST_PAIRS) return kept;
  const width = b.length + 1;
  // Longest common row of words, by letters.
  const best = new Int32Array((a.length + 1) * width);
  const at = (row: number, column: number): number => best[row * width + column] as number;
  for (let row = a.length - 1; row >= 0; row--) {
    for (let column = b.length - 1; column >= 0; column--) {
      const word = a[row] as Word;
      const both = word.text === b[column]?.text ? word.text.length + at(row + 1, column + 1) : 0;
      best[row * width + column] = Math.max(at(row + 1, column), at(row, column + 1), both);
    }
  }
  for (let row = 0, column = 0; row < a.length && column < b.length; ) {
    if (at(row, column) === at(row + 1, column)) row++;
    else if (at(row, column) === at(row, column + 1)) column++;
    else {
      const [from, to] = [a[row++] as Word, b[column++] as Word];
      for (let letter = 0; letter < from.text.length; letter++) kept[to.from + letter] = from.from + letter;
    }
  }
  return kept;
}

interface Word {
  readonly text: string;
  readonly from: number;
}

function wordsOf(text: string, from: number, to: number): Word[] {
  const words: Word[] = [];
  for (const found of text.slice(from, to).matchAll(/\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)) {
    words.push({ text: found[0], from: from + found.index });
  }
  return words;
}
