import { looksLikeHeading } from '../constructs/scene-heading.ts';
import type { PageText, Run } from './run.ts';
import type { Row } from './segment.ts';

/** Where on a page, as a share of its height, headers end and footers begin at the latest. */
const HEADER = 0.13;
const FOOTER = 0.9;
/** Share of a band's rows that must be numbers or repeat for the whole band to be a header or footer. */
const BAND = 0.6;

const PAGE_NUMBER =
  /^[-–—(\s]*(?:page|p\.|seite|página|pagina|стр\.?)?\s*(?:[A-Z]{0,2}\d{1,4}[A-Z]{0,2}|[ivxl]{1,6})[\s.\-–—)]*(?:(?:of|\/|von|de|sur|di)\s*\d{1,4}\.?)?$/iu;

/** `CONTINUED:`, `(CONTINUED)`, `CONTINUED: (2)`: a scene goes over the page. */
export const CONTINUED =
  /^\(?\s*(?:CONTINUED|CONT[’']?D|CONT\.|SUITE|À SUIVRE|FORTSETZUNG|CONTINÚA|CONTINUA|SEGUE|JATKUU|ПРОДОЛЖЕНИЕ)\s*:?\s*\)?:?\s*(?:\(\d+\))?$/iu;

/** `(MORE)`: a speech goes over the page. */
export const MORE =
  /^[([]\s*(?:MORE|SUITE|À SUIVRE|MEHR|WEITER|MÁS|CONTINÚA|CONTINUA|SEGUE|JATKUU|LISÄÄ|ДАЛЕЕ|ДАЛЬШЕ|ПРОДОЛЖЕНИЕ)\s*\.{0,3}\s*[)\]]$/iu;

/** `(CONT'D)` and its kin at the end of a cue. */
export const CONTINUED_CUE =
  /\s*\(\s*(?:CONT[’'`´]?(?:INUE)?D?\.?|CONTINUED|SUITE|FORTS?\.?|FORTSETZUNG|CONTINÚA|CONTINUA|SEGUE|JATKUU|ПРОД\.?|ПРОДОЛЖЕНИЕ)\s*\)\s*$/iu;

export interface Removed {
  readonly page: number;
  readonly y: number;
  readonly x: number;
  readonly text: string;
  readonly reason: string;
}

/** Runs without watermarks: turned, or light and large, or in the same place on most pages in the midst of the text. */
export function withoutWatermarks(pages: readonly PageText[], size: number): { pages: PageText[]; removed: Removed[] } {
  const seen = new Map<string, number>();
  for (const page of pages) {
    for (const key of new Set(page.runs.map(placeKey))) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const times = Math.max(3, 0.6 * pages.length);
  const all = pages.reduce((sum, page) => sum + page.runs.length, 0);
  const repeated = pages.reduce(
    (sum, page) => sum + page.runs.filter((run) => (seen.get(placeKey(run)) ?? 0) >= times).length,
    0,
  );
  // Pages that are alike throughout are no watermark.
  const often = repeated > 0.3 * all ? Number.POSITIVE_INFINITY : times;
  const removed: Removed[] = [];
  const kept = pages.map((page) => {
    for (const run of page.rotated) removed.push(removal(page, run, 'watermark: written at an angle'));
    const runs = page.runs.filter((run) => {
      const reason = watermark(run, page, size, (seen.get(placeKey(run)) ?? 0) >= often);
      if (reason === undefined) return true;
      removed.push(removal(page, run, reason));
      return false;
    });
    return { ...page, runs };
  });
  return { pages: kept, removed };
}

function watermark(run: Run, page: PageText, size: number, repeats: boolean): string | undefined {
  if (run.text.trim() === '') return undefined;
  const light = run.lightness > 0.55;
  const large = run.size > 1.6 * size;
  if (light && (large || repeats)) return 'watermark: light text behind the page';
  const inside = run.y > HEADER * page.height && run.y < FOOTER * page.height;
  // A revision asterisk or a scene number may well stand where another stands.
  if (inside && repeats && run.text.trim().length > 3) return 'watermark: the same on most pages';
  if (inside && large && repeats) return 'watermark: large, and the same on most pages';
  return undefined;
}

function placeKey(run: Run): string {
  return `${Math.round(run.x / 3)},${Math.round(run.y / 3)},${run.text.trim()}`;
}

function removal(page: PageText, run: Run, reason: string): Removed {
  return { page: page.number, y: run.y, x: run.x, text: run.text.trim(), reason };
}

export interface PageRows {
  readonly page: PageText;
  readonly rows: readonly Row[];
}

/** Rows without headers, footers and page numbers. */
export function withoutHeaders(pages: readonly PageRows[], pitch: number): { pages: PageRows[]; removed: Removed[] } {
  const bands = new Map<string, { rows: number; marks: number }>();
  const signatures = new Map<string, number>();
  const edge = ({ page }: PageRows, row: Row): boolean => row.y < HEADER * page.height || row.y > FOOTER * page.height;
  for (const one of pages) {
    for (const row of one.rows) {
      if (!edge(one, row)) continue;
      const signature = signatureOf(row);
      signatures.set(signature, (signatures.get(signature) ?? 0) + 1);
    }
  }
  // A cue may well begin two pages of many; a header begins a good part of them.
  const often = Math.max(2, Math.ceil(0.3 * pages.length));
  const isMark = (row: Row): boolean => {
    const texts = row.segments.map(({ text }) => text.trim());
    if (MORE.test(texts.join(' ')) || CONTINUED.test(texts.join(' ')) || isNumberedLine(row)) return false;
    return PAGE_NUMBER.test(texts.at(-1) ?? '') || (signatures.get(signatureOf(row)) ?? 0) >= often;
  };
  for (const one of pages) {
    for (const row of one.rows) {
      if (!edge(one, row)) continue;
      const band = bands.get(bandOf(row)) ?? { rows: 0, marks: 0 };
      band.rows++;
      if (isMark(row)) band.marks++;
      bands.set(bandOf(row), band);
    }
  }
  const removed: Removed[] = [];
  const kept = pages.map((one) => {
    const rows = one.rows.filter((row, index) => {
      if (!edge(one, row) || isNumberedLine(row)) return true;
      const band = bands.get(bandOf(row));
      const known =
        band !== undefined && band.rows > 1 && band.marks >= BAND * band.rows && isApart(one.rows, index, pitch);
      const alone = isApart(one.rows, index, pitch) && row.segments.every(({ text }) => PAGE_NUMBER.test(text.trim()));
      if (!known && !alone) return true;
      const text = row.segments.map((segment) => segment.text).join('   ');
      const reason = PAGE_NUMBER.test(text.trim()) ? 'page number' : 'page header or footer';
      removed.push({ page: one.page.number, y: row.y, x: row.segments[0]?.x ?? 0, text, reason });
      return false;
    });
    return { page: one.page, rows };
  });
  return { pages: kept, removed };
}

/** A heading, or a line of the text between two scene numbers. */
function isNumberedLine({ segments }: Row): boolean {
  if (segments.some(({ text }) => looksLikeHeading(text))) return true;
  return segments.length > 2 && segments[0]?.text === segments.at(-1)?.text;
}

/** Nothing but other rows of the margin stand between it and the edge, and the text keeps its distance. */
function isApart(rows: readonly Row[], index: number, pitch: number): boolean {
  const row = rows[index] as Row;
  const before = rows[index - 1];
  const after = rows[index + 1];
  const above = before === undefined || index <= 2;
  const below = after === undefined || index >= rows.length - 3;
  const far = 1.45 * pitch;
  if (above && (after === undefined || after.y - row.y > far || index < 2)) return true;
  return below && (before === undefined || row.y - before.y > far || index > rows.length - 3);
}

function signatureOf(row: Row): string {
  const text = row.segments.map((segment) => segment.text).join(' ');
  return `${Math.round(row.y / 4)}:${text.replace(/\d+/g, '#').replace(/\s+/g, ' ').trim()}`;
}

function bandOf(row: Row): string {
  return String(Math.round(row.y / 5));
}
