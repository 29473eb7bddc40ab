export { align, sceneLinks } from './align.ts';
export type {
  Alignment,
  AlignOptions,
  MatchedPair,
  PinnedLine,
  SceneSetting,
  ScriptLine,
  ScriptScene,
  Take,
  TakeLine,
  TakePin,
  Unscripted,
  Unshot,
} from './types.ts';
