import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChainField, chainChances } from '../src/index.ts';

const STATES = 3;
const number = fc.double({ min: -3, max: 3, noNaN: true });
const field = fc.integer({ min: 1, max: 5 }).chain((length) =>
  fc
    .tuple(
      fc.array(number, { minLength: length * STATES, maxLength: length * STATES }),
      fc.array(number, { minLength: 2 * 36, maxLength: 2 * 36 }),
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: length, maxLength: length }),
    )
    .map(([unary, worth, kinds]): ChainField & { length: number } => ({
      length,
      states: STATES,
      unary: Float64Array.from(unary),
      steps: [0, 36].map((start) => (a, b, c) => worth[start + (a + 1) * 9 + b * 3 + c] as number),
      kinds,
    })),
);

function* ways(length: number): Generator<number[]> {
  if (length === 0) yield [];
  else for (const rest of ways(length - 1)) for (let state = 0; state < STATES; state++) yield [...rest, state];
}

function worthOf({ unary, steps, kinds }: ChainField, way: readonly number[]): number {
  return way.reduce(
    (sum, state, step) =>
      sum +
      (unary[step * STATES + state] as number) +
      (step === 0 ? 0 : (steps[kinds[step]!]?.(way[step - 2] ?? -1, way[step - 1]!, state) ?? 0)),
    0,
  );
}

describe('chain field', () => {
  it('sums over all ways, as counting them one by one does', () => {
    fc.assert(
      fc.property(field, (given) => {
        const all = [...ways(given.length)].map((way) => ({ way, weight: Math.exp(worthOf(given, way)) }));
        const total = all.reduce((sum, { weight }) => sum + weight, 0);
        const share = (has: (way: readonly number[]) => boolean): number =>
          all.reduce((sum, { way, weight }) => sum + (has(way) ? weight / total : 0), 0);
        const { logSum, chances, triples } = chainChances(given);
        expect(logSum).toBeCloseTo(Math.log(total), 9);
        for (const [at, chance] of chances.entries())
          expect(chance).toBeCloseTo(
            share((way) => way[Math.floor(at / STATES)] === at % STATES),
            9,
          );
        triples((step, beforeThat, before, state, chance) =>
          expect(chance).toBeCloseTo(
            share((way) => way[step] === state && way[step - 1] === before && (way[step - 2] ?? -1) === beforeThat),
            5,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('refuses an empty chain', () => {
    expect(() => chainChances({ states: 2, unary: new Float64Array(0), steps: [], kinds: [] })).toThrow('step');
  });
});
