import type { Span } from './segment.ts';

/** What a line of a screenplay is. `furniture` belongs to the page and is left out of the text. */
export type LineType =
  | 'sceneHeading'
  | 'action'
  | 'character'
  | 'parenthetical'
  | 'dialogue'
  | 'lyrics'
  | 'transition'
  | 'centered'
  | 'titlePage'
  | 'furniture';

/** A line to be labelled, with what was read around it. Points; y from the top of the page. */
export interface RawLine {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly text: string;
  readonly spans: readonly Span[];
  /** Scene number from the margins. */
  readonly number?: string;
  /** A revision mark stood beside it. */
  readonly revised: boolean;
  readonly dual?: 'left' | 'right';
  /** The first line of its column: a cue. */
  readonly dualStart?: boolean;
  /** First line of the body on its page. */
  readonly first: boolean;
  /** Distance from the line before, in lines; absent for the first on a page. */
  readonly gap?: number;
  /** A `(MORE)` stood below it. */
  readonly more: boolean;
  /** Known from the file's own structure: not joined with what follows, nor does it go on from the line before. */
  readonly whole?: boolean;
  /** Known from the file's own structure: the white space between this line and the next of its paragraph. */
  readonly end?: '' | ' ' | '\n';
  /** What the structure tree calls it. */
  readonly role?: string;
}

/** A line with its label, for a screen on which a person corrects what was read. */
export interface PdfLine extends RawLine {
  readonly type: LineType;
  /** How sure the label is, 0 to 1. */
  readonly confidence: number;
  /** In words, why. */
  readonly reason: string;
  /** Other readings, most likely first. */
  readonly alternatives: readonly { readonly type: LineType; readonly confidence: number }[];
  /** Goes on from the line before: the same paragraph, speech or heading. */
  readonly joined: boolean;
}
