import { TimelineError } from './fault.ts';
import { compare, divide, fromNumber, multiply, type Rational, type Rounding, rational, rescale } from './rational.ts';

/** A point in time or a length: `value` whole units at `rate` units a second. Never a float. */
export interface RationalTime {
  readonly value: number;
  readonly rate: Rational;
}

/** From `startTime`, for `duration`; the end is exclusive. */
export interface TimeRange {
  readonly startTime: RationalTime;
  readonly duration: RationalTime;
}

/**
 * `value` units at `rate` a second (a whole number or a fraction such as 30000/1001).
 * @throws TimelineError `input` when the value is not whole or the rate not positive.
 */
export function rationalTime(value: number, rate: Rational | number): RationalTime {
  const exact = typeof rate === 'number' ? rational(rate) : rational(rate.num, rate.den);
  if (exact.num <= 0) throw new TimelineError('input', `A rate of ${exact.num}/${exact.den} a second is not positive.`);
  if (!Number.isSafeInteger(value)) throw new TimelineError('input', `${value} is not a whole number of frames.`);
  return { value: value === 0 ? 0 : value, rate: exact };
}

/** The range from `startTime` for `duration`. @throws TimelineError `input` when the duration is negative. */
export function timeRange(startTime: RationalTime, duration: RationalTime): TimeRange {
  if (duration.value < 0) throw new TimelineError('input', 'A time range cannot have a negative duration.');
  return { startTime, duration };
}

/** The range [start, end) of whole frames at one rate. */
export function frameRange(start: number, end: number, rate: Rational | number): TimeRange {
  return timeRange(rationalTime(start, rate), rationalTime(end - start, rate));
}

/** Exact seconds. */
export function seconds(time: RationalTime): Rational {
  return divide({ num: time.value, den: 1 }, time.rate);
}

/** Seconds as a time at the rate, or at whatever rate holds them exactly. */
export function exactTime(seconds: Rational, rate: Rational): RationalTime {
  const frames = multiply(seconds, rate);
  return frames.den === 1 ? rationalTime(frames.num, rate) : rationalTime(seconds.num, seconds.den);
}

/** For display only: seconds as the nearest double. */
export function toSeconds(time: RationalTime): number {
  return (time.value * time.rate.den) / time.rate.num;
}

/** The same time at another rate; off the new grid it is rounded as said, or refused by `exact`. */
export function rescaledTo(time: RationalTime, rate: Rational | number, rounding: Rounding): RationalTime {
  const to = rationalTime(0, rate).rate;
  return { value: rescale(time.value, inverse(time.rate), inverse(to), rounding), rate: to };
}

function inverse(rate: Rational): Rational {
  return { num: rate.den, den: rate.num };
}

/** A rate at which both times are whole: a's own where b is whole at it, else a common multiple. */
function commonRate(a: RationalTime, b: RationalTime): Rational {
  if (compare(a.rate, b.rate) === 0) return a.rate;
  const inA = multiply(seconds(b), a.rate);
  return inA.den === 1 ? a.rate : multiply(a.rate, { num: inA.den, den: 1 });
}

/** a + b, exact; at a's rate where that holds the sum, else at the lowest multiple of it that does. */
export function addTime(a: RationalTime, b: RationalTime): RationalTime {
  const rate = commonRate(a, b);
  return { value: rescaledTo(a, rate, 'exact').value + rescaledTo(b, rate, 'exact').value, rate };
}

/** a − b, exact; the rate as in `addTime`. */
export function subtractTime(a: RationalTime, b: RationalTime): RationalTime {
  return addTime(a, { value: b.value === 0 ? 0 : -b.value, rate: b.rate });
}

/** Negative, zero or positive as a is before, at or after b, whatever their rates. */
export function compareTime(a: RationalTime, b: RationalTime): -1 | 0 | 1 {
  return compare(seconds(a), seconds(b));
}

/** The first time after the range. */
export function endTimeExclusive(range: TimeRange): RationalTime {
  return addTime(range.startTime, range.duration);
}

/** Is the time inside the range (its end excluded)? */
export function contains(range: TimeRange, time: RationalTime): boolean {
  return compareTime(range.startTime, time) <= 0 && compareTime(time, endTimeExclusive(range)) < 0;
}

/**
 * A rate as files write it (a double, often shortened: 23.98, 29.97) as the exact rate it means:
 * a whole number, N × 1000/1001 where it is that close to one, or the simplest equal fraction.
 */
export function exactRate(rate: number): Rational {
  if (!(rate > 0) || !Number.isFinite(rate)) throw new TimelineError('input', `A rate of ${rate} is not positive.`);
  if (Number.isInteger(rate)) return rational(rate);
  const nominal = Math.round(rate * 1.001);
  // 23.98 is the coarsest spelling in use; it lies 0.004 off.
  const isNtsc = nominal % 6 === 0 && nominal >= 12 && Math.abs((nominal * 1000) / 1001 - rate) < 0.0045;
  return isNtsc ? rational(nominal * 1000, 1001) : fromNumber(rate);
}
