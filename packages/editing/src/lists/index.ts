export {
  type EffectKind,
  type EffectsInput,
  type EffectsList,
  type EffectsShot,
  effectsCsv,
  effectsList,
  type SceneNeed,
} from './effects-list.ts';
export { pullCsv, pullEdls } from './pull-files.ts';
export { type Pull, type PullOptions, type PullUse, pullList, USUAL_HANDLES } from './pull-list.ts';
