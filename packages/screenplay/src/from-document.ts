import { BlockParser } from './block.ts';
import { elementsOf } from './document.ts';
import type { ScreenplayDocument, ScreenplayElement, TitlePageEntry } from './elements.ts';
import { append } from './node.ts';
import { source } from './source.ts';
import { validateDocument } from './validate.ts';

/**
 * Fountain text for `second-unit/screenplay@1`. Elements are written as a writer would, and forced or escaped only
 * where they would otherwise be read as something else; parsing the text gives equal elements, ranges apart.
 * What Fountain has no words for is brought to the nearest it has: white space at the ends of lines is dropped,
 * and neighbouring dialogue without a cue between is one.
 * Throws `input` for JSON that is not such a document.
 */
export function fromDocument(json: unknown): string {
  const document = validateDocument(json);
  const parts: string[] = [];
  if (document.titlePage.length > 0) parts.push(document.titlePage.map(titleEntryText).join('\n'));
  const groups = groupsOf(document);
  for (const group of groups) parts.push(groupText(group, parts.length === 0));
  return parts.length === 0 ? '' : `${parts.join('\n\n')}\n`;
}

function titleEntryText({ key, value }: TitlePageEntry): string {
  const lines = value
    .split(LINE_BREAK)
    .map((line) => escaped(line.trim()))
    .filter((line) => line !== '');
  if (lines.length === 0) return `${key}:`;
  return lines.length === 1 ? `${key}: ${lines[0]}` : `${key}:\n${lines.map((line) => `    ${line}`).join('\n')}`;
}

const LINE_BREAK = /\r\n|\r|\n/;

function holdsBoneyard(text: string): boolean {
  const start = text.indexOf('/*');
  return start !== -1 && text.includes('*/', start + 2);
}

interface Part {
  readonly element: ScreenplayElement;
  /** Notes and boneyards that stand inside the element. */
  readonly inside: Part[];
  /** Text after it ends a boneyard, so a note in it must not open one. */
  readonly endsLater: boolean;
}

/** Elements without an empty line between them: a cue with its speech; all others alone. */
type Group = Part[];

function groupsOf(document: ScreenplayDocument): Group[] {
  const { elements } = document;
  let lastEnd = -1;
  for (const [index, { type, text }] of elements.entries()) {
    if (type === 'boneyard' || text.includes('*/')) lastEnd = index;
  }
  const groups: Group[] = [];
  let speech: Group | undefined;
  /** Notes after a speech: inside it if it goes on after them. */
  let held: Group = [];
  const release = (): void => {
    append(
      groups,
      held.map((part) => [part]),
    );
    held = [];
  };
  let last: Part | undefined;
  for (const [index, element] of elements.entries()) {
    const part: Part = { element, inside: [], endsLater: lastEnd > index || holdsBoneyard(element.text) };
    switch (element.type) {
      case 'note':
      case 'boneyard':
        if (last !== undefined && isInside(element, last.element)) last.inside.push(part);
        else if (speech !== undefined) held.push(part);
        else groups.push([part]);
        continue;
      case 'parenthetical':
      case 'dialogue':
      case 'lyrics':
        if (speech !== undefined) {
          append(speech, held);
          speech.push(part);
          held = [];
          last = part;
          continue;
        }
        break;
    }
    release();
    const group = [part];
    groups.push(group);
    speech = element.type === 'character' ? group : undefined;
    last = part;
  }
  release();
  return groups;
}

function isInside(inner: ScreenplayElement, outer: ScreenplayElement): boolean {
  return inner.to > 0 && inner.from >= outer.from && inner.to <= outer.to;
}

interface Style {
  readonly forced: boolean;
  readonly escape: boolean;
}

const STYLES: readonly Style[] = [
  { forced: false, escape: false },
  { forced: true, escape: false },
  { forced: false, escape: true },
  { forced: true, escape: true },
];

/** The plainest text that is read as these elements. */
function groupText(group: Group, first: boolean): string {
  let text = '';
  for (const style of STYLES) {
    text = group.map((part) => partText(part, style)).join('\n');
    if (!opensBoneyard(group, style) && readsAs(text, group, first)) return text;
  }
  return text;
}

/** Alone, an opening in a text has no end. Among other elements it may find one. */
function opensBoneyard(group: Group, style: Style): boolean {
  return (
    !style.escape &&
    group.some(({ element, endsLater }) => endsLater && element.type !== 'boneyard' && element.text.includes('/*'))
  );
}

