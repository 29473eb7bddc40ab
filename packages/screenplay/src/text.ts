import type { Node } from './node.ts';

/** Of an element with inline nodes: what is read, without signs, notes, boneyards and scene numbers. */

const LINE_BREAK = /\r\n|\r|\n/;

interface Gathered {
  readonly lines: string[];
  line: string;
  /** A note or boneyard was taken out of this line: if nothing is left, the line was never there. */
  cut: boolean;
}

/**
 * The text of `element`, line by line. Action keeps its indentation, with tabs as four spaces, as the
 * specification has it; other elements lose white space at both ends of each line.
 * `text` is the text of the element's block.
 */
export function textOf(text: string, element: Node): string {
  if (element.children.length === 0) {
    const whole = text.slice(element.from, element.to);
    if (!whole.includes('\n') && !whole.includes('\r')) return tidy(whole, element.type === 'action');
  }
  const gathered: Gathered = { lines: [], line: '', cut: false };
  gather(text, element, gathered);
  finishLine(gathered);
  const lines = gathered.lines.map((line) => tidy(line, element.type === 'action'));
  let first = 0;
  let last = lines.length;
  while (first < last && lines[first] === '') first++;
  while (last > first && lines[last - 1] === '') last--;
  return lines.slice(first, last).join('\n');
}

function tidy(line: string, keepIndent: boolean): string {
  if (!keepIndent) return line.trim();
  const end = line.trimEnd();
  return end.includes('\t') ? end.replaceAll('\t', '    ') : end;
}

function gather(text: string, parent: Node, into: Gathered): void {
  let at = parent.from;
  for (const child of parent.children) {
    add(text.slice(at, child.from), into);
    at = child.to;
    switch (child.type) {
      case 'note':
      case 'boneyard':
        into.cut = true;
        break;
      case 'mark':
      case 'sceneNumber':
      case 'key':
        break;
      case 'escape':
        into.line += text.slice(child.from + 1, child.to);
        break;
      default:
        gather(text, child, into);
    }
  }
  add(text.slice(at, parent.to), into);
}

function add(piece: string, into: Gathered): void {
  if (!piece.includes('\n') && !piece.includes('\r')) {
    into.line += piece;
    return;
  }
  const parts = piece.split(LINE_BREAK);
  for (let index = 0; index < parts.length; index++) {
    if (index > 0) finishLine(into);
    into.line += parts[index] as string;
  }
}

function finishLine(into: Gathered): void {
  if (!into.cut || into.line.trim() !== '') into.lines.push(into.line);
  into.line = '';
  into.cut = false;
}

/** What a note or boneyard holds, without its brackets. */
export function innerText(text: string, cut: Node): string {
  let inner = '';
  let at = cut.from + 2;
  for (const child of cut.children) {
    inner += text.slice(at, child.from);
    at = child.to;
  }
  inner += text.slice(at, cut.to - 2);
  return inner
    .split(LINE_BREAK)
    .map((line) => line.trim())
    .join('\n')
    .trim();
}
