import { expect, test } from 'vitest';
import { castHues } from '../src/script/cast-hue.ts';

const speaks = (name: string, from: number) => ({ name, evidence: [{ kind: 'script' as const, from, to: from + 1 }] });

test('hues go by who speaks first, however much each says, and end after six', () => {
  const hues = castHues([speaks('MOST', 90), speaks('FIRST', 10), speaks('SECOND', 40)]);
  expect([hues.get('FIRST'), hues.get('SECOND'), hues.get('MOST')]).toEqual([1, 2, 3]);
  const many = castHues(Array.from({ length: 10 }, (_, index) => speaks(`P${index}`, index)));
  expect([many.get('P5'), many.get('P6'), many.get('P9')]).toEqual([6, 0, 0]);
});