function readsAs(text: string, group: Group, first: boolean): boolean {
  const block = new BlockParser(source(`${text}\n`)).block(0, first);
  if (block.length !== text.length + 1) return false;
  if (block.children.some((child) => child.type === 'titleEntry')) return false;
  const expected = group.flatMap((part) => [part.element, ...part.inside.map((inner) => inner.element)]);
  const read = elementsOf(block);
  return read.length === expected.length && read.every((element, index) => isSame(element, expected[index]));
}

function isSame(read: ScreenplayElement, expected: ScreenplayElement | undefined): boolean {
  return (
    expected !== undefined &&
    read.type === expected.type &&
    (read.text === expected.text || (read.type === 'character' && expected.text === '')) &&
    read.number === expected.number &&
    (expected.name === undefined || read.name === expected.name) &&
    (expected.name === undefined || read.extension === expected.extension) &&
    (read.dual === 'right') === (expected.dual === 'right') &&
    (read.depth ?? 1) === (expected.depth ?? 1)
  );
}

function partText(part: Part, style: Style): string {
  const { element } = part;
  const inside = part.inside.map((inner) => ` ${cutText(inner.element, inner.endsLater)}`).join('');
  const line = (text: string): string => {
    const joined = text
      .split(LINE_BREAK)
      .map((piece) => piece.trim())
      .join(' ');
    return style.escape ? escaped(joined, true) : joined;
  };
  switch (element.type) {
    case 'note':
    case 'boneyard':
      return cutText(element, part.endsLater) + inside;
    case 'pageBreak':
      return `===${inside}`;
    case 'section':
      return `${'#'.repeat(element.depth ?? 1)} ${line(element.text)}${inside}`;
    case 'synopsis':
      return `= ${line(element.text)}${inside}`;
    case 'centered':
      return `> ${line(element.text)} <${inside}`;
    case 'lyrics':
      return `~${line(element.text)}${inside}`;
    case 'transition':
      return `${style.forced ? '> ' : ''}${line(element.text)}${inside}`;
    case 'sceneHeading': {
      const number = element.number === undefined ? '' : ` #${element.number}#`;
      const text = line(element.text);
      // A dot forces a heading only before a letter, a digit or an escape.
      const dot = !style.forced ? '' : style.escape && /^[!-/:-@[\]-`{-~]/.test(text) ? '.\\' : '.';
      return dot + text + number + inside;
    }
    case 'character':
      return `${style.forced ? '@' : ''}${line(cueText(element))}${element.dual === 'right' ? ' ^' : ''}${inside}`;
    case 'dialogue':
      return lines(element.text, style, '  ') + inside;
    case 'parenthetical':
      // Escaped too where another line of the speech must be; but its own first sign is what makes it one.
      return lines(element.text, style, '  ', false) + inside;
    case 'action':
      return (style.forced ? '!' : '') + lines(element.text, style, '!') + inside;
  }
}

/** The cue as written where it agrees with name and extension, else made from them. */
function cueText(element: ScreenplayElement): string {
  const { text, name, extension } = element;
  if (text !== '' || name === undefined) return text;
  return extension === undefined ? name : `${name} (${extension})`;
}

/** Line by line; `empty` is what keeps an empty line from ending the element. */
function lines(text: string, style: Style, empty: string, start = true): string {
  return text
    .split(LINE_BREAK)
    .map((line, index) => (line.trim() === '' && index > 0 ? empty : style.escape ? escaped(line, start) : line))
    .join('\n');
}

/** `text` with every sign escaped that inline parsing knows, and with `start` the one that would begin the line. */
function escaped(text: string, start = false): string {
  const inline = text.replace(/[*_\\]|\[(?=\[)|\/(?=\*)|#(?=[\p{L}\p{N}.-]*#?$)|[<^]$/gu, '\\$&');
  return start ? inline.replace(/^(\s*)([!@~>#=.(])/u, '$1\\$2') : inline;
}

/** A note or boneyard in its brackets. What would end it too early is parted by a space. */
function cutText(cut: ScreenplayElement, endsLater: boolean): string {
  if (cut.type === 'boneyard') return `/* ${cut.text.replaceAll('*/', '* /')} */`;
  let text = cut.text.replace(/\](?=\])/g, '] ');
  if (endsLater) text = text.replaceAll('/*', '/ *');
  if (text.endsWith(']')) text += ' ';
  // An empty line would end the note; one of two spaces connects.
  const pieces = text.split(LINE_BREAK);
  return `[[${pieces.map((piece) => (piece.trim() === '' && pieces.length > 1 ? '  ' : piece)).join('\n')}]]`;
}
