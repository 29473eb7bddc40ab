import { NONE, type Node } from '../node.ts';
import { EMPHASIS, type Line } from '../source.ts';
import { parseInline } from './emphasis.ts';

/** The inline nodes of a part of a line; nothing is scanned where the line has no sign of any. */
export function inlineOf(line: Line, source: string, from: number, to: number): readonly Node[] {
  if ((line.signs & EMPHASIS) !== 0) return parseInline(source, from, to, line.cuts);
  if (line.cuts.length === 0) return NONE;
  return line.cuts.filter((cut) => cut.from >= from && cut.to <= to);
}
