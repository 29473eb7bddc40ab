/** Kinds of node in the tree. Elements stand in a block; the others stand inside an element. */
export type NodeType =
  // elements
  | 'titleEntry'
  | 'sceneHeading'
  | 'action'
  | 'character'
  | 'parenthetical'
  | 'dialogue'
  | 'lyrics'
  | 'transition'
  | 'centered'
  | 'section'
  | 'synopsis'
  | 'pageBreak'
  // elements, and also inline
  | 'note'
  | 'boneyard'
  // at the start of a file
  | 'byteOrderMark'
  // of no node now: what lies between elements belongs to the block
  | 'space'
  // inline
  | 'mark'
  | 'bold'
  | 'italic'
  | 'underline'
  | 'escape'
  | 'sceneNumber'
  | 'extension'
  | 'key'
  | 'value';

/**
 * A node of a block. `from` and `to` count UTF-16 units from the start of its block, so that a block which
 * moves keeps its nodes. What lies between a node's children is the node's own text.
 */
export interface Node {
  readonly type: NodeType;
  readonly from: number;
  readonly to: number;
  readonly children: readonly Node[];
}

/**
 * The unit of reuse: a run of lines and the empty lines after it. Parsing a block depends on nothing before it
 * (but on being the first), and on nothing after it (but where `unclosed`), which is what makes edits local.
 */
export interface Block {
  readonly type: 'block';
  readonly text: string;
  /** Elements, in order. Line breaks and empty lines lie between them and belong to the block. */
  readonly children: readonly Node[];
  /** Has a heading, section or synopsis. */
  readonly outlined: boolean;
  /** Has an opening of a boneyard that nothing in the rest of the text closes. */
  readonly unclosed: boolean;
}

/** A whole script. Immutable: `edit` makes another that shares the untouched blocks. */
export interface Screenplay {
  readonly type: 'screenplay';
  /** In UTF-16 units. */
  readonly length: number;
  readonly blocks: readonly Block[];
}

export const NONE: readonly Node[] = Object.freeze([]);

/** Like `push(...items)`, which runs out of stack where there are a hundred thousand. */
export function append(into: Node[], items: readonly Node[]): void {
  for (let index = 0; index < items.length; index++) into.push(items[index] as Node);
}

export function node(type: NodeType, from: number, to: number, children: readonly Node[] = NONE): Node {
  return { type, from, to, children };
}
