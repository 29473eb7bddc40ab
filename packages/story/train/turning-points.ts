import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { emotionModel, vadModel } from '../src/node/index.ts';
import { TURNING_POINTS, type TurningPointModel, type TurningPointModels } from '../src/structure/model.ts';
import { densityAt, type Places } from '../src/structure/positions.ts';
import { SCENE_FEATURES, WITH_EMOTION } from '../src/structure/scene-features.ts';
import { factorsOf, pointsOf, shortestBand } from '../src/structure/turning-points.ts';
import { type Choice, fitConditionalLogit } from './conditional-logit.ts';
import { candidates } from './tripod/candidates.ts';
import { type LabelledFilm, labelledFilms } from './tripod/cases.ts';
import { TRIPOD_ABSENT, trainFilms, tripodFolder } from './tripod/films.ts';
import { bootstrap, type Mark, marksOf, meanOf } from './tripod/score.ts';

// Chosen by cross-validation over the train films, by likelihood first and then by both measures.
/** Standard deviation of the kernel that places are spread by, as a share of the script. */
const KERNEL = 0.05;
/** Added to the density everywhere: a story may turn where none of these did. */
const FLOOR = 0.02;
const STEPS = 40;
const RIDGE = 2;
const GROUP_RIDGE = 60;
/** Both places speak of one thing: each starts with half of the say. */
const PLACE_WEIGHT = 0.5;
/** Of 0 to 5: more brings scenes no nearer, and fewer are hit. */
const DISTANCE_COST = 0.5;
/** A band is to hold a true scene in so many cases. */
const COVERAGE = 0.8;
const FOLDS = 8;

/** Weights of two runs differ by no more than this, on whatever machine. */
const TOLERANCE = 0.001;

/** The shipped file. */
const MODEL_FILE = resolve(import.meta.dirname, '../models/turning-points.json');

type Features = typeof SCENE_FEATURES | typeof WITH_EMOTION;

/**
 * Learns from films: the same model from the same films, every time. `used` is how many of the features, from the
 * first, may weigh anything: by fewer one sees what each is worth.
 */
export function train(
  films: readonly LabelledFilm[],
  features: Features,
  bandMass = COVERAGE,
  used: number = features.length,
): TurningPointModel {
  const known = films.map((film) => ({ ...film, factors: factorsOf(film.measures, gloomIn(film, features)) }));
  const places = TURNING_POINTS.map((_, point) => {
    const at = (kind: 'scenes' | 'words'): Places =>
      spread(known.flatMap((film) => weighed(film.points[point] ?? [], film.factors[kind])));
    return { scenes: at('scenes'), words: at('words') };
  });
  const choices = known.flatMap((film): Choice[] =>
    film.points.flatMap((sets, point) => {
      if (sets.length === 0) return [];
      const chosen = new Float64Array(film.measures.length);
      for (const scenes of sets) {
        for (const scene of scenes) chosen[scene] = (chosen[scene] ?? 0) + 1 / scenes.length / sets.length;
      }
      const { scenes, words } = places[point] as (typeof places)[number];
      const rows = [
        film.factors.scenes.map((share) => densityAt(scenes, share)),
        film.factors.words.map((share) => densityAt(words, share)),
        ...film.factors.features.slice(0, used),
      ];
      return [{ group: point, rows, chosen }];
    }),
  );
  const options = {
    groups: TURNING_POINTS.length,
    common: 2,
    ridge: RIDGE,
    groupRidge: GROUP_RIDGE,
    start: PLACE_WEIGHT,
  };
  const fit = fitConditionalLogit(choices, options);
  const blind = fitConditionalLogit(
    choices.map((choice) => ({ ...choice, rows: choice.rows.slice(0, options.common) })),
    options,
  );
  return {
    features,
    points: TURNING_POINTS.map((name, point) => ({
      name,
      scenes: (places[point]?.scenes ?? []).map(rounded),
      words: (places[point]?.words ?? []).map(rounded),
      placeWeights: fit.common.map(rounded),
      weights: features.map((_, at) => rounded(fit.groups[point]?.[at] ?? 0)),
    })),
    controlPlaceWeights: blind.common.map(rounded),
    distanceCost: DISTANCE_COST,
    bandMass,
  };
}

