import shipped from '../../models/turning-points.json' with { type: 'json' };
import type { Places } from './positions.ts';
import type { SCENE_FEATURES, WITH_EMOTION } from './scene-features.ts';

/** In the order of the story; names and their meaning are those of the TRIPOD data set. */
export const TURNING_POINTS = ['opportunity', 'changeOfPlans', 'pointOfNoReturn', 'majorSetback', 'climax'] as const;

export type TurningPointName = (typeof TURNING_POINTS)[number];

/** A log-linear model of each turning point's scene: places and features with weights. */
export interface TurningPointModel {
  readonly features: readonly string[];
  readonly points: readonly PointModel[];
  /** Of the two places where nothing but places is known: fitted without the features. */
  readonly controlPlaceWeights: readonly number[];
  /** What a scene's distance costs, in probability for the whole length of the script, when one scene is chosen. */
  readonly distanceCost: number;
  /** Probability that a band holds: set so that bands of held-out films hold a true scene in 80 % of cases. */
  readonly bandMass: number;
}

interface PointModel {
  readonly name: string;
  /** By share of the scenes before it. */
  readonly scenes: Places;
  /** By share of the words before it. */
  readonly words: Places;
  /** Of the two places. */
  readonly placeWeights: readonly number[];
  /** Of the features, for one standard deviation more than the script's average scene. */
  readonly weights: readonly number[];
}

/** Two sets of weights: where the gloom of scenes is known, and where it is not. */
export interface TurningPointModels {
  readonly any: TurningPointModel;
  readonly withEmotion: TurningPointModel;
}

/** The models as `npm run train -- turning-points` wrote them; see `models/turning-points.md`. */
export const SHIPPED: TurningPointModels = shipped;

/** Throws where a model was learned for other features or points than these. */
export function checkModel(model: TurningPointModel, features: typeof SCENE_FEATURES | typeof WITH_EMOTION): void {
  if (
    model.features.join() !== features.join() ||
    model.points.map((point) => point.name).join() !== TURNING_POINTS.join()
  )
    throw new Error('models/turning-points.json weighs other features than are measured: train it again.');
}
