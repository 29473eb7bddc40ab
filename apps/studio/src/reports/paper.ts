import type { Bookmark, DrawnLine, Sheet, Span, Tag, Tagged, TextLine } from '@second-unit/print';
import { widthOf } from '../cli/words.ts';
import type { Drawing } from './chart-drawing.ts';

/** US letter in points, with Courier at 9 points: 0.6 of its size a letter. */
const WIDTH = 612;
const HEIGHT = 792;
const MARGIN = 54;
const SIZE = 9;
const LEADING = 12;
/** Of a drawing that is as wide as the text. */
export const DRAWING_WIDTH = WIDTH - 2 * MARGIN;
/** Letters on a line of text. */
const COLUMNS = Math.floor((WIDTH - 2 * MARGIN) / (SIZE * 0.6));

type Branch = Tagged & { readonly children: Tagged[] };

interface LineLook {
  readonly indent?: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly size?: number;
}

/** Text that flows over sheets from top to bottom, and the tree of what it is. */
export class Paper {
  readonly structure: Branch = { tag: 'Document', children: [] };
  readonly bookmarks: Bookmark[] = [];
  readonly #sheets: { readonly lines: TextLine[]; readonly drawn: DrawnLine[] }[] = [];
  #y = 0;

  constructor() {
    this.#turn();
  }

  /** A heading, never the last line of a sheet, and on one sheet with `below` points of what follows. */
  heading(tag: 'H1' | 'H2' | 'H3', text: string, below = 0): void {
    const size = tag === 'H1' ? 20 : tag === 'H2' ? 12 : SIZE;
    this.#room(Math.min(HEIGHT - 2 * MARGIN, (tag === 'H1' ? 40 : 56) + below));
    this.#y += tag === 'H1' ? 12 : LEADING;
    if (tag === 'H2') this.bookmarks.push({ title: text, sheet: this.#sheets.length - 1, y: this.#y });
    this.#write(this.#branch(tag), text, { bold: true, size });
    this.#y += 3;
  }

  paragraph(text: string, look: LineLook = {}, tag: Tag = 'P'): void {
    this.#write(this.#branch(tag), text, look);
  }

  gap(lines = 0.5): void {
    this.#y += LEADING * lines;
  }

  /** A drawing on one sheet, smaller where it would not fit. Nobody reads it aloud: a table must say the same. */
  drawing({ width, height, strokes, words }: Drawing): void {
    const scale = Math.min(1, (HEIGHT - 2 * MARGIN - LEADING) / height);
    this.#room(height * scale + LEADING);
    this.#y += LEADING / 2;
    const left = MARGIN + (DRAWING_WIDTH - width * scale) / 2;
    const top = this.#y;
    const sheet = this.#sheets.at(-1);
    for (const { points, width: thick = 1, ...look } of strokes) {
      sheet?.drawn.push({
        ...look,
        width: thick * scale,
        points: points.map(([x, y]) => [left + x * scale, top + y * scale]),
      });
    }
    for (const { x, y, size = SIZE, ...rest } of words) {
      sheet?.lines.push({ ...rest, x: left + x * scale, y: top + y * scale, size: size * scale });
    }
    this.#y += height * scale + LEADING / 2;
  }

  /** A table whose columns are as wide as their longest cell, the first narrower where they do not all fit. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const all = [head, ...rows];
    const widths = head.map((_, column) => Math.max(3, ...all.map((row) => widthOf(row[column] ?? '')), 0) + 2);
    let over = widths.reduce((sum, width) => sum + width, 0) - COLUMNS;
    while (over > 0) {
      const widest = widths.indexOf(Math.max(...widths));
      const now = widths[widest] ?? 0;
      if (now <= 6) break;
      widths[widest] = now - 1;
      over--;
    }
    const table: Branch = { tag: 'Table', children: [] };
    this.structure.children.push(table);
    for (const [index, row] of all.entries()) {
      this.#room(LEADING);
      this.#y += LEADING;
      const line: Branch = { tag: 'TR', children: [] };
      table.children.push(line);
      let at = 0;
      for (const [column, width] of widths.entries()) {
        const cell: Tagged = { tag: index === 0 ? 'TH' : 'TD', children: [] };
        line.children.push(cell);
        const text = cut(row[column] ?? '', width - 1);
        if (text !== '' && at + 3 <= COLUMNS) this.#put(cell, text, at, { bold: index === 0 });
        at += width;
      }
    }
    this.#y += LEADING;
  }

  /** The sheets, each with its number, which nobody reads aloud. */
  sheets(footer: string): Sheet[] {
    return this.#sheets.map(({ lines, drawn }, index) => ({
      width: WIDTH,
      height: HEIGHT,
      ...(drawn.length === 0 ? {} : { drawn }),
      lines: [
        ...lines,
        { x: MARGIN, y: HEIGHT - 30, size: 8, spans: [{ text: cut(footer, 80) }] },
        { x: WIDTH - MARGIN, y: HEIGHT - 30, size: 8, align: 'right', spans: [{ text: String(index + 1) }] },
      ],
    }));
  }

  #branch(tag: Tag): Tagged {
    const branch: Tagged = { tag, children: [] };
    this.structure.children.push(branch);
    return branch;
  }

  #write(within: Tagged, text: string, look: LineLook): void {
    const size = look.size ?? SIZE;
    const columns = Math.floor(((COLUMNS - (look.indent ?? 0)) * SIZE) / size);
    for (const line of wrapped(text, columns)) {
      const leading = Math.max(LEADING, size * 1.3);
      this.#room(leading);
      this.#y += leading;
      this.#put(within, line, look.indent ?? 0, look);
    }
  }

  #put(within: Tagged, text: string, column: number, { bold, italic, size = SIZE }: LineLook): void {
    const span: Span = { text, ...(bold ? { bold } : {}), ...(italic ? { italic } : {}) };
    const x = MARGIN + column * SIZE * 0.6;
    this.#sheets.at(-1)?.lines.push({ x, y: this.#y, size, spans: [span], within, maxWidth: WIDTH - MARGIN - x });
  }

  #room(points: number): void {
    if (this.#y + points > HEIGHT - MARGIN) this.#turn();
  }

  #turn(): void {
    this.#sheets.push({ lines: [], drawn: [] });
    this.#y = MARGIN;
  }
}

/** Broken at spaces, and inside a word that is longer than a line. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r\n|\r|\n/u)) {
    let line = '';
    for (const word of paragraph.trim().split(/\s+/u)) {
      let rest = word;
      while (widthOf(rest) > columns) {
        if (line !== '') lines.push(line);
        line = '';
        const part = fitting(rest, columns);
        lines.push(part);
        rest = rest.slice(part.length);
      }
      const longer = line === '' ? rest : `${line} ${rest}`;
      if (widthOf(longer) <= columns) line = longer;
      else {
        lines.push(line);
        line = rest;
      }
    }
    if (line !== '') lines.push(line);
  }
  return lines;
}

function cut(text: string, columns: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return widthOf(line) <= columns ? line : `${fitting(line, Math.max(1, columns - 1)).trimEnd()}…`;
}

/** At least one letter of a text, and as many as fit. */
function fitting(text: string, columns: number): string {
  let fits = '';
  for (const letter of text) {
    if (fits !== '' && widthOf(fits + letter) > columns) break;
    fits += letter;
  }
  return fits;
}
