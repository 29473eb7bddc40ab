import type { ScreenplayElement } from '../elements.ts';

/** One name for another, as cues write them. */
export interface NameChange {
  readonly from: string;
  readonly to: string;
}

/** A cue's name as it is compared: capitals and spaces do not make another character. */
export function nameKey(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim().toUpperCase();
}

export function nameOf({ name, text }: ScreenplayElement): string {
  return (name ?? text).replace(/\s+/gu, ' ').trim();
}

/**
 * Texts in which the old and the new name are one: two that differ by renames only come out equal. Both are replaced in
 * both drafts, as a name may be a word besides (`Will you come?`) that no rename touches.
 */
export class Names {
  readonly #pattern: RegExp | undefined;
  readonly #marks = new Map<string, string>();

  constructor(changes: readonly NameChange[]) {
    for (const [index, { from, to }] of changes.entries()) {
      // Private use, so that no text has it already but one that means to.
      const mark = `\u{F0000}${index}\u{F0001}`;
      for (const name of [from, to]) if (!this.#marks.has(nameKey(name))) this.#marks.set(nameKey(name), mark);
    }
    this.#pattern = patternOf([...this.#marks.keys()]);
  }

  /** `text` with its names replaced and its white space folded. */
  fold(text: string): string {
    const folded = text.replace(/\s+/gu, ' ').trim();
    if (this.#pattern === undefined) return folded;
    return folded.replace(this.#pattern, (found) =>
      isName(found) ? (this.#marks.get(nameKey(found)) ?? found) : found,
    );
  }
}

/** Finds a name in running text: in capitals or with one at its beginning. */
export class NameFinder {
  readonly #pattern: RegExp | undefined;

  constructor(name: string) {
    this.#pattern = patternOf([nameKey(name)]);
  }

  isIn(text: string): boolean {
    if (this.#pattern === undefined) return false;
    for (const match of text.matchAll(this.#pattern)) if (isName(match[0])) return true;
    return false;
  }

  /** As `isIn`, but for words that have a capital only because a sentence begins with them. */
  isSurelyIn(text: string): boolean {
    if (this.#pattern === undefined) return false;
    for (const { 0: found, index } of text.matchAll(this.#pattern)) {
      if (!isName(found)) continue;
      if (found === found.toUpperCase() || !/(?:^|[.!?…:—"“”(-])\s*$/u.test(text.slice(0, index))) return true;
    }
    return false;
  }
}

/** Scripts that write no space between words, or add endings to a name: a name in them ends anywhere. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

function patternOf(names: readonly string[]): RegExp | undefined {
  const written = names
    .filter((name) => /[\p{L}\p{N}]/u.test(name))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (written.length === 0) return undefined;
  const alternatives = written.map((name) => {
    const source = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(' ', '\\s+');
    return UNSPACED.test(name) ? source : `(?<![\\p{L}\\p{N}_])${source}(?![\\p{L}\\p{N}_])`;
  });
  return new RegExp(alternatives.join('|'), 'giu');
}

/** `will` is a word where `Will` and `WILL` are a name; scripts without capitals have names too. */
function isName(found: string): boolean {
  const first = String.fromCodePoint(found.codePointAt(0) ?? 0);
  return first === first.toUpperCase();
}
