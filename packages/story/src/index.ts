export {
  applyCorrections,
  BREAKDOWN_CATEGORIES,
  type Breakdown,
  type BreakdownCategory,
  type BreakdownCorrection,
  type BreakdownElement,
  type BreakdownScene,
  type CorrectedScript,
  correctionsOfFdx,
  fdxTagsOf,
  type Lexicon,
  loadLexicon,
  namedIn,
  outcomeOf,
  type SceneName,
  standingFdxTags,
} from './breakdown/index.ts';
export type { Alias, Attribute, Cast, CastLink, CastMember, Presence, Verb } from './cast/index.ts';
export {
  ARC_NAMES,
  type ArcShape,
  type CharacterEmotion,
  type Emotion,
  type EmotionArc,
  type EmotionModel,
  type EmotionModels,
  type Explanation,
  type LineEmotion,
  loadEmotionModel,
  loadVadModel,
  type VadModel,
  type ValenceArousalDominance,
  type WordWeight,
} from './emotion/index.ts';
export { readThroughHtml } from './html/report.ts';
export type { Pacing, ScenePace } from './pacing/index.ts';
export { type ReadOptions, readThrough } from './read.ts';
export type { Character, ReadThrough, Scene } from './read-through.ts';
export type { Reading } from './reading.ts';
export { readingOf } from './reading-of.ts';
export type { Area, Fix, StoryFinding, TextChange } from './story-finding.ts';
export type {
  Act,
  Payoff,
  PlotLine,
  SaidTurningPoint,
  SceneChange,
  Sequence,
  Structure,
  TurningPointName,
} from './structure/index.ts';
export type { ExplainedLine, Voice, VoiceLine, VoiceMisfit, VoicePerson, VoiceTest } from './voice/index.ts';
