/**
 * Kinds of node in the tree. Elements stand in a block; the others stand inside an element; a note or a boneyard
 * does either. Where one stands in this list is its code in a packed tree.
 */
export const NODE_TYPES = [
  'titleEntry',
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
  'pageBreak',
  'note',
  'boneyard',
  'byteOrderMark',
  'mark',
  'bold',
  'italic',
  'underline',
  'escape',
  'sceneNumber',
  'extension',
  'key',
  'value',
] as const;

export type NodeType = (typeof NODE_TYPES)[number];

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
 * The unit of reuse: a few paragraphs, with the empty lines after each. Parsing a block depends on nothing before it
 * (but on being the first), and on nothing after it (but where `unclosed`), which is what makes edits local.
 */
export interface Block {
  readonly type: 'block';
  readonly text: string;
  /** Of `text`, in UTF-16 units. */
  readonly length: number;
  /** Elements, in order, the same objects at each call. Line breaks and empty lines between them are the block's. */
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
export function append<Item>(into: Item[], items: readonly Item[]): void {
  for (let index = 0; index < items.length; index++) into.push(items[index] as Item);
}

export function node(type: NodeType, from: number, to: number, children: readonly Node[] = NONE): Node {
  return { type, from, to, children };
}
