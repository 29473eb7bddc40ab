import { TimelineError } from './fault.ts';
import type { Rational } from './rational.ts';

/** Frames a timecode second has: 30 at 29.97, 24 at 23.976. */
export function nominalRate(rate: Rational): number {
  return Math.round(rate.num / rate.den);
}

/** Can this rate be counted in drop-frame? Only 29.97, 59.94 and 119.88 can. */
export function allowsDropFrame(rate: Rational): boolean {
  return rate.num * 1001 === nominalRate(rate) * 1000 * rate.den && nominalRate(rate) % 30 === 0;
}

function checked(rate: Rational, dropFrame: boolean): { nominal: number; dropped: number } {
  const nominal = nominalRate(rate);
  if (!(nominal >= 1)) throw new TimelineError('input', `A rate of ${rate.num}/${rate.den} has no timecode.`);
  if (dropFrame && !allowsDropFrame(rate)) {
    throw new TimelineError(
      'input',
      `Drop-frame timecode exists at 29.97, 59.94 and 119.88 frames a second, not at ${rate.num}/${rate.den}.`,
    );
  }
  return { nominal, dropped: dropFrame ? nominal / 15 : 0 };
}

/** Frames of one timecode day, after which it starts again at 00:00:00:00. */
export function framesPerDay(rate: Rational, dropFrame: boolean): number {
  const { nominal, dropped } = checked(rate, dropFrame);
  return 24 * 6 * (nominal * 600 - dropped * 9);
}

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * A frame number as SMPTE timecode `HH:MM:SS:FF` (`;FF` in drop-frame), wrapping at 24 hours as
 * decks do. Drop-frame skips numbers, never frames.
 * @param frame a whole number ≥ 0, at `rate`
 */
export function formatTimecode(frame: number, rate: Rational, dropFrame = false): string {
  const { nominal, dropped } = checked(rate, dropFrame);
  if (!Number.isSafeInteger(frame) || frame < 0) {
    throw new TimelineError('input', `${frame} is not a frame number that timecode can show.`);
  }
  let number = frame % framesPerDay(rate, dropFrame);
  if (dropFrame) {
    const perTen = nominal * 600 - dropped * 9;
    const perMinute = nominal * 60 - dropped;
    const tens = Math.floor(number / perTen);
    const rest = number % perTen;
    // The first minute of each ten keeps all its numbers, so it is longer than the others.
    const minutes = rest < nominal * 60 ? 0 : 1 + Math.floor((rest - nominal * 60) / perMinute);
    number += dropped * (9 * tens + minutes);
  }
  const total = Math.floor(number / nominal);
  const digits = String(number % nominal).padStart(String(nominal - 1).length > 2 ? 3 : 2, '0');
  return `${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}${dropFrame ? ';' : ':'}${digits}`;
}

/** Is a timecode written in drop-frame (`;` or `.` before the frames)? */
export function isDropFrame(timecode: string): boolean {
  return /[;.]\d{2,3}$/.test(timecode);
}

/**
 * The frame number of a timecode; `;` or `.` before the frames means drop-frame.
 * @throws TimelineError `input` on anything else, and on numbers that drop-frame skips.
 */
export function parseTimecode(timecode: string, rate: Rational): number {
  const match = /^(\d{2}):(\d{2}):(\d{2})([:;.])(\d{2,3})$/.exec(timecode.trim());
  const bad = (why: string) => new TimelineError('input', `“${timecode}” is not a timecode: ${why}.`);
  if (!match) throw bad('it should look like 01:02:03:04, or 01:02:03;04 in drop-frame');
  const [hours, minutes, secs, frames] = [match[1], match[2], match[3], match[5]].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const dropFrame = match[4] !== ':';
  const { nominal, dropped } = checked(rate, dropFrame);
  if (hours > 23 || minutes > 59 || secs > 59) throw bad('hours run to 23, minutes and seconds to 59');
  if (frames >= nominal) throw bad(`a second has ${nominal} frames at this rate`);
  if (secs === 0 && frames < dropped && minutes % 10 !== 0) throw bad('drop-frame skips this number');
  const totalMinutes = hours * 60 + minutes;
  const number = (totalMinutes * 60 + secs) * nominal + frames;
  return number - dropped * (totalMinutes - Math.floor(totalMinutes / 10));
}
