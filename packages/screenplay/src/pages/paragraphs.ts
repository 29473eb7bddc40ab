import type { ScreenplayDocument, ScreenplayElement } from '../elements.ts';
import { append } from '../node.ts';
import { type Box, type BoxKind, boxOf, type Paper, type Side } from './paper.ts';
import { type WrappedLine, wrap } from './wrap.ts';

/** An element, or what is left of it after a page break, wrapped to its box. */
export interface Paragraph {
  readonly element: ScreenplayElement;
  readonly index: number;
  readonly box: Box;
  readonly lines: readonly WrappedLine[];
  /** Where in the element's text it ends; before the text's end only in a part of a very long one. */
  readonly end: number;
}

/**
 * A paragraph of more lines is broken into pages piece by piece, and a speech of more parts too: what is split page by
 * page would otherwise cost the square of its length. Nobody writes either.
 */
const MOST_LINES = 1000;
const MOST_PARTS = 1000;
/** A cue of more lines is no name; it is printed as a paragraph that may break. */
const MOST_CUE_LINES = 8;

/** What a page break treats as one. */
export type Block = Plain | Speech | Dual | Break;

export interface Plain {
  readonly kind: 'plain';
  readonly paragraph: Paragraph;
  /** Empty lines above it. */
  readonly above: number;
}

export interface Speech {
  readonly kind: 'speech';
  /** Absent of dialogue that nobody speaks. */
  readonly cue: Paragraph | undefined;
  /** Dialogue, parentheticals, lyrics. */
  readonly parts: readonly Paragraph[];
  /** The cue is a repeated one: the speech began on another page. */
  readonly continued: boolean;
  readonly above: number;
}

export interface Dual {
  readonly kind: 'dual';
  readonly left: Speech;
  readonly right: Speech;
  readonly above: number;
}

interface Break {
  readonly kind: 'break';
}

export function isPrinted({ type }: ScreenplayElement): boolean {
  return type !== 'note' && type !== 'boneyard' && type !== 'section' && type !== 'synopsis';
}

function isSpoken({ type }: ScreenplayElement): boolean {
  return type === 'dialogue' || type === 'parenthetical' || type === 'lyrics';
}

function paragraph(element: ScreenplayElement, index: number, paper: Paper, side?: Side): Paragraph {
  const box = boxOf(BOXES[element.type] ?? 'action', paper, side);
  return { element, index, box, lines: wrap(element.text, box.width), end: element.text.length };
}

/** The paragraph, in pieces where it is very long. */
function pieces(whole: Paragraph): readonly Paragraph[] {
  if (whole.lines.length <= MOST_LINES) return [whole];
  const parts: Paragraph[] = [];
  for (let at = 0; at < whole.lines.length; at += MOST_LINES) {
    const lines = whole.lines.slice(at, at + MOST_LINES);
    parts.push({ ...whole, lines, end: whole.lines[at + MOST_LINES]?.from ?? whole.end });
  }
  return parts;
}

function* plain(whole: Paragraph, above: number): Generator<Plain, void, undefined> {
  for (const [index, piece] of pieces(whole).entries()) {
    yield { kind: 'plain', paragraph: piece, above: index === 0 ? above : 0 };
  }
}

/** A speech, or what stands in for it where the cue is too long to be repeated. */
function* spoken(speech: Speech): Generator<Plain | Speech, void, undefined> {
  const { cue } = speech;
  if (cue !== undefined && isTooLong(cue)) {
    yield* plain(cue, speech.above);
    yield { ...speech, cue: undefined, above: 0 };
  } else yield speech;
}

function isTooLong(cue: Paragraph | undefined): boolean {
  return (cue?.lines.length ?? 0) > MOST_CUE_LINES;
}

/** The rest of a paragraph from `start` on. */
export function rest(whole: Paragraph, start: number): Paragraph {
  return { ...whole, lines: wrap(whole.element.text, whole.box.width, start, whole.end) };
}

