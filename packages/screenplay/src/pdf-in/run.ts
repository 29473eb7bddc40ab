/** A piece of text as the PDF draws it. Points; y counts down from the top of the page to the baseline. */
export interface Run {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Font size. */
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  /** Drawn in a light colour: 0 is black, 1 white. */
  readonly lightness: number;
  /** Runs of a tagged PDF: the marked content that they belong to. */
  readonly mark?: string;
  readonly rightToLeft: boolean;
}

export interface PageText {
  /** Counts from 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly runs: readonly Run[];
  /** Runs drawn at an angle: watermarks, as screenplays have no other. */
  readonly rotated: readonly Run[];
  /** The structure tree's paragraphs in its order; absent where the page is not tagged. */
  readonly structure?: readonly StructureBlock[];
  /** More text than a page holds: the rest was left out. */
  readonly cut: boolean;
}

/** A paragraph of the structure tree, or what of it is on one page. */
export interface StructureBlock {
  /** Standard type, e.g. `P` or `H1`. */
  readonly role: string;
  /** In our own words, where our writer made the file. */
  readonly kind?: string;
  readonly contents: readonly MarkedText[];
  /** Of its label, e.g. a scene number. */
  readonly label: readonly string[];
  /** Of dual dialogue. */
  readonly side?: 'left' | 'right';
  /** Began on a page before. */
  readonly continued: boolean;
}

/** Marked content of a paragraph. */
export interface MarkedText {
  readonly mark: string;
  /** What it says, where the file tells it apart from its letters. */
  readonly actual?: string;
  /** Spaces that it ends with. */
  readonly spaces: number;
}
