import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BradleyTerryPrior,
  bradleyTerry,
  type Comparison,
  LearningFault,
  preferenceChance,
  pulls,
  random,
} from '../src/index.ts';

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, x, j) => sum + x * b[j]!, 0);
const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** Choices of somebody with these weights and this sharpness. */
function chosen(seed: number, count: number, weights: readonly number[], sharpness: number): Comparison[] {
  const next = random(seed);
  return Array.from({ length: count }, () => {
    const difference = weights.map(() => normal(next));
    const sign = next() < logistic(sharpness * dot(weights, difference)) ? 1 : -1;
    return { difference: difference.map((x) => x * sign), weight: 1 };
  });
}

const priorOf = (mean: readonly number[], deviation = 1, spread = 0.5): BradleyTerryPrior => ({
  mean,
  deviation: mean.map(() => deviation),
  sharpness: { median: 1, deviation: spread },
});

const comparisonsOf = (size: number) =>
  fc.array(
    fc.record({
      difference: fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: size, maxLength: size }),
      weight: fc.double({ min: 0.05, max: 2, noNaN: true }),
    }),
    { maxLength: 30 },
  );

/** The negative log posterior, written down once more. */
function loss(comparisons: readonly Comparison[], prior: BradleyTerryPrior, weights: ArrayLike<number>, log: number) {
  let sum = (log - Math.log(prior.sharpness.median)) ** 2 / (2 * prior.sharpness.deviation ** 2);
  for (let j = 0; j < weights.length; j++) {
    sum += (weights[j]! - prior.mean[j]!) ** 2 / (2 * prior.deviation[j]! ** 2);
  }
  for (const { difference, weight, offset = 0 } of comparisons) {
    sum += weight * Math.log1p(Math.exp(-Math.exp(log) * (dot(weights, difference) + offset)));
  }
  return sum;
}

