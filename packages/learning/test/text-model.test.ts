import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featureHash, HashIndex } from '../src/feature-hashing.ts';
import {
  listedHash,
  readAdditiveTextModel,
  TextVectoriser,
  textTokens,
  vocabularyOf,
  writeAdditiveTextModel,
  writeSafetensors,
} from '../src/index.ts';

const TEXTS = ['I love this', 'I hate this', 'This is love', 'not good at ALL', 'good, good!', 'I love it 😍 so much'];
const FEATURES = { characters: [2, 4], forms: true } as const;
const vocabulary = vocabularyOf(TEXTS, FEATURES, [1, 0.5, 1, 1], { words: 1, characters: 1, forms: 1 }, [
  listedHash('love', false),
  listedHash('good', true),
]);
const size = vocabulary.keys.length;
const weights = Float32Array.from({ length: size * 2 }, (_, at) => Math.sin(at * 12.9898) * 3);
const bytes = writeAdditiveTextModel(vocabulary, { weights, bias: Float32Array.of(-1, 2) }, { model: 'test' });
const model = readAdditiveTextModel(bytes);

describe('tokens', () => {
  it('stand at their places, one key for one word', () => {
    const text = '“Don’t” SHOUT!!! [NAME] 😍 soooooo 42 :)';
    const tokens = textTokens(text);
    expect(tokens.map((token) => token.key)).toEqual([
      '“',
      "don't",
      '”',
      'shout',
      '!!',
      '[NAME]',
      '😍',
      'sooo',
      '42',
      ':)',
    ]);
    expect(tokens.filter((token) => token.capitals).map((token) => token.key)).toEqual(['shout']);
  });

  it('are in order and within the text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let end = 0;
        for (const { from, to } of textTokens(text)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('features', () => {
  it('of different spaces are different', () => {
    const seen = new Map<number, string>();
    for (const word of ['hate', 'late', 'bad', 'fad', 'cat', 'fat', 'gat', 'a b', 'b b'])
      for (let space = 1; space <= 7; space++) {
        const hash = featureHash(word, space);
        expect(seen.get(hash)).toBeUndefined();
        seen.set(hash, `${word} ${space}`);
      }
  });

  it('are found in an index, and others are not', () => {
    const keys = Uint32Array.from({ length: 1000 }, (_, at) => featureHash(`word ${at}`));
    const index = new HashIndex(keys);
    for (const [at, key] of keys.entries()) expect(index.find(key)).toBe(at);
    for (let at = 1000; at < 2000; at++) expect(index.find(featureHash(`word ${at}`))).toBe(-1);
    expect(new HashIndex(new Uint32Array(0)).find(1)).toBe(-1);
  });

  it('of words and of characters have the length that their group is given', () => {
    const plain = vocabularyOf(TEXTS, { characters: [2, 4], forms: false }, [1, 0.5, 0, 0], {
      words: 1,
      characters: 1,
      forms: 1,
    });
    const { starts, value } = new TextVectoriser(plain).matrix(TEXTS);
    for (let row = 0; row < TEXTS.length; row++) {
      const square = value.slice(starts[row]!, starts[row + 1]!).reduce((sum, one) => sum + one * one, 0);
      expect(square).toBeCloseTo(1 + 0.25, 5);
    }
  });
});

describe('a text model', () => {
  it('scores a text as the sum of what its tokens add, to the last bit', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary' })), (text) => {
        const contributions = model.contributions(text);
        const score = model.score(text);
        for (let k = 0; k < 2; k++) {
          let sum = model.bias[k]!;
          for (let at = 0; at < contributions.tokens.length; at++) sum += contributions.weights[at * 2 + k]!;
          expect(score[k]).toBe(sum);
          expect(Number.isFinite(sum)).toBe(true);
        }
      }),
    );
  });

  it('scores as its weights do, but for what one byte a weight loses', () => {
    const { starts, column, value } = new TextVectoriser(vocabulary).matrix(TEXTS);
    for (const [row, text] of TEXTS.entries()) {
      const found = model.score(text);
      for (let k = 0; k < 2; k++) {
        let [sum, reach] = [k === 0 ? -1 : 2, 0];
        for (let at = starts[row]!; at < starts[row + 1]!; at++) {
          sum += value[at]! * weights[column[at]! * 2 + k]!;
          reach += Math.abs(value[at]!);
        }
        expect(Math.abs(found[k]! - sum)).toBeLessThan((reach * 3) / 127);
      }
    }
  });

  it('says nothing but its bias of an empty text and of one that it knows nothing of', () => {
    expect([...model.score('')]).toEqual([-1, 2]);
    expect([...model.score('  \n')]).toEqual([-1, 2]);
    const plain = vocabularyOf(TEXTS, { characters: [2, 4], forms: false }, [1, 1, 0, 0], {
      words: 1,
      characters: 1,
      forms: 1,
    });
    const ones = { weights: new Float32Array(plain.keys.length).fill(1), bias: Float32Array.of(7) };
    const other = readAdditiveTextModel(writeAdditiveTextModel(plain, ones, {}));
    expect([...other.score('私は')]).toEqual([7]);
    expect(other.score('love')[0]).toBeGreaterThan(7);
  });

  it('scores a text of any length, and the next one as if it had not been', () => {
    const before = model.score('I love this');
    const long = 'I love good words and this one is so much longer! '.repeat(2000);
    for (const sum of model.score(long)) expect(Number.isFinite(sum)).toBe(true);
    expect(model.score('I love this')).toEqual(before);
    expect(model.score('not good at ALL')).toEqual(readAdditiveTextModel(bytes).score('not good at ALL'));
  });

  it('knows how common a word is', () => {
    expect(model.frequency('this')).toBeCloseTo(3 / 6, 5);
    expect(model.frequency('quixotic')).toBe(0);
  });

  it('is refused where its file is of another layout or its arrays do not fit', () => {
    expect(() => readAdditiveTextModel(writeSafetensors({ metadata: {}, tensors: {} }))).toThrow(/layout none/);
    expect(() => readAdditiveTextModel(writeSafetensors({ metadata: { layout: '1' }, tensors: {} }))).toThrow(/fit/);
  });
});