function gloomIn({ gloom }: LabelledFilm, features: Features): Float64Array | undefined {
  return features === WITH_EMOTION ? gloom : undefined;
}

/** Far finer than anything that is found depends on, and the same on every machine. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** Each true scene's place, with the share of one that it has. */
function weighed(sets: readonly (readonly number[])[], shares: Float64Array): { at: number; weight: number }[] {
  return sets.flatMap((scenes) =>
    scenes.map((scene) => ({ at: shares[scene] ?? 0, weight: 1 / scenes.length / sets.length })),
  );
}

/** A kernel density as logarithms at even steps. */
function spread(places: readonly { at: number; weight: number }[]): Places {
  const all = places.reduce((sum, { weight }) => sum + weight, 0) * KERNEL * Math.sqrt(2 * Math.PI);
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const density = places.reduce(
      (sum, { at, weight }) => sum + weight * Math.exp(-(((step / STEPS - at) / KERNEL) ** 2) / 2),
      0,
    );
    return Math.log(density / all + FLOOR);
  });
}

interface Held {
  readonly ours: Mark[];
  readonly control: Mark[];
  /** By place and length, without the other features. */
  readonly byLength: Mark[];
  /** For each true set: the probabilities that it was looked for in, and the scene that was said. */
  readonly bands: { row: Float64Array; scene: number; scenes: readonly number[] }[];
}

/** Answers for each film by a model that has not seen it. */
function crossValidate(films: readonly LabelledFilm[], features: Features): Held {
  const held: Held = { ours: [], control: [], byLength: [], bands: [] };
  for (let fold = 0; fold < FOLDS; fold++) {
    const seen = films.filter((_, at) => at % FOLDS !== fold);
    const models = asBoth(train(seen, features));
    const short = asBoth(train(seen, features, COVERAGE, 1));
    for (const film of films.filter((_, at) => at % FOLDS === fold)) {
      const found = pointsOf(film.measures, gloomIn(film, features), models);
      if (found.length === 0) continue;
      held.ours.push(
        ...marksOf(
          film,
          found.map((point) => point.scene),
        ),
      );
      held.control.push(
        ...marksOf(
          film,
          found.map((point) => point.control),
        ),
      );
      held.byLength.push(
        ...marksOf(
          film,
          pointsOf(film.measures, gloomIn(film, features), short).map((point) => point.scene),
        ),
      );
      for (const [at, { probabilities: row, scene }] of found.entries()) {
        for (const scenes of film.points[at] ?? []) held.bands.push({ row, scene, scenes });
      }
    }
  }
  return held;
}

/** Only the one of the two that was learned is asked. */
function asBoth(model: TurningPointModel): TurningPointModels {
  return { any: model, withEmotion: model };
}

/** How many of the bands that hold so much hold a true scene. */
function coverage(bands: Held['bands'], mass: number): number {
  const hits = bands.filter(({ row, scene, scenes }) => {
    const [from, to] = shortestBand(row, scene, mass);
    return scenes.some((one) => one >= from && one <= to);
  });
  return hits.length / bands.length;
}

function report({ ours, control, byLength, bands }: Held, mass: number): void {
  for (const measure of ['pa', 'd', 'recall', 'iou'] as const) {
    const [low, high] = bootstrap(ours, control, measure);
    console.log(
      `held out, ${measure}: ${meanOf(ours, measure).toFixed(2)}, position alone ${meanOf(control, measure).toFixed(2)}, ` +
        `difference ${low.toFixed(2)} to ${high.toFixed(2)} (95 %); place and length alone ${meanOf(byLength, measure).toFixed(2)}`,
    );
  }
  for (const [point, name] of TURNING_POINTS.entries()) {
    const of = (marks: readonly Mark[]): Mark[] => marks.filter((mark) => mark.point === point);
    console.log(
      `held out, ${name}: PA ${meanOf(of(ours), 'pa').toFixed(1)} (position alone ${meanOf(of(control), 'pa').toFixed(1)}), ` +
        `D ${meanOf(of(ours), 'd').toFixed(2)} (${meanOf(of(control), 'd').toFixed(2)})`,
    );
  }
  const width =
    bands.reduce((sum, { row, scene }) => {
      const [from, to] = shortestBand(row, scene, mass);
      return sum + (to - from + 1) / row.length;
    }, 0) / bands.length;
  console.log(
    `bands of ${mass} hold a true scene in ${(100 * coverage(bands, mass)).toFixed(1)} % and are ` +
      `${(100 * width).toFixed(1)} % of the script wide on average`,
  );
}

