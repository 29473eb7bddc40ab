import { headingParts } from '@second-unit/screenplay';
import { byText } from '../by-text.ts';
import { at, type Note, replace } from '../note.ts';
import type { Heading } from './heading-facts.ts';

/** Fewer headings make no habit. */
const ENOUGH = 5;
const HABIT = 0.8;
const MOST_CONTINUED = 3;

interface Rule {
  readonly language: 'any' | 'en';
  readonly what: string;
  readonly slip: RegExp;
  readonly mend: string | ((match: string, at: number, whole: string) => string);
  /** Whether the script's headings make it a slip. */
  readonly holds: (all: readonly Heading[]) => boolean;
}

const tests = new Map<string, (raw: string) => boolean>();

/** Headings that match; each heading is tested once as long as it stays as it is. */
function count(all: readonly Heading[], pattern: RegExp): number {
  const key = `${pattern}`;
  let test = tests.get(key);
  if (test === undefined) {
    test = byText((raw) => pattern.test(raw));
    tests.set(key, test);
  }
  let sum = 0;
  for (const { raw } of all) if (test(raw)) sum++;
  return sum;
}

const rare = (pattern: RegExp) => (all: readonly Heading[]) => count(all, pattern) <= all.length * (1 - HABIT);
const PREFIX = /^\.?(?:INT|EXT|EST)\b/iu;

/** Not the gap after INT. or EXT., where two spaces are an old habit. */
const WIDE = /(?<=^\.?(?:INT|EXT|EST|I\/E)[./A-Z]*\s.*\S) {2}(?=\S)/giu;
const WIDE_ONCE = new RegExp(WIDE.source, 'iu');

