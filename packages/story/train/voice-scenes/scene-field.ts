import { type ChainAnswer, type ChainStep, chainChances } from '@second-unit/learning';
import { type SceneChain, TURNS, UNARY } from './scene-chain.ts';

/** Weights of `UNARY`, then of `TURNS`. */
export type FieldWeights = readonly number[];

const WEIGHTS = UNARY.length + TURNS.length;

/** The features of `TURNS` that three speakers in a row have, with their values. */
function turn(
  states: number,
  answers: Float64Array,
  action: boolean,
  [beforeThat, before, state]: readonly [number, number, number],
  found: (turn: number, value: number) => void,
): void {
  if (before === state) {
    found(0, 1);
    if (action) found(1, 1);
    if (state === states - 1) found(2, 1);
    return;
  }
  found(3, answers[before * states + state]!);
  if (beforeThat < 0) return;
  if (beforeThat === state) found(state === states - 1 ? 5 : 4, 1);
  else if (beforeThat !== before) found(6, 1);
}

function answerOf(chain: SceneChain, weights: FieldWeights): ChainAnswer {
  const states = chain.features[0]!.length / chain.rows.length;
  const unary = new Float64Array(chain.rows.length * states);
  for (const [index, feature] of chain.features.entries())
    for (const [at, value] of feature.entries()) unary[at]! += weights[index]! * value;
  const step =
    (action: boolean): ChainStep =>
    (beforeThat, before, state) => {
      let sum = 0;
      turn(states, chain.answers, action, [beforeThat, before, state], (index, value) => {
        sum += weights[UNARY.length + index]! * value;
      });
      return sum;
    };
  return chainChances({ states, unary, steps: [step(false), step(true)], kinds: chain.afterAction });
}

/** For each row of a scene the likeliest of those who say enough, and the truth, where that is one of them. */
export function guesses(chain: SceneChain, weights: FieldWeights): { row: number; guess: number; truth: number }[] {
  const { chances } = answerOf(chain, weights);
  const states = chances.length / chain.rows.length;
  return chain.rows.flatMap((row, step) => {
    const truth = chain.truth[step]!;
    if (truth === states - 1) return [];
    const own = chances.subarray(step * states, (step + 1) * states - 1);
    return [{ row, guess: own.indexOf(Math.max(...own)), truth }];
  });
}

/** Log-likelihood of the true speakers of films, each film counting as one, and its slope. */
function likelihood(
  films: readonly (readonly SceneChain[])[],
  weights: FieldWeights,
): { value: number; slope: Float64Array } {
  const slope = new Float64Array(WEIGHTS);
  let value = 0;
  for (const chains of films) {
    const share = 1 / chains.reduce((sum, { rows }) => sum + rows.length, 0);
    for (const chain of chains) {
      const { logSum, chances, triples } = answerOf(chain, weights);
      const states = chances.length / chain.rows.length;
      value -= share * logSum;
      for (const [index, feature] of chain.features.entries()) {
        let sum = 0;
        for (const [at, one] of feature.entries()) if (one !== 0) sum -= chances[at]! * one;
        for (const [step, truth] of chain.truth.entries()) {
          const one = feature[step * states + truth]!;
          sum += one;
          value += share * weights[index]! * one;
        }
        slope[index]! += share * sum;
      }
      const count = (three: readonly [number, number, number], step: number, chance: number): void =>
        turn(states, chain.answers, chain.afterAction[step] === 1, three, (index, one) => {
          slope[UNARY.length + index]! += share * chance * one;
          if (chance === 1) value += share * weights[UNARY.length + index]! * one;
        });
      triples((step, beforeThat, before, state, chance) => count([beforeThat, before, state], step, -chance));
      for (let step = 1; step < chain.truth.length; step++)
        count([chain.truth[step - 2] ?? -1, chain.truth[step - 1]!, chain.truth[step]!], step, 1);
    }
  }
  return { value, slope };
}

const ROUNDS = 45;
const RIDGE = 1e-3;
const FIRST_STEP = 0.1;
const LARGEST_STEP = 0.5;

/**
 * Weights that make the true speakers likely, by resilient backpropagation (iRprop-, Igel and Hüsken 2000). Those of
 * `without` stay at zero.
 */
export function fitField(
  films: readonly (readonly SceneChain[])[],
  without: ReadonlySet<number> = new Set(),
): number[] {
  const weights = new Array<number>(WEIGHTS).fill(0);
  const steps = new Float64Array(WEIGHTS).fill(FIRST_STEP);
  let last: Float64Array = new Float64Array(WEIGHTS);
  for (let round = 0; round < ROUNDS; round++) {
    const { slope } = likelihood(films, weights);
    for (let at = 0; at < WEIGHTS; at++) {
      slope[at]! -= RIDGE * weights[at]!;
      if (without.has(at)) continue;
      const turned = slope[at]! * last[at]!;
      if (turned > 0) steps[at] = Math.min(LARGEST_STEP, steps[at]! * 1.2);
      else if (turned < 0) {
        steps[at] = steps[at]! * 0.5;
        slope[at] = 0;
      }
      weights[at]! += Math.sign(slope[at]!) * steps[at]!;
    }
    last = slope;
  }
  return weights;
}
