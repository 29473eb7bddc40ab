import { iterate } from './iterate.ts';
import type { NodeType, Screenplay } from './node.ts';

/** A run of text of one look. Spans do not overlap and are in order, as an editor's decorations must be. */
export interface HighlightSpan {
  readonly from: number;
  readonly to: number;
  /** The nodes around it, outermost first, e.g. `dialogue italic mark`: ready to be class names. */
  readonly types: readonly NodeType[];
}

const PLAIN: ReadonlySet<NodeType> = new Set<NodeType>(['space', 'byteOrderMark']);

/** The spans of [from, to), cut to it: what an editor shows is all that is walked. */
export function highlight(tree: Screenplay, from = 0, to = tree.length): HighlightSpan[] {
  const spans: HighlightSpan[] = [];
  const types: NodeType[] = [];
  let at = from;
  const upTo = (end: number): void => {
    const until = Math.min(end, to);
    if (until > at && types.length > 0) spans.push({ from: at, to: until, types: [...types] });
    at = Math.max(at, until);
  };
  iterate(
    tree,
    {
      enter(node, start) {
        upTo(start);
        at = Math.max(at, Math.min(start, to));
        if (PLAIN.has(node.type)) return false;
        types.push(node.type);
        return true;
      },
      leave(node, _start, end) {
        if (PLAIN.has(node.type)) {
          at = Math.max(at, Math.min(end, to));
          return;
        }
        upTo(end);
        types.pop();
      },
    },
    from,
    to,
  );
  return spans;
}
