import type { Decision } from '@second-unit/evidence';
import { pulls } from '@second-unit/learning';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alternatives,
  type CutChange,
  fitTaste,
  learnTaste,
  proposeCut,
  type TastePair,
  tasteInWords,
  tastePairs,
  weightsOf,
} from '../src/index.ts';
import { materialOf } from '../src/material.ts';
import { boundsOf } from '../src/taste/bounds.ts';
import { offsetOf, valuesOf } from '../src/taste/pairs.ts';
import { type FeatureName, WEIGHTS, type Weights } from '../src/weights.ts';
import { filmOf } from './film.ts';

const film = filmOf({ shots: 40, seed: 12, scenes: 4 });
const proposal = proposeCut({
  ...film,
  brief: { seconds: 20, seed: 0, keepBack: 0.2 },
  onBehalfOf: 'ada',
  id: 'p',
  at: '2026-01-01T00:00:00Z',
});
const material = materialOf(film, proposal.change.brief);
const names = Object.keys(WEIGHTS) as FeatureName[];
const [first, second, third] = proposal.change.items.map(({ id }) => id) as [string, string, string];

function decision(id: string, change: CutChange): Decision<CutChange> {
  const by = { kind: 'person', id: 'ada', name: 'Ada' } as const;
  return { id, proposal: 'p', verdict: 'edited', change, by, at: '2026-01-01T00:00:00Z' };
}
const pairsOf = (...changes: CutChange[]) =>
  tastePairs({ proposal, context: film, decisions: changes.map((change, at) => decision(`d${at}`, change)) });
const worth = (weights: Weights, { difference, offset }: TastePair) =>
  names.reduce((sum, name) => sum + weights[name] * (difference[name] ?? 0), offset);

/** Choices that are all about one feature, for and against. */
function about(term: FeatureName, count: number, value: number): TastePair[] {
  return Array.from({ length: count }, (_, at) => ({
    decision: `${term}${at}`,
    weight: 1,
    difference: { [term]: value },
    offset: 0,
  }));
}

/** Of choices that are all about one feature: how much of its posterior, the sharpness summed out, lies above the shipped weight. */
function shareAbove(term: FeatureName, count: number, value: number): number {
  const shipped = WEIGHTS[term];
  const deviation = Math.max(0.4, 0.6 * Math.abs(shipped));
  const { least, most } = boundsOf(term);
  let [above, below] = [0, 0];
  for (let step = 0.5; step < 400; step++) {
    const weight = least + (step * (most - least)) / 400;
    let likely = 0;
    for (let z = -4; z <= 4; z += 0.125) {
      const sharpness = 1.25 * Math.exp(0.5 * z);
      likely += Math.exp((-z * z) / 2) * (1 + Math.exp(-sharpness * weight * value)) ** -count;
    }
    likely *= Math.exp(-(((weight - shipped) / deviation) ** 2) / 2);
    if (weight > shipped) above += likely;
    else below += likely;
  }
  return above / (above + below);
}

