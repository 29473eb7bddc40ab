export {
  AdditiveTextModel,
  type Contributions,
  readAdditiveTextModel,
  writeAdditiveTextModel,
} from './additive-text-model.ts';
export {
  type BradleyTerryModel,
  type BradleyTerryPrior,
  bradleyTerry,
  type Comparison,
  preferenceChance,
  pulls,
} from './bradley-terry.ts';
export { type ChainAnswer, type ChainField, type ChainStep, chainChances } from './chain-field.ts';
export { ContrastiveNaiveBayes, type LabelledRows } from './contrastive-naive-bayes.ts';
export { pearson } from './correlation.ts';
export { bestThresholds, fScores, macroF1 } from './f-score.ts';
export { LearningFault } from './fault.ts';
export { type LinearModel, type LogisticOptions, logisticRegression } from './logistic-regression.ts';
export { naiveBayesWeights } from './naive-bayes-weights.ts';
export { type Grams, NgramModel, type NgramOptions, type NgramReading } from './ngram-model.ts';
export { random, shuffled } from './random.ts';
export { ridgeRegression } from './ridge-regression.ts';
export { readSafetensors, type Safetensors, type Tensor, writeSafetensors } from './safetensors.ts';
export { besides, type Entry, multiply, type SparseMatrix, selectRows, sparseMatrix } from './sparse-matrix.ts';
export { type FeatureOptions, listedHash, meaningHash } from './text-features.ts';
export { type TextToken, textTokens } from './text-tokens.ts';
export { TextVectoriser, type Vocabulary, vocabularyOf } from './text-vectoriser.ts';
