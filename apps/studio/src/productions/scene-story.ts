import type { SceneInfo } from '@second-unit/editing';
import type { ReadThrough, TurningPointName } from '@second-unit/story';

/** What a turning point is to an editor. */
const TURNS: Readonly<Record<TurningPointName, string>> = {
  opportunity: 'the opportunity, where the story begins to move',
  changeOfPlans: 'the change of plans, which ends the first act',
  pointOfNoReturn: 'the point of no return, in the middle of the story',
  majorSetback: 'the major setback, which ends the second act',
  climax: 'the climax',
};

/** What the cutter may know of a scene from a read-through: where it lies, what turns in it, and how it feels. */
export function sceneStory(
  read: Pick<ReadThrough, 'scenes' | 'structure' | 'emotion'>,
  index: number,
): Partial<SceneInfo> {
  const scene = read.scenes[index];
  const turn = read.structure.turningPoints.find((point) => point.scene === index);
  const act = read.structure.acts.find(({ scenes: [first, last] }) => index >= first && index <= last);
  const feeling = read.emotion?.scenes[index];
  return {
    ...(scene ? { range: { from: scene.from, to: scene.to } } : {}),
    ...(turn
      ? { turningPoint: { name: turn.name, words: TURNS[turn.name], confidence: turn.probabilities[index] ?? 0 } }
      : {}),
    ...(act ? { act: act.name } : {}),
    ...(feeling ? { valence: feeling.valence, arousal: feeling.arousal } : {}),
  };
}
