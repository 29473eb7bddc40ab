/**
 * The industry's layout, in columns of a tenth of an inch and rows of a sixth: twelve-point Courier on paper with
 * 1.5 inches to the left and an inch above. A letter page has 55 lines, so that a page is about a minute.
 */
export interface Paper {
  readonly name: 'letter' | 'a4';
  /** In points. */
  readonly width: number;
  /** In points. */
  readonly height: number;
  /** Lines on a page. */
  readonly rows: number;
  /** Columns of action, the widest text. */
  readonly columns: number;
}

export const PAPERS: Readonly<Record<Paper['name'], Paper>> = {
  letter: { name: 'letter', width: 612, height: 792, rows: 55, columns: 61 },
  a4: { name: 'a4', width: 595.28, height: 841.89, rows: 58, columns: 58 },
};

/** Columns from the paper's left edge to the text. */
export const LEFT_MARGIN = 15;

/** Where lines of an element stand: columns from the paper's left edge, and how many there are. */
export interface Box {
  readonly left: number;
  readonly width: number;
  readonly align: 'left' | 'right' | 'center';
}

export type BoxKind = 'action' | 'dialogue' | 'parenthetical' | 'cue' | 'transition' | 'centered';
export type Side = 'left' | 'right' | undefined;

/** Between the two speeches of a dual dialogue. */
const GUTTER = 3;

export function boxOf(kind: BoxKind, paper: Paper, side: Side): Box {
  if (side !== undefined) return sideBox(kind, paper, side);
  switch (kind) {
    case 'dialogue':
      return { left: 25, width: 35, align: 'left' };
    case 'parenthetical':
      return { left: 31, width: 26, align: 'left' };
    case 'cue':
      return { left: 37, width: LEFT_MARGIN + paper.columns - 37, align: 'left' };
    case 'transition':
      return { left: LEFT_MARGIN, width: paper.columns, align: 'right' };
    case 'centered':
      return { left: LEFT_MARGIN, width: paper.columns, align: 'center' };
    case 'action':
      return { left: LEFT_MARGIN, width: paper.columns, align: 'left' };
  }
}

function sideBox(kind: BoxKind, paper: Paper, side: 'left' | 'right'): Box {
  const width = Math.floor((paper.columns - GUTTER) / 2);
  const left = side === 'left' ? LEFT_MARGIN : LEFT_MARGIN + paper.columns - width;
  const indent = kind === 'cue' ? 8 : kind === 'parenthetical' ? 4 : 0;
  return { left: left + indent, width: width - (kind === 'parenthetical' ? 6 : indent), align: 'left' };
}
