import type { Take, Unscripted, Unshot } from '@second-unit/footage';

/**
 * `second-unit/lined@1`: a script's pages as a script supervisor lines them, one stroke a take beside the lines that it
 * covers. Rows and columns are those of the page in Courier: ten columns and six rows to the inch.
 */
export interface LinedScript {
  readonly format: 'second-unit/lined@1';
  readonly title: string;
  readonly film: LinedFilm;
  /** Columns of the paper, rows of a page, and lanes that strokes stand in beside the text. */
  readonly columns: number;
  readonly rows: number;
  readonly lanes: number;
  readonly scenes: readonly LinedScene[];
  /** What is said, in order: by index, the `line` of rows and takes. */
  readonly lines: readonly { readonly text: string; readonly from: number; readonly scene: number }[];
  readonly pages: readonly LinedPage[];
  readonly takes: readonly LinedTake[];
  readonly unscripted: readonly Unscripted[];
  readonly unshot: readonly Unshot[];
  /** What is said in the film, for the evidence: by index. */
  readonly subtitles: readonly { readonly startFrame: number; readonly text: string }[];
}

interface LinedFilm {
  readonly frames: number;
  readonly frameRate: { readonly num: number; readonly den: number };
  readonly startTimecode?: string;
  readonly dropFrame?: boolean;
  readonly shots: readonly { readonly id: string; readonly startFrame: number; readonly endFrame: number }[];
}

interface LinedScene {
  readonly heading: string;
  /** As the script gives it, else counted. */
  readonly number: string;
  readonly from: number;
  readonly to: number;
}

export interface LinedPage {
  readonly number: string;
  readonly lines: readonly LinedRow[];
}

/** One row of a page. */
export interface LinedRow {
  readonly row: number;
  readonly left: number;
  readonly width: number;
  readonly align: 'left' | 'right' | 'center';
  readonly kind: string;
  readonly text: string;
  /** Index of the speech that it is of. */
  readonly line?: number;
  readonly number?: string;
}

export interface LinedTake extends Take {
  /** 0 is nearest to the text. */
  readonly lane: number;
  readonly strokes: readonly TakeStroke[];
}

/** A part of a take's line, on one page, of one kind and of one shot. */
export interface TakeStroke {
  /** Index of the page. */
  readonly page: number;
  readonly fromRow: number;
  /** Exclusive; a stroke reaches to the next one on its page. */
  readonly toRow: number;
  /**
   * `straight` where the words were heard, `wavy` where the take runs on and they were not, `gap` through a speech that
   * was left out. Nothing is known of who is on screen: a wavy line is as often a line that was said otherwise.
   */
  readonly look: 'straight' | 'wavy' | 'gap';
  readonly shot?: string;
}

/** What `take.move` changes: the Decision that keeps it. */
export interface TakeMove {
  readonly kind: 'moveTake';
  readonly media: string;
  readonly script: string;
  readonly startFrame: number;
  readonly endFrame: number;
  /** The line that the stretch begins with, by its words; `null` where it is of no scene. */
  readonly to: { readonly text: string; readonly from: number } | null;
}

/** What `take.unmove` changes. */
export interface TakeUnmove {
  readonly kind: 'unmoveTake';
  readonly media: string;
  /** Id of the decision that is taken back. */
  readonly decision: string;
}

/** `GET /media/:id/lined`. */
export interface LinedView {
  /** Id of the script that the film speaks; absent where the production has none. */
  readonly script?: string;
  readonly lined?: LinedScript;
}
