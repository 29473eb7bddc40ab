import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allowsDropFrame,
  formatTimecode,
  framesPerDay,
  isDropFrame,
  parseTimecode,
  type Rational,
  rational,
} from '../src/index.ts';

const NTSC = rational(30000, 1001);
const NTSC60 = rational(60000, 1001);
const KINDS: { rate: Rational; dropFrame: boolean }[] = [
  ...[rational(24), rational(24000, 1001), rational(25), NTSC, rational(30), rational(50), NTSC60, rational(120)].map(
    (rate) => ({ rate, dropFrame: false }),
  ),
  { rate: NTSC, dropFrame: true },
  { rate: NTSC60, dropFrame: true },
];
const kind = fc.constantFrom(...KINDS);

describe('timecode', () => {
  it.each([
    [0, '00:00:00;00'],
    [1799, '00:00:59;29'],
    [1800, '00:01:00;02'],
    [17981, '00:09:59;29'],
    [17982, '00:10:00;00'],
    [107892, '01:00:00;00'],
    [2589407, '23:59:59;29'],
    [2589408, '00:00:00;00'],
  ])('drop-frame at 29.97: frame %i is %s', (frame, text) => {
    expect(formatTimecode(frame, NTSC, true)).toBe(text);
  });

  it('drops four numbers at 59.94', () => {
    expect(formatTimecode(3599, NTSC60, true)).toBe('00:00:59;59');
    expect(formatTimecode(3600, NTSC60, true)).toBe('00:01:00;04');
    expect(framesPerDay(NTSC60, true)).toBe(5178816);
  });

  it('is read back to the same frame of the day', () => {
    fc.assert(
      fc.property(kind, fc.nat(20_000_000), ({ rate, dropFrame }, frame) => {
        const text = formatTimecode(frame, rate, dropFrame);
        expect(isDropFrame(text)).toBe(dropFrame);
        expect(parseTimecode(text, rate)).toBe(frame % framesPerDay(rate, dropFrame));
      }),
    );
  });

  it('rises by one number for each frame, and drop-frame stays with the clock for a day', () => {
    fc.assert(
      fc.property(fc.nat(2_589_406), (frame) => {
        const [h, m, s, f] = formatTimecode(frame, NTSC, true).split(/[:;]/).map(Number) as [
          number,
          number,
          number,
          number,
        ];
        const shown = h * 3600 + m * 60 + s + f / 30;
        expect(Math.abs(shown - (frame * 1001) / 30000)).toBeLessThan(0.16);
        expect(formatTimecode(frame + 1, NTSC, true) > formatTimecode(frame, NTSC, true)).toBe(true);
      }),
    );
  });

  it.each([
    ['1:00:00:00', /look like/],
    ['00:00:00:24', /24 frames/],
    ['24:00:00:00', /23/],
    ['00:60:00:00', /59/],
    ['', /look like/],
  ])('refuses %s', (text, message) => {
    expect(() => parseTimecode(text, rational(24))).toThrow(message);
  });

  it('refuses numbers that drop-frame skips, and drop-frame where it does not exist', () => {
    expect(() => parseTimecode('00:01:00;00', NTSC)).toThrow(/skips/);
    expect(parseTimecode('00:10:00;00', NTSC)).toBe(17982);
    expect(() => parseTimecode('00:00:00;00', rational(24))).toThrow(/29.97/);
    expect(() => formatTimecode(0, rational(30), true)).toThrow(/29.97/);
    expect(() => formatTimecode(-1, rational(30))).toThrow(/-1/);
    expect(allowsDropFrame(rational(24000, 1001))).toBe(false);
  });
});
