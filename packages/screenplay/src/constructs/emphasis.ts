import { NONE, type Node, node } from '../node.ts';
import { isLineBreak, isSpace } from '../source.ts';

/**
 * Emphasis and escapes of one line: `*italic*`, `**bold**`, `***both***`, `_underline_`, `\*`.
 * An opening sign has no space after it, a closing one no space before it; nothing is carried over a line
 * break. Each sign is looked at once and each opening sign removed once, so time is linear.
 */

/** Openings that wait for their end. More cannot be meant; a limit keeps the tree shallow. */
const MOST_OPEN = 32;

/** Stars in a row. More are a line drawn with them; each pair of them would be a level of the tree. */
const MOST_STARS = 32;

interface Run {
  readonly star: boolean;
  /** Signs not used yet: offsets [from, to). */
  from: number;
  to: number;
}

const STAR = 0x2a;
const UNDERSCORE = 0x5f;
const BACKSLASH = 0x5c;

/** ASCII punctuation: what a backslash can escape. */
function isEscapable(code: number): boolean {
  return (
    (code >= 0x21 && code <= 0x2f) ||
    (code >= 0x3a && code <= 0x40) ||
    (code >= 0x5b && code <= 0x60) ||
    (code >= 0x7b && code <= 0x7e)
  );
}

const WORD = /[\p{L}\p{N}]/u;

function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) {
    return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  }
  return !Number.isNaN(code) && WORD.test(text[at] as string);
}

function isEdge(code: number): boolean {
  return Number.isNaN(code) || isSpace(code) || isLineBreak(code);
}

/** Nodes of `text` in [from, to): the cuts, the escapes, and emphasis with its signs as `mark` children. */
export function parseInline(text: string, from: number, to: number, cuts: readonly Node[]): readonly Node[] {
  let found: Node[] | undefined;
  let stars: Run[] = [];
  let underscores: Run[] = [];
  let cut = 0;
  let at = from;
  while (cut < cuts.length && (cuts[cut] as Node).from < from) cut++;
  while (at < to) {
    if (cut < cuts.length && (cuts[cut] as Node).from === at) {
      const inner = cuts[cut++] as Node;
      found ??= [];
      found.push(inner);
      at = inner.to;
      continue;
    }
    const code = text.charCodeAt(at);
    if (code === BACKSLASH && at + 1 < to && isEscapable(text.charCodeAt(at + 1))) {
      found ??= [];
      found.push(node('escape', at, at + 2));
      at += 2;
    } else if (code === STAR || code === UNDERSCORE) {
      let end = at + 1;
      while (end < to && text.charCodeAt(end) === code) end++;
      const star = code === STAR;
      if (star && end - at > MOST_STARS) {
        at = end;
        continue;
      }
      const before = at > from ? text.charCodeAt(at - 1) : Number.NaN;
      const after = end < to ? text.charCodeAt(end) : Number.NaN;
      const run: Run = { star, from: at, to: end };
      if (!isEdge(before) && (star || !isWordAt(text, end) || end >= to)) {
        found ??= [];
        if (star) close(run, stars, underscores, found);
        else close(run, underscores, stars, found);
      }
      if (run.from < run.to && !isEdge(after) && (star || at === from || !isWordAt(text, at - 1))) {
        const open = star ? stars : underscores;
        if (open.length === MOST_OPEN) open.shift();
        open.push(run);
      }
      at = end;
    } else {
      // A line break ends all emphasis.
      if (isLineBreak(code)) {
        stars = [];
        underscores = [];
      }
      at++;
    }
  }
  if (found === undefined || found.length === 0) return NONE;
  return nest(found);
}

/** Uses up `run` against what is open of its kind. */
function close(run: Run, open: Run[], others: Run[], found: Node[]): void {
  while (run.from < run.to) {
    const opener = open.at(-1);
    if (opener === undefined) return;
    // What was opened between the two signs stays plain text, so that pairs nest: it is dropped for good.
    while ((others.at(-1)?.from ?? -1) > opener.from) others.pop();
    const room = Math.min(opener.to - opener.from, run.to - run.from);
    const width = run.star ? (room >= 2 ? 2 : 1) : room;
    const start = opener.to - width;
    const end = run.from + width;
    const marks = [node('mark', start, opener.to), node('mark', run.from, end)];
    found.push(node(run.star ? (width === 2 ? 'bold' : 'italic') : 'underline', start, end, marks));
    opener.to = start;
    run.from = end;
    if (opener.from === opener.to) open.pop();
  }
}

/** Puts nodes, of which any two are apart or one in the other, into each other. */
function nest(found: Node[]): readonly Node[] {
  if (found.length === 1) return found;
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  const top: Node[] = [];
  const stack: { to: number; children: Node[]; closing: Node | undefined }[] = [];
  for (const next of found) {
    unwind(stack, next.from);
    const parent = stack.at(-1);
    (parent === undefined ? top : parent.children).push(next);
    if (next.children.length === 2 && next.type !== 'note') {
      const [opening, closing] = next.children as [Node, Node];
      const children = [opening];
      const open = { type: next.type, from: next.from, to: next.to, children };
      (parent === undefined ? top : parent.children).splice(-1, 1, open);
      stack.push({ to: next.to, children, closing });
    }
  }
  unwind(stack, Infinity);
  return top;
}

function unwind(stack: { to: number; children: Node[]; closing: Node | undefined }[], until: number): void {
  for (;;) {
    const last = stack.at(-1);
    if (last === undefined || last.to > until) return;
    if (last.closing !== undefined) last.children.push(last.closing);
    stack.pop();
  }
}
