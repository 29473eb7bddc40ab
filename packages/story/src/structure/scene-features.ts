import { castFeatures } from './cast-features.ts';
import type { SceneMeasures } from './scene-measures.ts';
import { wordFeatures } from './word-features.ts';

/** What a scene is judged by in any language, apart from where it stands, in the order of the model's weights. */
export const SCENE_FEATURES = [
  'length',
  'words used for the last time',
  'like the scene before',
  'characters introduced',
  'first meetings',
  'new words that return',
  'like the ending',
  'presence of the lead',
  'the two leads alone',
] as const;

/** The same and what the models of emotion say: of English scripts, where those are there. */
export const WITH_EMOTION = [...SCENE_FEATURES, 'gloom'] as const;

/**
 * Of one script: for each of `SCENE_FEATURES`, and for gloom where it is given, a number a scene, as standard scores
 * within the script, cut at ±3.
 */
export function sceneFeatures(scenes: readonly SceneMeasures[], gloom?: Float64Array): Float64Array[] {
  const raw: Record<(typeof SCENE_FEATURES)[number], Float64Array> = {
    length: Float64Array.from(scenes, (scene) => Math.log1p(scene.words)),
    ...castFeatures(scenes),
    ...wordFeatures(scenes),
  };
  const rows = SCENE_FEATURES.map((name) => standardScores(raw[name]));
  return gloom === undefined ? rows : [...rows, standardScores(gloom)];
}

/** How many standard deviations each value is from the mean, cut at ±3; zeros where all are alike. */
export function standardScores(values: Float64Array): Float64Array {
  const count = values.length || 1;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
  // All alike: nothing to tell scenes apart by.
  if (!(spread > 1e-9)) return new Float64Array(values.length);
  return values.map((value) => Math.max(-3, Math.min(3, (value - mean) / spread)));
}
