export {
  BREAKDOWN_CATEGORIES,
  type Breakdown,
  type BreakdownCategory,
  type BreakdownElement,
  type BreakdownScene,
} from './breakdown.ts';
export { type Lexicon, loadLexicon } from './lexicon.ts';
export { breakdown } from './sheet.ts';
