import { looksLikeHeading } from '../constructs/scene-heading.ts';
import { isUppercase } from '../constructs/uppercase.ts';
import { append } from '../node.ts';
import { dualColumns } from './dual.ts';
import { CONTINUED, MORE, type PageRows, type Removed } from './furniture.ts';
import type { RawLine } from './line.ts';
import { mode, type Row, type Segment, type Span } from './segment.ts';

/** The block that the text of this script is set in, in points. */
export interface Block {
  readonly left: number;
  readonly right: number;
  readonly em: number;
  /** From baseline to baseline. */
  readonly pitch: number;
}

/** Whether the first word of the next line would not have fitted. */
export function isFull(before: RawLine, line: RawLine, block: Block): boolean {
  const word = /^\S+/.exec(line.text)?.[0].length ?? 0;
  return before.right + (word + 1) * block.em > block.right - 0.5 * block.em;
}

const SCENE_NUMBER = /^[A-Z]{0,3}\d{1,4}[A-Z]{0,3}(?:[-.][A-Z\d]{1,3})?\.?$/;
const REVISION = /^\*{1,3}$/;

/** Usual distance of two lines: the smallest that is common. */
export function pitchOf(pages: readonly PageRows[], size: number): number {
  const gaps = new Map<number, number>();
  let all = 0;
  for (const { rows } of pages) {
    for (let at = 1; at < rows.length; at++) {
      const gap = Math.round(((rows[at] as Row).y - (rows[at - 1] as Row).y) * 2) / 2;
      if (gap < 0.7 * size || gap > 4 * size) continue;
      gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
      all++;
    }
  }
  const common = [...gaps].filter(([, count]) => count >= 0.12 * all).map(([gap]) => gap);
  return common.length > 0 ? Math.min(...common) : size;
}

/** An inch and a half of a Letter page. */
const USUAL_MARGIN = 1.5 / 8.5;

/** The left edge of action and the right edge of the text, from rows that nothing stands beside. */
export function blockOf(pages: readonly PageRows[], em: number, pitch: number): Block {
  const lefts = new Map<number, number>();
  let all = 0;
  const rights: number[] = [];
  for (const { rows } of pages) {
    for (const { segments } of rows) {
      const words = segments.filter(({ text }) => !REVISION.test(text) && !SCENE_NUMBER.test(text));
      const first = words[0];
      if (first === undefined) continue;
      const place = Math.round(first.x / 2) * 2;
      lefts.set(place, (lefts.get(place) ?? 0) + 1);
      rights.push((words.at(-1) as Segment).right);
      all++;
    }
  }
  // Neighbouring places count together: a kerned font sets no two lines alike.
  const near = (place: number): number =>
    (lefts.get(place - 2) ?? 0) + (lefts.get(place) ?? 0) + (lefts.get(place + 2) ?? 0);
  const places = [...lefts.keys()].filter((place) => near(place) >= Math.max(2, 0.04 * all)).sort((a, b) => a - b);
  const found = places[0] === undefined ? Math.min(...lefts.keys()) : bestNear(lefts, places[0]);
  // Where nothing but speech is set, its indent is no left edge: then the usual margin is.
  const usual = USUAL_MARGIN * (pages[0]?.page.width ?? 612);
  const left = found > usual + 8 * em ? usual : found;
  rights.sort((a, b) => a - b);
  const right = rights[Math.floor(0.985 * (rights.length - 1))] ?? left + 60 * em;
  return { left, right: Math.max(right, left + 40 * em), em, pitch };
}

function bestNear(lefts: ReadonlyMap<number, number>, place: number): number {
  const near = new Map([...lefts].filter(([one]) => Math.abs(one - place) <= 4));
  return mode(near) ?? place;
}

type Draft = { -readonly [Key in keyof RawLine]: RawLine[Key] };

/** The lines of the text, without what the page adds: revision marks, scene numbers, `CONTINUED` and `(MORE)`. */
export function linesOf(pages: readonly PageRows[], block: Block): { lines: RawLine[]; removed: Removed[] } {
  const lines: RawLine[] = [];
  const removed: Removed[] = [];
  for (const one of pages) {
    const rows = one.rows.map((row) => plainRow(row, block));
    const drafts: Draft[] = [];
    const columns = dualColumns(
      rows.map(({ segments, y }) => ({ segments, y })),
      block,
    );
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as PlainRow;
      if (row.segments.length === 0) continue;
      const text = row.segments.map((segment) => segment.text).join(' ');
      const edge = at < 2 || at >= rows.length - 3;
      if (edge && (CONTINUED.test(text) || MORE.test(text))) {
        const last = drafts.at(-1);
        if (MORE.test(text) && last !== undefined) last.more = true;
        const reason = MORE.test(text) ? 'a speech goes over the page' : 'a scene goes over the page';
        removed.push({ page: one.page.number, y: row.y, x: row.segments[0]?.x ?? 0, text, reason });
        continue;
      }
      const dual = columns.get(at);
      if (dual === undefined) drafts.push(draft(one.page.number, row, row.segments, block));
      else if (dual.first) {
        for (const side of ['left', 'right'] as const) {
          let dualStart = true;
          for (const part of dual.rows) {
            const plain = rows[part.index] as PlainRow;
            const segments = part[side];
            if (segments.length === 0) continue;
            drafts.push({ ...draft(one.page.number, plain, segments, block), dual: side, dualStart });
            dualStart = false;
          }
        }
      }
    }
    placeGaps(drafts, block);
    append(lines, drafts);
  }
  return { lines, removed };
}

