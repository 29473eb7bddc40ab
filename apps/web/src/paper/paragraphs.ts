import type { Word } from '@second-unit/editing';

/** Words [from, to) of a transcript that are read as one. */
export interface Paragraph {
  readonly from: number;
  readonly to: number;
}

/** Seconds of silence behind which a new paragraph begins. */
const PAUSE = 1.5;
/** Words that one has at most, at the end of a line. */
const MOST_WORDS = 60;

/**
 * A transcript in paragraphs: a new one after a pause, and where somebody else speaks, or seems to.
 * @param speakers who says each word, where the script tells
 */
export function paragraphs(
  words: readonly Word[],
  rate: number,
  speakers: readonly (string | undefined)[] = [],
): readonly Paragraph[] {
  const all: Paragraph[] = [];
  let from = 0;
  // Words of which nothing is known go with those before them.
  let speaker = speakers[0];
  for (let at = 1; at <= words.length; at++) {
    const word = words[at];
    const before = words[at - 1]!;
    const next = speakers[at];
    const isOther = next !== undefined && speaker !== undefined && next !== speaker;
    const isNewLine = word !== undefined && word.line !== before.line;
    const ends =
      word === undefined ||
      isOther ||
      word.startFrame - before.endFrame > PAUSE * rate ||
      (isNewLine && at - from >= MOST_WORDS) ||
      /^[-–—]\s?\S/u.test(word.text);
    speaker = next ?? (ends ? undefined : speaker);
    if (!ends) continue;
    all.push({ from, to: at });
    from = at;
  }
  return all;
}

/** The index of the paragraph that a word is in. */
export function paragraphOf(all: readonly Paragraph[], word: number): number {
  let low = 0;
  let high = all.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (all[middle]!.from <= word) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The word that is said at a frame; −1 between words. Words are in order. */
export function wordAt(
  words: readonly { readonly startFrame: number; readonly endFrame: number }[],
  frame: number,
): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]!.startFrame <= frame) low = middle + 1;
    else high = middle;
  }
  const word = words[low - 1];
  return word && frame < word.endFrame ? low - 1 : -1;
}

/** Where words stand in a transcript, by their first word: letters and figures count, case and marks do not. */
export function placesOf(words: readonly Pick<Word, 'text'>[], wanted: string): readonly number[] {
  const asked = plain(wanted)
    .split(' ')
    .filter((word) => word !== '');
  if (asked.length === 0) return [];
  const plains = words.map(({ text }) => plain(text).replaceAll(' ', ''));
  const last = asked.length - 1;
  const places: number[] = [];
  for (let at = 0; at + last < plains.length; at++) {
    const fits = asked.every((word, index) =>
      // The word that is being typed may go on.
      index === last ? plains[at + index]!.startsWith(word) : plains[at + index] === word,
    );
    if (fits) places.push(at);
  }
  return places;
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
