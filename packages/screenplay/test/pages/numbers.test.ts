import { expect, it } from 'vitest';
import { pageNumbers } from '../../src/pages/numbers.ts';

it.each([
  ['nothing locked', [[], [], []], ['1', '2', '3']],
  ['as it was', [['1'], ['2'], ['3']], ['1', '2', '3']],
  ['grown inside', [['1'], [], [], ['2']], ['1', '1A', '1B', '2']],
  ['grown at the end', [['1'], ['2'], [], []], ['1', '2', '3', '4']],
  ['grown once more, after a lock of A-pages', [['12'], [], ['12A'], [], ['13']], ['12', 'A12A', '12A', '12AA', '13']],
  ['grown before the first', [[], [], ['2']], ['1', '1A', '2']],
  ['grown before all', [[], ['1'], ['2']], ['A1', '1', '2']],
  ['shrunk', [['1'], ['2', '3', '4'], ['5']], ['1', '2-4', '5']],
  ['more than the alphabet', [['1'], ...new Array(28).fill([]), ['2']].slice(0, 30), undefined],
])('numbers pages: %s', (_, locks, expected) => {
  const numbers = pageNumbers(locks);
  if (expected !== undefined) expect(numbers).toEqual(expected);
  else expect(numbers.slice(-3)).toEqual(['1AA', '1AB', '2']);
  expect(new Set(numbers).size).toBe(numbers.length);
});
