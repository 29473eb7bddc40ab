import { looksLikeHeading } from '../constructs/scene-heading.ts';
import type { TitlePageEntry } from '../elements.ts';
import type { PageRows } from './furniture.ts';
import type { PdfLine } from './line.ts';
import type { Row } from './segment.ts';

const CREDIT =
  /^(?:(?:written|screenplay|teleplay|created|directed|script|play|adapted|dialogue|a film|story and screenplay|original screenplay)\b.*\bby|by|écrit par|scénario(?: de)?|drehbuch(?: von)?|guion(?: de)?|escrito por|sceneggiatura(?: di)?|käsikirjoitus|автор сценария|сценарий)\s*:?$/iu;
const SOURCE = /^(?:based (?:up)?on|from |adapted from|story by|inspired by|d[’']après|nach |basado en|tratto da)/iu;
const COPYRIGHT = /©|\(c\)|copyright/iu;
const DATE =
  /^(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\p{L}+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}\.? \p{L}+ \d{4})\.?$|\bdraft\b|\brevis(?:ed|ion)|\bfassung\b/iu;
const START = /^(?:FADE IN|OPEN ON)/u;

/** Whether this page names the script rather than begins it. */
export function isTitlePage({ page, rows }: PageRows, pages: number): boolean {
  const first = rows[0];
  if (first === undefined || rows.length > 32) return false;
  const texts = rows.map(textOf);
  if (texts.some((text) => looksLikeHeading(text) || START.test(text))) return false;
  let score = pages > 1 ? 0 : -1;
  if (first.y > 0.18 * page.height) score += 2;
  const upper = rows.filter((row) => row.y < 0.7 * page.height);
  if (upper.length > 0 && upper.filter((row) => isCentred(row, page.width)).length >= 0.66 * upper.length) score += 2;
  if (texts.some((text) => CREDIT.test(text) || SOURCE.test(text))) score += 2;
  return score >= 3;
}

function textOf(row: Row): string {
  return row.segments
    .map((segment) => segment.text)
    .join(' ')
    .trim();
}

function isCentred(row: Row, width: number): boolean {
  const [first, last] = [row.segments[0], row.segments.at(-1)];
  if (first === undefined || last === undefined) return false;
  return Math.abs((first.x + last.right) / 2 - width / 2) < 0.06 * width && first.x > 0.15 * width;
}

/** Title page entries, and the lines that they were read from. */
export function titlePageOf(one: PageRows, pitch: number): { entries: TitlePageEntry[]; lines: PdfLine[] } {
  const values = new Map<string, string[]>();
  const lines: PdfLine[] = [];
  const { page, rows } = one;
  let key = 'Title';
  // A title may stand on several lines, far apart; what stands over the credit is all title.
  const credit = rows.findIndex((row) => CREDIT.test(textOf(row)));
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    const gap = before === undefined ? undefined : (row.y - before.y) / pitch;
    // A row may hold a date at its left and an address at its right.
    const parts =
      row.y > 0.55 * page.height && row.segments.length > 1 ? row.segments.map((part) => [part]) : [row.segments];
    for (const segments of parts) {
      const text = segments
        .map((segment) => segment.text)
        .join(' ')
        .trim();
      const centred = isCentred({ y: row.y, segments }, page.width);
      key = keyOf(text, key, {
        centred,
        apart: (gap ?? 9) > 1.6,
        low: row.y > 0.6 * page.height,
        over: index < credit,
        values,
      });
      const list = values.get(key) ?? [];
      list.push(text);
      values.set(key, list);
      const [first, last] = [segments[0], segments.at(-1)];
      lines.push({
        page: page.number,
        x: first?.x ?? 0,
        y: row.y,
        right: last?.right ?? 0,
        text,
        spans: [],
        revised: false,
        first: index === 0,
        ...(gap === undefined ? {} : { gap }),
        more: false,
        type: 'titlePage',
        confidence: 0.9,
        reason: `title page: ${key}`,
        alternatives: [],
        joined: list.length > 1,
      });
    }
  }
  const entries = [...values].map(([name, texts]) => ({ key: name, value: texts.join('\n'), from: 0, to: 0 }));
  return { entries, lines };
}

interface Place {
  readonly centred: boolean;
  readonly apart: boolean;
  readonly low: boolean;
  /** Above the credit. */
  readonly over: boolean;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

function keyOf(text: string, before: string, { centred, apart, low, over, values }: Place): string {
  if (over && centred && !low) return 'Title';
  if (COPYRIGHT.test(text)) return 'Copyright';
  if (CREDIT.test(text)) return values.has('Credit') ? 'Notes' : 'Credit';
  if (SOURCE.test(text)) return 'Source';
  if (DATE.test(text) && values.has('Title')) return 'Draft date';
  if (low && !centred) return 'Contact';
  switch (before) {
    case 'Title':
      if (!values.has('Title') || !apart) return 'Title';
      // A subtitle is rarer than a name, a name has no digits.
      return /\d/.test(text) ? 'Notes' : 'Author';
    case 'Credit':
      return values.has('Author') ? 'Notes' : 'Author';
    case 'Author':
      return apart ? 'Notes' : 'Author';
    case 'Source':
      return apart ? 'Notes' : 'Source';
    case 'Draft date':
      return low ? 'Contact' : 'Notes';
    default:
      return before;
  }
}
