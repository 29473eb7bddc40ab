export { decode, decodeWindows1252, MAX_BYTES } from './decode.ts';
export { elementsOf, toDocument } from './document.ts';
export { type Change, edit } from './edit.ts';
export {
  ELEMENT_TYPES,
  type ElementType,
  type OutlineEntry,
  type OutlineScene,
  type OutlineSection,
  type OutlineSynopsis,
  type ScreenplayDocument,
  type ScreenplayElement,
  type TitlePageEntry,
} from './elements.ts';
export { ScreenplayFault } from './fault.ts';
export { fromDocument } from './from-document.ts';
export { type HeadingParts, headingParts } from './heading-parts.ts';
export { type HighlightSpan, highlight } from './highlight.ts';
export { iterate, type NodeRef, nodesAt, type Placed, type Visitor } from './iterate.ts';
export type { Block, Node, NodeType, Screenplay } from './node.ts';
export { outline } from './outline.ts';
export { parse, print } from './parse.ts';
export { validateDocument } from './validate.ts';
