import type { Clip, Stack } from '../model.ts';
import { add, divide, fromNumber, multiply, type Rational, rational } from '../rational.ts';
import { exactTime, rationalTime } from '../rational-time.ts';

export function lengthOf(of: Clip | Stack): number {
  return of.sourceRange!.duration.value;
}

/** Source seconds a second, less than none where it plays backwards. */
function speedOf(of: Clip | Stack): Rational {
  const [effect] = of.effects;
  return effect?.schema === 'LinearTimeWarp' && effect.timeScalar !== undefined
    ? fromNumber(effect.timeScalar)
    : rational(effect ? 0 : 1);
}

/** A clip from `by` frames on, so many frames long. */
export function trimmed<Item extends Clip | Stack>(of: Item, by: number, length: number, rate: Rational): Item {
  const { startTime } = of.sourceRange!;
  const speed = speedOf(of);
  // Its source range begins with what is earliest in the media, which plays last where it plays backwards.
  const frames = speed.num < 0 ? by + length - lengthOf(of) : by;
  const moved = add(
    divide({ num: startTime.value, den: 1 }, startTime.rate),
    multiply(divide(rational(frames), rate), speed),
  );
  return { ...of, sourceRange: { startTime: exactTime(moved, rate), duration: rationalTime(length, rate) } };
}

/** One clip of two that play the same media on end; `by` frames of the second are taken. */
export function continued(
  first: Clip | Stack,
  second: Clip | Stack,
  length: number,
  rate: Rational,
  by?: number,
): Clip | Stack | undefined {
  const next = trimmed(first, length, lengthOf(second), rate);
  const same =
    JSON.stringify([next.schema === 'Clip' && next.mediaReferences, next.sourceRange!.startTime, next.effects]) ===
    JSON.stringify([second.schema === 'Clip' && second.mediaReferences, second.sourceRange!.startTime, second.effects]);
  return same ? trimmed(first, 0, length + (by ?? lengthOf(second)), rate) : undefined;
}
