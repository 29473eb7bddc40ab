import { parse, type Screenplay } from '@second-unit/screenplay';
import { speechesOf } from '../speeches.ts';
import { bestInOrder, inOrder } from './in-order.ts';
import { checkModel, SHIPPED, TURNING_POINTS, type TurningPointModels, type TurningPointName } from './model.ts';
import { densityAt, sceneShares, wordShares } from './positions.ts';
import { SCENE_FEATURES, sceneFeatures, WITH_EMOTION } from './scene-features.ts';
import { type SceneMeasures, sceneMeasures } from './scene-measures.ts';

/** Fewer scenes, or fewer words, and a script is not enough to say where its turning points are. */
export const LEAST_SCENES = 20;
export const LEAST_WORDS = 2000;
/**
 * What is in the scenes must tell at least so much beyond their places, or nothing is said: mean relative entropy of the
 * five to the control, in nats. No film of the training is under 0.27, eighty scenes all alike have 0.02.
 */
const LEAST_TOLD = 0.1;

/** One of the five turning points, as a probability over the scenes. Scenes are zero-based. */
export interface TurningPoint {
  readonly name: TurningPointName;
  /** For each scene that it is there, given that the five come in order; they sum to one. */
  readonly probabilities: Float64Array;
  /** The one scene that is said, if one must be: likely, and not far from where else it may be. */
  readonly scene: number;
  /** First and last of the shortest run of scenes that holds it in about 80 % of films. */
  readonly band: readonly [number, number];
  /** The scene that the same method says from places alone (by scenes and by words), without a look at what is in them. */
  readonly control: number;
  /**
   * Why this scene: what each thing adds to the logarithm of its probability by itself (before the order of the five is
   * taken into account), beside the average scene of the script. Largest first.
   */
  readonly terms: readonly { readonly feature: string; readonly amount: number }[];
}

/**
 * The five turning points in the order of the story. Works in any language and needs no headings of any one style, only
 * scenes; empty where there are too few scenes or words to say, or where the scenes are too much alike. Half right at best: see `models/turning-points.md`.
 */
export function turningPoints(script: Screenplay | string, models: TurningPointModels = SHIPPED): TurningPoint[] {
  const tree = typeof script === 'string' ? parse(script) : script;
  return pointsOf(sceneMeasures(tree, speechesOf(tree)), undefined, models);
}

/** The same from what was counted, and from the gloom of the scenes where it is known (`gloomOf`). */
export function pointsOf(
  measures: readonly SceneMeasures[],
  gloom?: Float64Array,
  models: TurningPointModels = SHIPPED,
): TurningPoint[] {
  const model = gloom === undefined ? models.any : models.withEmotion;
  checkModel(model, gloom === undefined ? SCENE_FEATURES : WITH_EMOTION);
  const words = measures.reduce((sum, scene) => sum + scene.words, 0);
  if (measures.length < LEAST_SCENES || words < LEAST_WORDS) return [];
  const factors = factorsOf(measures, gloom);
  const places = model.points.map((point) => [
    factors.scenes.map((share) => densityAt(point.scenes, share)),
    factors.words.map((share) => densityAt(point.words, share)),
  ]);
  const terms = model.points.map((point, at) => [
    ...weighted(places[at] ?? [], point.placeWeights),
    ...weighted(factors.features, point.weights),
  ]);
  const probabilities = inOrder(terms.map(chances));
  const chosen = choose(probabilities, model.distanceCost);
  const blind = places.map((rows) => chances(weighted(rows, model.controlPlaceWeights)));
  const byPlace = inOrder(blind);
  if (relativeEntropy(probabilities, byPlace) < LEAST_TOLD) return [];
  const control = choose(byPlace, model.distanceCost);
  return TURNING_POINTS.map((name, point) => {
    const scene = chosen[point] ?? 0;
    const row = probabilities[point] as Float64Array;
    return {
      name,
      probabilities: row,
      scene,
      band: shortestBand(row, scene, model.bandMass),
      control: control[point] ?? 0,
      terms: TERM_NAMES.slice(0, terms[point]?.length)
        .map((feature, at) => ({ feature, amount: aboveMean(terms[point]?.[at], scene) }))
        .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount)),
    };
  });
}

/** Of the one to the other, in nats, on average over the events. */
function relativeEntropy(one: readonly Float64Array[], other: readonly Float64Array[]): number {
  let sum = 0;
  for (const [event, row] of one.entries()) {
    for (const [scene, chance] of row.entries()) {
      if (chance > 0) sum += chance * Math.log(chance / (other[event]?.[scene] || Number.MIN_VALUE));
    }
  }
  return sum / one.length;
}

/** What the terms are called: the two places, then the features. */
const TERM_NAMES = ['place by scenes', 'place by words', ...WITH_EMOTION] as const;

/** Of one script: where its scenes stand, and their features. */
export function factorsOf(measures: readonly SceneMeasures[], gloom?: Float64Array) {
  return {
    scenes: sceneShares(measures.length),
    words: wordShares(measures),
    features: sceneFeatures(measures, gloom),
  };
}

function weighted(rows: readonly Float64Array[], weights: readonly number[]): Float64Array[] {
  return rows.map((row, at) => row.map((value) => value * (weights[at] ?? 0)));
}

/** Probabilities from terms that add up to their logarithms. */
function chances(rows: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (const [at, value] of row.entries()) sums[at] = (sums[at] ?? 0) + value;
  const most = sums.reduce((top, value) => Math.max(top, value), Number.NEGATIVE_INFINITY);
  const raised = sums.map((value) => Math.exp(value - most));
  const total = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / total);
}

/** One scene a point: most probability, less the cost of the distance to be expected. */
function choose(probabilities: readonly Float64Array[], distanceCost: number): number[] {
  return bestInOrder(
    probabilities.map((row) => {
      const distances = expectedDistances(row);
      return row.map((value, scene) => value - (distanceCost * (distances[scene] ?? 0)) / row.length);
    }),
  );
}

/** From each scene to where the point is, in scenes, on average: in one pass from each side. */
function expectedDistances(row: Float64Array): Float64Array {
  const distances = new Float64Array(row.length);
  for (const backwards of [false, true]) {
    let passed = 0;
    let distance = 0;
    for (let step = 0; step < row.length; step++) {
      const scene = backwards ? row.length - 1 - step : step;
      distance += passed;
      distances[scene] = (distances[scene] ?? 0) + distance;
      passed += row[scene] ?? 0;
    }
  }
  return distances;
}

/** The shortest run of scenes around one that holds so much; the earlier of two. */
export function shortestBand(row: Float64Array, scene: number, mass: number): [number, number] {
  let best: [number, number] = [0, row.length - 1];
  let held = 0;
  let to = -1;
  for (let from = 0; from <= scene; from++) {
    while (to < row.length - 1 && (held < mass || to < scene)) held += row[++to] ?? 0;
    if (held < mass && from > 0) break;
    if (to - from < best[1] - best[0]) best = [from, to];
    held -= row[from] ?? 0;
  }
  return best;
}

function aboveMean(row: Float64Array | undefined, scene: number): number {
  if (row === undefined) return 0;
  return (row[scene] ?? 0) - row.reduce((sum, value) => sum + value, 0) / row.length;
}
