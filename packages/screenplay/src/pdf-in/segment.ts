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
    const mark = /^\*{1,3}$/.test(next.text.trim()) && next.x - right > 0.4 * em;
    if (run.length > 0 && (mark || next.x - right > WIDE_GAP * em)) {
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

export function segmentOf(page: number, runs: readonly Run[], em: number): Segment {
  let text = '';
  let right = Number.NEGATIVE_INFINITY;
  const spans: Span[] = [];
  for (const run of runs) {
    const gap = run.x - right;
    if (text !== '' && !text.endsWith(' ') && !run.text.startsWith(' ') && gap > 0.3 * em) text += ' ';
    const lead = text === '' ? run.text.trimStart() : run.text;
    const from = text.length;
    text += lead;
    if (run.bold || run.italic || run.underline) {
      const { bold, italic, underline } = run;
      spans.push({ from, to: text.length, bold, italic, underline });
    }
    right = Math.max(right, run.x + run.width);
  }
  const trimmed = text.replace(/ {2,}$|\s+$/, '');
  const first = runs[0] as Run;
  const leading = first.text.length - first.text.trimStart().length;
  const shift = first.text.length === 0 ? 0 : (first.width * leading) / first.text.length;
  return {
    page,
    x: first.x + shift,
    y: first.y,
    right: right - em * (text.length - trimmed.length),
    size: Math.max(...runs.map((run) => run.size)),
    text: trimmed,
    spans: spans
      .filter((span) => span.from < trimmed.length)
      .map((span) => ({ ...span, to: Math.min(span.to, trimmed.length) })),
    lightness: Math.min(...runs.map((run) => run.lightness)),
  };
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
