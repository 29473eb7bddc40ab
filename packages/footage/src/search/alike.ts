import type { Candidate, SearchableFilm, ShotReason } from './searchable.ts';

/** Share of all shots that are taken for what the words say: a model orders shots, and knows of no shot whether it is one. */
const SHARE = 0.1;
/** As many are taken of few shots, if they are not more than half of them. */
const LEAST = 3;
/** How sure the likest is, and the last that is taken. */
const SUREST = 0.6;
const LEAST_SURE = 0.2;

/** What a model of pictures and words finds for words that no filter understands: by words, then by film and shot. */
export type Alike = ReadonlyMap<string, ReadonlyMap<string, Omit<ShotReason, 'term'>>>;

/** The shots of all films that are the likest to each of the words that their `alike` tells of. */
export function likest(films: readonly SearchableFilm[]): Alike {
  const all = new Map<string, { key: string; alike: number; model: string }[]>();
  for (const { media, alike = [] } of films) {
    for (const { words, model, shots } of alike) {
      const rows = all.get(words) ?? [];
      for (const one of shots) rows.push({ key: keyOf(media, one.shot), alike: one.alike, model });
      all.set(words, rows);
    }
  }
  return new Map([...all].map(([words, rows]) => [words, best(words, rows)]));
}

/** What the model says of a shot for these words; undefined where it is not among the likest. */
export function alikeOf(alike: Alike, words: string, { film, shot }: Candidate): Omit<ShotReason, 'term'> | undefined {
  return alike.get(words)?.get(keyOf(film.media, shot.id));
}

function best(
  words: string,
  rows: readonly { key: string; alike: number; model: string }[],
): ReadonlyMap<string, Omit<ShotReason, 'term'>> {
  const few = Math.max(1, Math.min(LEAST, Math.floor(rows.length / 2)));
  const taken = rows.toSorted((a, b) => b.alike - a.alike).slice(0, Math.max(few, Math.ceil(rows.length * SHARE)));
  return new Map(
    taken.map(({ key, alike, model }, rank) => [
      key,
      {
        by: 'thing',
        because: `like “${words}” by ${alike.toFixed(2)}, by ${model}`,
        confidence: SUREST - (rank / taken.length) * (SUREST - LEAST_SURE),
      },
    ]),
  );
}

function keyOf(media: string, shot: string): string {
  return `${media} ${shot}`;
}
