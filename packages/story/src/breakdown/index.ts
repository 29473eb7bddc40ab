export type { Breakdown, BreakdownElement, BreakdownScene } from './breakdown.ts';
export { BREAKDOWN_CATEGORIES, type BreakdownCategory } from './categories.ts';
export {
  applyCorrections,
  type BreakdownCorrection,
  type CorrectedScript,
  namedIn,
  outcomeOf,
  type SceneName,
} from './corrections.ts';
export { correctionsOfFdx, fdxTagsOf, standingFdxTags } from './fdx-tags.ts';
export { breakdownFindings } from './findings.ts';
export { type Lexicon, loadLexicon } from './lexicon.ts';
export { breakdown } from './sheet.ts';
