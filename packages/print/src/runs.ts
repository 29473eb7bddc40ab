import bidiModule, { type Bidi } from 'bidi-js';
import type { Face, Faces } from './faces.ts';
import type { Span, TextLine } from './job.ts';

/** Part of a line in one font, one style and one direction. */
export interface Run {
  /** In logical order. */
  readonly text: string;
  /** Its place among the line's runs in that order. */
  readonly order: number;
  /** Index of its span in the line. */
  readonly span: number;
  readonly face: Face;
  readonly underline: boolean;
  /** Of the bidirectional algorithm: odd runs right to left. */
  readonly level: number;
  /** A bracket or the like that right-to-left text shows the other way round. */
  readonly mirrored: boolean;
}

// Its types speak of a default export; in Node the function is the module itself.
const bidi = (bidiModule as unknown as () => Bidi)();
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Hebrew, Arabic, Syriac, Thaana, N'Ko and the like, and the signs that turn direction. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Letters that run right to left, without the marks and signs among them. */
const STRONG = /[\u05d0-\u05f4\u0620-\u064a\u066e-\u06d3\u06d5-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const ONE_UNIT_EACH = /^[ -\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e]*$/;

/** Whether a text has anything that runs right to left. */
function hasRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** Letters that a font sets in another order, or several as one: Devanagari and its kin, Khmer, Burmese. */
const SHAPED = /[\u0900-\u0dff\u1000-\u109f\u1780-\u17ff]/u;

/** Whether the glyphs of a text, one after the other, say something else than the text. */
export function needsItsText(text: string): boolean {
  return SHAPED.test(text) || hasRightToLeft(text);
}

/** Which way a paragraph runs: as its first letter with a direction does. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  if (!hasRightToLeft(text)) return 'ltr';
  return bidi.getEmbeddingLevels(text.replaceAll('\n', ' '), 'auto').paragraphs[0]?.level === 1 ? 'rtl' : 'ltr';
}

/** Runs of a line from left to right as the eye sees them. */
export function visualRuns(line: TextLine, faces: Faces): Run[] {
  const text = line.spans.map((span) => printable(span.text)).join('');
  const direction = line.direction ?? 'ltr';
  const turns = direction === 'rtl' || hasRightToLeft(text);
  const levels = turns ? bidi.getEmbeddingLevels(text, direction).levels : undefined;
  const mirrored = levels === undefined ? undefined : bidi.getMirroredCharactersMap(text, levels);
  const runs: Run[] = [];
  let offset = 0;
  for (const [index, span] of line.spans.entries()) {
    addRuns(printable(span.text), offset, { ...span, index }, { levels, mirrored, faces, runs });
    offset += span.text.length;
  }
  return levels === undefined ? runs : reordered(runs.map((run, order) => ({ ...run, order })));
}

/** Of the same length: what controls a terminal or a paragraph prints as a space. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

interface Line {
  readonly levels: Uint8Array | undefined;
  readonly mirrored: ReadonlyMap<number, string> | undefined;
  readonly faces: Faces;
  readonly runs: Run[];
}

function addRuns(
  text: string,
  offset: number,
  span: Span & { readonly index: number },
  { levels, mirrored, faces, runs }: Line,
): void {
  const { bold = false, italic = false, underline = false } = span;
  let last: { -readonly [Key in keyof Run]: Run[Key] } | undefined;
  for (const { grapheme, index } of ONE_UNIT_EACH.test(text) ? units(text) : segments(text)) {
    const level = levels?.[offset + index] ?? 0;
    const turned = mirrored?.has(offset + index) ?? false;
    // A space goes with the font before it.
    const face =
      grapheme === ' ' && last?.face.font.hasGlyphForCodePoint(0x20) === true
        ? last.face
        : faces.faceOf(grapheme, bold, italic);
    if (
      last !== undefined &&
      last.face === face &&
      last.level === level &&
      !turned &&
      !last.mirrored &&
      (level % 2 === 0 || joins(last.text, grapheme))
    ) {
      last.text += grapheme;
    } else {
      last = { text: grapheme, order: 0, span: span.index, face, underline, level, mirrored: turned };
      runs.push(last);
    }
  }
}

/**
 * Whether two graphemes that run right to left go in one run: those of a word. Words are drawn one by one in the order
 * of speech, and signs on their own, as programs that read the page turn nothing but what has letters.
 */
function joins(before: string, after: string): boolean {
  if (before === ' ' || after === ' ') return false;
  return STRONG.test(before) || (STRONG.test(after) && before.length === 1);
}

function* units(text: string): Generator<{ grapheme: string; index: number }> {
  for (let index = 0; index < text.length; index++) yield { grapheme: text[index] as string, index };
}

function* segments(text: string): Generator<{ grapheme: string; index: number }> {
  // Fonts have é as one letter far more often than its accent.
  for (const { segment, index } of graphemes.segment(text)) yield { grapheme: segment.normalize('NFC'), index };
}

/** Rule L2 of the bidirectional algorithm, on runs: from the highest level down, what is at it or above is turned. */
function reordered(runs: readonly Run[]): Run[] {
  const order = [...runs];
  const highest = Math.max(0, ...runs.map((run) => run.level));
  for (let level = highest; level > 0; level--) {
    for (let from = 0; from < order.length; from++) {
      if ((order[from] as Run).level < level) continue;
      let to = from;
      while (to < order.length && (order[to] as Run).level >= level) to++;
      order.splice(from, to - from, ...order.slice(from, to).reverse());
      from = to;
    }
  }
  return order;
}