describe('pairs from decisions', () => {
  it('a swap is over what it replaced and over what it passed, by exactly what the objective says', () => {
    const ranked = alternatives(film, proposal.change, second);
    const pairs = pairsOf({ kind: 'swap', item: second, shot: ranked[3]!.shot });
    expect(pairs.map(({ weight }) => weight)).toEqual([1, 1, 1, 1]);
    // The first alternative is worth at least as much as the fourth, so the choice speaks against the weights.
    expect(worth(WEIGHTS, pairs[1]!)).toBeLessThanOrEqual(1e-9);
    const swapped = {
      ...proposal.change,
      items: proposal.change.items.map((item) => (item.id === second ? { ...item, ...ranked[3]! } : item)),
    };
    const [now, before] = [swapped, proposal.change].map((cut) => valuesOf(material, cut));
    for (const name of names) {
      expect(pairs[0]!.difference[name] ?? 0).toBeCloseTo((now![name] ?? 0) - (before![name] ?? 0), 9);
    }
  });

  it('features summed over a cut and weighed are its score, with cards and music too', () => {
    const music = { media: 'm2', beats: Array.from({ length: 40 }, (_, beat) => beat / 2) };
    const brief = { seconds: 20, seed: 2, keepBack: 0.2, music, cards: ['One', 'Two'], tone: 'quick' as const };
    const ask = { brief, onBehalfOf: 'ada', id: 'p', at: '2026-01-01T00:00:00Z' };
    for (const one of [proposal, proposeCut({ ...film, ...ask })]) {
      const planned = materialOf(film, one.change.brief);
      const values = valuesOf(planned, one.change);
      const sum = names.reduce((all, name) => all + planned.weights[name] * (values[name] ?? 0), 0);
      expect(sum).toBe(one.change.items.reduce((all, { score }) => all + score, 0));
    }
  });

  it('what is taken back says nothing, and what is given again says it again', () => {
    const swap: CutChange = { kind: 'swap', item: second, shot: alternatives(film, proposal.change, second)[1]!.shot };
    const undo = (of: string): CutChange => ({ kind: 'undo', decision: of });
    expect(pairsOf(swap, undo('d0'))).toEqual([]);
    expect(pairsOf(swap, undo('d0'), undo('d1'))).toEqual(pairsOf(swap));
    expect(pairsOf(swap)).not.toEqual([]);
  });

  it('a ban, a lock, a trim, a move and an accepted cut each say something; a rejected one does not', () => {
    const item = proposal.change.items[0]!;
    for (const change of [
      { kind: 'ban', item: first },
      { kind: 'remove', item: first },
      { kind: 'lock', item: third },
      { kind: 'trim', item: first, inFrame: item.inFrame, outFrame: item.outFrame - 12 },
      { kind: 'move', item: first, to: 2 },
      { kind: 'accept' },
    ] satisfies CutChange[]) {
      expect(pairsOf(change).length).toBeGreaterThan(0);
    }
    expect(pairsOf({ kind: 'unlock', item: first }, { kind: 'reject' })).toEqual([]);
  });

  it('time that a trim saves is worth what the cut makes of its time', () => {
    const item = proposal.change.items[1]!;
    const [pair] = pairsOf({ kind: 'trim', item: second, inFrame: item.inFrame, outFrame: item.outFrame - 12 });
    const [before] = [valuesOf(material, proposal.change)];
    const after = valuesOf(material, {
      ...proposal.change,
      items: proposal.change.items.map((one) => (one === item ? { ...one, outFrame: one.outFrame - 12 } : one)),
    });
    const frames = proposal.change.items.reduce((sum, one) => sum + one.outFrame - one.inFrame, 0);
    const saved = ((before!.contrast ?? 0) * 12) / frames;
    expect(pair!.difference.contrast).toBeCloseTo((after.contrast ?? 0) - (before!.contrast ?? 0) + saved, 9);
  });

  it("what the brief's tone adds is no taste: it stands beside the weights", () => {
    const quick = { ...proposal.change.brief, tone: 'quick' } as const;
    const toned = materialOf(film, quick);
    const difference = { motion: 2, pace: -1 };
    const by = 2 * (toned.weights.motion - WEIGHTS.motion) - (toned.weights.pace - WEIGHTS.pace);
    expect(by).not.toBe(0);
    expect(offsetOf(toned, difference)).toBeCloseTo(by, 9);
    expect(offsetOf(material, difference)).toBe(0);
  });
});

