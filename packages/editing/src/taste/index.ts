export { type Foretold, fitTaste, learnTaste, type Taste, type TasteChange } from './learn.ts';
export { type DecidedCut, type TastePair, tastePairs } from './pairs.ts';
export { weightsOf } from './proposal-weights.ts';
export { type TasteSentence, tasteInWords } from './words.ts';