function placeGaps(drafts: Draft[], block: Block): void {
  let before: Draft | undefined;
  for (const line of drafts) {
    line.first = before === undefined;
    if (before !== undefined) {
      const gap = (line.y - before.y) / block.pitch;
      // The right column begins above where the left one ended; after both, below the longer one.
      line.gap = gap > 0 ? gap : 1;
    }
    before = line;
  }
}

interface PlainRow {
  readonly y: number;
  readonly segments: readonly Segment[];
  readonly number?: string;
  readonly revised: boolean;
}

/** A row without revision marks and scene numbers. */
function plainRow(row: Row, block: Block): PlainRow {
  let segments = [...row.segments];
  let revised = false;
  const isMark = ({ text, x, right }: Segment): boolean =>
    REVISION.test(text) && (x >= block.right - 4 * block.em || right <= block.left);
  while (segments.length > 1 && (isMark(segments.at(-1) as Segment) || isMark(segments[0] as Segment))) {
    if (isMark(segments.at(-1) as Segment)) segments.pop();
    else segments.shift();
    revised = true;
  }
  if (segments.length === 1 && isMark(segments[0] as Segment)) return { y: row.y, segments: [], revised: true };
  let number: string | undefined;
  const first = segments[0];
  const last = segments.at(-1);
  if (segments.length > 1 && first !== undefined && last !== undefined) {
    const atLeft = SCENE_NUMBER.test(first.text) && first.x < block.left + 0.5 * block.em;
    const atRight = SCENE_NUMBER.test(last.text) && last.x > block.right - 12 * block.em;
    const same = first.text === last.text;
    const headed = looksLikeHeading((segments[atLeft ? 1 : 0] as Segment).text);
    if (atLeft && (first.right < block.left + 0.5 * block.em || same || headed)) {
      number = first.text;
      segments.shift();
    }
    // Beyond the text, a number beside a line in capitals is no part of it.
    const beside = last.x > block.right - 0.5 * block.em && isUppercase((segments[0] as Segment).text);
    if (atRight && segments.length > 1 && (headed || last.text === number || (number === undefined && beside))) {
      number ??= last.text;
      segments.pop();
    }
  }
  segments = segments.map((segment) => trimmed(segment, block));
  const only = segments[0];
  if (number !== undefined && segments.length === 1 && only !== undefined) {
    // A long heading reaches nearly to the number at its right.
    const far = only.right > block.left + 0.93 * (block.right - block.left);
    if (far && only.text.endsWith(` ${number}`)) segments = [shortened(only, number.length + 1)];
  }
  if (number === undefined && segments.length === 1) {
    const found = numberedHeading(segments[0] as Segment);
    if (found !== undefined) {
      segments = [found.segment];
      number = found.number;
    }
  }
  return { y: row.y, segments, revised, ...(number === undefined ? {} : { number: number.replace(/\.$/, '') }) };
}

/** `12 INT. HOUSE - DAY 12`, set without wide gaps. */
function numberedHeading(segment: Segment): { segment: Segment; number: string } | undefined {
  const found = /^([A-Z]{0,2}\d{1,4}[A-Z]{0,2})[.)]?\s+(.+)$/.exec(segment.text);
  const [, number, rest] = found ?? [];
  if (number === undefined || rest === undefined || !looksLikeHeading(rest)) return undefined;
  const from = segment.text.length - rest.length;
  const end = rest.endsWith(` ${number}`) ? rest.slice(0, -number.length).trimEnd() : rest;
  const width = (segment.right - segment.x) / segment.text.length;
  return {
    number,
    segment: { ...segment, text: end, x: segment.x + width * from, spans: moved(segment.spans, from, end.length) },
  };
}

/** Without so many characters at its end. */
function shortened(segment: Segment, by: number): Segment {
  const text = segment.text.slice(0, -by).trimEnd();
  const width = (segment.right - segment.x) / segment.text.length;
  return { ...segment, text, right: segment.x + width * text.length, spans: moved(segment.spans, 0, text.length) };
}

function moved(spans: readonly Span[], by: number, length: number): Span[] {
  return spans
    .map((span) => ({ ...span, from: Math.max(0, span.from - by), to: Math.min(length, span.to - by) }))
    .filter((span) => span.to > span.from);
}

/** Without a revision mark that stands near enough to be taken for a word. */
function trimmed(segment: Segment, block: Block): Segment {
  if (segment.right < block.right - 2 * block.em || !/\s\*$/.test(segment.text)) return segment;
  return shortened(segment, 2);
}

function draft(page: number, row: PlainRow, segments: readonly Segment[], block: Block): Draft {
  const first = segments[0] as Segment;
  let text = '';
  let right = first.x;
  const spans: Span[] = [];
  for (const segment of segments) {
    if (text !== '') text += ' '.repeat(Math.max(1, Math.min(8, Math.round((segment.x - right) / block.em))));
    append(
      spans,
      segment.spans.map((span) => ({ ...span, from: span.from + text.length, to: span.to + text.length })),
    );
    text += segment.text;
    right = segment.right;
  }
  return {
    page,
    x: first.x,
    y: row.y,
    right,
    text,
    spans,
    revised: row.revised,
    first: false,
    more: false,
    ...(row.number === undefined ? {} : { number: row.number }),
  };
}