describe('Bradley–Terry with features', () => {
  it('ends where the slope of the posterior is nought, by differences', () => {
    fc.assert(
      fc.property(comparisonsOf(3), (comparisons) => {
        const prior = priorOf([1, -0.5, 0]);
        const { weights, sharpness } = bradleyTerry(comparisons, prior);
        const at = [...weights, Math.log(sharpness)];
        for (let j = 0; j <= 3; j++) {
          const step = 1e-4;
          const [up, down] = [at.with(j, at[j]! + step), at.with(j, at[j]! - step)].map((point) =>
            loss(comparisons, prior, point.slice(0, 3), point[3]!),
          ) as [number, number];
          expect(Math.abs(up - down) / (2 * step)).toBeLessThan(2e-4);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('stands off its prior by exactly what the choices pull', () => {
    fc.assert(
      fc.property(comparisonsOf(3), (comparisons) => {
        const prior = priorOf([1, -0.5, 0], 0.7);
        const model = bradleyTerry(comparisons, prior);
        const pull = pulls(model, comparisons);
        model.weights.forEach((weight, j) => {
          const sum = comparisons.reduce((all, { difference }, i) => all + pull[i]! * difference[j]!, 0);
          expect(weight - prior.mean[j]!).toBeCloseTo(0.7 ** 2 * sum, 4);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('believes what it was told before where there are no choices', () => {
    const model = bradleyTerry([], priorOf([1, -0.5], 2));
    expect([...model.weights]).toEqual([1, -0.5]);
    expect(model.sharpness).toBe(1);
    expect(model.covariance[0]).toBeCloseTo(4, 9);
    expect(model.covariance[4]).toBeCloseTo(4, 9);
    expect(model.covariance[8]).toBeCloseTo(0.25, 9);
  });

  it('does not care in which order choices come, nor for which side of a pair is asked', () => {
    fc.assert(
      fc.property(comparisonsOf(2), fc.double({ min: -3, max: 3, noNaN: true }), (comparisons, x) => {
        const model = bradleyTerry(comparisons, priorOf([0.5, 0]));
        const turned = bradleyTerry(comparisons.toReversed(), priorOf([0.5, 0]));
        model.weights.forEach((weight, j) => {
          expect(weight).toBeCloseTo(turned.weights[j]!, 5);
        });
        expect(preferenceChance(model, [x, 1]) + preferenceChance(model, [-x, -1])).toBeCloseTo(1, 9);
      }),
      { numRuns: 50 },
    );
  });

  it('comes to weights and sharpness of somebody who chose often enough, and is as unsure as it is wrong', () => {
    const truth = [1.5, -1, 0.5, 0];
    const off: number[] = [];
    for (let seed = 1; seed <= 40; seed++) {
      // The prior's mean fixes the scale that weights and sharpness share.
      const prior: BradleyTerryPrior = {
        mean: truth,
        deviation: [0, 1, 1, 1],
        sharpness: { median: 1, deviation: 1 },
      };
      const model = bradleyTerry(chosen(seed, 400, truth, 2), prior);
      expect(model.sharpness).toBeGreaterThan(1.2);
      expect(model.sharpness).toBeLessThan(3.4);
      for (const j of [1, 2, 3]) off.push((model.weights[j]! - truth[j]!) / Math.sqrt(model.covariance[j * 5 + j]!));
    }
    const spread = Math.sqrt(off.reduce((sum, z) => sum + z * z, 0) / off.length);
    expect(spread).toBeGreaterThan(0.75);
    expect(spread).toBeLessThan(1.25);
  });

  it('says chances that come true, also after few choices, where the plain logistic says too much', () => {
    const bins = { marginal: { said: 0, came: 0 }, plain: { said: 0, came: 0 } };
    for (let seed = 1; seed <= 150; seed++) {
      const next = random(seed);
      const truth = Array.from({ length: 5 }, () => normal(next));
      const prior: BradleyTerryPrior = {
        mean: [0, 0, 0, 0, 0],
        deviation: [1, 1, 1, 1, 1],
        sharpness: { median: 1, deviation: 0 },
      };
      const model = bradleyTerry(chosen(1000 + seed, 10, truth, 1), prior);
      for (let pair = 0; pair < 20; pair++) {
        const difference = truth.map(() => normal(next));
        const odds = dot(model.weights, difference);
        const towards = odds >= 0 ? difference : difference.map((x) => -x);
        const came = logistic(dot(truth, towards));
        bins.marginal.said += preferenceChance(model, towards);
        bins.marginal.came += came;
        bins.plain.said += logistic(Math.abs(odds));
        bins.plain.came += came;
      }
    }
    const gap = ({ said, came }: { said: number; came: number }) => (said - came) / 3000;
    expect(Math.abs(gap(bins.marginal))).toBeLessThan(0.015);
    expect(gap(bins.plain)).toBeGreaterThan(0.03);
  });

  it('holds what has no deviation, and counts a choice by its weight', () => {
    const comparisons = chosen(7, 50, [1, 1], 1);
    const held = bradleyTerry(comparisons, {
      mean: [0.25, 0],
      deviation: [0, 1],
      sharpness: { median: 2, deviation: 0 },
    });
    expect(held.weights[0]).toBe(0.25);
    expect(held.sharpness).toBeCloseTo(2, 12);
    expect(held.covariance[0]).toBe(0);
    const halves = comparisons.flatMap((one) => [
      { ...one, weight: 0.5 },
      { ...one, weight: 0.5 },
    ]);
    const [once, twice] = [comparisons, halves].map((all) => bradleyTerry(all, priorOf([0, 0])).weights);
    once!.forEach((weight, j) => {
      expect(weight).toBeCloseTo(twice![j]!, 6);
    });
  });

  it('takes an offset for what a held feature would say', () => {
    const comparisons = chosen(3, 40, [1, 0.5, -1], 1);
    const sharpness = { median: 1, deviation: 0.5 };
    const held = bradleyTerry(comparisons, { mean: [2, 0, 0], deviation: [0, 1, 1], sharpness });
    const apart = comparisons.map(({ difference, weight }) => ({
      difference: Array.from(difference).slice(1),
      weight,
      offset: 2 * difference[0]!,
    }));
    const model = bradleyTerry(apart, { mean: [0, 0], deviation: [1, 1], sharpness });
    expect(model.weights[0]).toBeCloseTo(held.weights[1]!, 6);
    expect(preferenceChance(model, [0.5, 1], 2)).toBeCloseTo(preferenceChance(held, [1, 0.5, 1]), 6);
  });

  it('refuses what is no comparison', () => {
    const run = (comparison: Comparison, prior = priorOf([0, 0])) => {
      expect(() => bradleyTerry([comparison], prior)).toThrow(LearningFault);
    };
    run({ difference: [1], weight: 1 });
    run({ difference: [1, Number.NaN], weight: 1 });
    run({ difference: [1, 1], weight: 0 });
    run({ difference: [1, 1], weight: 1 }, priorOf([0, 0], -1));
    run({ difference: [1, 1], weight: 1 }, { ...priorOf([0, 0]), sharpness: { median: 0, deviation: 1 } });
  });
});
