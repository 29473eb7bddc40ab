export { breakdownLexicon } from './breakdown-lexicon.ts';
export { emotionModel, vadModel } from './models.ts';
