import { append, type Node, type NodeType, node } from '../node.ts';
import { type Line, place } from '../source.ts';
import { inlineOf } from './inline.ts';

/** An element of one line with signs at its start and, where `closing` is not 0, at its end. */
export function marked(type: NodeType, line: Line, source: string, opening: number, closing = 0): Node {
  const children: Node[] = [];
  let at = line.start;
  if (opening > 0) {
    const from = place(line, 0);
    const to = place(line, opening - 1) + 1;
    append(children, inlineOf(line, source, at, from));
    children.push(node('mark', from, to));
    at = to;
  }
  if (closing > 0) {
    const from = place(line, line.text.length - closing);
    const to = place(line, line.text.length - 1) + 1;
    append(children, inlineOf(line, source, at, from));
    children.push(node('mark', from, to));
    at = to;
  }
  append(children, inlineOf(line, source, at, line.end));
  return node(type, line.start, line.end, children);
}
