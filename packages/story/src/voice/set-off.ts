import { type SparseMatrix, sparseMatrix } from '@second-unit/learning';
import type { Spoken } from './spoken.ts';

/** Words that stand alone between signs, one row a speech. */
export interface SetOffWords {
  readonly matrix: SparseMatrix;
  /** The word of each column. */
  readonly names: readonly string[];
}

const WORD = /^[\p{L}\p{M}]{2}/u;

/**
 * `Well, Mara, come in.` sets off two words: how people begin, and what they call each other. Those tell who speaks, and
 * what the other is called tells who answers. A word that one speech only sets off tells nothing of another and is left
 * out.
 */
export function setOffWords(spoken: readonly Spoken[]): SetOffWords {
  const found = spoken.map(({ lines }) => {
    // Where a line of a speech ends is the page's doing, and sets nothing off.
    const keys = lines.flatMap(({ tokens }) => tokens.map(({ key }) => key));
    const isWord = keys.map((key) => /^[\p{L}\p{M}]/u.test(key));
    return new Set(keys.filter((key, at) => WORD.test(key) && isWord[at - 1] !== true && isWord[at + 1] !== true));
  });
  const speechesWith = new Map<string, number>();
  for (const words of found) for (const word of words) speechesWith.set(word, (speechesWith.get(word) ?? 0) + 1);
  const names = [...speechesWith].filter(([, speeches]) => speeches > 1).map(([word]) => word);
  const columns = new Map(names.map((word, column) => [word, column]));
  const rows = found.map((words) =>
    [...words].flatMap((word) => {
      const column = columns.get(word);
      return column === undefined ? [] : [{ column, value: 1 }];
    }),
  );
  return { matrix: sparseMatrix(rows, names.length), names };
}
