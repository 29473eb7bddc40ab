import { boxOf, LEFT_MARGIN, PAPERS, type Paper } from '../pages/paper.ts';
import type { LineType, PdfLine } from './line.ts';
import type { PageText, Run, StructureBlock } from './run.ts';
import { textOf } from './segment.ts';

/** Our writer's letters are a tenth of an inch wide. */
const COLUMN = 7.2;
const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * The lines of a PDF that our own writer made, from its structure tree: what is a paragraph, a heading, a speech and
 * side by side is said there, and the order is that of reading, from right to left too. What kind of paragraph it is
 * says the column that it begins in. Undefined where a page is not tagged so.
 */
export function taggedLines(pages: readonly PageText[]): PdfLine[] | undefined {
  const lines: PdfLine[] = [];
  let before: StructureBlock | undefined;
  for (const page of pages) {
    if (page.structure === undefined) return undefined;
    const paper = Object.values(PAPERS).find(({ width }) => Math.abs(width - page.width) < 1) ?? PAPERS.letter;
    const byMark = Map.groupBy(page.runs, (run) => run.mark);
    const starts = startsOf(page.structure, byMark, paper);
    for (const [index, block] of page.structure.entries()) {
      const rows = rowsOf(block.marks, byMark);
      const type = typeOf(page.structure, index, starts);
      const number = block.label
        .flatMap((mark) => byMark.get(mark) ?? [])
        .map((run) => run.text.trim())
        .join('');
      const goesOn = index === 0 && before?.open === true && lines.at(-1)?.type === type;
      for (const [at, row] of rows.entries()) {
        lines.push(lineOf(page, row, type, block, { first: at === 0, goesOn, number, paper }));
      }
      if (rows.length > 0) before = block;
    }
  }
  return withLyrics(lines);
}

function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** Runs of the block by baseline, in the order in which they are drawn, which is that of reading. */
function rowsOf(marks: readonly string[], byMark: ReadonlyMap<string | undefined, readonly Run[]>): Run[][] {
  const rows: Run[][] = [];
  for (const run of marks.flatMap((mark) => byMark.get(mark) ?? [])) {
    if (run.text.trim() === '') continue;
    const last = rows.at(-1);
    if (last !== undefined && Math.abs((last[0] as Run).y - run.y) < 2) last.push(run);
    else rows.push([run]);
  }
  return rows;
}

interface Start {
  /** Columns from the edge that the paragraph begins at. */
  readonly inset: number;
  /** The same from the other edge. */
  readonly rest: number;
  readonly italic: boolean;
  readonly centred: boolean;
}

function startsOf(
  blocks: readonly StructureBlock[],
  byMark: ReadonlyMap<string | undefined, readonly Run[]>,
  paper: Paper,
): (Start | undefined)[] {
  return blocks.map((block) => {
    const rows = rowsOf(block.marks, byMark);
    const row = rows[0];
    if (row === undefined) return undefined;
    const italic = rows.every((one) => one.every((run) => run.italic));
    const sides = rows.map((one) => sidesOf(one, paper));
    const centred = sides.every(({ left, right }) => Math.abs(left - right) < 1.2);
    const { left, right } = sides[0] as Sides;
    const turned = isRightToLeft(textOf(row, COLUMN).text);
    return { inset: turned ? right : left, rest: turned ? left : right, italic, centred };
  });
}

interface Sides {
  readonly left: number;
  readonly right: number;
}

/** Columns that a row leaves free at each side of the text. */
function sidesOf(row: readonly Run[], paper: Paper): Sides {
  return {
    left: Math.min(...row.map((run) => run.x)) / COLUMN - LEFT_MARGIN,
    right: LEFT_MARGIN + paper.columns - Math.max(...row.map((run) => run.x + run.width)) / COLUMN,
  };
}

function indent(kind: 'cue' | 'parenthetical' | 'dialogue'): number {
  return boxOf(kind, PAPERS.letter, undefined).left - LEFT_MARGIN;
}

function typeOf(blocks: readonly StructureBlock[], index: number, starts: readonly (Start | undefined)[]): LineType {
  const block = blocks[index] as StructureBlock;
  const start = starts[index];
  if (/^H/.test(block.role)) return 'sceneHeading';
  if (start === undefined) return 'action';
  const { inset, rest } = start;
  const near = (columns: number): boolean => Math.abs(inset - columns) < 1.5;
  if (block.speech !== undefined) {
    const { place, side } = block.speech;
    // A speech that comes from the page before begins without its cue, which is printed but no content.
    if (place === 0 && (side !== undefined || index > 0 || near(indent('cue')))) return 'character';
    if (side === undefined) return near(indent('parenthetical')) ? 'parenthetical' : 'dialogue';
    const others = blocks.flatMap((one, at) =>
      one.speech?.index === block.speech?.index ? [starts[at]?.inset ?? 99] : [],
    );
    return inset > Math.min(...others) + 2.5 && place > 0 ? 'parenthetical' : 'dialogue';
  }
  if (inset < 1) return 'action';
  if (Math.abs(rest) < 1) return 'transition';
  if (near(indent('dialogue')) && start.italic) return 'dialogue';
  return start.centred ? 'centered' : 'action';
}

interface Place {
  readonly first: boolean;
  readonly goesOn: boolean;
  readonly number: string;
  readonly paper: Paper;
}

function lineOf(
  page: PageText,
  row: readonly Run[],
  type: LineType,
  block: StructureBlock,
  { first, goesOn, number, paper }: Place,
): PdfLine {
  const { text, spans } = textOf(row, COLUMN);
  let [x, right] = [Math.min(...row.map((run) => run.x)), Math.max(...row.map((run) => run.x + run.width))];
  if (isRightToLeft(text)) [x, right] = [paper.width - right, paper.width - x];
  const trimmed = text.trimEnd();
  return {
    page: page.number,
    x,
    y: (row[0] as Run).y,
    right,
    text: trimmed,
    spans: spans
      .map((span) => ({ ...span, to: Math.min(span.to, trimmed.length) }))
      .filter((span) => span.to > span.from),
    revised: false,
    first: false,
    more: false,
    role: block.role,
    ...(number !== '' && first ? { number } : {}),
    ...(block.speech?.side === undefined ? {} : { dual: block.speech.side }),
    type,
    confidence: 0.99,
    reason: `the file's structure says so (${block.role})`,
    alternatives: [],
    joined: !first || goesOn,
  };
}

/**
 * Sung lines are in italics, and each is a paragraph of its own, which speech never is: two paragraphs in italics that
 * follow each other are lyrics, and so is one beside a spoken paragraph.
 */
function withLyrics(lines: readonly PdfLine[]): PdfLine[] {
  const paragraphs: PdfLine[][] = [];
  for (const line of lines) {
    if (line.joined && paragraphs.length > 0) paragraphs.at(-1)?.push(line);
    else paragraphs.push([line]);
  }
  const isSpoken = (at: number): boolean => paragraphs[at]?.[0]?.type === 'dialogue';
  return paragraphs.flatMap((paragraph, at) => {
    const sung = isSpoken(at) && paragraph.every(isItalic) && (isSpoken(at - 1) || isSpoken(at + 1));
    if (!sung) return paragraph;
    return paragraph.map((line): PdfLine => {
      const spans = line.spans.map((span) => ({ ...span, italic: false }));
      return { ...line, type: 'lyrics', spans: spans.filter((span) => span.bold || span.underline) };
    });
  });
}

function isItalic({ text, spans }: PdfLine): boolean {
  const marked = spans.filter((span) => span.italic).reduce((sum, span) => sum + span.to - span.from, 0);
  return marked >= text.trim().length;
}
