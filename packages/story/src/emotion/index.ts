export {
  ARC_NAMES,
  type ArcShape,
  type CharacterEmotion,
  type Emotion,
  type EmotionArc,
  type EmotionModels,
  type LineEmotion,
} from './emotion.ts';
export { emotionFindings } from './emotion-findings.ts';
export { type EmotionModel, loadEmotionModel } from './emotion-model.ts';
export { emotionOf } from './emotion-of.ts';
export type { Explanation, WordWeight } from './explanation.ts';
export { loadVadModel, type VadModel, type ValenceArousalDominance } from './vad-model.ts';
