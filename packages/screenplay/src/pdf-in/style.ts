import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import type { Library, PdfPage } from './open.ts';

export interface Style {
  readonly bold: boolean;
  readonly italic: boolean;
  /** Where rules stand under it, from and to in the page's units. */
  readonly rules: readonly (readonly [number, number])[];
  readonly lightness: number;
}

/** How the text of a page is drawn; places are the page's own units. */
export interface Drawn {
  styleAt(font: string, x: number, y: number, width: number): Style;
  /** How many spaces each marked content ends with, where it ends with any. */
  readonly spaces: ReadonlyMap<number, number>;
}

type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

interface Rule {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

interface State {
  readonly matrix: Matrix;
  readonly lightness: number;
}

/** A line under text is thinner than this, and this near below its baseline, in points. */
const RULE_HEIGHT = 2;
const RULE_DISTANCE = 4.5;

/** Follows the drawing of a page as far as colours of text and straight rules go; text itself comes from elsewhere. */
export function drawnOn(library: Library, page: PdfPage, list: PDFOperatorList): Drawn {
  const { OPS } = library;
  const rules = new Map<number, Rule[]>();
  const colours = new Map<string, number>();
  const stack: State[] = [];
  let state: State = { matrix: IDENTITY, lightness: 0 };
  let text: Matrix = IDENTITY;
  let line: Matrix = IDENTITY;
  let leading = 0;
  const spaces = new Map<number, number>();
  const marks: (number | undefined)[] = [];
  const move = (x: number, y: number): void => {
    line = times(line, [1, 0, 0, 1, x, y]);
    text = line;
  };
  for (let at = 0; at < list.fnArray.length; at++) {
    const args: unknown = list.argsArray[at];
    switch (list.fnArray[at]) {
      case OPS.save:
        stack.push(state);
        break;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        state = stack.pop() ?? state;
        break;
      case OPS.paintFormXObjectBegin:
        stack.push(state);
        state = { ...state, matrix: times(state.matrix, matrixOf((args as unknown[])?.[0])) };
        break;
      case OPS.transform:
        state = { ...state, matrix: times(state.matrix, matrixOf(args)) };
        break;
      case OPS.setFillRGBColor:
        state = { ...state, lightness: lightnessOf((args as unknown[])[0]) };
        break;
      case OPS.beginText:
        text = IDENTITY;
        line = IDENTITY;
        break;
      case OPS.setTextMatrix:
        line = matrixOf((args as unknown[])[0]);
        text = line;
        break;
      case OPS.setLeading:
        leading = -Number((args as unknown[])[0]);
        break;
      case OPS.moveText:
        move(Number((args as unknown[])[0]), Number((args as unknown[])[1]));
        break;
      case OPS.setLeadingMoveText:
        leading = Number((args as unknown[])[1]);
        move(Number((args as unknown[])[0]), leading);
        break;
      case OPS.nextLine:
        move(0, leading);
        break;
      case OPS.showText:
      case OPS.showSpacedText:
        if (state.lightness > 0) {
          const place = times(state.matrix, text);
          colours.set(key(place[4], place[5]), state.lightness);
        }
        noteEnd(spaces, marks.at(-1), (args as unknown[])[0]);
        break;
      case OPS.beginMarkedContent:
        marks.push(marks.at(-1));
        break;
      case OPS.beginMarkedContentProps:
        marks.push(typeof (args as unknown[])[1] === 'number' ? ((args as unknown[])[1] as number) : undefined);
        break;
      case OPS.endMarkedContent:
        marks.pop();
        break;
      case OPS.constructPath:
        addRule(rules, state.matrix, (args as unknown[])[2]);
        break;
    }
  }
  const fonts = new Map<string, { bold: boolean; italic: boolean }>();
  const styleOf = (name: string): { bold: boolean; italic: boolean } => {
    let font = fonts.get(name);
    if (font === undefined) {
      font = fontStyle(page, name);
      fonts.set(name, font);
    }
    return font;
  };
  return {
    spaces,
    styleAt: (font, x, y, width) => ({
      ...styleOf(font),
      rules: rulesUnder(rules, x, y, width),
      lightness: colours.get(key(x, y)) ?? 0,
    }),
  };
}

function noteEnd(spaces: Map<number, number>, mark: number | undefined, glyphs: unknown): void {
  if (mark === undefined || !Array.isArray(glyphs)) return;
  for (const glyph of glyphs as unknown[]) {
    if (glyph === null || typeof glyph !== 'object') continue;
    const blank = /^\s*$/.test(String((glyph as { unicode?: unknown }).unicode));
    spaces.set(mark, blank ? (spaces.get(mark) ?? 0) + 1 : 0);
  }
}

function key(x: number, y: number): string {
  return `${Math.round(x)},${Math.round(y)}`;
}

function matrixOf(value: unknown): Matrix {
  if (value === null || typeof value !== 'object') return IDENTITY;
  const numbers = Array.from(value as ArrayLike<number>, Number);
  return numbers.length >= 6 && numbers.every(Number.isFinite) ? (numbers as unknown as Matrix) : IDENTITY;
}

function times(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

/** Relative lightness of `#rrggbb`. */
function lightnessOf(colour: unknown): number {
  if (typeof colour !== 'string' || !/^#[0-9a-f]{6}$/i.test(colour)) return 0;
  const value = Number.parseInt(colour.slice(1), 16);
  return (0.2126 * (value >> 16) + 0.7152 * ((value >> 8) & 255) + 0.0722 * (value & 255)) / 255;
}

function addRule(rules: Map<number, Rule[]>, matrix: Matrix, box: unknown): void {
  if (box === null || typeof box !== 'object') return;
  const [left = 0, low = 0, right = 0, high = 0] = Array.from(box as ArrayLike<number>);
  const a = times(matrix, [1, 0, 0, 1, left, low]);
  const b = times(matrix, [1, 0, 0, 1, right, high]);
  const [from, to] = [Math.min(a[4], b[4]), Math.max(a[4], b[4])];
  if (Math.abs(a[5] - b[5]) > RULE_HEIGHT || to - from < 3) return;
  const y = (a[5] + b[5]) / 2;
  const row = rules.get(Math.round(y)) ?? [];
  row.push({ from, to, y });
  rules.set(Math.round(y), row);
}

/** Points of the space beside a word that its rule may go on under; pdf.js leaves it out of the text's width. */
const SPACE = 8;

/** Rules that stand under a text, those that reach far beyond it apart: they part the page. */
function rulesUnder(rules: Map<number, Rule[]>, x: number, y: number, width: number): [number, number][] {
  const under: [number, number][] = [];
  if (rules.size === 0 || width <= 0) return under;
  for (let row = Math.floor(y - RULE_DISTANCE) - 1; row <= Math.ceil(y); row++) {
    for (const rule of rules.get(row) ?? []) {
      const below = y - rule.y;
      const [from, to] = [Math.max(rule.from, x), Math.min(rule.to, x + width)];
      if (below >= 0 && below <= RULE_DISTANCE && to > from && rule.to - rule.from <= 1.5 * (to - from) + SPACE)
        under.push([from, to]);
    }
  }
  return under;
}

/** By the font's own name, as flags are seldom set. */
function fontStyle(page: PdfPage, name: string): { bold: boolean; italic: boolean } {
  if (name === '' || !page.commonObjs.has(name)) return { bold: false, italic: false };
  const font: unknown = page.commonObjs.get(name);
  const { name: title, bold, italic } = (font ?? {}) as { name?: unknown; bold?: unknown; italic?: unknown };
  const words = typeof title === 'string' ? title.replace(/^[A-Z]{6}\+/, '') : '';
  return {
    bold: bold === true || /bold|black|heavy|demi/i.test(words),
    italic: italic === true || /italic|oblique|slanted|kursiv/i.test(words),
  };
}