/** A model of all films, its bands as wide as held-out films need them; prints what it scores on those. */
function learned(films: readonly LabelledFilm[], features: Features): TurningPointModel {
  console.log(`\n${features.length} features${features === WITH_EMOTION ? ', with emotion' : ''}`);
  const held = crossValidate(films, features);
  const masses = Array.from({ length: 40 }, (_, at) => 0.6 + at / 100);
  const bandMass = masses.find((mass) => coverage(held.bands, mass) >= COVERAGE) ?? 0.99;
  report(held, bandMass);
  const model = train(films, features, bandMass);
  for (const point of model.points) {
    console.log(`${point.name}: ${features.map((name, at) => `${name} ${point.weights[at]?.toFixed(2)}`).join(', ')}`);
  }
  return model;
}

/** Largest difference between two models' numbers; infinite where they are not of one shape. */
function distance(one: TurningPointModel, other: TurningPointModel): number {
  const numbers = (model: TurningPointModel): number[] => [
    model.bandMass,
    model.distanceCost,
    ...model.controlPlaceWeights,
    ...model.points.flatMap((point) => [...point.scenes, ...point.words, ...point.placeWeights, ...point.weights]),
  ];
  const a = numbers(one);
  const b = numbers(other);
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Math.max(...a.map((value, at) => Math.abs(value - (b[at] ?? Number.POSITIVE_INFINITY))));
}

/**
 * Trains the model on the train films of a checkout of TRIPOD (variable `TRIPOD`), writes it, and prints what it scores
 * on films that it has not seen. With `--check` it writes nothing and fails where the shipped file is not what comes out; with `--candidates` it only prints what the
 * labels were made from.
 */
export default async function main(options: readonly string[]): Promise<void> {
  const folder = tripodFolder();
  if (folder === undefined) {
    console.log(`skipped: ${TRIPOD_ABSENT}`);
    return;
  }
  const all = await trainFilms(folder);
  if (options.includes('--candidates')) {
    for (const film of all) for (const line of candidates(film)) console.log(line);
    return;
  }
  const films = labelledFilms(all, { emotion: await emotionModel(), vad: await vadModel() });
  const points = films.reduce((sum, film) => sum + film.points.filter((sets) => sets.length > 0).length, 0);
  console.log(`${films.length} train films, ${points} turning points with scenes`);
  const models = { any: learned(films, SCENE_FEATURES), withEmotion: learned(films, WITH_EMOTION) };
  const shipped = JSON.parse(await readFile(MODEL_FILE, 'utf8')) as Partial<TurningPointModels>;
  const apart = Math.max(
    ...(['any', 'withEmotion'] as const).map((which) => {
      const before = shipped[which];
      return before === undefined ? Number.POSITIVE_INFINITY : distance(models[which], before);
    }),
  );
  console.log(`largest difference to the numbers in ${MODEL_FILE}: ${apart}`);
  if (options.includes('--check')) {
    if (apart > TOLERANCE) throw new Error(`The shipped model is not what the training makes: ${apart} apart.`);
    return;
  }
  const text = `${JSON.stringify(
    { model: 'second-unit/turning-points', version: 2, films: films.length, ...models },
    null,
    1,
  ).replace(/\n\s+(?=[-\d\]])/gu, ' ')}\n`;
  await writeFile(MODEL_FILE, text);
  console.log(`written; SHA-256 ${createHash('sha256').update(text).digest('hex')}`);
}
