import { expect, it } from 'vitest';
import { suggestedSeconds } from '../src/cut/suggested-seconds.ts';

it('offers a length that the film has, its ending kept back', () => {
  expect([3, 6, 10, 30, 119, 5400].map(suggestedSeconds)).toEqual([2, 4, 5, 10, 30, 60]);
  // What a film of a second or less is asked for is refused in a sentence.
  expect(suggestedSeconds(0.4)).toBe(1);
});
