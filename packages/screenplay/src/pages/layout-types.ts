import type { ElementType } from '../elements.ts';
import type { Paper } from './paper.ts';

/** A place in a document: an element by its index, and UTF-16 units of its `text`. */
export interface Place {
  readonly element: number;
  readonly offset: number;
}

/** A page of a published draft: it keeps its number and starts where it started, whatever is written before it. */
export interface LockedPage extends Place {
  /** As printed, e.g. `12` or `12A`. */
  readonly page: string;
}

/** What one revision changed. */
export interface Revision {
  /** Of its paper, by the production's usage: `Blue`, `Pink`, `Yellow` … */
  readonly colour: string;
  /** Printed in the header of revised pages, e.g. `Blue Revision - 11/22/2026`; the colour's name where absent. */
  readonly label?: string;
  readonly changes: readonly RevisedRange[];
}

/** Part of an element's `text`, in UTF-16 units, `to` exclusive; all of it where `from` and `to` are absent. */
export interface RevisedRange {
  readonly element: number;
  readonly from?: number;
  readonly to?: number;
}

export interface LayoutOptions {
  /** Default `letter`. */
  readonly paper?: Paper['name'];
  /** Empty lines above a scene heading; default 1. */
  readonly linesAboveHeading?: 1 | 2;
  /** In order of the script. Pages that outgrow their number become A-pages: 12, 12A, 12B. */
  readonly locked?: readonly LockedPage[];
  /** The oldest first; a line shows the newest that touches it. */
  readonly revisions?: readonly Revision[];
  /** Under a speech that goes on overleaf; default `(MORE)`. */
  readonly more?: string;
  /** After its cue there; default `(CONT'D)`. */
  readonly continued?: string;
}

/** One line on paper. */
export interface PageLine {
  /** From 0 at the first line of text. */
  readonly row: number;
  /** Columns from the paper's left edge, and how many there are. */
  readonly left: number;
  readonly width: number;
  readonly align: 'left' | 'right' | 'center';
  readonly kind: ElementType;
  /** `more` and `continued` are printed by the page break, not written by anyone. */
  readonly made?: 'more' | 'continued';
  readonly text: string;
  /** Index in the document's `elements`. */
  readonly element: number;
  /** Of the element's `text`, in UTF-16 units; white space that ends the line is left out. */
  readonly from: number;
  readonly to: number;
  /** Scene number, on the first line of a heading. */
  readonly number?: string;
  /** Colour of the newest revision that changed it. */
  readonly revised?: string;
}

export interface Page {
  /** As printed; `12A` for a page that locked pages left no number for, `12-13` for what two have shrunk to. */
  readonly number: string;
  readonly lines: readonly PageLine[];
  /** The newest revision on it. */
  readonly revision?: Revision;
}

/** One line of the title page, in rows and columns as others. */
export interface TitleLine {
  readonly row: number;
  readonly left: number;
  readonly width: number;
  readonly align: 'left' | 'right' | 'center';
  readonly text: string;
  /** Index in the document's `titlePage`. */
  readonly entry: number;
  /** Of the entry's `value`. */
  readonly from: number;
  readonly to: number;
}

export interface Layout {
  readonly paper: Paper;
  /** Almost always one page, or none. */
  readonly titlePages: readonly (readonly TitleLine[])[];
  readonly pages: readonly Page[];
}
