export {
  changePaper,
  EMPTY_PAPER,
  lineKey,
  type PaperChange,
  type PaperEdit,
  type PaperReplay,
  type PaperSettings,
  type PaperWord,
  type Passage,
  replayPaper,
  type TakeOfLine,
} from './paper-edit.ts';
export {
  bestTake,
  type LineTake,
  type LineWithTakes,
  passageOf,
  takesOfLines,
  wordsWithin,
} from './passages.ts';
export type { WordRange } from './ranges.ts';
export { type Segment, type Stringout, stringout, textOf } from './stringout.ts';
export { cutOf, type ShotsByMedia, segmentItems, shotItems } from './to-cut.ts';
export { type Transcript, transcriptOf, type Word } from './transcript.ts';
