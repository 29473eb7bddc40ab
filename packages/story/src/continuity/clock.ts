import { at, type Note } from '../note.ts';
import type { Heading } from './heading-facts.ts';

/** The order of a day. DAY and NIGHT cover more than one hour and are only compared where they must be. */
const HOURS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:PRE-?DAWN|DAWN|SUNRISE|SUN-?UP)\b/u, 5],
  [/\bMORNING\b/u, 8],
  [/\b(?:NOON|MIDDAY)\b/u, 12],
  [/\bAFTERNOON\b/u, 15],
  [/\b(?:SUNSET|DUSK|TWILIGHT|MAGIC HOUR|SUN-?DOWN)\b/u, 19],
  [/\bEVENING\b/u, 20],
];
const GOES_ON = /\b(?:CONTINUOUS|MOMENTS? LATER|SECONDS? LATER|(?:A )?(?:FEW )?MINUTES LATER|SAME(?: TIME)?)\b/u;
const ELSEWHEN =
  /\b(?:NEXT|FOLLOWING|FLASH|DREAM|MONTAGE|DAYS? LATER|WEEKS?|MONTHS?|YEARS?|ANOTHER|EARLIER|REALITY|PRESENT|PAST|INTERCUT|VARIOUS|\d{4})\b|\bTO (?:DAY|NIGHT|DUSK|DAWN)\b/u;

/** Scenes that go on without a gap at another time of day, or earlier on the same day in the same place. */
export function timeBackwards(all: readonly Heading[]): Note[] {
  const notes: Note[] = [];
  for (let index = 1; index < all.length; index++) {
    const before = all[index - 1] as Heading;
    const now = all[index] as Heading;
    const one = before.raw.toUpperCase();
    const two = now.raw.toUpperCase();
    if (!before.prefixed || !now.prefixed || ELSEWHEN.test(one) || ELSEWHEN.test(two)) continue;
    const conflict = GOES_ON.test(two) ? goesBack(one, two) : sameDayBack(before, now);
    if (!conflict) continue;
    notes.push({
      kind: 'time-backwards',
      language: 'en',
      what: 'time that runs backwards',
      value: { before: before.raw, now: now.raw },
      confidence: 0.8,
      method: GOES_ON.test(two)
        ? 'The heading says that the scene goes on, at a time of day that does not follow.'
        : 'The same place in the next heading, at an earlier hour, and nothing says that it is another day.',
      evidence: [at(now.from, now.to), at(before.from, before.to)],
    });
  }
  return notes;
}

function hourOf(heading: string): number | undefined {
  return HOURS.find(([name]) => name.test(heading))?.[1];
}

function goesBack(before: string, now: string): boolean {
  const one = hourOf(before);
  const two = hourOf(now);
  if (one !== undefined && two !== undefined) return two < one;
  const light = /(?<!\p{L})(DAY|NIGHT)(?!\p{L})/u;
  const was = light.exec(before)?.[1];
  const is = light.exec(now)?.[1];
  if (was !== undefined && is !== undefined) return was !== is;
  if (was === 'NIGHT') return two !== undefined && two >= 8 && two <= 15;
  if (is === 'NIGHT') return one !== undefined && one >= 8 && one <= 15;
  return false;
}

function sameDayBack(before: Heading, now: Heading): boolean {
  if (before.place !== now.place) return false;
  const one = hourOf(before.raw.toUpperCase());
  const two = hourOf(now.raw.toUpperCase());
  return one !== undefined && two !== undefined && two < one && one <= 15;
}
