/** The kinds of element of `second-unit/screenplay@1`. */
export const ELEMENT_TYPES = [
  'sceneHeading',
  'action',
  'character',
  'parenthetical',
  'dialogue',
  'lyrics',
  'transition',
  'centered',
  'section',
  'synopsis',
  'note',
  'boneyard',
  'pageBreak',
] as const;

export type ElementType = (typeof ELEMENT_TYPES)[number];

/** One element in document order. Ranges are UTF-16 units of the decoded text, `to` exclusive. */
export interface ScreenplayElement {
  readonly type: ElementType;
  readonly from: number;
  readonly to: number;
  /** Without its markup signs. */
  readonly text: string;
  /** Scene number of a heading, as written between `#` signs. */
  readonly number?: string;
  /** Of a character: the name without extensions, e.g. `MARA`. */
  readonly name?: string;
  /** Of a character: `V.O.`, `O.S.`, `CONT'D` …, as written. */
  readonly extension?: string;
  readonly dual?: 'left' | 'right';
  /** Of a section: 1 to 6. */
  readonly depth?: number;
}

export interface TitlePageEntry {
  readonly key: string;
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** `second-unit/screenplay@1`. */
export interface ScreenplayDocument {
  readonly format: 'second-unit/screenplay@1';
  readonly titlePage: readonly TitlePageEntry[];
  readonly elements: readonly ScreenplayElement[];
}

/** A scene of the outline; its range runs to the next heading. */
export interface OutlineScene {
  readonly kind: 'scene';
  readonly index: number;
  readonly heading: string;
  readonly number?: string;
  readonly from: number;
  readonly to: number;
}

export interface OutlineSection {
  readonly kind: 'section';
  readonly depth: number;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface OutlineSynopsis {
  readonly kind: 'synopsis';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export type OutlineEntry = OutlineScene | OutlineSection | OutlineSynopsis;
