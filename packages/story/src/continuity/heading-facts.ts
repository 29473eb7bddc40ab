import { headingParts } from '@second-unit/screenplay';
import { byText } from '../by-text.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';

/** A heading as it is written. */
export interface Heading {
  readonly index: number;
  readonly from: number;
  /** Of the heading itself: scene numbers and their signs are behind it. */
  readonly to: number;
  readonly raw: string;
  readonly place: string;
  readonly time?: string;
  /** Begins with INT., EXT. or another language's word for them. */
  readonly prefixed: boolean;
}

/** Words that tell a time wherever they stand in a heading, also after a year or in brackets. */
const TIME =
  /(?<!\p{L})(?:(?:MID)?DAYS?|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY|WEEKEND|UNKNOWN|(?:MID)?NIGHT|MORNING|(?:AFTER)?NOON|EVENING|(?:PRE-?)?DAWN|DUSK|SUN(?:RISE|SET|UP|DOWN)|TWILIGHT|MAGIC HOUR|CONTINUOUS|CONTINUED|LATER|EARLIER|SAME|SIMULTANEOUS|PRESENT|INTERCUT|\d{1,2}[:.]\d\d|\d{1,2} ?[AP]\.?M)(?!\p{L})/iu;

/** Of `RM 412, A BIT LATER`, what is left on the place when LATER is taken off. */
const COUNTED =
  /, (?:(?:AN?|THE|THAT) )?(?:BIT|FEW|MOMENT|SECOND|MINUTE|\p{L}+ (?:DAY|HOUR|WEEK|MONTH|YEAR)|MOMENT|NEXT|SAME)S?$/iu;

const parts = byText((text) => {
  const { place, time, interior, exterior } = headingParts(text);
  const told = time ?? TIME.exec(text)?.[0];
  return {
    place: place.replace(COUNTED, ''),
    prefixed: interior || exterior,
    ...(told === undefined ? {} : { time: told }),
  };
});
const withoutNumber = byText((written) => written.replace(/\s*#[^#\n]*#\s*$/u, ''));

export function headingsOf({ tree, document }: Reading): Heading[] {
  const source = sourceOf(tree);
  const headings: Heading[] = [];
  for (const element of document.elements) {
    if (element.type !== 'sceneHeading') continue;
    const { from, to, text } = element;
    const raw = withoutNumber(source.slice(from, to));
    headings.push({ index: headings.length, from, to: from + raw.length, raw, ...parts(text) });
  }
  return headings;
}
