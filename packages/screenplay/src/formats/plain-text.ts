import { decode } from '../decode.ts';
import { toDocument } from '../document.ts';
import type { ScreenplayDocument } from '../elements.ts';
import { parse } from '../parse.ts';
import { headingOf, type Row, type RowType, rowTypes } from './layout.ts';
import { elementsOfFlat, type FlatParagraph } from './script/flat.ts';
import { fountainOf } from './script/fountain.ts';

export interface ReadScript {
  readonly fountain: string;
  readonly document: ScreenplayDocument;
  /** Runs of bold, italics or underlines that Fountain has no signs for; they were left out. */
  readonly unmarked?: number;
  /** So many lines are what their capitals and their order suggest, as neither styles nor indents say it. */
  readonly guessed?: number;
}

/** Share of lines that stand where speech does: below it, the text has no layout to go by and is Fountain. */
const LAID_OUT = 0.1;

/**
 * Reads plain text. Where lines are indented as on a page, their place says what they are, lines that were broken
 * to fit are put together, and page numbers, (MORE) and (CONTINUED) are left out. All other text is Fountain.
 * A guess at best: what stands where nothing does becomes action.
 * Throws `input` for what is not text and `too-large` over 16 MB.
 */
export function readPlainText(file: string | Uint8Array, name = 'This file'): ReadScript {
  const text = typeof file === 'string' ? file : decode(file, name);
  const rows = rowsOf(text.replace(/^\ufeff/, ''));
  const columns = rows.map(({ column }) => column);
  const left = columns.reduce((least, column) => Math.min(least, column), Infinity);
  const indented = columns.filter((column) => column - left >= 8).length;
  const fountain =
    rows.length === 0 || indented < rows.length * LAID_OUT
      ? text
      : fountainOf({ titlePage: [], elements: elementsOfFlat(paragraphsOf(rows)) });
  return { fountain, document: toDocument(parse(fountain)) };
}

const TAB = 8;

function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  let gap = true;
  for (const line of text.split(/\r\n|[\r\n\f]/)) {
    const written = line.trim();
    if (written === '') {
      gap = true;
      continue;
    }
    let column = 0;
    for (const sign of line) {
      if (sign === '\t') column += TAB - (column % TAB);
      else if (sign.trim() === '') column++;
      else break;
    }
    rows.push({ text: written, column, gap });
    gap = false;
  }
  return rows;
}

function paragraphsOf(rows: readonly Row[]): FlatParagraph[] {
  const types = rowTypes(rows, false);
  const widths = new Map<RowType, number>();
  for (const [index, { text }] of rows.entries()) {
    const type = types[index] as RowType;
    widths.set(type, Math.max(widths.get(type) ?? 0, text.length));
  }
  const paragraphs: { type: FlatParagraph['type']; lines: string[]; number?: string }[] = [];
  let last: Row | undefined;
  for (const [index, row] of rows.entries()) {
    const type = types[index] as RowType;
    if (type === 'furniture') continue;
    const open = paragraphs.at(-1);
    const goesOn = open !== undefined && open.type === type && !row.gap && last !== undefined && FLOWING.has(type);
    if (goesOn) {
      // A break that the next word made necessary is no break.
      const [word = ''] = row.text.split(/\s/, 1);
      const line = open.lines.at(-1) as string;
      const full = (last?.text.length ?? 0) + 1 + word.length > (widths.get(type) ?? 0);
      if (full || type === 'parenthetical' || type === 'sceneHeading')
        open.lines[open.lines.length - 1] = `${line} ${row.text}`;
      else open.lines.push(row.text);
    } else {
      const heading = type === 'sceneHeading' ? headingOf(row.text) : undefined;
      paragraphs.push({
        type,
        lines: [heading?.text ?? row.text],
        ...(heading?.number === undefined ? {} : { number: heading.number }),
      });
    }
    last = row;
  }
  return paragraphs.map(({ type, lines, number }) => ({
    type,
    text: lines.join('\n'),
    styles: [],
    ...(number === undefined ? {} : { number }),
  }));
}

/** Types whose text goes on over several lines. */
const FLOWING: ReadonlySet<RowType> = new Set(['sceneHeading', 'action', 'dialogue', 'parenthetical']);
