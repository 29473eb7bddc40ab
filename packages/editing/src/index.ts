export { playedSeconds } from '@second-unit/footage/interchange';
export { type Alternative, alternatives } from './alternatives.ts';
export { briefNowhere } from './brief-nowhere.ts';
export type { PlacedCard } from './card-plan.ts';
export { cardFrames, cardSeconds, checkedCard, cutSeconds, shownInOrder } from './cards.ts';
export { applyChange } from './change.ts';
export type {
  Aspect,
  Beaten,
  Brief,
  Cut,
  CutChange,
  CutContext,
  CutItem,
  CutLook,
  CutProposal,
  ItemTransition,
  Music,
  Reason,
  SceneInfo,
  TitleCard,
} from './cut.ts';
export { ASPECTS } from './cut.ts';
export { currentCut, type Replay, replay, standing } from './decisions.ts';
export type { LockedItem } from './fill.ts';
export { type LineInCut, linesInCut } from './lines-in-cut.ts';
export { mainReason } from './main-reason.ts';
export * from './paper-edit/index.ts';
export { kept, longestTeaser, type ProposeInput, proposeCut, type Search } from './propose.ts';
export { MOST_PROPOSALS, proposeCuts, type Several, type SeveralInput } from './propose-several.ts';
export { ActiveArea, reframe, type SeenFace, SIDE as REFRAME_SIDE, type Sight } from './reframe/index.ts';
export {
  type DecidedCut,
  type Foretold,
  fitTaste,
  learnTaste,
  type Taste,
  type TasteChange,
  type TastePair,
  type TasteSentence,
  tasteInWords,
  tastePairs,
  weightsOf,
} from './taste/index.ts';
export { type EditList, type EditListOptions, shapeOf, toEditList } from './to-edit-list.ts';
export { FADE_THROUGH_BLACK, type MusicFile, type TimelineOptions, toTimeline } from './to-timeline.ts';
export { LEADS, type Lead, TONES, type Tone, toneWords } from './tone.ts';
export { sameTransition, transitionsSettled } from './transitions.ts';
export { type WhyOptions, whyHtml } from './why-html.ts';
