import { toDocument } from '../document.ts';
import type { ElementType, ScreenplayDocument, ScreenplayElement, TitlePageEntry } from '../elements.ts';
import { fountainOf } from '../formats/script/fountain.ts';
import type { StyledElement, StyledTitleEntry } from '../formats/script/styled.ts';
import { parse } from '../parse.ts';
import { type Styled, stylesOf } from './emphasis.ts';
import type { LineType, PdfLine } from './line.ts';
import type { Span } from './segment.ts';

export interface Assembled {
  /** Of the Fountain text, ranges and all. */
  readonly document: ScreenplayDocument;
  readonly fountain: string;
}

type Draft = { -readonly [Key in keyof ScreenplayElement]: ScreenplayElement[Key] };

interface Piece {
  readonly element: Draft;
  styled: Styled;
}

/**
 * The screenplay that these lines make: after `readPdf`, or after a person has changed some lines' types.
 * Parsing the Fountain text gives the document.
 */
export function assemble(lines: readonly PdfLine[], titlePage: readonly TitlePageEntry[]): Assembled {
  const pieces = piecesOf(lines);
  const text = fountainOf({
    titlePage: styledTitles(titlePage, lines),
    elements: pieces.map(
      ({ element: { type, text, number, dual, depth }, styled }): StyledElement => ({
        type,
        text,
        styles: stylesOf(type, styled),
        ...(number === undefined ? {} : { number }),
        ...(dual === undefined ? {} : { dual }),
        ...(depth === undefined ? {} : { depth }),
      }),
    ),
  });
  return { document: toDocument(parse(text)), fountain: text };
}

/** The entries with the emphasis of their lines, each of which stands in the entry of the line before or in a later one. */
function styledTitles(titlePage: readonly TitlePageEntry[], lines: readonly PdfLine[]): StyledTitleEntry[] {
  const found = titlePage.map((): Span[] => []);
  let [entry, at] = [0, 0];
  for (const line of lines) {
    if (line.type !== 'titlePage' || line.text === '') continue;
    const next = titlePage.findIndex(({ value }, index) => {
      return index >= entry && value.includes(line.text, index === entry ? at : 0);
    });
    if (next === -1) continue;
    const from = titlePage[next]?.value.indexOf(line.text, next === entry ? at : 0) ?? 0;
    [entry, at] = [next, from + line.text.length];
    found[next]?.push(...line.spans.map((span) => ({ ...span, from: span.from + from, to: span.to + from })));
  }
  return titlePage.map(({ key, value }, index) => {
    return { key, value, styles: stylesOf('action', { text: value, spans: found[index] ?? [] }) };
  });
}

function piecesOf(lines: readonly PdfLine[]): Piece[] {
  const pieces: Piece[] = [];
  const rights = rightEdges(lines);
  const words = vocabulary(lines);
  let before: PdfLine | undefined;
  for (const line of lines) {
    if (line.type === 'furniture' || line.type === 'titlePage') continue;
    const last = pieces.at(-1);
    // Speech without a cue is text that nobody speaks.
    const type: ElementType = isSpeech(line.type) && !inSpeech(last) ? 'action' : line.type;
    if (last !== undefined && before !== undefined && line.joined && last.element.type === type) {
      append(last, line, joint(before, line, rights.get(line.type), words));
    } else if (type === 'dialogue' && last?.element.type === 'dialogue') {
      append(last, line, { drop: 0, between: line.first ? ' ' : '\n\n' });
    } else pieces.push(pieceOf(line, type));
    before = line;
  }
  for (const { element, styled } of pieces) element.text = styled.text;
  return pieces;
}

/** `lyrics` may stand in a speech, but need none. */
function isSpeech(type: ElementType): boolean {
  return type === 'dialogue' || type === 'parenthetical';
}

function inSpeech(last: Piece | undefined): boolean {
  return (
    last !== undefined &&
    (last.element.type === 'character' || last.element.type === 'lyrics' || isSpeech(last.element.type))
  );
}

function pieceOf(line: PdfLine, type: ElementType): Piece {
  const element: Draft = { type, from: 0, to: 0, text: line.text };
  if (type === 'sceneHeading' && line.number !== undefined) element.number = line.number;
  if (type === 'character' && line.dual !== undefined) element.dual = line.dual;
  const styled = { text: '', spans: [] };
  const piece: Piece = { element, styled };
  append(piece, line, { drop: 0, between: '' });
  return piece;
}

function append(piece: Piece, line: PdfLine, { drop, between }: Joint): void {
  const { styled } = piece;
  const text = drop === 0 ? styled.text : styled.text.slice(0, -drop);
  const start = text.length + between.length;
  const spans = line.spans.map((span) => ({ ...span, from: span.from + start, to: span.to + start }));
  piece.styled = { text: `${text}${between}${line.text}`, spans: [...styled.spans, ...spans] };
}

/** How far lines of each type reach: nearly the farthest, so that one that juts out is not taken for the measure. */
function rightEdges(lines: readonly PdfLine[]): Map<LineType, number> {
  const all = new Map<LineType, number[]>();
  for (const line of lines) {
    if (line.dual !== undefined) continue;
    const list = all.get(line.type) ?? [];
    list.push(line.right);
    all.set(line.type, list);
  }
  const edges = new Map<LineType, number>();
  for (const [type, list] of all) {
    list.sort((a, b) => a - b);
    if (list.length >= 4) edges.set(type, list[Math.floor(0.97 * (list.length - 1))] as number);
  }
  return edges;
}

/** Words as they stand inside of lines, to tell a hyphen of the word from one of the line's end. */
function vocabulary(lines: readonly PdfLine[]): Set<string> {
  const words = new Set<string>();
  for (const line of lines) {
    for (const word of line.text.toLowerCase().match(/[\p{L}\p{M}\p{N}’'-]+/gu) ?? []) words.add(word);
  }
  return words;
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。」』）！？]$/u;

interface Joint {
  /** Taken from the end of what stands before. */
  readonly drop: number;
  readonly between: string;
}

/** What stands between two lines of one paragraph. */
function joint(before: PdfLine, line: PdfLine, edge: number | undefined, words: ReadonlySet<string>): Joint {
  if (before.end !== undefined) return { drop: 0, between: before.end };
  if (before.text.endsWith('\u00AD')) return { drop: 1, between: '' };
  const broken = /([\p{L}\p{M}’']+)-$/u.exec(before.text)?.[1];
  const next = /^\p{Ll}[\p{L}\p{M}’']*/u.exec(line.text)?.[0];
  if (broken !== undefined && next !== undefined) {
    // Screenplays are seldom hyphenated: the hyphen goes only where the script writes the word without it elsewhere.
    return { drop: words.has(`${broken}${next}`.toLowerCase()) ? 1 : 0, between: '' };
  }
  if (UNSPACED.test(before.text) || /\S—$/u.test(before.text)) return { drop: 0, between: '' };
  return { drop: 0, between: isHardBreak(before, line, edge) ? '\n' : ' ' };
}

/** The next word would have fitted: the writer broke the line. */
function isHardBreak(before: PdfLine, line: PdfLine, edge: number | undefined): boolean {
  if (edge === undefined || before.dual !== undefined) return false;
  if (before.type !== 'action' && before.type !== 'dialogue') return false;
  const width = (line.right - line.x) / Math.max(1, line.text.length);
  const word = /^\S+/.exec(line.text)?.[0].length ?? 0;
  return before.right + (word + 2.5) * width < edge;
}
