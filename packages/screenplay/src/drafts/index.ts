export { applyComparison, type PlacelessElement } from './apply.ts';
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
