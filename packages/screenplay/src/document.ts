import { extensionsStart } from './constructs/character.ts';
import type { ElementType, ScreenplayDocument, ScreenplayElement, TitlePageEntry } from './elements.ts';
import type { Block, Node, Screenplay } from './node.ts';
import { innerText, textOf } from './text.ts';

type Draft = { -readonly [Key in keyof ScreenplayElement]: ScreenplayElement[Key] };

/** What a block holds, with offsets of the block: worked out once a block, so that edits cost what they touch. */
const known = new WeakMap<Block, BlockContent>();

interface BlockContent {
  readonly titlePage: readonly TitlePageEntry[];
  readonly elements: readonly ScreenplayElement[];
}

/**
 * The elements of one block. Offsets count from the block's start; `dual` is only known of the right speech, as the
 * left one may stand in another block.
 */
function contentOf(block: Block): BlockContent {
  let content = known.get(block);
  if (content === undefined) {
    const titlePage: TitlePageEntry[] = [];
    const elements: Draft[] = [];
    for (const child of block.children) {
      if (child.type === 'byteOrderMark') continue;
      if (child.type === 'titleEntry') titlePage.push(titleEntry(block, child));
      else elements.push(element(block, child));
      for (const inner of child.children) addCuts(block, inner, elements);
    }
    content = { titlePage, elements };
    known.set(block, content);
  }
  return content;
}

/** The elements of one block, the same array each time: what is worked out from them can be kept by block. */
export function elementsOf(block: Block): readonly ScreenplayElement[] {
  return contentOf(block).elements;
}

/** The tree as `second-unit/screenplay@1`. Ranges are UTF-16 units of the whole text, `to` exclusive. */
export function toDocument(tree: Screenplay): ScreenplayDocument {
  const titlePage: TitlePageEntry[] = [];
  const elements: Draft[] = [];
  let start = 0;
  for (const block of tree.blocks) {
    const content = contentOf(block);
    for (const entry of content.titlePage) titlePage.push(moved(entry, start));
    for (const element of content.elements) elements.push(moved(element, start));
    start += block.length;
  }
  pairDual(elements);
  return { format: 'second-unit/screenplay@1', titlePage, elements };
}

function moved<Ranged extends { readonly from: number; readonly to: number }>(ranged: Ranged, by: number): Ranged {
  return { ...ranged, from: ranged.from + by, to: ranged.to + by };
}

function titleEntry(block: Block, entry: Node): TitlePageEntry {
  const key = entry.children.find((child) => child.type === 'key');
  const value = entry.children
    .filter((child) => child.type === 'value')
    .map((child) => textOf(block.text, child))
    .filter((line) => line !== '')
    .join('\n');
  return {
    key: key === undefined ? '' : block.text.slice(key.from, key.to).trim(),
    value,
    from: entry.from,
    to: entry.to,
  };
}

/** Elements of their own for the notes and boneyards inside an element. */
function addCuts(block: Block, inner: Node, elements: Draft[]): void {
  if (inner.type === 'note' || inner.type === 'boneyard') elements.push(element(block, inner));
  for (const child of inner.children) addCuts(block, child, elements);
}

function element(block: Block, from: Node): Draft {
  const { text } = block;
  const type = from.type as ElementType;
  const range = { from: from.from, to: from.to };
  switch (type) {
    case 'note':
    case 'boneyard':
      return { type, ...range, text: innerText(text, from) };
    case 'pageBreak':
      return { type, ...range, text: '' };
    case 'section': {
      const mark = from.children.find((child) => child.type === 'mark') as Node;
      return { type, ...range, text: textOf(text, from), depth: depthOf(text, mark) };
    }
    case 'sceneHeading': {
      const number = sceneNumberOf(text, from);
      return { type, ...range, text: textOf(text, from), ...(number === undefined ? {} : { number }) };
    }
    case 'character':
      return { type, ...range, ...cueOf(text, from) };
    default:
      return { type, ...range, text: textOf(text, from) };
  }
}

export function depthOf(text: string, mark: Node): number {
  let depth = 0;
  for (let at = mark.from; at < mark.to; at++) if (text[at] === '#') depth++;
  return Math.min(6, depth);
}

/** The number as written between the `#` signs. */
export function sceneNumberOf(text: string, heading: Node): string | undefined {
  const number = heading.children.find((child) => child.type === 'sceneNumber');
  if (number === undefined) return undefined;
  return textOf(text, number).replaceAll('#', '');
}

type CueParts = Pick<Draft, 'text' | 'name' | 'extension' | 'dual'>;

/** Name and extensions of a cue; `(V.O.)(CONT'D)` is the extension `V.O., CONT'D`. */
function cueOf(text: string, cue: Node): CueParts {
  const whole = textOf(text, cue);
  const dual = cue.children.some((child) => child.type === 'mark' && text[child.from] === '^');
  const right = dual ? ({ dual: 'right' } as const) : {};
  // From the text without signs, so that emphasis around the whole cue hides nothing.
  const start = extensionsStart(whole, whole.length);
  const extensions = whole
    .slice(start)
    .split(/\)\s*\(/)
    .map((part) => part.replace(/^\(|\)$/g, '').trim())
    .filter((part) => part !== '');
  const extension = extensions.length > 0 ? { extension: extensions.join(', ') } : {};
  return { text: whole, name: whole.slice(0, start).trim(), ...extension, ...right };
}

/** The speech before a cue with a caret stands to its left, if nothing but notes comes between the two. */
function pairDual(elements: Draft[]): void {
  let left: Draft | undefined;
  for (const element of elements) {
    switch (element.type) {
      case 'character':
        if (element.dual === 'right') {
          if (left !== undefined) left.dual ??= 'left';
          left = undefined;
        } else left = element;
        break;
      case 'dialogue':
      case 'parenthetical':
      case 'lyrics':
      case 'note':
      case 'boneyard':
        break;
      default:
        left = undefined;
    }
  }
}
