import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  bestThresholds,
  type FeatureOptions,
  fScores,
  type LinearModel,
  logisticRegression,
  macroF1,
  naiveBayesWeights,
  readAdditiveTextModel,
  TextVectoriser,
  type Vocabulary,
  vocabularyOf,
  writeAdditiveTextModel,
} from '@second-unit/learning';
import { type Examples, goEmotions, goEmotionsLabels } from './emotion-data.ts';

/** The shipped file. */
export const EMOTION_FILE = resolve(import.meta.dirname, '../models/emotion.safetensors');

/** Chosen on a fifth of the training part and on the dev part; see the model card. */
const FEATURES: FeatureOptions = { characters: [2, 5], forms: false };
const SCALES = [1, 0.6, 0, 0] as const;
const LEAST = { words: 3, characters: 10, forms: Number.POSITIVE_INFINITY } as const;
const COST = 0.5;
const SMOOTHING = 5;
const PASSES = 6;
const SEED = 1;

export interface Learned {
  readonly vocabulary: Vocabulary;
  readonly model: LinearModel;
}

/** Learns from labelled texts: the same weights from the same texts, every time. */
export function learnEmotions({ texts, targets, width }: Examples): Learned {
  const vocabulary = vocabularyOf(texts, FEATURES, SCALES, LEAST);
  const features = new TextVectoriser(vocabulary).matrix(texts);
  const scale = naiveBayesWeights(features, targets, width, SMOOTHING);
  return {
    vocabulary,
    model: logisticRegression(features, targets, width, { cost: COST, passes: PASSES, seed: SEED, scale }),
  };
}

/** The file of what was learned, with thresholds chosen on other texts by the weights as they are in the file. */
export function emotionFile({ vocabulary, model }: Learned, labels: readonly string[], dev: Examples): Uint8Array {
  const metadata = {
    model: 'second-unit/emotion',
    version: '1',
    labels: labels.join(' '),
    data: 'GoEmotions (Apache-2.0)',
    licence: 'Apache-2.0',
  };
  const draft = writeAdditiveTextModel(vocabulary, model, metadata);
  const chosen = bestThresholds(scoresOf(draft, dev.texts), dev.targets, dev.width);
  const thresholds = Float32Array.from(chosen, ({ threshold }) => threshold);
  return writeAdditiveTextModel(vocabulary, model, metadata, {
    thresholds: { values: thresholds, shape: [thresholds.length] },
  });
}

/** The outputs of a model's file for many texts, row-major. */
export function scoresOf(file: Uint8Array, texts: readonly string[]): Float32Array {
  const model = readAdditiveTextModel(file);
  const scores = new Float32Array(texts.length * model.outputs);
  for (const [at, text] of texts.entries()) scores.set(model.score(text), at * model.outputs);
  return scores;
}

function report(part: string, file: Uint8Array, { texts, targets }: Examples, labels: readonly string[]): void {
  const thresholds = readAdditiveTextModel(file).extra.thresholds!.values;
  const found = fScores(scoresOf(file, texts), targets, Array.from(thresholds));
  for (const [at, { precision, recall, f1, examples }] of found.entries())
    console.log(
      `${part} | ${labels[at]} | ${f1.toFixed(3)} | ${precision.toFixed(3)} | ${recall.toFixed(3)} | ${examples}`,
    );
  console.log(`${part}: macro-F1 ${macroF1(found).toFixed(4)} over ${found.length} labels, ${texts.length} texts`);
}

/**
 * Trains the emotion classifier, writes it, and prints what it scores on dev. `--test` scores the shipped file on the
 * test part and trains nothing; `--check` trains, writes nothing, and fails where the shipped file is not what comes
 * out; `--held-out` learns from four fifths of train and scores the fifth, which is what choices were made on.
 */
export default async function main(options: readonly string[]): Promise<void> {
  const labels = await goEmotionsLabels();
  if (options.includes('--test')) {
    report('test', await readFile(EMOTION_FILE), await goEmotions('test'), labels);
    return;
  }
  const [train, dev] = [await goEmotions('train'), await goEmotions('dev')];
  if (options.includes('--held-out')) {
    const file = emotionFile(learnEmotions(fifths(train, (fifth) => fifth !== 0)), labels, dev);
    report(
      'held out',
      file,
      fifths(train, (fifth) => fifth === 0),
      labels,
    );
    return;
  }
  const file = emotionFile(learnEmotions(train), labels, dev);
  const hash = createHash('sha256').update(file).digest('hex');
  console.log(`learned from ${train.texts.length} texts of GoEmotions; thresholds from ${dev.texts.length} of dev`);
  report('dev', file, dev, labels);
  if (options.includes('--check')) {
    const shipped = createHash('sha256')
      .update(await readFile(EMOTION_FILE))
      .digest('hex');
    if (shipped !== hash) throw new Error(`The shipped model is not what the training makes: ${shipped}, not ${hash}.`);
    return;
  }
  await writeFile(EMOTION_FILE, file);
  console.log(`written: ${file.length} bytes, SHA-256 ${hash}`);
}

/** Every text whose place modulo five is wanted. */
function fifths({ texts, targets, width }: Examples, wanted: (fifth: number) => boolean): Examples {
  const chosen = texts.map((_, at) => at).filter((at) => wanted(at % 5));
  return {
    texts: chosen.map((at) => texts[at]!),
    targets: Float32Array.from(chosen.flatMap((at) => Array.from(targets.subarray(at * width, (at + 1) * width)))),
    width,
  };
}
