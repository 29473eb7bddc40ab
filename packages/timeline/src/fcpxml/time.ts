import { TimelineError } from '../fault.ts';
import { type Rational, rational } from '../rational.ts';
import { problemOf, type XmlElement } from '../xml/tree.ts';

export const ZERO: Rational = { num: 0, den: 1 };

/** `1001/24000s` or `5s` as exact seconds. @throws TimelineError `input` with the line. */
export function timeOf(of: XmlElement, attribute: string): Rational | undefined {
  const text = of.attributes[attribute];
  if (text === undefined) return undefined;
  const match = /^(-?\d{1,19})(?:\/(\d{1,12}))?s$/.exec(text.trim()) ?? /^(-?\d{1,15})$/.exec(text.trim());
  const bad = () =>
    problemOf('FCPXML', of.line, `the ${attribute} of its ${of.name}, “${text}”, is no time such as 1001/24000s`);
  if (!match) throw bad();
  try {
    return reduced(BigInt(match[1]!), BigInt(match[2] ?? '1'));
  } catch (cause) {
    if (cause instanceof TimelineError) throw bad();
    throw bad();
  }
}

/** In lowest terms before it becomes numbers: Final Cut writes 64-bit numerators. */
function reduced(num: bigint, den: bigint): Rational {
  let [a, b] = [num < 0n ? -num : num, den];
  while (b) [a, b] = [b, a % b];
  return rational(Number(num / (a || 1n)), Number(den / (a || 1n)));
}

/** `1001/24000s`, or `5s` where whole. */
export function formatTime({ num, den }: Rational): string {
  return den === 1 ? `${num}s` : `${num}/${den}s`;
}
