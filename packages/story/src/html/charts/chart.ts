import type { Area } from '../../story-finding.ts';

/** A chart as text: an SVG that says the same as the table beside it. */
export interface Chart {
  readonly id: string;
  /** Among whose findings it stands. */
  readonly area: Area;
  readonly title: string;
  /** How to read it. */
  readonly caption: string;
  /** How what it shows was made, a sentence each. */
  readonly methods?: readonly string[];
  /** Rests on English words or a model of English. */
  readonly language: 'any' | 'en';
  /** Markup; hidden from screen readers, which get `table`. Colours are custom properties of the page. */
  readonly svg: string;
  readonly table: ChartTable;
}

interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell with a range leads to its lines. */
export interface Cell {
  readonly text: string;
  readonly from?: number;
  readonly to?: number;
}

export const WIDTH = 640;
