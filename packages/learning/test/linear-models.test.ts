import { describe, expect, it } from 'vitest';
import {
  besides,
  bestThresholds,
  fScores,
  logisticRegression,
  macroF1,
  multiply,
  naiveBayesWeights,
  pearson,
  random,
  ridgeRegression,
  selectRows,
  shuffled,
  sparseMatrix,
} from '../src/index.ts';

/** Rows of a few entries drawn from a seed, and the numbers they are. */
function drawn(seed: number, rows: number, columns: number) {
  const next = random(seed);
  return sparseMatrix(
    Array.from({ length: rows }, () =>
      Array.from({ length: columns }, (_, column) => ({ column, value: next() - 0.5 })).filter(() => next() < 0.5),
    ),
    columns,
  );
}

describe('logistic regression', () => {
  it('stands where the gradient of its objective is zero, soft labels included', () => {
    const [rows, columns, labels, cost] = [60, 5, 2, 3];
    const features = drawn(1, rows, columns);
    const next = random(2);
    const targets = Float32Array.from({ length: rows * labels }, () => (next() < 0.3 ? next() : next() < 0.5 ? 1 : 0));
    const { weights, bias } = logisticRegression(features, targets, labels, { cost, passes: 300, seed: 1 });
    const scores = multiply(features, weights, bias, labels);
    const gradient = Array.from(weights);
    for (let row = 0; row < rows; row++)
      for (let at = features.starts[row]!; at < features.starts[row + 1]!; at++)
        for (let k = 0; k < labels; k++) {
          const p = 1 / (1 + Math.exp(-scores[row * labels + k]!));
          gradient[features.column[at]! * labels + k]! += cost * features.value[at]! * (p - targets[row * labels + k]!);
        }
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(2e-3);
  });

  it('gives the same weights from the same seed, and none to a feature of no scale', () => {
    const features = drawn(3, 40, 4);
    const targets = Float32Array.from({ length: 40 }, (_, row) => row % 2);
    const options = { cost: 1, passes: 5, seed: 7, scale: Float32Array.of(1, 0, 2, 1) };
    const one = logisticRegression(features, targets, 1, options);
    expect(logisticRegression(features, targets, 1, options)).toEqual(one);
    expect(one.weights[1]).toBe(0);
    expect(one.weights[0]).not.toBe(0);
  });
});

describe('ridge regression', () => {
  it('solves the normal equations', () => {
    const features = drawn(4, 50, 6);
    const next = random(5);
    const targets = Float32Array.from({ length: 100 }, () => 3 + next());
    const penalty = [0.5, 4];
    const { weights, bias } = ridgeRegression(features, targets, penalty);
    const scores = multiply(features, weights, bias, 2);
    for (const [k, lambda] of penalty.entries()) {
      const gradient = Array.from({ length: 6 }, (_, column) => lambda * weights[column * 2 + k]!);
      for (let row = 0; row < 50; row++)
        for (let at = features.starts[row]!; at < features.starts[row + 1]!; at++)
          gradient[features.column[at]!]! += features.value[at]! * (scores[row * 2 + k]! - targets[row * 2 + k]!);
      for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-3);
    }
  });
});

describe('naive Bayes weights', () => {
  it('are zero for a feature that says nothing and grow with what it says', () => {
    const features = sparseMatrix(
      Array.from({ length: 40 }, (_, row) => [
        { column: 0, value: 1 },
        ...(row % 4 === 0 ? [{ column: 1, value: 1 }] : []),
        ...(row % 4 === 1 ? [{ column: 2, value: 1 }] : []),
      ]),
      3,
    );
    // The label is on every row of feature 1, on half of feature 2's, and on 15 of all 40.
    const targets = Float32Array.from({ length: 40 }, (_, row) => (row % 4 === 0 || row % 8 === 1 ? 1 : 0));
    const [always, sure, unsure] = naiveBayesWeights(features, targets, 1, 1);
    expect(always).toBeCloseTo(0, 5);
    expect(sure).toBeGreaterThan(2);
    expect(unsure).toBeLessThan(sure!);
    expect(unsure).toBeGreaterThan(0);
  });
});

describe('figures', () => {
  it('F1 by hand', () => {
    const scores = Float32Array.of(0.9, 0.8, 0.4, 0.1);
    const targets = Float32Array.of(1, 0, 1, 0);
    const [one] = fScores(scores, targets, [0.5]);
    expect(one).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5, examples: 2 });
    expect(macroF1([{ f1: 0.2 }, { f1: 0.4 }])).toBeCloseTo(0.3);
  });

  it('finds the threshold of best F1, and decides for nothing where nothing is to be found', () => {
    const scores = Float32Array.of(0.9, 0.8, 0.4, 0.1);
    const [best] = bestThresholds(scores, Float32Array.of(1, 0, 1, 0), 1, 0);
    expect(best!.f1).toBeCloseTo(0.8);
    expect(best!.threshold).toBeCloseTo(0.25);
    expect(bestThresholds(scores, new Float32Array(4), 1)).toEqual([{ threshold: Number.POSITIVE_INFINITY, f1: 0 }]);
  });

  it('Pearson’s r by hand, and 0 for a constant', () => {
    expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1);
    expect(pearson([1, 2, 3], [6, 4, 2])).toBeCloseTo(-1);
    expect(pearson([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(0.8);
    expect(pearson([1, 2, 3], [5, 5, 5])).toBe(0);
  });
});

describe('sparse matrices', () => {
  it('multiply as dense ones do, select rows, and stand side by side', () => {
    const matrix = sparseMatrix(
      [
        [{ column: 1, value: 2 }],
        [],
        [
          { column: 0, value: 3 },
          { column: 2, value: 1 },
        ],
      ],
      3,
    );
    expect([...multiply(matrix, [1, 10, 2, 20, 3, 30], [0, 100], 2)]).toEqual([4, 140, 0, 100, 6, 160]);
    const both = besides([
      { matrix: selectRows(matrix, [2, 0]), scale: 1 },
      { matrix: selectRows(matrix, [0, 1]), scale: 2 },
    ]);
    expect([...multiply(both, [1, 1, 1, 1, 1, 1], [0], 1)]).toEqual([8, 2]);
  });

  it('shuffles to an order that holds every number once', () => {
    const order = shuffled(100, random(1));
    expect([...order]).not.toEqual([...order].sort((a, b) => a - b));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, at) => at));
  });
});
