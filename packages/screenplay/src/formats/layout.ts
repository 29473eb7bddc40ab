import type { FlatParagraph } from './script/flat.ts';

/** What a line of a screenplay is, by where it stands: for text that has kept its indents and nothing else. */

export interface Row {
  readonly text: string;
  /** Of its first letter, in columns of ten to the inch. */
  readonly column: number;
  readonly align?: 'center' | 'right';
  /** An empty line stands before it. */
  readonly gap: boolean;
}

export type RowType = FlatParagraph['type'] | 'furniture';

const HEADING = /^(?:INT|EXT|EST|INT\.?\s*\/\s*EXT|EXT\.?\s*\/\s*INT|I\s*\/\s*E)[.\s]/i;
/** A scene number at the left and, after white space, again at the right. */
const NUMBERED = /^(?<number>[A-Z]?\d+[A-Z]{0,2})\.?\s+(?<heading>\S.*?)(?:\s{2,}\k<number>\.?)?$/;

/** The heading's text and its number. */
export function headingOf(text: string): { readonly text: string; readonly number?: string } | undefined {
  if (HEADING.test(text)) return { text };
  const { number, heading } = NUMBERED.exec(text)?.groups ?? {};
  if (number === undefined || heading === undefined || !HEADING.test(heading)) return undefined;
  return { text: heading, number };
}

/** What a page has on every sheet: page numbers, (MORE), (CONTINUED). */
const FURNITURE = /^(?:\d{1,3}\.|\(MORE\)|\(CONTINUED\)|CONTINUED:(?:\s*\(\d+\))?)$/;

/** Least indents against action: of speech, of cues, and of transitions. */
const SPEECH = 4;
const CUE = 12;
const TRANSITION = 28;

/** The type of each row. `gapless` rows are paragraphs, of which no empty line says that a speech is over. */
export function rowTypes(rows: readonly Row[], gapless: boolean): RowType[] {
  const margin = marginOf(rows);
  const types: RowType[] = [];
  let speaking = false;
  let bracket = false;
  for (const [index, row] of rows.entries()) {
    const indent = row.column - margin;
    const over = row.gap && !gapless;
    const next = rows[index + 1];
    const follows = next !== undefined && (gapless || !next.gap);
    const answered = follows && next.column - margin >= SPEECH && next.column < row.column;
    let type: RowType;
    if (FURNITURE.test(row.text) && (indent >= CUE || row.text.startsWith('(') || row.text.startsWith('CONT')))
      type = 'furniture';
    else if (row.align === 'center') type = 'centered';
    else if (headingOf(row.text) !== undefined && indent < SPEECH) type = 'sceneHeading';
    // A heading that was too long for its line.
    else if (types.at(-1) === 'sceneHeading' && !row.gap && !gapless && isCapital(row.text) && indent < SPEECH)
      type = 'sceneHeading';
    else if (isCapital(row.text) && indent >= CUE && answered && row.align === undefined) type = 'character';
    else if (speaking && !over && indent >= SPEECH)
      type = bracket || row.text.startsWith('(') ? 'parenthetical' : 'dialogue';
    else if (isCapital(row.text) && (row.align === 'right' || indent >= TRANSITION || /\bTO:$/.test(row.text)))
      type = 'transition';
    else type = 'action';
    types.push(type);
    if (type === 'furniture') continue;
    speaking = type === 'character' || type === 'parenthetical' || type === 'dialogue';
    bracket = type === 'parenthetical' && !row.text.endsWith(')');
  }
  return types;
}

/** Whether all rows stand at one margin, so that their place says nothing. */
export function isFlat(rows: readonly Row[]): boolean {
  const margin = marginOf(rows);
  return rows.every(({ column, align }) => Math.abs(column - margin) < SPEECH && align !== 'right');
}

/** A cue is no longer than this, and no sentence. */
const MOST_OF_A_CUE = 40;
const SENTENCE = /[.!?,;…]$|:/;
const TRANSITIONS = /^(?:FADE (?:IN|OUT)|CUT TO BLACK)\b[.:]?$|\bTO:$/;

/**
 * The type of each row of a text at one margin, by capitals and order alone: a line in capitals with a line of another
 * kind right after it is a cue. Of `gapless` rows nothing says how far a speech goes; it is taken to be one paragraph.
 */
export function flatTypes(rows: readonly Row[], gapless: boolean): RowType[] {
  const types: RowType[] = [];
  let speaking = false;
  for (const [index, row] of rows.entries()) {
    const { text } = row;
    const next = rows[index + 1];
    const over = row.gap && !gapless;
    const answered = next !== undefined && (gapless || !next.gap) && isSpeech(next.text);
    const isCue = isCapital(text) && text.length <= MOST_OF_A_CUE && !SENTENCE.test(text) && answered;
    const capital = isCapital(text);
    let type: RowType;
    if (FURNITURE.test(text)) type = 'furniture';
    else if (row.align === 'center') type = 'centered';
    else if (headingOf(text) !== undefined && capital) type = 'sceneHeading';
    else if (speaking && !over) type = text.startsWith('(') && text.endsWith(')') ? 'parenthetical' : 'dialogue';
    else if (capital && TRANSITIONS.test(text)) type = 'transition';
    else if (isCue && (gapless || row.gap)) type = 'character';
    else type = 'action';
    types.push(type);
    if (type !== 'furniture')
      speaking = type === 'character' || type === 'parenthetical' || (type === 'dialogue' && !gapless);
  }
  return types;
}

function isSpeech(text: string): boolean {
  return headingOf(text) === undefined && !TRANSITIONS.test(text) && (!isCapital(text) || text.startsWith('('));
}

/** The column of action: where headings stand, or else the leftmost that is used often. */
function marginOf(rows: readonly Row[]): number {
  const headings = rows.filter(({ text }) => HEADING.test(text));
  const columns = (headings.length > 0 ? headings : rows).map(({ column }) => column);
  const counts = new Map<number, number>();
  for (const column of columns) counts.set(column, (counts.get(column) ?? 0) + 1);
  const often = [...counts].filter(([, count]) => count >= columns.length / 20).map(([column]) => column);
  return often.length === 0 ? 0 : Math.min(...often);
}

/** In capitals, extensions in brackets apart. */
function isCapital(text: string): boolean {
  const letters = text.replace(/\([^)]*\)/g, '');
  return letters === letters.toUpperCase() && letters !== letters.toLowerCase();
}
