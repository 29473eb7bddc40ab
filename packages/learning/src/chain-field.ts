import { LearningFault } from './fault.ts';

/** Log potential of a step: `before` and `beforeThat` are the states of the two steps before, -1 where there is none. */
export type ChainStep = (beforeThat: number, before: number, state: number) => number;

export interface ChainField {
  readonly states: number;
  /** Log potentials, `states` numbers a step. */
  readonly unary: Float64Array;
  /** For each kind of step, what three states in a row are worth. */
  readonly steps: readonly ChainStep[];
  /** The kind of each step: an index of `steps`. The first step's is not asked. */
  readonly kinds: ArrayLike<number>;
}

export interface ChainAnswer {
  /** Log of the sum over all ways. */
  readonly logSum: number;
  /** Chance of each state at each step, `states` numbers a step. */
  readonly chances: Float64Array;
  /** Calls back with the chance of each three states in a row, from the second step on. */
  readonly triples: (
    visit: (step: number, beforeThat: number, before: number, state: number, chance: number) => void,
  ) => void;
}

/**
 * Exact chances in a linear-chain conditional random field of the second order (Lafferty et al. 2001), by the forward
 * and backward sums over pairs of states: states³ work a step. Throws `input` where there is no step.
 */
export function chainChances({ states, unary, steps, kinds }: ChainField): ChainAnswer {
  const length = unary.length / states;
  if (length < 1) throw new LearningFault('input', 'A chain needs a step.');
  // A pair is (the state before + 1, the state): 0 stands for no state before.
  const pairs = (states + 1) * states;
  const tables = steps.map((step) => {
    const table = new Float64Array(pairs * states);
    for (let pair = 0; pair < pairs; pair++)
      for (let state = 0; state < states; state++)
        table[pair * states + state] = step(Math.floor(pair / states) - 1, pair % states, state);
    return table;
  });
  const tableOf = (step: number): Float64Array => tables[kinds[step]!]!;
  const forward = [new Float64Array(pairs).fill(-Infinity)];
  forward[0]!.set(unary.subarray(0, states));
  const terms = new Float64Array(Math.max(states, states + 1));
  for (let step = 1; step < length; step++) {
    const [last, table, next] = [forward[step - 1]!, tableOf(step), new Float64Array(pairs).fill(-Infinity)];
    for (let before = 0; before < states; before++)
      for (let state = 0; state < states; state++) {
        for (let earlier = 0; earlier <= states; earlier++) {
          const pair = earlier * states + before;
          terms[earlier] = last[pair]! + table[pair * states + state]!;
        }
        next[(before + 1) * states + state] = logSumOf(terms, states + 1) + unary[step * states + state]!;
      }
    forward.push(next);
  }
  const backward: Float64Array[] = [];
  backward[length - 1] = new Float64Array(pairs);
  for (let step = length - 2; step >= 0; step--) {
    const [later, table, now] = [backward[step + 1]!, tableOf(step + 1), new Float64Array(pairs)];
    for (let pair = 0; pair < pairs; pair++) {
      for (let state = 0; state < states; state++)
        terms[state] =
          table[pair * states + state]! +
          unary[(step + 1) * states + state]! +
          later[((pair % states) + 1) * states + state]!;
      now[pair] = logSumOf(terms, states);
    }
    backward[step] = now;
  }
  const logSum = logSumOf(forward[length - 1]!, pairs);
  const chances = new Float64Array(length * states);
  for (let step = 0; step < length; step++)
    for (let pair = 0; pair < pairs; pair++)
      chances[step * states + (pair % states)]! += Math.exp(forward[step]![pair]! + backward[step]![pair]! - logSum);
  return {
    logSum,
    chances,
    triples(visit) {
      for (let step = 1; step < length; step++) {
        const [last, table, next] = [forward[step - 1]!, tableOf(step), backward[step]!];
        for (let pair = 0; pair < pairs; pair++) {
          if (last[pair] === -Infinity) continue;
          const before = pair % states;
          for (let state = 0; state < states; state++) {
            const log =
              last[pair]! +
              table[pair * states + state]! +
              unary[step * states + state]! +
              next[(before + 1) * states + state]! -
              logSum;
            if (log > -14) visit(step, Math.floor(pair / states) - 1, before, state, Math.exp(log));
          }
        }
      }
    },
  };
}

function logSumOf(terms: Float64Array, count: number): number {
  let top = -Infinity;
  for (let at = 0; at < count; at++) top = Math.max(top, terms[at]!);
  if (top === -Infinity) return top;
  let sum = 0;
  for (let at = 0; at < count; at++) sum += Math.exp(terms[at]! - top);
  return top + Math.log(sum);
}
