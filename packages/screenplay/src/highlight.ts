import { iterate } from './iterate.ts';
import type { NodeType, Screenplay } from './node.ts';

/** A run of text of one look. Spans do not overlap and are in order, as an editor's decorations must be. */
export interface HighlightSpan {
  readonly from: number;
  readonly to: number;
  /** The nodes around it, outermost first, e.g. `dialogue italic mark`: ready to be class names. */
  readonly types: readonly NodeType[];
}

/** The spans of [from, to), cut to it: what an editor shows is all that is walked. */
export function highlight(tree: Screenplay, from = 0, to = tree.length): HighlightSpan[] {
  const spans: HighlightSpan[] = [];
  const types: NodeType[] = [];
  let at = from;
  /** What lies before `end` and is not yet in a span is of the innermost node that is open. */
  const upTo = (end: number): void => {
    const until = Math.min(end, to);
    if (until > at && types.length > 0) spans.push({ from: at, to: until, types: [...types] });
    at = Math.max(at, until);
  };
  iterate(
    tree,
    {
      enter({ type, from: start }) {
        upTo(start);
        types.push(type);
        return true;
      },
      leave({ to: end }) {
        upTo(end);
        types.pop();
      },
    },
    from,
    to,
  );
  return spans;
}