describe('learning', () => {
  it('no decision, no change', () => {
    expect(learnTaste([])).toMatchObject({ weights: WEIGHTS, pairs: 0, decisions: 0, changed: [], sureness: 0 });
    expect(tasteInWords(learnTaste([]))).toEqual([]);
  });

  it('learns what is chosen, says it with its decisions, and nothing where there are few', () => {
    // More movement at the price of now this, now that, which the shipped weights would not pay.
    const prices: FeatureName[] = ['variety', 'contrast', 'colour', 'rise', 'story'];
    const alike = about('motion', 14, 2).map((pair, at) => {
      const price = prices[at % prices.length]!;
      return { ...pair, difference: { ...pair.difference, [price]: -1.8 / WEIGHTS[price] } };
    });
    const taste = learnTaste([...alike, ...about('colour', 2, 0.25)]);
    expect(taste.weights.motion).toBeGreaterThan(WEIGHTS.motion);
    expect(taste.weights.scene).toBe(WEIGHTS.scene);
    const said = tasteInWords(taste);
    expect(said.some(({ term }) => term === 'colour')).toBe(false);
    expect(said.filter(({ term }) => term === 'motion')).toMatchObject([
      {
        words: 'You prefer movement more than the first proposal does, by 14 choices.',
        decisions: expect.arrayContaining(['motion0', 'motion13']),
      },
    ]);
    expect(taste.foretold).toMatchObject({ of: 16, byTaste: 16 });
    const against = learnTaste(about('motion', 14, -1.5));
    expect(against.weights.motion).toBeLessThan(0);
    expect(tasteInWords(against)[0]?.words).toMatch(/^You care for movement less/);
  });

  it('a weight has moved by what its decisions moved it, less what others moved it back', () => {
    const taste = learnTaste([
      ...about('motion', 9, 1),
      ...about('motion', 3, -1).map((p) => ({ ...p, decision: `n${p.decision}` })),
    ]);
    const [change] = taste.changed;
    const against = taste.weights.motion - WEIGHTS.motion - change!.why.reduce((sum, { by }) => sum + by, 0);
    expect(change!.why).toHaveLength(9);
    expect(against).toBeLessThan(0);
  });

  it('weights are sixteenths within their bounds, whatever is decided; signs that make no sense stay', () => {
    const value = fc.double({ min: -6, max: 6, noNaN: true });
    const pair = fc.record({
      decision: fc.string({ maxLength: 2 }),
      weight: fc.double({ min: 0.05, max: 1, noNaN: true }),
      difference: fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 6 }),
      offset: fc.double({ min: -2, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), (pairs) => {
        const { weights, changed } = learnTaste(pairs as TastePair[]);
        for (const name of names) {
          const { least, most } = boundsOf(name);
          expect(Number.isInteger(weights[name] * 16)).toBe(true);
          expect(weights[name]).toBeGreaterThanOrEqual(least);
          expect(weights[name]).toBeLessThanOrEqual(most);
        }
        expect(weights.seed).toBe(WEIGHTS.seed);
        for (const { from, to, sure } of changed) {
          expect(from).not.toBe(to);
          expect(sure).toBeGreaterThanOrEqual(0);
          expect(sure).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 30 },
    );
    const eager = learnTaste([...about('dark', 40, 1), ...about('pace', 40, -1)]).weights;
    expect([eager.dark, eager.pace]).toEqual([0, 0]);
  });

  it('is as sure as its choices make it, at a bound too: near the posterior summed up whole', () => {
    for (const [term, count, value] of [
      ['dark', 3, 0.5],
      ['dark', 1, 1],
      ['dark', 12, 0.3],
      ['pace', 3, -1],
      ['motion', 3, -1],
    ] as const) {
      const { from, to, sure } = learnTaste(about(term, count, value)).changed.find((one) => one.term === term)!;
      const above = shareAbove(term, count, value);
      expect(Math.abs(sure - (to > from ? above : 1 - above))).toBeLessThan(0.03);
    }
    const said = (count: number) => tasteInWords(learnTaste(about('dark', count, 0.5)));
    expect([said(3), said(12).map(({ term }) => term)]).toEqual([[], ['dark']]);
  });

  it('a weight leaves its bound once the others pull it back inside', () => {
    // With the first of these at its bound for good, what was left pulled it inwards.
    const pairs = [
      { card: -2.031, again: 0.532, contrast: 0.629, story: 2.565 },
      { card: -2.655, again: 2.062, contrast: 0.854, story: 1.876 },
      { card: 0.422, again: 2.984, contrast: -1.178, story: -0.819 },
      { card: 2.361, again: -1.063, contrast: 1.486, story: -2.904 },
    ].map((difference, at): TastePair => ({ decision: `d${at}`, weight: 1, difference, offset: 0 }));
    const { model, deviations } = fitTaste(pairs);
    const pull = pulls(
      model,
      pairs.map(({ difference }) => ({
        difference: Float64Array.from(names, (name) => difference[name] ?? 0),
        weight: 1,
      })),
    );
    names.forEach((name, j) => {
      const { least, most } = boundsOf(name);
      if (least === most) return;
      const deviation = Math.max(0.4, 0.6 * Math.abs(WEIGHTS[name]));
      const up = pairs.reduce((sum, { difference }, at) => sum + pull[at]! * (difference[name] ?? 0), 0);
      const force = up - (model.weights[j]! - WEIGHTS[name]) / deviation ** 2;
      if (deviations[j] === 0) expect(model.weights[j] === least ? -force : force).toBeGreaterThan(-1e-6);
      else expect(Math.abs(force)).toBeLessThan(1e-4);
    });
  });

  it('is the same whoever asks when', () => {
    const pairs = [...about('motion', 5, 1), ...about('line', 4, -0.5)];
    expect(learnTaste(pairs)).toEqual(learnTaste(structuredClone(pairs)));
  });
});

describe('the weights of a proposal', () => {
  it('are what it was proposed with; an older one has none', () => {
    const weights = { ...WEIGHTS, motion: 2 } as Weights;
    const brief = { seconds: 20, seed: 0, keepBack: 0.2 };
    const own = proposeCut({ ...film, weights, brief, onBehalfOf: 'ada', id: 'p', at: '2026-01-01T00:00:00Z' });
    expect(weightsOf(own)).toEqual(weights);
    const by = (settings: Record<string, unknown>) => ({ by: { ...own.by, settings } });
    expect(weightsOf(by({}))).toBeUndefined();
    expect(weightsOf(by({ weights: 'heavy' }))).toBeUndefined();
    expect(weightsOf(by({ weights: { motion: 1, line: 'x', nobody: 3 } }))).toEqual({ motion: 1 });
  });
});
