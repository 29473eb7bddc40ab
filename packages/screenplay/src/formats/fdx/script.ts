import type { ScreenplayDocument } from '../../elements.ts';
import type { StyledElement, StyledTitleEntry } from '../script/styled.ts';
import type { XmlElement, XmlTree } from '../xml/tree.ts';

/** Where in the FDX an element of the script is kept. */
export interface FdxSource {
  readonly kind:
    | 'paragraphs' // paragraphs of their own; dialogue may have several
    | 'newPage' // `StartsNewPage` of `node`, or of an empty paragraph of its own
    | 'inlineNote' // `ScriptNote` inside the paragraph
    | 'rangeNote' // `ScriptNote` at the end of the file, with a range
    | 'summary' // `SceneProperties/Summary` of the heading
    | 'omitted'; // `OmittedScene` of the heading
  /** Its own paragraphs and the empty ones after them; or the one that it is kept in. */
  readonly paragraphs: readonly XmlElement[];
  /** The note, summary, omitted scene or paragraph that starts the page. */
  readonly node?: XmlElement;
}

/** The element has paragraphs of its own, rather than standing in another's. */
export function ownsParagraphs(source: FdxSource): boolean {
  return source.kind === 'paragraphs' || (source.kind === 'newPage' && source.node === undefined);
}

/** An element of the script with where it is kept. */
export interface FdxElement {
  readonly element: StyledElement;
  readonly source: FdxSource;
}

/** A paragraph of `Content`, or one inside its `DualDialogue`. */
export interface FdxParagraph {
  readonly node: XmlElement;
  /** The paragraph of `Content` that holds it, or itself. */
  readonly block: XmlElement;
}

export interface FdxRevision {
  readonly id: string;
  readonly name: string;
  readonly mark: string;
  readonly color: string;
}

/** A tagged run of an element: props, wardrobe and the like. */
export interface FdxTag {
  /** Index into `document.elements`. */
  readonly element: number;
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly category: string;
}

/** A revised run of an element. */
export interface FdxRevised {
  readonly element: number;
  readonly from: number;
  readonly to: number;
  readonly revision: string;
}

/** A Final Draft file, read: the script, and the whole file to write it back into. */
export interface FdxScript {
  readonly format: 'second-unit/fdx@1';
  /** The file is a template (`.fdxt`). */
  readonly template: boolean;
  /** The script as Fountain; `parse` it for ranges. */
  readonly fountain: string;
  /** Runs of bold, italics or underlines that Fountain has no signs for; they are in the file alone. */
  readonly unmarked: number;
  /** The same, with ranges of `fountain`. */
  readonly document: ScreenplayDocument;
  /** The same again with styles, and where in the file each element is kept; index by index with `document`. */
  readonly elements: readonly FdxElement[];
  readonly titlePage: readonly StyledTitleEntry[];
  /** The paragraphs of the script in order, those without text included. */
  readonly paragraphs: readonly FdxParagraph[];
  readonly revisions: readonly FdxRevision[];
  readonly revised: readonly FdxRevised[];
  readonly tags: readonly FdxTag[];
  /** The file itself, which keeps all that has no place in Fountain. */
  readonly tree: XmlTree;
}
