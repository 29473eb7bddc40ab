import { type Entry, type SparseMatrix, sparseMatrix } from '@second-unit/learning';
import type { Spoken } from './spoken.ts';

/** Words and pairs of words of speeches, one row a speech. */
export interface WordFeatures {
  readonly matrix: SparseMatrix;
  /** For each entry of the matrix the word, or the two words with a space between; the ends of a line are empty. */
  readonly names: readonly string[];
}

/**
 * Counts as logarithms, times the inverse of the number of speeches that have the feature, each row of length one
 * (Rennie et al. 2003, section 4). A feature of one speech tells nothing of another and is left out.
 */
export function wordFeatures(spoken: readonly Spoken[]): WordFeatures {
  const columns = new Map<string, number>();
  const names: string[] = [];
  const speechesWith: number[] = [];
  const rows = spoken.map(({ lines }) => {
    const counts = new Map<number, number>();
    const add = (name: string): void => {
      let column = columns.get(name);
      if (column === undefined) {
        column = columns.size;
        columns.set(name, column);
        names.push(name);
        speechesWith.push(0);
      }
      const count = counts.get(column) ?? 0;
      if (count === 0) (speechesWith[column] as number)++;
      counts.set(column, count + 1);
    };
    for (const { tokens } of lines) {
      let before = '';
      for (const { key } of tokens) {
        add(key);
        add(`${before} ${key}`);
        before = key;
      }
      add(`${before} `);
    }
    return counts;
  });
  const weighted = rows.map((counts) => {
    const entries: Entry[] = [];
    let square = 0;
    for (const [column, count] of counts) {
      const speeches = speechesWith[column] as number;
      if (speeches < 2) continue;
      const value = Math.log(1 + count) * Math.log((rows.length + 1) / speeches);
      entries.push({ column, value });
      square += value * value;
    }
    const length = Math.sqrt(square) || 1;
    return entries.map(({ column, value }) => ({ column, value: value / length }));
  });
  return { matrix: sparseMatrix(weighted, names.length), names };
}
