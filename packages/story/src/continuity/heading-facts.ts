import { headingParts } from '@second-unit/screenplay';
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

const parts = new Map<string, { readonly place: string; readonly time?: string; readonly prefixed: boolean }>();
const MOST_KEPT = 5000;

export function headingsOf({ tree, document }: Reading): Heading[] {
  const source = sourceOf(tree);
  const headings: Heading[] = [];
  for (const { type, from, to, text } of document.elements) {
    if (type !== 'sceneHeading') continue;
    let known = parts.get(text);
    if (known === undefined) {
      const { place, time, interior, exterior } = headingParts(text);
      const told = time ?? TIME.exec(text)?.[0];
      known = {
        place: place.replace(COUNTED, ''),
        prefixed: interior || exterior,
        ...(told === undefined ? {} : { time: told }),
      };
      if (parts.size > MOST_KEPT) parts.clear();
      parts.set(text, known);
    }
    const written = source.slice(from, to);
    const raw = written.replace(/\s*#[^#\n]*#\s*$/u, '');
    headings.push({ index: headings.length, from, to: from + raw.length, raw, ...known });
  }
  return headings;
}
