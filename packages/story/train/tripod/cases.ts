import { parse } from '@second-unit/screenplay';
import { castOf } from '../../src/cast/index.ts';
import { type EmotionModels, emotionOf } from '../../src/emotion/index.ts';
import { readingOf } from '../../src/reading-of.ts';
import { gloomOf } from '../../src/structure/gloom.ts';
import { type SceneMeasures, sceneMeasures } from '../../src/structure/scene-measures.ts';
import type { Film } from './films.ts';
import labels from './scene-labels.json' with { type: 'json' };

/** A film with the scenes that tell its turning points. */
export interface LabelledFilm {
  readonly name: string;
  readonly measures: readonly SceneMeasures[];
  /** How dark each scene is, by the models of emotion. */
  readonly gloom: Float64Array;
  /** For each of the five points, one set of scenes an annotator; none where no scene was found to tell the point. */
  readonly points: readonly (readonly (readonly number[])[])[];
}

function seen(script: string, models: EmotionModels): Pick<LabelledFilm, 'measures' | 'gloom'> {
  const tree = parse(script);
  const reading = readingOf(tree);
  const emotion = emotionOf(reading, castOf(reading), models);
  if (emotion === undefined) throw new Error('A screenplay of TRIPOD is not in English as expected.');
  return { measures: sceneMeasures(tree, reading.speeches), gloom: gloomOf(emotion) };
}

/** Train films with our own labels: which scenes tell the sentences of the synopsis that TRIPOD's annotators chose. */
export function labelledFilms(films: readonly Film[], models: EmotionModels): LabelledFilm[] {
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
    found.push({ name: film.name, ...seen(film.script, models), points });
  }
  return found;
}

/** Test films: their gold scenes are TRIPOD's. */
export function goldFilms(films: readonly Film[], models: EmotionModels): LabelledFilm[] {
  return films.map((film) => ({
    name: film.name,
    ...seen(film.script, models),
    points: (film.gold ?? []).map((scenes) => [scenes]),
  }));
}
