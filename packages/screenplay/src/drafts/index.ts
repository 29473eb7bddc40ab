export { applyComparison, type PlacelessElement } from './apply.ts';
export { nextColour, REVISION_COLOURS } from './colours.ts';
export { compareDrafts } from './compare.ts';
export type {
  Comparison,
  DraftElement,
  DraftSize,
  LineChange,
  LineKind,
  Rename,
  Sameness,
  SceneChange,
  SceneKind,
  SceneRef,
  TitleChange,
  WordEdit,
} from './comparison.ts';
export { type RevisionOptions, revisionsOf } from './revisions.ts';
export { type Summary, type SummaryCounts, type SummarySentence, summarise } from './summary.ts';
