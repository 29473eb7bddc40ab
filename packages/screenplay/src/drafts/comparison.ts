import type { ScreenplayElement, TitlePageEntry } from '../elements.ts';
import type { Place } from '../pages/layout-types.ts';

/**
 * What one draft became in the next. Ranges are UTF-16 units of each draft's own text, `to` exclusive; an element is
 * named by its index in the document's `elements`.
 */
export interface Comparison {
  readonly same: Sameness;
  /** Of each draft. */
  readonly a: DraftSize;
  readonly b: DraftSize;
  /** In the order of B; what was cut stands where it stood among what was kept. Every scene of both is in one. */
  readonly scenes: readonly SceneChange[];
  /** Sections of the outline, with the synopses under them; empty where neither draft has any. */
  readonly sections: readonly SceneChange[];
  /** Whoever speaks most first. */
  readonly renames: readonly Rename[];
  readonly titlePage: readonly TitleChange[];
}

/**
 * `white-space`: nothing but spaces and empty lines differ. `signs`: nor anything else that is read, such as a forced
 * heading's full stop.
 */
export type Sameness = 'same' | 'white-space' | 'signs' | 'different';

export interface DraftSize {
  readonly scenes: number;
  readonly elements: number;
  /** Of paper, as the layout of `./pages` breaks them. */
  readonly pages: number;
}

/** A scene, the lines before the first one, or a section of the outline. */
export interface SceneRef {
  readonly kind: 'scene' | 'opening' | 'section';
  /** From 0, among the draft's scenes, or sections; -1 for the opening. */
  readonly index: number;
  /** Its scene number, or its ordinal from 1 where headings have none. */
  readonly label: string;
  /** Empty for the opening. */
  readonly heading: string;
  readonly number?: string;
  readonly from: number;
  readonly to: number;
  /** Its elements, `last` exclusive. */
  readonly first: number;
  readonly last: number;
}

/**
 * `changed` has lines that were cut, added or changed. `moved` stands elsewhere among the scenes, and may have changed
 * lines besides. `split` has two or more in `b`, `merged` two or more in `a`; `cut` has none in `b`, `added` none in `a`.
 * `unchanged` may have notes and such that changed, names that follow a rename, other white space or scene numbers.
 */
export type SceneKind = 'unchanged' | 'changed' | 'moved' | 'cut' | 'added' | 'split' | 'merged';

export interface SceneChange {
  readonly kind: SceneKind;
  /** In each draft's order. */
  readonly a: readonly SceneRef[];
  readonly b: readonly SceneRef[];
  /** What stands elsewhere among the scenes; a split or a merged one may, too. */
  readonly moved: boolean;
  /** Of what moved: where in B it stood, on the printed line that now stands there. */
  readonly left?: Place;
  /** In order; elements between them are the same in both. All lines of what was cut or added are among them. */
  readonly lines: readonly LineChange[];
}

/**
 * `renamed`: only a name differs that a rename explains. `respaced`: only white space. `renumbered`: only the scene
 * number. `restyled`: only bold, italics or underlines.
 */
export type LineKind = 'cut' | 'added' | 'changed' | 'renamed' | 'respaced' | 'renumbered' | 'restyled';

export interface LineChange {
  readonly kind: LineKind;
  /** Absent where it was added. */
  readonly a?: DraftElement;
  /** Absent where it was cut. */
  readonly b?: DraftElement;
  /**
   * Of what was cut: where in B it stood; of what was added: where in A it would have stood. On a printed line: the one
   * that stands there, or at a scene's end the one before. Absent where the other draft prints nothing.
   */
  readonly beside?: Place;
  /** In order; empty where the text is the same, or one of the two is absent. */
  readonly words: readonly WordEdit[];
}

export interface DraftElement extends ScreenplayElement {
  /** In the document's `elements`. */
  readonly index: number;
}

/** What stood in A's text at `from` until `to` is what stands in B's at `bFrom` until `bTo`; either may be empty. */
export interface WordEdit {
  readonly from: number;
  readonly to: number;
  readonly bFrom: number;
  readonly bTo: number;
}

export interface Rename {
  readonly from: string;
  readonly to: string;
  /** Cues under the new name in B. */
  readonly speeches: number;
  /** Other elements in which the new name replaced the old one. */
  readonly mentions: number;
  /** Where B still says the old name, in capitals or as a name: what may have been forgotten. */
  readonly left: readonly DraftElement[];
}

export interface TitleChange {
  readonly kind: 'cut' | 'added' | 'changed';
  readonly a?: TitlePageEntry;
  readonly b?: TitlePageEntry;
}
