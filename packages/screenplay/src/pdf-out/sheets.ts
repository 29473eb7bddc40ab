import { type Bookmark, directionOf, type Sheet, type Span, type TextLine } from '@second-unit/print';
import type { ScreenplayDocument } from '../elements.ts';
import type { StyledScript } from '../formats/script/styled.ts';
import { BOLD, ITALIC, type StyleSpan, UNDERLINE } from '../formats/script/styles.ts';
import { asPrinted } from '../pages/capitals.ts';
import type { Layout, Page, PageLine, TitleLine } from '../pages/layout-types.ts';
import { LEFT_MARGIN, type Paper } from '../pages/paper.ts';
import { LINE_ENDS } from './kinds.ts';
import type { Structure } from './structure.ts';

/** Points. Courier at twelve has ten letters to the inch. */
const COLUMN = 7.2;
const ROW = 12;
/** From the paper's top to the first baseline. */
const FIRST_BASELINE = 72 + 9;
const HEADER_BASELINE = 36 + 9;
/** Columns from the paper's left edge: scene numbers end left of the text and begin right of it. */
const NUMBER_END = LEFT_MARGIN - 2;
const NUMBER_GAP = 1;
const ASTERISK_GAP = 6;

/** Productions' usage, from white on; what is not among them prints on white. */
const PAPER_COLOURS: Readonly<Record<string, string>> = {
  blue: '#d6e6f5',
  pink: '#fbdde4',
  yellow: '#fdf7c9',
  green: '#d9efd6',
  goldenrod: '#f7dfa0',
  buff: '#f1e3c8',
  salmon: '#f9d2c3',
  cherry: '#f3b9c0',
  tan: '#e3d2b8',
};

export interface Job {
  readonly laid: Layout;
  readonly document: ScreenplayDocument;
  readonly styled: StyledScript;
  readonly structure: Structure;
  readonly options: { readonly sceneNumbers?: boolean; readonly colouredPaper?: boolean };
}

/** A page with its number, scene numbers and asterisks. */
export function sheetOf(page: Page, index: number, job: Job): Sheet {
  const { paper } = job.laid;
  const lines: TextLine[] = header(page, index, paper);
  for (const line of page.lines) {
    const element = job.document.elements[line.element];
    const within = line.made === undefined ? job.structure.elements.get(line.element) : undefined;
    const number = line.number !== undefined && job.options.sceneNumbers !== false ? line.number : undefined;
    const y = baseline(line.row);
    if (number !== undefined) {
      const label = job.structure.numbers.get(line.element);
      const spans = [{ text: number }];
      const left = { x: NUMBER_END * COLUMN, y, align: 'right' as const, spans, maxWidth: 10 * COLUMN };
      lines.push(label === undefined ? left : { ...left, within: label });
    }
    lines.push({
      ...placed(line, y, paper, line.made === undefined ? directionOf(element?.text ?? '') : directionOf(line.text)),
      spans: spansOf(line, asPrinted(line.kind, element?.text ?? ''), job.styled.elements[line.element]?.styles ?? []),
      ...(within === undefined ? {} : { within }),
    });
    const right = (LEFT_MARGIN + paper.columns + NUMBER_GAP) * COLUMN;
    if (number !== undefined) {
      lines.push({ x: right, y, spans: [{ text: number }], maxWidth: (ASTERISK_GAP - 2) * COLUMN });
    }
    if (line.revised !== undefined) {
      lines.push({ x: right + (ASTERISK_GAP - NUMBER_GAP) * COLUMN, y, align: 'right', spans: [{ text: '*' }] });
    }
  }
  const colour = job.options.colouredPaper ? PAPER_COLOURS[page.revision?.colour.toLowerCase() ?? ''] : undefined;
  return { width: paper.width, height: paper.height, lines, ...(colour === undefined ? {} : { colour }) };
}