const BOXES: Partial<Record<ScreenplayElement['type'], BoxKind>> = {
  dialogue: 'dialogue',
  lyrics: 'dialogue',
  parenthetical: 'parenthetical',
  character: 'cue',
  transition: 'transition',
  centered: 'centered',
};

/** The blocks of a document, one after the other. */
export function* blocksOf(
  document: ScreenplayDocument,
  paper: Paper,
  linesAboveHeading: number,
): Generator<Block, void, undefined> {
  const { elements } = document;
  const near = smallestGap(elements);
  let last: ScreenplayElement | undefined;
  for (let index = 0; index < elements.length; ) {
    const element = elements[index] as ScreenplayElement;
    if (!isPrinted(element)) {
      index++;
    } else if (element.type === 'pageBreak') {
      yield { kind: 'break' };
      last = undefined;
      index++;
    } else if (element.type === 'character') {
      const right = element.dual === 'left' ? rightCueAfter(elements, index) : -1;
      const left = speechAt(elements, index, paper, right === -1 ? undefined : 'left');
      if (right === -1) {
        yield* spoken(left.speech);
        index = left.next;
      } else {
        const other = speechAt(elements, right, paper, 'right');
        index = other.next;
        if (isTooLong(left.speech.cue) || isTooLong(other.speech.cue)) {
          yield* spoken(left.speech);
          yield* spoken(other.speech);
        } else yield { kind: 'dual', left: left.speech, right: other.speech, above: 1 };
      }
      last = elements[index - 1];
    } else if (element.type === 'dialogue' || element.type === 'parenthetical') {
      const { speech, next } = speechAt(elements, index, paper, undefined);
      yield speech;
      index = next;
      last = element;
    } else {
      const above = element.type === 'sceneHeading' ? linesAboveHeading : isVerse(last, element, near) ? 0 : 1;
      yield* plain(paragraph(element, index, paper), above);
      last = element;
      index++;
    }
  }
}

function speechAt(
  elements: readonly ScreenplayElement[],
  start: number,
  paper: Paper,
  side: Side,
): { speech: Speech; next: number } {
  const first = elements[start] as ScreenplayElement;
  const cue = first.type === 'character' ? paragraph(first, start, paper, side) : undefined;
  const parts: Paragraph[] = [];
  let next = cue === undefined ? start : start + 1;
  for (let index = next; index < elements.length; index++) {
    const element = elements[index] as ScreenplayElement;
    if (!isPrinted(element) && (element.type === 'note' || element.type === 'boneyard')) continue;
    if (!isSpoken(element) || (parts.length >= MOST_PARTS && side === undefined)) break;
    append(parts, pieces(paragraph(element, index, paper, side)));
    next = index + 1;
  }
  return { speech: { kind: 'speech', cue, parts, continued: false, above: 1 }, next };
}

/** Index of the right cue of the dual dialogue whose left one stands at `start`, or -1. */
function rightCueAfter(elements: readonly ScreenplayElement[], start: number): number {
  for (let index = start + 1; index < elements.length; index++) {
    const element = elements[index] as ScreenplayElement;
    if (element.type === 'character') return element.dual === 'right' ? index : -1;
    if (!isSpoken(element) && element.type !== 'note' && element.type !== 'boneyard') return -1;
  }
  return -1;
}

/** Lines of lyrics or centred text that were written one below the other belong together. */
function isVerse(last: ScreenplayElement | undefined, element: ScreenplayElement, near: number): boolean {
  if (last?.type !== element.type || (element.type !== 'lyrics' && element.type !== 'centered')) return false;
  return element.from - last.to <= near;
}

/** Units between two elements without an empty line between: one or, with CRLF, two. */
function smallestGap(elements: readonly ScreenplayElement[]): number {
  let smallest = 2;
  for (let index = 1; index < elements.length && smallest > 1; index++) {
    const gap = (elements[index] as ScreenplayElement).from - (elements[index - 1] as ScreenplayElement).to;
    if (gap === 1) smallest = 1;
  }
  return smallest;
}
