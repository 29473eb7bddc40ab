import type { Node, Screenplay } from '../src/index.ts';

/** A tree as plain data, every node made, to be compared: a packed block would equal any other that has its text. */
export function plain(tree: Screenplay): object {
  return {
    length: tree.length,
    blocks: tree.blocks.map(({ text, outlined, unclosed, children }) => ({
      text,
      outlined,
      unclosed,
      children: children.map(node),
    })),
  };
}

function node({ type, from, to, children }: Node): object {
  return { type, from, to, children: children.map(node) };
}