const RULES: readonly Rule[] = [
  {
    language: 'any',
    what: 'three spaces or more in a heading',
    slip: / {3,}/gu,
    mend: ' ',
    holds: rare(/ {3,}/u),
  },
  {
    language: 'any',
    what: 'two spaces within a heading',
    slip: WIDE,
    mend: ' ',
    holds: rare(WIDE_ONCE),
  },
  {
    language: 'any',
    what: 'INT or EXT without its full stop',
    slip: /^\.?(?:INT|EXT)(?= )/iu,
    mend: (match) => `${match}.`,
    holds: (all) => {
      const without = count(all, /^\.?(?:INT|EXT) /iu);
      return without * 4 <= count(all, /^\.?(?:INT|EXT)\./iu);
    },
  },
  {
    language: 'any',
    what: 'a prefix that the other headings write with both full stops',
    slip: /^(?:INT|EXT)\/(?=(?:INT|EXT)\.)/iu,
    mend: (match) => `${match.slice(0, 3)}./`,
    holds: (all) => count(all, /^(?:INT|EXT)\.\/(?:INT|EXT)\./iu) > 0,
  },
  {
    language: 'any',
    what: 'a dash that touches a word',
    slip: /(?<=[^\s–—-])[-–—]{1,2}(?= )|(?<= )[-–—]{1,2}(?=[\p{L}\p{N}])/gu,
    mend: (match, at, whole) => (whole[at - 1] === ' ' ? `${match} ` : ` ${match}`),
    holds: (all) => count(all, /\S [-–—]{1,2} \S/u) >= all.length * 0.5,
  },
  {
    language: 'en',
    what: 'CONTINUED for CONTINUOUS',
    slip: /(?<=[-–—,(] ?)CONTINUED(?=\W*$)/u,
    mend: 'CONTINUOUS',
    // More of them are a house style.
    holds: (all) => count(all, /\bCONTINUED\W*$/u) <= MOST_CONTINUED,
  },
  {
    language: 'en',
    what: 'CONTINUOUS without the brackets that it has elsewhere',
    slip: / +[-–—] +CONTINUOUS(?=\s*$)/u,
    mend: ' [CONTINUOUS]',
    holds: (all) => count(all, /\[CONTINUOUS\]/u) > count(all, /[-–—] +CONTINUOUS/u),
  },
  {
    language: 'any',
    what: 'a dash before the bracket, unlike elsewhere',
    slip: / +[-–—] +(?=\[[^\]]*\]\s*$)/u,
    mend: ' ',
    holds: (all) => count(all, /[^-–—\s] +\[/u) > 3 * count(all, / [-–—] +\[/u),
  },
  {
    language: 'any',
    what: 'a full stop at the end of a heading',
    slip: /(?<=\p{L}{3})\.(?=\s*$)/u,
    mend: '',
    holds: rare(/(?<=\p{L}{3})\.(?=\s*$)/u),
  },
];

/** Slips of the keyboard in headings, held against how the script's other headings are written. */
export function headingSlips(all: readonly Heading[], english: boolean): Note[] {
  const prefixed = all.filter(({ raw }) => PREFIX.test(raw));
  if (prefixed.length < ENOUGH) return [];
  const shouted = prefixed.filter(({ place }) => !quiet(place)).length >= prefixed.length * HABIT;
  const rules = RULES.filter(({ language, holds }) => (english || language === 'any') && holds(prefixed));
  const notes: Note[] = [];
  const mend = mending(rules, shouted);
  for (const heading of prefixed) {
    const { said, wanted, language } = mend(heading.raw);
    if (said.length === 0) continue;
    notes.push({
      kind: 'heading-format',
      language,
      what: said.join(', '),
      value: { heading: heading.raw, wanted },
      confidence: 0.95,
      method: 'Signs, spaces and letters of a heading, against how most headings of this script have them.',
      evidence: [at(heading.from, heading.to)],
      ...replace(`Write ${wanted}`, heading.from, heading.to, wanted),
    });
  }
  return notes;
}

interface Mended {
  readonly said: readonly string[];
  readonly wanted: string;
  readonly language: 'any' | 'en';
}

let mender: { readonly rules: string; readonly mend: (raw: string) => Mended } | undefined;

/** Kept while the script's habits stay the same. */
function mending(rules: readonly Rule[], shouted: boolean): (raw: string) => Mended {
  const key = `${shouted} ${rules.map(({ what }) => what).join()}`;
  if (mender?.rules !== key) mender = { rules: key, mend: byText((raw) => mended(raw, rules, shouted)) };
  return mender.mend;
}

function mended(raw: string, rules: readonly Rule[], shouted: boolean): Mended {
  const said: string[] = [];
  let wanted = raw;
  let language: 'any' | 'en' = 'any';
  for (const rule of rules) {
    const next = wanted.replace(rule.slip, rule.mend as string);
    if (next === wanted) continue;
    wanted = next;
    said.push(rule.what);
    if (rule.language === 'en') language = 'en';
  }
  if (shouted && quiet(headingParts(raw).place)) {
    wanted = wanted.toUpperCase();
    said.push('small letters in a heading');
  }
  return { said, wanted, language };
}

/** Mostly small letters. */
const quiet = byText((place) => {
  const lower = place.match(/\p{Ll}/gu)?.length ?? 0;
  const letters = place.match(/\p{L}/gu)?.length ?? 0;
  return letters > 2 && lower * 2 > letters;
});

/** A shot within a scene has the scene's time. */
const SHOT = /\b(?:ANGLE|CLOSE|CLOSEUP|POV|P\.O\.V|INSERT|SHOT ON)\b/u;

/** A time that is told by the scene before: elsewhere it would say another. */
const RELATIVE =
  /(?<!\p{L})(?:CONTINUOUS|CONTINUED|LATER|EARLIER|SAME|SIMULTANEOUS|PRESENT|INTERCUT|UNKNOWN|NEXT)(?!\p{L})/iu;

/** Headings without a time of day, in a script whose headings have one. */
export function timelessHeadings(all: readonly Heading[]): Note[] {
  const prefixed = all.filter((heading) => heading.prefixed);
  const timed = prefixed.filter((heading) => heading.time !== undefined).length;
  if (prefixed.length < ENOUGH || timed < prefixed.length * HABIT) return [];
  const notes: Note[] = [];
  let before: Heading | undefined;
  for (const heading of all) {
    if (heading.time !== undefined && !RELATIVE.test(heading.time)) before = heading;
    if (!heading.prefixed || heading.time !== undefined || SHOT.test(heading.raw)) continue;
    const separator = /\s[-–—]+\s/u.exec(before?.raw ?? '')?.[0] ?? (/,\s/u.test(before?.raw ?? '') ? ', ' : ' - ');
    const end = heading.from + heading.raw.trimEnd().length;
    notes.push({
      kind: 'heading-time',
      language: 'any',
      what: 'a heading without a time of day',
      value: { heading: heading.raw, timed, of: prefixed.length },
      confidence: 0.9,
      method: `${timed} of ${prefixed.length} headings with INT. or EXT. have a time; this one has none.`,
      evidence: [at(heading.from, heading.to), ...(before === undefined ? [] : [at(before.from, before.to)])],
      ...(before?.time === undefined
        ? {}
        : replace(`Add the time last given: ${before.time}`, end, end, `${separator}${before.time}`)),
    });
  }
  return notes;
}