/** The first page has no number unless it is a locked one of another. */
function header(page: Page, index: number, paper: Paper): TextLine[] {
  const lines: TextLine[] = [];
  const x = (LEFT_MARGIN + paper.columns) * COLUMN;
  if (page.revision !== undefined) {
    const text = page.revision.label ?? page.revision.colour;
    lines.push({
      x: LEFT_MARGIN * COLUMN,
      y: HEADER_BASELINE,
      spans: [{ text }],
      maxWidth: (paper.columns - 10) * COLUMN,
    });
  }
  if (index > 0 || page.number !== '1') {
    lines.push({ x, y: HEADER_BASELINE, align: 'right', spans: [{ text: `${page.number}.` }] });
  }
  return lines;
}

/** The title pages. */
export function titleSheets(
  { titlePages, paper }: Layout,
  document: ScreenplayDocument,
  styled: StyledScript,
  structure: Structure,
): Sheet[] {
  return titlePages.map((page) => ({
    width: paper.width,
    height: paper.height,
    lines: page.map((line): TextLine => {
      const { value = '' } = document.titlePage[line.entry] ?? {};
      const within = structure.entries[line.entry];
      return {
        ...placed(line, baseline(line.row), paper, directionOf(value)),
        spans: spansOf(line, value, styled.titlePage[line.entry]?.styles ?? []),
        ...(within === undefined ? {} : { within }),
      };
    }),
  }));
}

/** One for each scene. */
export function bookmarksOf(document: ScreenplayDocument, { titlePages, pages }: Layout): Bookmark[] {
  const seen = new Set<number>();
  return pages.flatMap(({ lines }, index) =>
    lines.flatMap(({ kind, element, row }): Bookmark[] => {
      if (kind !== 'sceneHeading' || seen.has(element)) return [];
      seen.add(element);
      const { text = '', number } = document.elements[element] ?? {};
      const title = `${number === undefined ? '' : `${number}  `}${asPrinted(kind, text).replace(/\s+/g, ' ').trim()}`;
      return [{ title, sheet: titlePages.length + index, y: baseline(row) - ROW }];
    }),
  );
}

function baseline(row: number): number {
  return FIRST_BASELINE + row * ROW;
}

/** Where a line goes. Paragraphs that run right to left have the page's layout the other way round. */
function placed(
  { left, width, align }: Pick<PageLine, 'left' | 'width' | 'align'>,
  y: number,
  paper: Paper,
  direction: 'ltr' | 'rtl',
): Omit<TextLine, 'spans'> {
  const turned = direction === 'rtl';
  const start = turned ? 2 * LEFT_MARGIN + paper.columns - left - width : left;
  const place = turned && align !== 'center' ? (align === 'left' ? 'right' : 'left') : align;
  const column = place === 'left' ? start : place === 'right' ? start + width : start + width / 2;
  return { x: column * COLUMN, y, align: place, direction, maxWidth: width * COLUMN };
}

function lineEnd(text: string, at: number): string {
  if (!/\s/.test(text[at] ?? '')) return LINE_ENDS[''];
  return LINE_ENDS[/^[^\S\n]*\n/.test(text.slice(at, at + 200)) ? '\n' : ' '];
}

/** The line's text in its styles, with the space that it was broken at: whoever reads the page aloud needs it. */
function spansOf(line: PageLine | TitleLine, text: string, styles: readonly StyleSpan[]): Span[] {
  if ('made' in line && line.made !== undefined) return [{ text: line.text }];
  const lyrics = 'kind' in line && line.kind === 'lyrics';
  const end = lineEnd(text, line.to);
  const spans: Span[] = [];
  let at = line.from;
  const add = (to: number, style: number): void => {
    if (to <= at) return;
    spans.push({
      text: text.slice(at, to),
      ...(style & BOLD ? { bold: true } : {}),
      ...((style & ITALIC) !== 0 || lyrics ? { italic: true } : {}),
      ...(style & UNDERLINE ? { underline: true } : {}),
    });
    at = to;
  };
  for (const { from, to, style } of styles) {
    if (to <= line.from || from >= line.to) continue;
    add(Math.max(from, line.from), 0);
    add(Math.min(to, line.to), style);
  }
  add(line.to, 0);
  if (end !== '' && spans.length > 0) spans.push({ text: end });
  return spans;
}
