import type { PageText, Run } from './run.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
}

/** Text on one baseline without a wide gap in it. */
export interface Segment {
  readonly page: number;
  readonly x: number;
  /** Of the baseline, from the top of the page. */
  readonly y: number;
  readonly right: number;
  readonly size: number;
  readonly text: string;
  /** Where the text is bold, italic or underlined; UTF-16 units of `text`. */
  readonly spans: readonly Span[];
  readonly lightness: number;
}

/** The segments on one baseline, from left to right. */
export interface Row {
  readonly y: number;
  readonly segments: readonly Segment[];
}

/** Gaps wider than this many characters part a row: scene numbers, two columns, revision marks. */
const WIDE_GAP = 3.2;

/** Runs by their baselines, top down. `em` is the usual width of a character, in points. */
export function rowsOf(page: PageText, runs: readonly Run[], em: number): Row[] {
  const sorted = runs
    .filter((run) => run.text.trim() !== '' || run.width > 0)
    .toSorted((a, b) => a.y - b.y || a.x - b.x);
  const rows: Row[] = [];
  let row: Run[] = [];
  let base = 0;
  const close = (): void => {
    const segments = segmentsOf(page.number, row, em);
    if (segments.length > 0) rows.push({ y: base, segments });
    row = [];
  };
  for (const run of sorted) {
    // A raised mark or a slightly sunken run stands on the line of its neighbours.
    if (row.length > 0 && run.y - base > Math.max(1.5, 0.3 * run.size)) close();
    if (row.length === 0) base = run.y;
    row.push(run);
  }
  if (row.length > 0) close();
  return rows;
}

function segmentsOf(page: number, row: readonly Run[], em: number): Segment[] {
  const segments: Segment[] = [];
  let run: Run[] = [];
  let right = 0;
  for (const next of row.toSorted((a, b) => a.x - b.x)) {
    if (next.text.trim() === '') continue;
    // A revision mark stands nearer to a scene number than words do to each other.
    const gap = next.x - right;
    const mark = /^\*{1,3}$/.test(next.text.trim()) && gap > 0.4 * em;
    // So does a scene number to its heading.
    const number = gap > 1.5 * em && (isNumber(next) || (run.length === 1 && isNumber(run[0] as Run)));
    if (run.length > 0 && (mark || number || gap > WIDE_GAP * em)) {
      segments.push(segmentOf(page, run, em));
      run = [];
    }
    // The same text drawn twice in one place is bold by other means.
    const twin = run.findIndex((one) => one.text === next.text && Math.abs(one.x - next.x) < 0.25 * em);
    if (twin !== -1) {
      run[twin] = { ...next, x: (run[twin] as Run).x, bold: true };
      continue;
    }
    right = run.length === 0 ? next.x + next.width : Math.max(right, next.x + next.width);
    run.push(next);
  }
  if (run.length > 0) segments.push(segmentOf(page, run, em));
  return segments;
}

function isNumber({ text }: Run): boolean {
  return /^[A-Z]{0,2}\d{1,4}[A-Z]{0,2}\.?$/.test(text.trim());
}

/** Runs in the order of reading: from right to left where most letters are, but for what runs the other way in it. */
function inReadingOrder(runs: readonly Run[]): readonly Run[] {
  const turned = runs.filter((run) => run.rightToLeft).reduce((sum, run) => sum + run.width, 0);
  if (turned === 0 || turned < 0.5 * runs.reduce((sum, run) => sum + run.width, 0)) return runs;
  const groups: Run[][] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (last !== undefined && !run.rightToLeft && last[0]?.rightToLeft === false && /[\p{L}\p{N}]/u.test(run.text))
      last.push(run);
    else groups.push([run]);
  }
  return groups.reverse().flat();
}

function segmentOf(page: number, drawn: readonly Run[], em: number): Segment {
  const left = drawn[0] as Run;
  const { text, spans } = textOf(inReadingOrder(drawn), em);
  const trimmed = text.trimEnd();
  const leading = left.text.length - left.text.trimStart().length;
  const shift = left.text.length === 0 ? 0 : (left.width * leading) / left.text.length;
  return {
    page,
    x: left.x + shift,
    y: left.y,
    right: Math.max(...drawn.map((run) => run.x + run.width)) - em * (text.length - trimmed.length),
    size: Math.max(...drawn.map((run) => run.size)),
    text: trimmed,
    spans: spans
      .filter((span) => span.from < trimmed.length)
      .map((span) => ({ ...span, to: Math.min(span.to, trimmed.length) })),
    lightness: Math.min(...drawn.map((run) => run.lightness)),
  };
}

/** Text of runs that follow each other; a gap between two is a space. */
export function textOf(runs: readonly Run[], em: number): { text: string; spans: Span[] } {
  let text = '';
  let before: Run | undefined;
  const spans: Span[] = [];
  for (const run of runs) {
    const gap = before === undefined ? 0 : Math.max(run.x - before.x - before.width, before.x - run.x - run.width);
    if (gap > 0.3 * em && text !== '' && !text.endsWith(' ') && !run.text.startsWith(' ')) text += ' ';
    const from = text.length;
    text += text === '' ? run.text.trimStart() : run.text;
    if (run.bold || run.italic || run.underline) {
      const { bold, italic, underline } = run;
      spans.push({ from, to: text.length, bold, italic, underline });
    }
    before = run;
  }
  return { text, spans };
}

/** The usual width of a character, weighted by how much text is set so. */
export function usualCharacter(pages: readonly PageText[]): { em: number; size: number } {
  const widths = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (const page of pages) {
    for (const run of page.runs) {
      const length = run.text.trim().length;
      if (length < 4 || run.width <= 0) continue;
      add(widths, Math.round((run.width / run.text.length) * 5) / 5, length);
      add(sizes, Math.round(run.size * 2) / 2, length);
    }
  }
  const size = mode(sizes) ?? 12;
  return { em: mode(widths) ?? 0.6 * size, size };
}

function add(counts: Map<number, number>, value: number, weight: number): void {
  counts.set(value, (counts.get(value) ?? 0) + weight);
}

export function mode(counts: ReadonlyMap<number, number>): number | undefined {
  let best: number | undefined;
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most) {
      best = value;
      most = count;
    }
  }
  return best;
}
