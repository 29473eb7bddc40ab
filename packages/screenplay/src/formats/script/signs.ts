import { BOLD, bitsOf, ITALIC, linesOf, type StyleSpan, UNDERLINE } from './styles.ts';

/** Fountain's signs of emphasis for styles of a text, in the ways that they can be written. */

/** A sign to be put into a text. */
export interface Insertion {
  readonly at: number;
  readonly sign: string;
}

/**
 * How pairs of signs are put into each other. `nested`: the longer run around the shorter. `underlined`: underlines
 * around all, as white space shows those alone. `apart`: each run of one style has all its signs to itself, which
 * reads back in the middle of words too.
 */
export type Nesting = 'nested' | 'underlined' | 'apart';

/** In the order of preference: the earlier, the easier on the eye. */
export const NESTINGS: readonly Nesting[] = ['nested', 'underlined', 'apart'];

const SIGNS: readonly (readonly [bit: number, sign: string])[] = [
  [UNDERLINE, '_'],
  [BOLD, '**'],
  [ITALIC, '*'],
];

/** Signs in pairs that nest, line by line. `starts` and `ends` say where each unit of `text` stands. */
export function signsFor(
  text: string,
  styles: readonly StyleSpan[],
  starts: readonly number[],
  ends: readonly number[],
  nesting: Nesting,
): Insertion[] {
  const bits = bitsOf(text, styles);
  const found: Insertion[] = [];
  const isWhite = (at: number): boolean => text[at]?.trim() === '';
  const runEnd = (from: number, to: number, same: (at: number) => boolean): number => {
    let end = from + 1;
    while (end < to && same(end)) end++;
    return end;
  };
  /** `left`: the bits that have no signs yet. Every call takes one of three away, so this goes no deeper than three. */
  const write = (from: number, to: number, left: number): void => {
    for (let at = from; at < to; ) {
      const own = (bits[at] as number) & left;
      // No sign opens before white space, and all but underlines cannot be seen on it.
      if (own === 0 || (isWhite(at) && (own & UNDERLINE) === 0)) {
        at++;
        continue;
      }
      const ends = SIGNS.map(([bit]) =>
        (own & bit) === 0 ? at : runEnd(at, to, (next) => ((bits[next] as number) & bit) !== 0),
      );
      const underlined = (own & UNDERLINE) !== 0 && nesting !== 'nested';
      const outer = underlined ? 0 : ends.indexOf(Math.max(...ends));
      if (nesting === 'apart' && !underlined) at = writeApart(at, to, own, left);
      else at = pair(at, ends[outer] as number, [SIGNS[outer] as (typeof SIGNS)[number]], left);
    }
  };
  const writeApart = (at: number, to: number, own: number, left: number): number => {
    const end = runEnd(at, to, (next) => ((bits[next] as number) & left) === own);
    const signs = SIGNS.filter(([bit]) => (own & bit) !== 0);
    return pair(at, end, signs, 0);
  };
  const pair = (from: number, to: number, signs: typeof SIGNS, left: number): number => {
    let [first, last] = [from, to];
    while (first < last && isWhite(first)) first++;
    while (last > first && isWhite(last - 1)) last--;
    if (first === last) return to;
    const taken = signs.reduce((sum, [bit]) => sum | bit, 0);
    for (const [, sign] of signs) found.push({ at: starts[first] as number, sign });
    write(first, last, left & ~taken);
    for (const [, sign] of signs.toReversed()) found.push({ at: ends[last - 1] as number, sign });
    return to;
  };
  for (const [from, to] of linesOf(text)) write(from, to, BOLD | ITALIC | UNDERLINE);
  return found;
}

/**
 * Backslashes where signs of the text itself would join `signs`: before its asterisks and underscores that have none in
 * `source`, and before a slash behind a sign, which would close a boneyard.
 */
export function escapesFor(
  text: string,
  starts: readonly number[],
  source: string,
  signs: readonly Insertion[],
): Insertion[] {
  const places = new Set(signs.map(({ at }) => at));
  const found: Insertion[] = [];
  for (let index = 0; index < text.length; index++) {
    const own = text[index];
    const at = starts[index] as number;
    if (own !== '*' && own !== '_' && !(own === '/' && places.has(at))) continue;
    if (source[at] === own && source[at - 1] !== '\\') found.push({ at, sign: '\\' });
  }
  return found;
}

/** In order of place; what is for the same place keeps its order. */
export function inserted(text: string, insertions: readonly Insertion[]): string {
  let result = '';
  let at = 0;
  for (const { at: place, sign } of [...insertions].sort((a, b) => a.at - b.at)) {
    result += text.slice(at, place) + sign;
    at = place;
  }
  return result + text.slice(at);
}
