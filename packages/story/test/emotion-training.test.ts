import { readAdditiveTextModel, TextVectoriser } from '@second-unit/learning';
import { describe, expect, it } from 'vitest';
import { emotionFile, learnEmotions, scoresOf } from '../train/emotion.ts';
import { listedWords } from '../train/lexicons.ts';
import { learnGround, learnVad, vadFile } from '../train/vad.ts';
import type { WordSenses } from '../train/word-senses.ts';

/** Sentences made of a frame and a word, so that the words alone say the label. */
function made(words: readonly (readonly string[])[]) {
  const frames = [
    'he is so X today',
    'what a X thing',
    'she was X and he knew it',
    'X people live here',
    'not one X word',
  ];
  const texts: string[] = [];
  const labels: number[] = [];
  for (const frame of frames)
    for (const [label, list] of words.entries())
      for (const word of list) {
        texts.push(frame.replace('X', word));
        labels.push(label);
      }
  const targets = new Float32Array(texts.length * words.length);
  for (const [at, label] of labels.entries()) targets[at * words.length + label] = 1;
  return { texts, targets, width: words.length };
}

const WORDS = [
  ['happy', 'wonderful', 'glad'],
  ['angry', 'furious', 'hateful'],
  ['table', 'wooden', 'green'],
];

/** A dictionary of one synset: “gleeful”, which no text has, means what the glad words mean. */
const SENSES: WordSenses = {
  words: ['happy', 'wonderful', 'glad', 'gleeful'].map((key) => ({
    key,
    senses: [{ sense: 0, share: 1 }],
    synsets: new Map([[0, 1]]),
  })),
  definitions: ['so happy'],
  goodness: Float32Array.of(2, 2),
  synsets: 1,
};

describe('training', () => {
  it('of emotions learns what a small set says, and writes the same bytes each time', () => {
    const examples = made(WORDS);
    const labels = ['joy', 'anger', 'neutral'];
    const file = emotionFile(learnEmotions(examples), labels, examples);
    expect(emotionFile(learnEmotions(examples), labels, examples)).toEqual(file);
    const scores = scoresOf(file, ['a furious voice', 'a glad voice']);
    expect(scores[1]).toBeGreaterThan(scores[0]!);
    expect(scores[3]).toBeGreaterThan(scores[4]!);
  });

  it('of valence folds labels, lists and own words into one weight a feature', async () => {
    const labelled = made(WORDS);
    const ratings = [4.2, 1.8, 3];
    const targets = Float32Array.from(
      labelled.texts.flatMap((_, at) => {
        const label = labelled.targets.subarray(at * 3, at * 3 + 3).indexOf(1);
        return [ratings[label]!, label === 1 ? 4 : 3, 3];
      }),
    );
    const ground = learnGround(labelled, labelled.texts, await listedWords(), SENSES);
    const features = new TextVectoriser(ground.vocabulary).matrix(labelled.texts);
    const model = readAdditiveTextModel(vadFile(ground, learnVad(ground, features, targets)));
    const [glad, furious] = [model.score('she was glad and he knew it'), model.score('she was furious and he knew it')];
    expect(glad[0]).toBeGreaterThan(3.5);
    expect(furious[0]).toBeLessThan(2.5);
    expect(furious[1]).toBeGreaterThan(glad[1]!);
    // A word of the dictionary alone, beside one of nothing.
    expect(model.score('gleeful')[0]).toBeGreaterThan(model.score('qqqq')[0]!);
    // A word of the lists alone, met nowhere in training.
    expect(model.score('delightful')[0]).toBeGreaterThan(model.score('horrific')[0]!);
  });
});
