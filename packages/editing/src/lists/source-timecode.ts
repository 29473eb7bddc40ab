import { allowsDropFrame, formatTimecode, type Rational, type TimeRange } from '@second-unit/timeline';

/** First and last timecode of a range at its own rate, the last exclusive as editors count it. */
export function timecodes({ startTime, duration }: TimeRange, dropFrame: boolean): readonly [string, string] {
  const { rate, value } = startTime;
  const drop = dropFrame && allowsDropFrame(rate);
  return [formatTimecode(value, rate, drop), formatTimecode(value + duration.value, rate, drop)];
}

/** `23.976`, `25`: a rate as a person writes it. */
export function rateText({ num, den }: Rational): string {
  return String(Math.round((num / den) * 1000) / 1000);
}
