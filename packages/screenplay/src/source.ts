import { findBoneyardEnd } from './constructs/boneyard.ts';
import { findNoteEnd, isEscapeInNote } from './constructs/note.ts';
import { type Node, node } from './node.ts';

/** Text being parsed, with what has been learned about it so that nothing is looked for twice. */
export interface Source {
  readonly text: string;
  /** Whether a boneyard may be closed by text after `text`. Asked at most once a parse. */
  readonly closesLater: () => boolean;
  /** No boneyard ends at or after this offset. */
  noBoneyardEndFrom: number;
  /** No note that starts before this offset ends. */
  noNoteBefore: number;
  /** Set where an opening boneyard stayed open. */
  unclosed: boolean;
  /** Set where the end of `text` cut something off that later text may complete. */
  starved: boolean;
}

export function source(text: string, closesLater: () => boolean = () => false): Source {
  return { text, closesLater, noBoneyardEndFrom: Infinity, noNoteBefore: 0, unclosed: false, starved: false };
}

/** A line, or several that a note or boneyard joins. Offsets count from the start of the source. */
export interface Line {
  readonly start: number;
  /** Before the line break. */
  readonly end: number;
  /** After the line break. */
  readonly next: number;
  /** Notes and boneyards in it, in order. */
  readonly cuts: readonly Node[];
  /** Signs seen: whether inline parsing has anything to look for. */
  readonly signs: number;
  /** Without cuts and without white space at either end. */
  readonly text: string;
  /** Offset of `text` in the source; where there are cuts, see `place`. */
  readonly from: number;
}

const END_OF_LINE = 1;
const BRACKET = 2;
const SLASH = 4;
/** `*`, `_` or a backslash. */
export const EMPHASIS = 8;

const SIGNS = new Uint8Array(128);
SIGNS[0x0a] = END_OF_LINE;
SIGNS[0x0d] = END_OF_LINE;
SIGNS[0x5b] = BRACKET;
SIGNS[0x2f] = SLASH;
SIGNS[0x2a] = EMPHASIS;
SIGNS[0x5f] = EMPHASIS;
SIGNS[0x5c] = EMPHASIS;

const NO_CUTS: readonly Node[] = [];

/** What `String.prototype.trim` takes off, line breaks apart. */
export function isSpace(code: number): boolean {
  if (code < 0xa0) return code === 0x20 || code === 0x09 || code === 0x0b || code === 0x0c;
  return (
    code === 0xa0 ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x1680 ||
    code === 0xfeff
  );
}

export function isLineBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** Offset after the line break that starts at `at`. */
export function afterLineBreak(text: string, at: number): number {
  return text.charCodeAt(at) === 0x0d && text.charCodeAt(at + 1) === 0x0a ? at + 2 : at + 1;
}

/**
 * The end of the white space that starts at `start` if it reaches the end of a line (before the line break),
 * else -1. A line of one space is empty; whether one of two or more is, depends on what it stands in.
 */
export function blankEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isLineBreak(code)) return at;
    if (!isSpace(code)) return -1;
    at++;
  }
  return at;
}

export function readLine(source: Source, start: number): Line {
  const { text } = source;
  const length = text.length;
  let signs = 0;
  let at = start;
  for (; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      const sign = SIGNS[code] as number;
      if (sign !== 0) {
        if (sign === END_OF_LINE) break;
        signs |= sign;
      }
    }
  }
  let cuts: Node[] | undefined;
  if ((signs & (BRACKET | SLASH)) !== 0) {
    let scan = start;
    while (scan < at) {
      const code = text.charCodeAt(scan);
      let to = -1;
      if (code === 0x5c) {
        scan += 2;
        continue;
      }
      if (code === 0x2f && text.charCodeAt(scan + 1) === 0x2a) to = findBoneyardEnd(source, scan);
      else if (code === 0x5b && text.charCodeAt(scan + 1) === 0x5b) to = findNoteEnd(source, scan);
      if (to === -1) {
        scan++;
        continue;
      }
      cuts ??= [];
      cuts.push(cutNode(source, scan, to));
      scan = to;
      if (to > at) {
        // The note or boneyard spans line breaks: this line goes on after it.
        for (at = to; at < length; at++) {
          const after = text.charCodeAt(at);
          if (after < 128) {
            const sign = SIGNS[after] as number;
            if (sign === END_OF_LINE) break;
            signs |= sign;
          }
        }
      }
    }
  }
  const next = at < length ? afterLineBreak(text, at) : at;
  if (cuts !== undefined) {
    const whole = withoutCuts(text, start, at, cuts);
    const trimmed = whole.trimStart();
    const lead = whole.length - trimmed.length;
    return { start, end: at, next, cuts, signs, text: trimmed.trimEnd(), from: lead };
  }
  let from = start;
  while (from < at && isSpace(text.charCodeAt(from))) from++;
  let to = at;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return { start, end: at, next, cuts: NO_CUTS, signs, text: text.slice(from, to), from };
}

function cutNode(source: Source, from: number, to: number): Node {
  if (source.text.charCodeAt(from) === 0x2f) return node('boneyard', from, to);
  const inner: Node[] = [];
  // Within the note only: a search to the end of the text at each note would take quadratic time.
  for (let at = from + 2; at < to; at++) {
    const code = source.text.charCodeAt(at);
    const next = source.text.charCodeAt(at + 1);
    if (isEscapeInNote(code, next)) at++;
    if (code !== 0x2f || next !== 0x2a) continue;
    const end = findBoneyardEnd(source, at);
    if (end === -1 || end > to) break;
    inner.push(node('boneyard', at, end));
    at = end - 1;
  }
  return inner.length === 0 ? node('note', from, to) : node('note', from, to, inner);
}

function withoutCuts(text: string, from: number, to: number, cuts: readonly Node[]): string {
  let result = '';
  let at = from;
  for (const cut of cuts) {
    result += text.slice(at, cut.from);
    at = cut.to;
  }
  return result + text.slice(at, to);
}

/** Offset in the source of unit `index` of the line's `text`. */
export function place(line: Line, index: number): number {
  if (line.cuts.length === 0) return line.from + index;
  let at = line.start;
  let left = line.from + index;
  for (const cut of line.cuts) {
    const room = cut.from - at;
    if (left < room) return at + left;
    left -= room;
    at = cut.to;
  }
  return at + left;
}
