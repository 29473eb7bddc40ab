import { align, Interner } from './align.ts';
import type { WordEdit } from './comparison.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
/** Of one text, in UTF-16 units: a paragraph that outgrows it is compared by its beginning and its end only. */
const MAX_TEXT = 100_000;

/** The words of a text in lower case, by the rules of Unicode, so that Japanese has some too. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.slice(0, MAX_TEXT))) {
    if (isWordLike) words.push(segment.toLowerCase());
  }
  return words;
}

/** What changed between two texts, by words, signs and white space. Edits with only white space between are one. */
export function wordEdits(a: string, b: string): WordEdit[] {
  if (a === b) return [];
  if (a.length > MAX_TEXT || b.length > MAX_TEXT) return [withoutEnds(a, b)];
  const interner = new Interner();
  const inA = segmentsOf(a, interner);
  const inB = segmentsOf(b, interner);
  const edits: WordEdit[] = [];
  let [aAt, bAt] = [0, 0];
  for (const [i, j] of [...align(inA.keys, inB.keys), [inA.keys.length, inB.keys.length] as const]) {
    if (i > aAt || j > bAt) add(edits, a, inA.starts, inB.starts, [aAt, i, bAt, j]);
    [aAt, bAt] = [i + 1, j + 1];
  }
  return edits;
}

function add(
  edits: WordEdit[],
  a: string,
  aStarts: readonly number[],
  bStarts: readonly number[],
  [aAt, i, bAt, j]: readonly [number, number, number, number],
): void {
  const edit: WordEdit = {
    from: aStarts[aAt] as number,
    to: aStarts[i] as number,
    bFrom: bStarts[bAt] as number,
    bTo: bStarts[j] as number,
  };
  const last = edits.at(-1);
  if (last !== undefined && /^\s*$/.test(a.slice(last.to, edit.from))) {
    edits[edits.length - 1] = { ...edit, from: last.from, bFrom: last.bFrom };
  } else edits.push(edit);
}

/** The segments' numbers, and where each starts; one start more than segments, the text's end. */
function segmentsOf(text: string, interner: Interner): { keys: number[]; starts: number[] } {
  const keys: number[] = [];
  const starts: number[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    keys.push(interner.of(segment));
    starts.push(index);
  }
  starts.push(text.length);
  return { keys, starts };
}

function withoutEnds(a: string, b: string): WordEdit {
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from++;
  let [to, bTo] = [a.length, b.length];
  while (to > from && bTo > from && a[to - 1] === b[bTo - 1]) {
    to--;
    bTo--;
  }
  return { from, to, bFrom: from, bTo };
}

/** A's text after the edits that `wordEdits(a, b)` gave. */
export function applyEdits(a: string, edits: readonly WordEdit[], b: string): string {
  let text = '';
  let at = 0;
  for (const { from, to, bFrom, bTo } of edits) {
    text += a.slice(at, from) + b.slice(bFrom, bTo);
    at = to;
  }
  return text + a.slice(at);
}
