import type { Block, Node, Screenplay } from './node.ts';

/** A visitor of `iterate`. Ranges are UTF-16 units of the whole text, `to` exclusive. */
export interface Visitor {
  /** Before a node's children. Returning false passes over them. */
  enter?(node: Node, from: number, to: number, block: Block): boolean | undefined;
  /** After them; also where `enter` returned false. */
  leave?(node: Node, from: number, to: number, block: Block): void;
}

/**
 * Walks every node that touches [from, to] in order, parents before children, with absolute ranges.
 * Blocks before the range are passed over without a look inside.
 */
export function iterate(tree: Screenplay, visitor: Visitor, from = 0, to = Infinity): void {
  let start = 0;
  for (const block of tree.blocks) {
    if (start > to) return;
    const end = start + block.text.length;
    if (end >= from) walk(block.children, block, start, from, to, visitor);
    start = end;
  }
}

function walk(nodes: readonly Node[], block: Block, start: number, from: number, to: number, visitor: Visitor): void {
  for (const node of nodes) {
    const nodeFrom = start + node.from;
    const nodeTo = start + node.to;
    if (nodeTo < from) continue;
    if (nodeFrom > to) return;
    const into = visitor.enter?.(node, nodeFrom, nodeTo, block);
    if (into !== false && node.children.length > 0) walk(node.children, block, start, from, to, visitor);
    visitor.leave?.(node, nodeFrom, nodeTo, block);
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
      enter(node, from, to) {
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
