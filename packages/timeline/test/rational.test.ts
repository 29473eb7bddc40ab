import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  addTime,
  compare,
  compareTime,
  contains,
  divide,
  endTimeExclusive,
  equals,
  exactRate,
  frameRange,
  fromNumber,
  multiply,
  type Rational,
  rational,
  rationalTime,
  rescale,
  rescaledTo,
  seconds,
  subtract,
  subtractTime,
  timeRange,
  toInteger,
  toNumber,
} from '../src/index.ts';

const whole = fc.integer({ min: -100_000, max: 100_000 });
const positive = fc.integer({ min: 1, max: 10_000 });
const fraction = fc.tuple(whole, positive).map(([num, den]) => rational(num, den));
const RATES: Rational[] = [
  rational(24),
  rational(25),
  rational(30),
  rational(24000, 1001),
  rational(30000, 1001),
  rational(60000, 1001),
  rational(90000),
];
const time = fc.tuple(whole, fc.constantFrom(...RATES)).map(([value, rate]) => rationalTime(value, rate));

describe('fractions', () => {
  it('are a commutative field, exactly', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(multiply(a, b)).toEqual(multiply(b, a));
        expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
        expect(subtract(add(a, b), b)).toEqual(a);
        if (b.num !== 0) expect(multiply(divide(a, b), b)).toEqual(a);
      }),
    );
  });

  it('order as their numbers do, and equal only themselves', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        expect(compare(a, b)).toBe(-compare(b, a) + 0);
        expect(equals(a, b)).toBe(a.num === b.num && a.den === b.den);
        if (Math.abs(toNumber(a) - toNumber(b)) > 1e-3)
          expect(compare(a, b)).toBe(Math.sign(toNumber(a) - toNumber(b)));
      }),
    );
  });

  it('come back from a double as the simplest fraction it can be', () => {
    fc.assert(
      fc.property(fraction, (a) => {
        expect(fromNumber(toNumber(a))).toEqual(a);
      }),
    );
    expect(fromNumber(0.1)).toEqual({ num: 1, den: 10 });
    expect(fromNumber(-86.4)).toEqual({ num: -432, den: 5 });
    expect(() => fromNumber(Number.NaN)).toThrow(/not a number/);
  });

  it('round only as they are told', () => {
    expect(toInteger(rational(7, 2), 'floor')).toBe(3);
    expect(toInteger(rational(7, 2), 'ceil')).toBe(4);
    expect(toInteger(rational(7, 2), 'round')).toBe(4);
    expect(toInteger(rational(-7, 2), 'round')).toBe(-3);
    expect(toInteger(rational(-7, 2), 'floor')).toBe(-4);
    expect(() => toInteger(rational(7, 2), 'exact')).toThrow(/not a whole number/);
  });

  it('refuse what is not exact', () => {
    expect(() => rational(1, 0)).toThrow();
    expect(() => rational(0.5)).toThrow();
    expect(() => divide(rational(1), rational(0))).toThrow(/zero/);
    expect(() => multiply(rational(2 ** 52), rational(2 ** 52))).toThrow(/too large/);
  });
});

describe('rescale', () => {
  it('does not lose a pts on the way through a long film', () => {
    // 30 hours at 90 kHz in 29.97: the product overflows a double's whole numbers.
    const pts = 30 * 3600 * 90000 + 1;
    expect(rescale(pts, rational(1, 90000), rational(1001, 30000), 'floor')).toBe(3236763);
  });

  it('brackets: floor ≤ exact ≤ ceil, at most one apart, round between', () => {
    fc.assert(
      fc.property(whole, fc.constantFrom(...RATES), fc.constantFrom(...RATES), (value, from, to) => {
        const at = (rounding: 'floor' | 'ceil' | 'round') => rescaledTo(rationalTime(value, from), to, rounding);
        const [floor, ceil, round] = [at('floor'), at('ceil'), at('round')];
        expect(compareTime(floor, rationalTime(value, from))).toBeLessThanOrEqual(0);
        expect(compareTime(ceil, rationalTime(value, from))).toBeGreaterThanOrEqual(0);
        expect(ceil.value - floor.value).toBeLessThanOrEqual(1);
        expect([floor.value, ceil.value]).toContain(round.value);
      }),
    );
  });
});

describe('times', () => {
  it('add and subtract exactly across rates', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        expect(seconds(addTime(a, b))).toEqual(add(seconds(a), seconds(b)));
        expect(compareTime(subtractTime(addTime(a, b), b), a)).toBe(0);
        expect(compareTime(addTime(a, b), addTime(b, a))).toBe(0);
      }),
    );
  });

  it('keep the first rate where it holds the sum', () => {
    expect(addTime(rationalTime(10, 24), rationalTime(1, 1))).toEqual(rationalTime(34, 24));
    expect(addTime(rationalTime(10, 24), rationalTime(1, 48))).toEqual(rationalTime(21, 48));
  });

  it('ranges hold their start and not their end', () => {
    const range = frameRange(10, 20, rational(24000, 1001));
    expect(endTimeExclusive(range)).toEqual(rationalTime(20, rational(24000, 1001)));
    expect(contains(range, range.startTime)).toBe(true);
    expect(contains(range, endTimeExclusive(range))).toBe(false);
    expect(() => timeRange(rationalTime(0, 24), rationalTime(-1, 24))).toThrow(/negative/);
    expect(() => rationalTime(0.5, 24)).toThrow();
    expect(() => rationalTime(1, 0)).toThrow();
  });
});

describe('rates as files write them', () => {
  it.each([
    [23.98, 24000, 1001],
    [23.976, 24000, 1001],
    [23.976023976023978, 24000, 1001],
    [29.97, 30000, 1001],
    [59.94, 60000, 1001],
    [47.952, 48000, 1001],
    [119.88, 120000, 1001],
    [24, 24, 1],
    [12.5, 25, 2],
    [14.985, 2997, 200],
  ])('%f is %i/%i', (rate, num, den) => {
    expect(exactRate(rate)).toEqual({ num, den });
  });

  it('refuses what is no rate', () => {
    expect(() => exactRate(0)).toThrow();
    expect(() => exactRate(Number.POSITIVE_INFINITY)).toThrow();
  });
});
