import { toDocument } from '../../document.ts';
import type { ElementType, ScreenplayDocument, TitlePageEntry } from '../../elements.ts';
import { fromDocument } from '../../from-document.ts';
import type { Node, Screenplay } from '../../node.ts';
import { parse } from '../../parse.ts';
import { BOLD, ITALIC, type StyleSpan, sameStyles, UNDERLINE, visibleStyles } from './styles.ts';

/** What other formats say about an element beyond `ScreenplayElement`: which of its letters are bold and so on. */

/** An element of a script apart from where it stands in a text. */
export interface StyledElement {
  readonly type: ElementType;
  readonly text: string;
  readonly number?: string;
  readonly dual?: 'left' | 'right';
  readonly depth?: number;
  /** Absent where the source does not know, as in JSON. */
  readonly styles?: readonly StyleSpan[];
  /** Of a note or boneyard: it stands inside the element before it. */
  readonly inside?: boolean;
}

export interface StyledTitleEntry {
  readonly key: string;
  readonly value: string;
  readonly styles?: readonly StyleSpan[];
}

export interface StyledScript {
  readonly titlePage: readonly StyledTitleEntry[];
  readonly elements: readonly StyledElement[];
}

/** Fountain text, its tree, or the JSON of it: whatever a script is at hand as. */
export type AnyScript = string | Screenplay | ScreenplayDocument;

/** The elements with their styles; of JSON, which has none, without. Throws `input` for JSON that is no screenplay. */
export function styledScript(script: AnyScript): StyledScript {
  if (typeof script === 'string') return ofTree(parse(script));
  if ('blocks' in script) return ofTree(script);
  // By way of text, which checks it and settles what Fountain has no words for.
  const { titlePage, elements } = ofTree(parse(fromDocument(script)));
  return {
    titlePage: titlePage.map(({ key, value }) => ({ key, value })),
    elements: elements.map(({ styles: _, ...element }) => element),
  };
}

function ofTree(tree: Screenplay): StyledScript {
  const document = toDocument(tree);
  const titles: Styled[] = [];
  const found: (Styled | undefined)[] = [];
  // In the order of `toDocument`: an element, then the notes and boneyards inside it, which have no style.
  for (const { text, children } of tree.blocks) {
    for (const node of children) {
      if (node.type === 'titleEntry') titles.push(styledValue(text, node));
      else if (node.type !== 'byteOrderMark') found.push(styledText(text, node));
      for (const inner of node.children) addCuts(inner, found);
    }
  }
  return {
    titlePage: document.titlePage.map((entry, index) => withStyles(entry, titles[index])),
    elements: document.elements.map((element, index): StyledElement => {
      const { type, text, number, dual, depth } = element;
      const styled = found[index];
      return {
        type,
        text,
        styles: styled?.text === text ? visibleStyles(text, styled.styles) : [],
        ...(number === undefined ? {} : { number }),
        ...(dual === undefined ? {} : { dual }),
        ...(depth === undefined ? {} : { depth }),
        ...(styled === undefined ? { inside: true } : {}),
      };
    }),
  };
}

function addCuts(inner: Node, found: (Styled | undefined)[]): void {
  if (inner.type === 'note' || inner.type === 'boneyard') found.push(undefined);
  for (const child of inner.children) addCuts(child, found);
}

function withStyles({ key, value }: TitlePageEntry, styled: Styled | undefined): StyledTitleEntry {
  return { key, value, styles: styled?.text === value ? styled.styles : [] };
}

export interface Styled {
  readonly text: string;
  readonly styles: readonly StyleSpan[];
  /** Of each unit of `text`: where it stands in the block, the backslash of an escape included. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

interface Letter {
  readonly unit: string;
  readonly style: number;
  readonly from: number;
  readonly to: number;
}

/** The text of an element as `toDocument` gives it, with the style and the place of each unit. */
export function styledText(text: string, element: Node): Styled {
  const lines: Letter[][] = [[]];
  const cut: boolean[] = [false];
  gather(text, element, 0, lines, cut);
  const keepIndent = element.type === 'action';
  const tidied = lines.filter((line, index) => !cut[index] || !isBlank(line)).map((line) => tidy(line, keepIndent));
  let first = 0;
  let last = tidied.length;
  while (first < last && tidied[first]?.length === 0) first++;
  while (last > first && tidied[last - 1]?.length === 0) last--;
  return joined(tidied.slice(first, last));
}

/** Of a title page's entry: the lines of its value. */
function styledValue(text: string, entry: Node): Styled {
  const lines = entry.children
    .filter((child) => child.type === 'value')
    .map((value) => {
      const line: Letter[][] = [[]];
      gather(text, value, 0, line, [false]);
      return tidy(line.flat(), false);
    });
  return joined(lines.filter((line) => line.length > 0));
}

function joined(lines: readonly (readonly Letter[])[]): Styled {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const styles: StyleSpan[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0) {
      text += '\n';
      starts.push(-1);
      ends.push(-1);
    }
    for (const letter of line) {
      const last = styles.at(-1);
      if (letter.style !== 0) {
        if (last?.to === text.length && last.style === letter.style) {
          styles[styles.length - 1] = { ...last, to: text.length + 1 };
        } else styles.push({ from: text.length, to: text.length + 1, style: letter.style });
      }
      text += letter.unit;
      starts.push(letter.from);
      ends.push(letter.to);
    }
  }
  return { text, styles, starts, ends };
}

const STYLE_OF: Readonly<Record<string, number>> = { bold: BOLD, italic: ITALIC, underline: UNDERLINE };

function gather(text: string, parent: Node, style: number, lines: Letter[][], cut: boolean[]): void {
  let from = parent.from;
  const add = (to: number): void => {
    for (let at = from; at < to; at++) {
      const unit = text[at] as string;
      if (unit === '\n' || unit === '\r') {
        if (unit === '\r' && text[at + 1] === '\n') at++;
        lines.push([]);
        cut.push(false);
      } else lines.at(-1)?.push({ unit, style, from: at, to: at + 1 });
    }
  };
  for (const child of parent.children) {
    add(child.from);
    from = child.to;
    switch (child.type) {
      case 'note':
      case 'boneyard':
        cut[cut.length - 1] = true;
        break;
      case 'mark':
      case 'sceneNumber':
      case 'key':
        break;
      case 'escape':
        lines.at(-1)?.push({ unit: text[child.from + 1] as string, style, from: child.from, to: child.to });
        break;
      default:
        gather(text, child, style | (STYLE_OF[child.type] ?? 0), lines, cut);
    }
  }
  add(parent.to);
}

function isBlank(line: readonly Letter[]): boolean {
  return line.every((letter) => letter.unit.trim() === '');
}

function tidy(line: readonly Letter[], keepIndent: boolean): readonly Letter[] {
  let first = 0;
  let last = line.length;
  while (last > first && line[last - 1]?.unit.trim() === '') last--;
  if (keepIndent) {
    return line
      .slice(0, last)
      .flatMap((letter) => (letter.unit === '\t' ? [0, 1, 2, 3].map(() => ({ ...letter, unit: ' ' })) : [letter]));
  }
  while (first < last && line[first]?.unit.trim() === '') first++;
  return line.slice(first, last);
}

/** The same to a reader: type, text, number, side, depth, and styles where both know them. */
export function sameElement(a: StyledElement, b: StyledElement): boolean {
  return (
    a.type === b.type &&
    a.text === b.text &&
    a.number === b.number &&
    a.dual === b.dual &&
    (a.depth ?? 1) === (b.depth ?? 1) &&
    sameStyles(a.styles, b.styles)
  );
}
