import type { JsonObject } from '../model.ts';
import { nameInUrl } from '../name-in-url.ts';
import type { Rational } from '../rational.ts';
import { frameOf } from './rate.ts';
import type { Statement } from './statements.ts';

/** Colours of locators, as Avid writes them and OpenTimelineIO names them. */
export const MARKER_COLORS: ReadonlySet<string> = new Set(
  'RED PINK ORANGE YELLOW GREEN CYAN BLUE PURPLE MAGENTA BLACK WHITE'.split(' '),
);
type PathKeyword = 'SOURCE FILE' | 'FROM CLIP' | 'FROM FILE';

/** What the lines below an event say. */
export interface Said {
  readonly name: string;
  /** Name of what a transition leaves. */
  readonly fromName: string;
  /** The whole reel, where the row holds a shortened one. */
  readonly reel?: string;
  /** Where the media lies, and which comment said so. */
  readonly path?: { readonly url: string; readonly keyword: PathKeyword };
  /** A source file that is no path. */
  readonly sourceFile?: string;
  readonly cdl: JsonObject;
  /** `at` frames into the event. */
  readonly markers: readonly { readonly name: string; readonly color?: string; readonly at: number }[];
  /** Everything else, line by line. */
  readonly comments: readonly string[];
}

const NUMBER = String.raw`[-+]?(?:\d{1,9}\.?\d{0,12}|\.\d{1,12})(?:[eE][-+]?\d{1,2})?`;
const TRIPLE = String.raw`\(\s*(${NUMBER})\s+(${NUMBER})\s+(${NUMBER})\s*\)`;
const SOP = new RegExp(`^\\*\\s*ASC_SOP:?\\s*${TRIPLE}\\s*${TRIPLE}\\s*${TRIPLE}$`, 'i');
const SAT = new RegExp(`^\\*\\s*ASC_SAT:?\\s*(${NUMBER})$`, 'i');
const NAMED = /^(?:\*\s*)?(FROM CLIP NAME|TO CLIP NAME|FROM CLIP|FROM FILE|SOURCE FILE|REEL)\s*:(.*)$/i;
const LOCATOR = /^\*\s*LOC\s*:\s*(\d{2}[:;.]\d{2}[:;.]\d{2}[:;.]\d{2,3})(?:\s+(.*))?$/i;

/**
 * Sorts the lines of an event. A line that says nothing that is known, or says it a second time, is kept as a comment.
 * @param start record frame of the event, `length` frames long
 */
export function said(
  { row, notes }: Statement,
  rate: Rational,
  start: number,
  length: number,
  dropFrame: boolean,
  day: number,
): Said {
  const names = new Map<string, string>();
  const cdl: { asc_sop?: JsonObject; asc_sat?: number } = {};
  const markers: { name: string; color?: string; at: number }[] = [];
  const comments: string[] = [];
  for (const { text, line } of notes) {
    const named = NAMED.exec(text);
    const keyword = named?.[1]?.toUpperCase();
    const value = named?.[2]?.trim();
    const sop = SOP.exec(text);
    const sat = SAT.exec(text);
    const locator = LOCATOR.exec(text);
    if (keyword && value && !names.has(keyword)) names.set(keyword, value);
    else if (sop && !cdl.asc_sop) {
      const values = sop.slice(1).map(Number);
      cdl.asc_sop = { slope: values.slice(0, 3), offset: values.slice(3, 6), power: values.slice(6, 9) };
    } else if (sat && cdl.asc_sat === undefined) cdl.asc_sat = Number(sat[1]);
    else if (locator) {
      const frame = frameOf(locator[1]!, rate, dropFrame, { line, number: row.number });
      const at = (frame - start + 2 * day) % day;
      // A locator of another event's time is kept as it stands.
      if (at < length) markers.push({ ...locatorText(locator[2] ?? ''), at });
      else comments.push(text);
    } else if (!(row.kind === 'D' && text === '* EFFECT NAME: CROSS DISSOLVE')) comments.push(text);
  }
  const transition = row.kind !== 'C';
  const to = names.get('TO CLIP NAME');
  const from = names.get('FROM CLIP NAME');
  const path = pathOf(names);
  // What is not taken for a name or a path stays a comment.
  if (!transition && to) comments.push(`* TO CLIP NAME: ${to}`);
  for (const keyword of ['FROM CLIP', 'FROM FILE'] as const) {
    const value = names.get(keyword);
    if (value && path?.keyword !== keyword) comments.push(`* ${keyword}: ${value}`);
  }
  const sourceFile = names.get('SOURCE FILE');
  const reel = names.get('REEL');
  return {
    name: (transition ? to : from) ?? (path ? nameInUrl(path.url) : ''),
    fromName: transition ? (from ?? '') : '',
    ...(reel ? { reel } : {}),
    ...(path ? { path } : {}),
    ...(sourceFile && path?.keyword !== 'SOURCE FILE' ? { sourceFile } : {}),
    cdl: Object.keys(cdl).length > 0 ? { cdl } : {},
    markers,
    comments,
  };
}

/** The first comment that holds a path or address rather than a bare name. */
function pathOf(names: ReadonlyMap<string, string>): Said['path'] {
  for (const keyword of ['SOURCE FILE', 'FROM CLIP', 'FROM FILE'] as const) {
    const url = names.get(keyword);
    if (url && isPath(url)) return { url, keyword };
  }
  return undefined;
}

/** Does a text say where a file lies, and not only what it is called? */
function isPath(text: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|\/|\\\\|[a-z]:[\\/])/i.test(text) || /[\\/][^\\/]*\.\w{2,5}$/.test(text);
}

function locatorText(text: string): { name: string; color?: string } {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  return MARKER_COLORS.has(first) ? { color: first, name: rest.join(' ') } : { name: text.trim().replace(/\s+/g, ' ') };
}
