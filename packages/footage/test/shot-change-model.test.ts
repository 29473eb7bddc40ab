import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CUT_FEATURES } from '../src/detectors/cuts.ts';
import { DISSOLVE_FEATURES } from '../src/detectors/dissolves.ts';
import { ShotChanges } from '../src/detectors/shot-changes.ts';
import { SHIPPED } from '../src/detectors/weights.ts';
import { fitLogistic } from '../train/logistic.ts';
import { drawnFilm, randomFilm } from '../train/made-films.ts';
import { random } from '../train/random.ts';
import { f1, tallyAll } from '../train/score.ts';
import { COURSE, MODEL_FILE, train } from '../train/shot-changes.ts';

describe('the model that finds shot changes', () => {
  it('is the one that its card describes', async () => {
    const text = await readFile(MODEL_FILE, 'utf8');
    const card = await readFile(resolve(MODEL_FILE, '../shot-changes.md'), 'utf8');
    expect(card).toContain(createHash('sha256').update(text).digest('hex'));
    const model = JSON.parse(text);
    expect(model).toMatchObject({ model: 'second-unit/shot-changes', seed: COURSE.seed });
    for (const line of model.data) expect(card).toContain(line.split(':')[0].split(',')[0]);
  });

  it('weighs what the detectors measure, and is refused where it does not', () => {
    expect(SHIPPED.cuts.features).toEqual(CUT_FEATURES);
    expect(SHIPPED.dissolves.features).toEqual(DISSOLVE_FEATURES);
    for (const { weights, bias, least } of [SHIPPED.cuts, SHIPPED.dissolves])
      expect([...weights, bias, least].every(Number.isFinite)).toBe(true);
    const other = { ...SHIPPED, cuts: { ...SHIPPED.cuts, features: ['other'] } };
    expect(() => new ShotChanges(other)).toThrow(/train it again/);
  });

  it('comes out the same each time, and a small course already finds most', () => {
    const course = { films: 5, shots: 8, seed: COURSE.seed, clips: [] };
    const model = train(course);
    expect(train(course)).toEqual(model);
    const { cuts, gradual } = tallyAll([randomFilm(4001, 8), drawnFilm(4001, 8), drawnFilm(4002, 8)], model);
    expect(f1(cuts)).toBeGreaterThan(0.9);
    expect(f1(gradual)).toBeGreaterThan(0.75);
  }, 240_000);
});

describe('logistic regression', () => {
  it('finds the weights that examples were drawn by', () => {
    const next = random(7);
    const examples = Array.from({ length: 20_000 }, () => {
      const values = [next() * 4 - 2, next() * 4 - 2];
      const odds = 1.5 * values[0]! - 0.8 * values[1]! + 0.3;
      return { values, yes: next() < 1 / (1 + Math.exp(-odds)) };
    });
    const share = examples.filter((one) => one.yes).length / examples.length;
    const { weights, bias } = fitLogistic(examples, share);
    expect(weights[0]).toBeCloseTo(1.5, 1);
    expect(weights[1]).toBeCloseTo(-0.8, 1);
    expect(bias).toBeCloseTo(0.3, 1);
  });

  it('says so where there is nothing to learn from', () => {
    expect(() => fitLogistic([{ values: [1], yes: true }], 0.5)).toThrow(/Nothing to learn/);
  });
});
