import { at, type Note } from '../note.ts';
import type { Written } from '../written.ts';

/** Columns of action on letter paper, and printed lines that a reader takes in at one look. */
const COLUMNS = 61;
const MOST = 5;

/** Paragraphs of action that print as more than five lines. */
export function longBlocks(lines: readonly Written[]): Note[] {
  const notes: Note[] = [];
  for (const { element } of lines) {
    if (element.type !== 'action' || element.text.length <= COLUMNS * (MOST - 1)) continue;
    for (const part of paragraphs(element.text)) {
      if (!isProse(part)) continue;
      const printed = printedLines(part);
      if (printed <= MOST) continue;
      notes.push({
        kind: 'long-block',
        language: 'any',
        what: 'A long block of action: where would the reader breathe?',
        value: { lines: printed },
        confidence: 1,
        method: `More than ${MOST} printed lines of ${COLUMNS} columns in one paragraph of action.`,
        evidence: [at(element.from, element.to)],
      });
      break;
    }
  }
  return notes;
}

function paragraphs(text: string): string[] {
  return text.split(/\n[ \t]*\n/u);
}

/** Sign by sign, what is not written by hand: other control signs than spaces, and what stands for bytes that are no text. */
const NO_TEXT = /[\p{Cc}\p{Co}\p{Cn}\ufffd]/u;
const LEAST_LETTERS = 0.6;
const LONGEST_WORD = 100;

/** Bytes, tables of figures and encoded files are no action that a reader wants to breathe in. */
function isProse(text: string): boolean {
  if (NO_TEXT.test(text.replace(/[\t\r\n]/gu, ''))) return false;
  const letters = text.match(/[\p{L}\p{M}\s]/gu)?.length ?? 0;
  if (letters < text.length * LEAST_LETTERS) return false;
  return /[\u2e80-\u9fff\uac00-\ud7a3]/u.test(text) || text.split(/\s/u).every((word) => word.length <= LONGEST_WORD);
}

/** As a typewriter breaks it: at spaces; East Asian letters take two columns and break anywhere. */
function printedLines(text: string): number {
  let count = 0;
  for (const line of text.split('\n')) {
    let column = 0;
    count++;
    for (const word of line.split(/(?<=\s)|(?=[\u2e80-\u9fff\uac00-\ud7a3\uff00-\uff60])/u)) {
      const bare = columns(word.trimEnd());
      if (column > 0 && column + bare > COLUMNS) {
        count++;
        column = 0;
      }
      column += columns(word);
      if (column > COLUMNS + 1) {
        count += Math.floor((column - 1) / COLUMNS);
        column %= COLUMNS;
      }
    }
  }
  return count;
}

function columns(text: string): number {
  return text.length + (text.match(/[\u2e80-\u9fff\uac00-\ud7a3\uff00-\uff60]/gu)?.length ?? 0);
}
