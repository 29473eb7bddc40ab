import { expect, test } from 'vitest';
import { printed } from '../src/script/printed.ts';

test('findings are printed in words, scenes counted from one', () => {
  expect(printed({ what: 'dialogue share', value: 0.243 })).toBe('24%');
  expect(printed({ what: 'pages', value: 12 })).toBe('12');
  expect(printed({ what: 'longest scene', value: { scene: 11, heading: 'EXT. BANK - NIGHT', eighths: 11 } })).toBe(
    'Scene 12. EXT. BANK - NIGHT: 1 3/8 pages',
  );
  expect(
    printed({ what: 'scene with most speakers', value: { scene: 0, heading: 'INT. A', speakers: ['X', 'Y'] } }),
  ).toBe('Scene 1. INT. A: X, Y');
  expect(printed({ what: 'names alike', value: { name: 'MARA', like: 'MARTA', speeches: 40 } })).toBe(
    'MARA is like MARTA',
  );
  expect(printed({ what: 'scenes by day and by night', value: { day: 2, night: 16 } })).toBe('day 2, night 16');
  expect(printed({ what: 'one speech', value: ['A', 'B'] })).toBe('A, B');
});
