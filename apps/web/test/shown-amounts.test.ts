import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hundredths } from '../src/cut/shown-amounts.ts';

it('shows amounts that add up to the score that is shown', () => {
  expect(hundredths([0.335, 0.335, 0.335])).toEqual({ parts: [34, 34, 33], sum: 101 });
  expect(hundredths([])).toEqual({ parts: [], sum: 0 });
});

it('adds up whatever the amounts, and stays within a hundredth of each', () => {
  const amount = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 12 }), (amounts) => {
      const { parts, sum } = hundredths(amounts);
      expect(parts.reduce((all, part) => all + part, 0)).toBe(sum);
      for (const [index, part] of parts.entries()) {
        expect(Math.abs(part / 100 - (amounts[index] ?? 0))).toBeLessThanOrEqual(0.01 + 1e-9);
      }
    }),
  );
});
