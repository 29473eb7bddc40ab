import { parse } from '@second-unit/screenplay';
import { speechesOf } from '../../src/speeches.ts';
import { type SceneMeasures, sceneMeasures } from '../../src/structure/scene-measures.ts';
import type { Film } from './films.ts';
import labels from './scene-labels.json' with { type: 'json' };

/** A film with the scenes that tell its turning points. */
export interface LabelledFilm {
  readonly name: string;
  readonly measures: readonly SceneMeasures[];
  /** For each of the five points, one set of scenes an annotator; none where no scene was found to tell the point. */
  readonly points: readonly (readonly (readonly number[])[])[];
}

function measuresOf(script: string): SceneMeasures[] {
  const tree = parse(script);
  return sceneMeasures(tree, speechesOf(tree));
}

/** Train films with our own labels: which scenes tell the sentences of the synopsis that TRIPOD's annotators chose. */
export function labelledFilms(films: readonly Film[]): LabelledFilm[] {
  const bySentence: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = labels;
  const found: LabelledFilm[] = [];
  for (const film of films) {
    const told = bySentence[film.name];
    if (told === undefined) continue;
    const last = film.synopsis.length - 1;
    const points = [0, 1, 2, 3, 4].map((point) =>
      film.annotators.flatMap((sentences) => {
        const scenes = told[Math.min(sentences[point] ?? 0, last)];
        return scenes === undefined ? [] : [scenes];
      }),
    );
    found.push({ name: film.name, measures: measuresOf(film.script), points });
  }
  return found;
}

/** Test films: their gold scenes are TRIPOD's. */
export function goldFilms(films: readonly Film[]): LabelledFilm[] {
  return films.map((film) => ({
    name: film.name,
    measures: measuresOf(film.script),
    points: (film.gold ?? []).map((scenes) => [scenes]),
  }));
}
