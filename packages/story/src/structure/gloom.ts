import type { Emotion } from '../emotion/index.ts';
import { standardScores } from './scene-features.ts';

/**
 * How dark each scene is beside the script's others: less valence and fewer lines of joy than usual, both by the models
 * of emotion. A scene of which they say nothing is as dark as the average one.
 */
export function gloomOf({ scenes, lines }: Pick<Emotion, 'scenes' | 'lines'>): Float64Array {
  const told = scenes.flatMap((scene) => scene?.valence ?? []);
  const mean = told.reduce((sum, valence) => sum + valence, 0) / Math.max(1, told.length);
  const joyful = new Float64Array(scenes.length);
  for (const { scene, labels } of lines) {
    if (scene >= 0 && labels.includes('joy')) joyful[scene] = (joyful[scene] ?? 0) + 1;
  }
  const valence = standardScores(Float64Array.from(scenes, (scene) => scene?.valence ?? mean));
  const joy = standardScores(joyful.map(Math.log1p));
  return valence.map((value, scene) => 0 - value - (joy[scene] ?? 0));
}
