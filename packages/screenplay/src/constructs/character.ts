import { append, type Node, node } from '../node.ts';
import { type Line, place } from '../source.ts';
import { inlineOf } from './inline.ts';
import { isUppercase } from './uppercase.ts';

/** The extensions at the end of a cue, `(V.O.) (CONT'D)`, without the space before them. */
export function extensionsStart(text: string, end: number): number {
  let start = end;
  let at = end;
  for (;;) {
    while (at > 0 && text.charCodeAt(at - 1) === 0x20) at--;
    if (text.charCodeAt(at - 1) !== 0x29) return start;
    const open = text.lastIndexOf('(', at - 1);
    // A cue is a name first; and an extension holds no parentheses.
    if (open < 1 || text.lastIndexOf(')', at - 2) > open) return start;
    start = open;
    at = open;
  }
}

interface Cue {
  /** Ends of the parts in the line's text. */
  readonly name: number;
  readonly extensions: number;
  readonly caret: number;
}

/** Does an odd number of backslashes stand before it? */
function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charCodeAt(start - 1) === 0x5c) start--;
  return (at - start) % 2 === 1;
}

function partsOf(text: string): Cue {
  let caret = text.length;
  let end = caret;
  if (text.charCodeAt(caret - 1) === 0x5e && !isEscaped(text, caret - 1)) {
    caret--;
    end = caret;
    while (end > 0 && text.charCodeAt(end - 1) === 0x20) end--;
  }
  const name = extensionsStart(text, end);
  return { name, extensions: end, caret };
}

/** Capitals throughout, extensions apart, with at least one letter: `R2D2` is a name, `23` is not. */
export function looksLikeCue(text: string): boolean {
  const first = text.charCodeAt(1);
  // Most lines of action end here, at their second letter.
  if (first >= 0x61 && first <= 0x7a) return false;
  return isUppercase(text.slice(0, partsOf(text).name));
}

export function character(line: Line, source: string, forced: boolean): Node {
  const { text } = line;
  const { name, extensions, caret } = partsOf(text);
  if (!forced && name === text.length && line.cuts.length === 0) {
    return node('character', line.start, line.end, inlineOf(line, source, line.start, line.end));
  }
  const children: Node[] = [];
  let at = line.start;
  const add = (type: 'mark' | 'extension', start: number, end: number): void => {
    const from = place(line, start);
    const to = place(line, end - 1) + 1;
    append(children, inlineOf(line, source, at, from));
    children.push(node(type, from, to, inlineOf(line, source, from, to)));
    at = to;
  };
  if (forced) add('mark', 0, 1);
  if (extensions > name && name > 0) add('extension', name, extensions);
  if (caret < text.length && caret > 0) add('mark', caret, text.length);
  append(children, inlineOf(line, source, at, line.end));
  return node('character', line.start, line.end, children);
}
