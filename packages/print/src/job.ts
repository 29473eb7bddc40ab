/** What goes on paper: sheets with lines at their places, and a tree that says what the lines are. */

/** Standard structure types of PDF (ISO 32000-1, 14.8.4). */
export type Tag =
  | 'Document'
  | 'Part'
  | 'Sect'
  | 'Div'
  | 'BlockQuote'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD';

/** An element of the structure tree. Lines name the one that they belong to; reading order is the tree's. */
export interface Tagged {
  readonly tag: Tag;
  /**
   * What it is in the job's own words, e.g. `Dialogue`. The file's role map leads from it to `tag`, by way of
   * `kind.tag`: programs that go one step read both, those that go all the way read what they know.
   */
  readonly kind?: string;
  /** BCP 47, where it is not the document's. */
  readonly language?: string;
  readonly children: readonly Tagged[];
}

/** Text in one style. */
export interface Span {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
}

export interface TextLine {
  /** Points from the sheet's left edge: of the line's start, its end or its middle, as `align` says. */
  readonly x: number;
  /** Points from the sheet's top edge to the baseline. */
  readonly y: number;
  readonly align?: 'left' | 'right' | 'center';
  readonly spans: readonly Span[];
  /** In points; default 12. */
  readonly size?: number;
  /** Of the paragraph: which way the line runs where its letters do not say. Default `ltr`. */
  readonly direction?: 'ltr' | 'rtl';
  /** In points; a line that would be wider is set narrower. */
  readonly maxWidth?: number;
  /** What the line is part of; absent of page headers and other artifacts, which no one reads aloud. */
  readonly within?: Tagged;
}

/** A line that is drawn, not written: an artifact, so what it says must stand in words elsewhere. */
export interface DrawnLine {
  /** Points from the sheet's left and top edges, joined in order; at least two. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** In points; default 1. */
  readonly width?: number;
  /** `#rrggbb`; default black. */
  readonly colour?: string;
  /** Lengths of dash and gap in points; default a line without gaps. */
  readonly dash?: readonly [dash: number, gap: number];
}

export interface Sheet {
  /** In points. */
  readonly width: number;
  /** In points. */
  readonly height: number;
  /** Colour of the paper, `#rrggbb`; default white. */
  readonly colour?: string;
  readonly lines: readonly TextLine[];
  /** Drawn below the text, in order. */
  readonly drawn?: readonly DrawnLine[];
}

/** A font file (TrueType, OpenType, WOFF or WOFF2). Files of one family may each hold some of its letters. */
export interface FontFile {
  readonly family: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly bytes: Uint8Array;
}

/** An entry of the outline that readers show beside the pages. */
export interface Bookmark {
  readonly title: string;
  /** Index in `sheets`. */
  readonly sheet: number;
  /** Points from the sheet's top edge. */
  readonly y: number;
}

export interface PrintJob {
  readonly title: string;
  /** BCP 47, e.g. `en`. */
  readonly language: string;
  readonly author?: string;
  /** Default 1 January 1970, so that equal jobs give equal bytes. */
  readonly created?: Date;
  /** The first family that has a letter prints it. */
  readonly fonts: readonly FontFile[];
  readonly structure: Tagged;
  readonly sheets: readonly Sheet[];
  /** In the order of the sheets. */
  readonly bookmarks?: readonly Bookmark[];
}
