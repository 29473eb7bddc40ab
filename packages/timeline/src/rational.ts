import { TimelineError } from './fault.ts';

/** An exact fraction; `den` > 0. Used for time bases and frame rates (30000/1001). */
export interface Rational {
  readonly num: number;
  readonly den: number;
}

/** How a value that does not fall on the grid is brought to it; `exact` throws instead. */
export type Rounding = 'exact' | 'floor' | 'ceil' | 'round';

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y) [x, y] = [y, x % y];
  return x;
}

function toSafe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new TimelineError('input', `The time value ${value} is too large to hold exactly.`);
  }
  return number;
}

function reduced(num: bigint, den: bigint): Rational {
  const divisor = gcd(num, den) || 1n;
  const sign = den < 0n ? -1n : 1n;
  return { num: toSafe((sign * num) / divisor), den: toSafe((sign * den) / divisor) };
}

/**
 * The fraction num/den in lowest terms, with a positive denominator.
 * @throws TimelineError `input` when either is not a whole number or `den` is 0.
 */
export function rational(num: number, den = 1): Rational {
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den) || den === 0) {
    throw new TimelineError('input', `${num}/${den} is not a fraction of whole numbers.`);
  }
  return reduced(BigInt(num), BigInt(den));
}

/** a × b, exact. */
export function multiply(a: Rational, b: Rational): Rational {
  return reduced(BigInt(a.num) * BigInt(b.num), BigInt(a.den) * BigInt(b.den));
}

/** a ÷ b, exact. @throws TimelineError `input` when b is 0. */
export function divide(a: Rational, b: Rational): Rational {
  if (b.num === 0) throw new TimelineError('input', 'A time cannot be divided by zero.');
  return reduced(BigInt(a.num) * BigInt(b.den), BigInt(a.den) * BigInt(b.num));
}

/** a + b, exact. */
export function add(a: Rational, b: Rational): Rational {
  return reduced(BigInt(a.num) * BigInt(b.den) + BigInt(b.num) * BigInt(a.den), BigInt(a.den) * BigInt(b.den));
}

/** a − b, exact. */
export function subtract(a: Rational, b: Rational): Rational {
  return add(a, { num: -b.num, den: b.den });
}

/** Negative, zero or positive as a is before, equal to or after b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = BigInt(a.num) * BigInt(b.den) - BigInt(b.num) * BigInt(a.den);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Are a and b the same number (2/4 equals 1/2)? */
export function equals(a: Rational, b: Rational): boolean {
  return compare(a, b) === 0;
}

/** For display and estimates only: the nearest double. */
export function toNumber(a: Rational): number {
  return a.num / a.den;
}

/**
 * The whole number at or near a fraction. `round` takes halves up (toward +∞).
 * @throws TimelineError `input` when `exact` is asked for and the fraction is not whole.
 */
export function toInteger(a: Rational, rounding: Rounding): number {
  return toSafe(divideInteger(BigInt(a.num), BigInt(a.den), rounding));
}

/**
 * `value` × `from` ÷ `to`, as a whole number: a time in units of `from` seconds, in units of `to`
 * seconds. No intermediate is rounded.
 */
export function rescale(value: number, from: Rational, to: Rational, rounding: Rounding): number {
  if (!Number.isSafeInteger(value)) throw new TimelineError('input', `${value} is not a whole number of units.`);
  if (to.num === 0) throw new TimelineError('input', 'A time base of zero has no units.');
  const num = BigInt(value) * BigInt(from.num) * BigInt(to.den);
  const den = BigInt(from.den) * BigInt(to.num);
  return toSafe(den < 0n ? divideInteger(-num, -den, rounding) : divideInteger(num, den, rounding));
}

function divideInteger(num: bigint, den: bigint, rounding: Rounding): bigint {
  const remainder = ((num % den) + den) % den;
  const floor = (num - remainder) / den;
  if (remainder === 0n) return floor;
  switch (rounding) {
    case 'exact':
      throw new TimelineError('input', `${num}/${den} is not a whole number of units.`);
    case 'floor':
      return floor;
    case 'ceil':
      return floor + 1n;
    case 'round':
      return remainder * 2n >= den ? floor + 1n : floor;
  }
}

/**
 * The simplest fraction that is the same double as `value` (continued fractions): 0.1 is 1/10.
 * A fraction in lowest terms with parts below 2^26 comes back as itself.
 * @throws TimelineError `input` when `value` is not finite or needs parts that are not exact.
 */
export function fromNumber(value: number): Rational {
  if (!Number.isFinite(value)) throw new TimelineError('input', `${value} is not a number of seconds or frames.`);
  if (Number.isSafeInteger(value)) return { num: value === 0 ? 0 : value, den: 1 };
  const negative = value < 0;
  const target = Math.abs(value);
  // The double itself as an exact fraction, so that the expansion is not fed its own rounding.
  let den = 1n;
  let mantissa = target;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    den *= 2n;
  }
  let [n, d] = [BigInt(mantissa), den];
  let [h0, h1, k0, k1] = [0n, 1n, 1n, 0n];
  while (d !== 0n) {
    const whole = n / d;
    [h0, h1] = [h1, whole * h1 + h0];
    [k0, k1] = [k1, whole * k1 + k0];
    if (Number(h1) / Number(k1) === target) break;
    [n, d] = [d, n % d];
  }
  return { num: toSafe(negative ? -h1 : h1), den: toSafe(k1) };
}
