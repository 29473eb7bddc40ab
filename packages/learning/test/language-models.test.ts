import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContrastiveNaiveBayes, NgramModel, sparseMatrix } from '../src/index.ts';

const options = { order: 3, classes: 2, pull: [20, 5, 2], smoothing: 2, alphabet: 256 };
const symbols = fc.array(fc.integer({ min: 97, max: 102 }), { maxLength: 12 });

function codes(text: string): number[] {
  return [...text].map((letter) => letter.codePointAt(0) as number);
}

describe('n-gram model', () => {
  it('sums to one over the alphabet, after any context', () => {
    const alphabet = 8;
    const model = new NgramModel({ ...options, alphabet });
    for (const text of [
      [1, 2, 3, 1, 2, 4],
      [2, 2, 1, 0, 7],
      [5, 5, 5],
    ])
      model.add(model.grams(text), -1);
    for (const context of [[], [1], [1, 2], [5, 5], [6, 6]]) {
      let sum = 0;
      for (let next = 0; next < alphabet; next++)
        sum += 2 ** -model.read(model.grams([...context, next])).bits[context.length]!;
      expect(sum).toBeCloseTo(1, 9);
    }
  });

  it('forgets a text that is taken away', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(symbols, fc.integer({ min: -1, max: 1 }))),
        symbols,
        symbols,
        (texts, gone, read) => {
          const model = new NgramModel(options);
          const plain = new NgramModel(options);
          for (const [text, klass] of texts) {
            model.add(model.grams(text), klass);
            plain.add(plain.grams(text), klass);
          }
          model.add(model.grams(gone), 1);
          model.remove(model.grams(gone), 1);
          expect(model.read(model.grams(read))).toEqual(plain.read(plain.grams(read)));
        },
      ),
    );
  });

  it('knows whose letters they are, and that nothing is known of a class without text', () => {
    const model = new NgramModel(options);
    model.add(model.grams(codes('abababab')), 0);
    model.add(model.grams(codes('cdcdcdcd')), -1);
    const { ratios, bits } = model.read(model.grams(codes('ab')));
    expect(ratios[0]).toBeGreaterThan(0);
    expect(ratios[1]).toBe(0);
    expect(ratios[2]).toBeGreaterThan(0);
    expect(bits[1]).toBeLessThan(model.read(model.grams(codes('ac'))).bits[1]!);
  });

  it('refuses to have no order', () => {
    expect(() => new NgramModel({ ...options, order: 0 })).toThrow('order');
  });
});

describe('contrastive naive Bayes', () => {
  // Two features that tell the classes, one that does not.
  const rows = (which: readonly (readonly number[])[]) =>
    sparseMatrix(
      which.map((columns) => columns.map((column) => ({ column, value: 1 }))),
      3,
    );
  const labelled = {
    features: rows([[0, 2], [0], [1, 2], [1], [0, 1, 2]]),
    labels: [0, 0, 1, 1, -1],
    classes: 2,
    groups: [0, 1, 2, 3, 4],
    smoothing: 0.5,
  };

  it('scores a row for its class, without the row', () => {
    const scores = new ContrastiveNaiveBayes(labelled).scores();
    for (const [row, label] of labelled.labels.entries()) {
      if (label >= 0) expect(scores[row * 2 + label]).toBeGreaterThan(scores[row * 2 + 1 - label]!);
    }
  });

  it('is the sum of its parts', () => {
    const model = new ContrastiveNaiveBayes(labelled);
    const scores = model.scores();
    for (let row = 0; row < 5; row++) {
      const parts = model.parts(row);
      for (const klass of [0, 1]) {
        let sum = 0;
        for (let at = klass; at < parts.length; at += 2) sum += parts[at]!;
        expect(sum).toBeCloseTo(scores[row * 2 + klass]!, 9);
      }
    }
  });

  it('does not learn from the group that it reads', () => {
    const flipped = { ...labelled, labels: [1, 0, 1, 1, -1] };
    const [one, other] = [labelled, flipped].map((given) => new ContrastiveNaiveBayes(given).scores().slice(0, 2));
    expect([...other!]).toEqual([...one!].map((value) => expect.closeTo(value, 9)));
  });

  it('refuses rows without a label', () => {
    expect(() => new ContrastiveNaiveBayes({ ...labelled, labels: [0] })).toThrow('label');
  });
});
