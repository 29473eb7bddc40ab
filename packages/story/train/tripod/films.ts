import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvRows } from './csv.ts';
import { toFountain } from './fountain.ts';

/** A film of TRIPOD. Nothing of it may be committed: it is read from a checkout that the reader has. */
export interface Film {
  readonly name: string;
  /** Fountain, one heading a scene of the data set. */
  readonly script: string;
  /** Sentences of the synopsis, in order; empty where there is none. */
  readonly synopsis: readonly string[];
  /** For each annotator, the sentence of each of the five turning points. */
  readonly annotators: readonly (readonly number[])[];
  /** For each turning point its scenes, zero-based: of the test films only. */
  readonly gold?: readonly (readonly number[])[];
}

export const TRIPOD_ABSENT =
  'no checkout of the public repository ppapalampidi/TRIPOD: name one by the variable TRIPOD';

/** Folder of the checkout, from the environment; undefined where there is none. */
export function tripodFolder(): string | undefined {
  const folder = process.env.TRIPOD;
  return folder !== undefined && existsSync(join(folder, 'Synopses_and_annotations')) ? folder : undefined;
}

/** The films that may be learned from: 84, by name. */
export async function trainFilms(folder: string): Promise<Film[]> {
  return films(folder, 'TRIPOD_synopses_train.csv');
}

/** The 15 films with gold scenes: to be read once for each design. */
export async function testFilms(folder: string): Promise<Film[]> {
  const rows = csvRows(await readFile(join(folder, 'Synopses_and_annotations/TRIPOD_screenplays_test.csv'), 'utf8'));
  return Promise.all(
    rows.map(async (row) => ({
      name: field(row, 'movie_name'),
      script: await scriptOf(folder, field(row, 'movie_name')),
      synopsis: [],
      annotators: [],
      gold: [1, 2, 3, 4, 5].map((point) => numbers(field(row, `tp${point}`))),
    })),
  );
}

async function films(folder: string, file: string): Promise<Film[]> {
  const rows = csvRows(await readFile(join(folder, 'Synopses_and_annotations', file), 'utf8'));
  const byName = new Map<string, { synopsis: string[]; annotators: number[][] }>();
  for (const row of rows) {
    const name = field(row, 'movie_name').replace(/_\d+$/u, '');
    const film = byName.get(name) ?? { synopsis: sentences(field(row, 'synopsis_segmented')), annotators: [] };
    film.annotators.push([1, 2, 3, 4, 5].map((point) => numbers(field(row, `tp${point}`))[0] ?? 0));
    byName.set(name, film);
  }
  const all = [...byName].sort(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(all.map(async ([name, film]) => ({ name, ...film, script: await scriptOf(folder, name) })));
}

/** Some names are spelled in the tables without the signs that their folders have. */
async function scriptOf(folder: string, name: string): Promise<string> {
  const root = join(folder, 'Screenplays_and_imdb_meta');
  const key = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
  const found = (await readdir(root)).find((entry) => key(entry) === key(name));
  if (found === undefined) throw new Error(`The checkout of TRIPOD has no screenplay of “${name}”.`);
  return toFountain(await readFile(join(root, found, `${found}_script.txt`), 'utf8'));
}

function sentences(text: string): string[] {
  const found = [...text.matchAll(/\[STR_SENT\](.*?)\[END_SENT\]/gsu)].map((match) => (match[1] as string).trim());
  if (found.length === 0) throw new Error('A synopsis of TRIPOD is not in sentences as expected.');
  return found;
}

function numbers(text: string): number[] {
  return [...text.matchAll(/\d+(?:\.\d+)?/gu)].map((match) => Math.trunc(Number(match[0])));
}

function field(row: Readonly<Record<string, string>>, name: string): string {
  const value = row[name];
  if (value === undefined) throw new Error(`A table of TRIPOD has no column “${name}”.`);
  return value;
}
