import type { Block, Node, NodeType, Screenplay } from './node.ts';
import { after, type PackedBlock, STRIDE, typeAt } from './packed.ts';

/** Where a walk stands: one object that moves on, so that walking a script makes none. Keep what you read, not it. */
export interface NodeRef {
  readonly type: NodeType;
  /** In UTF-16 units of the whole text. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly block: Block;
  /** The node itself, with offsets of its block; the same object at each call. */
  readonly node: Node;
}

/** A visitor of `iterate`. */
export interface Visitor {
  /** Before a node's children. Returning false passes over them. */
  enter?(ref: NodeRef): boolean | undefined;
  /** After them; also where `enter` returned false. */
  leave?(ref: NodeRef): void;
}

/**
 * Walks every node that touches [from, to] in order, parents before children, with absolute ranges.
 * Blocks before the range are passed over without a look inside.
 */
export function iterate(tree: Screenplay, visitor: Visitor, from = 0, to = Infinity): void {
  const cursor = new Cursor(visitor, from, to);
  let start = 0;
  for (const block of tree.blocks) {
    if (start > to) return;
    const end = start + block.length;
    if (end >= from) cursor.walk(block as PackedBlock, start);
    start = end;
  }
}

class Cursor implements NodeRef {
  readonly #visitor: Visitor;
  readonly #from: number;
  readonly #to: number;
  #block!: PackedBlock;
  #start = 0;
  #at = 0;

  constructor(visitor: Visitor, from: number, to: number) {
    this.#visitor = visitor;
    this.#from = from;
    this.#to = to;
  }

  get type(): NodeType {
    return typeAt(this.#block.slab, this.#at);
  }

  get from(): number {
    return this.#start + (this.#block.slab[this.#at + 1] as number);
  }

  get to(): number {
    return this.#start + (this.#block.slab[this.#at + 2] as number);
  }

  get block(): Block {
    return this.#block;
  }

  get node(): Node {
    return this.#block.nodeAt(this.#at);
  }

  walk(block: PackedBlock, start: number): void {
    this.#block = block;
    this.#start = start;
    this.#between(block.start, block.end);
  }

  #between(start: number, end: number): void {
    const { slab } = this.#block;
    for (let at = start; at < end; ) {
      const next = after(slab, at);
      this.#at = at;
      if (this.from > this.#to) return;
      if (this.to >= this.#from) {
        const into = this.#visitor.enter?.(this);
        if (into !== false && next > at + STRIDE) this.#between(at + STRIDE, next);
        this.#at = at;
        this.#visitor.leave?.(this);
      }
      at = next;
    }
  }
}

/** A node with its absolute range. */
export interface Placed {
  readonly node: Node;
  readonly from: number;
  readonly to: number;
}

/** The nodes around an offset, the element first and the innermost node last; a node holds its `from`, not its `to`. */
export function nodesAt(tree: Screenplay, offset: number): Placed[] {
  const found: Placed[] = [];
  iterate(
    tree,
    {
      enter({ node, from, to }) {
        if (from > offset || to <= offset) return false;
        found.push({ node, from, to });
        return true;
      },
    },
    offset,
    offset,
  );
  return found;
}
