import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CUT_FEATURES } from '../src/detectors/cuts.ts';
import { DISSOLVE_FEATURES } from '../src/detectors/dissolves.ts';
import { ShotChanges } from '../src/detectors/shot-changes.ts';
import { probability, SHIPPED } from '../src/detectors/weights.ts';
import { WIPE_FEATURES } from '../src/detectors/wipes.ts';
import { drawnFilm, randomFilm } from '../train/made-films.ts';
import { fitNetwork } from '../train/network.ts';
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
    expect(SHIPPED.wipes.features).toEqual(WIPE_FEATURES);
    for (const { hidden, output, least } of [SHIPPED.cuts, SHIPPED.dissolves, SHIPPED.wipes])
      expect([...hidden.flat(), ...output, least].every(Number.isFinite)).toBe(true);
    const other = { ...SHIPPED, cuts: { ...SHIPPED.cuts, features: ['other'] } };
    expect(() => new ShotChanges(other)).toThrow(/train it again/);
  });

  it('comes out the same each time, and a small course already finds most', async () => {
    const course = { joined: 0, restless: 0, alike: 0, drawn: 0, made: 8, shots: 8, seed: COURSE.seed, clips: [] };
    const model = await train(course);
    expect(await train(course)).toEqual(model);
    const { cuts, gradual } = await tallyAll([randomFilm(4001, 8), drawnFilm(4001, 8), drawnFilm(4002, 8)], model);
    expect(f1(cuts)).toBeGreaterThan(0.9);
    expect(f1(gradual)).toBeGreaterThan(0.45);
  }, 400_000);
});

describe('the network that weighs features', () => {
  it('finds a rule that no sum of the features tells', () => {
    const next = random(7);
    const examples = Array.from({ length: 4000 }, () => {
      const values = [next() * 4 - 2, 10 + next() * 40];
      return { values, yes: values[0]! > 0 !== values[1]! > 30 };
    });
    const weights = { features: ['one', 'other'], ...fitNetwork(examples.slice(0, 3000), 0.5), least: 0.5 };
    const right = examples.slice(3000).filter(({ values, yes }) => probability(weights, values) > 0.5 === yes);
    expect(right.length).toBeGreaterThan(900);
  });

  it('says so where there is nothing to learn from', () => {
    expect(() => fitNetwork([{ values: [1], yes: true }], 0.5)).toThrow(/Nothing to learn/);
  });
});
