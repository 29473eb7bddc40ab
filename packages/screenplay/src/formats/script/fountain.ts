import { elementsOf, toDocument } from '../../document.ts';
import type { ScreenplayElement, TitlePageEntry } from '../../elements.ts';
import { fromDocument } from '../../from-document.ts';
import type { Block } from '../../node.ts';
import { append } from '../../node.ts';
import { parse, parseParagraphs } from '../../parse.ts';
import { type StyledElement, type StyledScript, styledScript, styledText } from './styled.ts';
import { BOLD, bitsOf, ITALIC, linesOf, type StyleSpan, sameStyles, UNDERLINE, visibleStyles } from './styles.ts';

/**
 * Fountain text for elements with styles. Reading it gives the elements back; emphasis is left out where its signs
 * would be read as something else.
 */
export function fountainOf(script: StyledScript): string {
  const text = written(script);
  if (!script.elements.some(({ inside }) => inside === true) || holds(text, script)) return text;
  // A note inside a line may make it read as something else; on a line of its own it may not.
  const apart = script.elements.map(({ inside: _, ...element }) => element);
  const other = written({ ...script, elements: apart });
  return holds(other, script) ? other : text;
}

function holds(text: string, script: StyledScript): boolean {
  const { elements } = toDocument(parse(text));
  return (
    elements.length === script.elements.length &&
    elements.every((element, index) => {
      const wanted = script.elements[index];
      return element.type === wanted?.type && element.text === wanted.text;
    })
  );
}

function written(script: StyledScript): string {
  const titlePage = script.titlePage.map(({ key, value }): TitlePageEntry => ({ key, value, from: 0, to: 0 }));
  let end = 1;
  const elements = script.elements.map((element): ScreenplayElement => {
    const { type, text, number, dual, depth, inside } = element;
    // Made-up ranges, which say what stands inside what.
    if (inside !== true) end += 2;
    return {
      type,
      text,
      from: end - 1,
      to: end,
      ...(number === undefined ? {} : { number }),
      ...(dual === undefined ? {} : { dual }),
      ...(depth === undefined ? {} : { depth }),
    };
  });
  const plain = fromDocument({ format: 'second-unit/screenplay@1', titlePage, elements });
  return emphasised(plain, script);
}

interface Insertion {
  readonly at: number;
  readonly sign: string;
}

/** The text with the signs of emphasis put in, paragraph by paragraph, wherever it still reads as it did. */
function emphasised(plain: string, script: StyledScript): string {
  if (!script.elements.some(({ styles }) => styles !== undefined && styles.length > 0)) {
    if (!script.titlePage.some(({ styles }) => styles !== undefined && styles.length > 0)) return plain;
  }
  const tree = parseParagraphs(plain);
  let text = '';
  let index = 0;
  for (const block of tree.blocks) {
    const count = elementsOf(block).length;
    const wanted = script.elements.slice(index, index + count);
    index += count;
    text += block.children.some((node) => node.type === 'titleEntry')
      ? emphasisedTitles(block, script)
      : emphasisedBlock(block, wanted, block === tree.blocks[0]);
  }
  return text;
}

function emphasisedBlock(block: Block, wanted: readonly StyledElement[], first: boolean): string {
  if (!wanted.some(({ styles }) => styles !== undefined && styles.length > 0)) return block.text;
  const nodes = block.children.filter((node) => node.type !== 'byteOrderMark');
  const styled = nodes.map((node) => styledText(block.text, node));
  // Elements stand in order with the notes inside them; a note's text is never styled, so the texts tell them apart.
  const insertions: Insertion[][] = [];
  let next = 0;
  for (const { text, starts, ends } of styled) {
    const found = wanted.findIndex((element, index) => index >= next && element.text === text);
    if (found === -1) continue;
    next = found + 1;
    const styles = wanted[found]?.styles ?? [];
    if (styles.length > 0) insertions.push(signsFor(text, visibleStyles(text, styles), starts, ends));
  }
  const all = inserted(block.text, insertions.flat());
  if (bounds(all) === bounds(block.text) && readsAs(all, wanted, first)) return all;
  // With emphasis in it, a line may need the sign that forces it.
  const sign = FORCING[wanted[0]?.type ?? ''];
  if (sign !== undefined && !all.startsWith(sign) && bounds(all) === bounds(block.text)) {
    if (readsAs(sign + all, wanted, first)) return sign + all;
  }
  let kept: Insertion[] = [];
  for (const one of insertions) {
    const next = [...kept, ...one];
    const some = inserted(block.text, next);
    if (bounds(some) === bounds(block.text) && readsAs(some, wanted, first, true)) kept = next;
  }
  return inserted(block.text, kept);
}

/** How many signs that open or close a boneyard there are: they reach into other blocks, so none may come or go. */
function bounds(text: string): number {
  return text.split('/*').length + text.split('*/').length;
}

const FORCING: Readonly<Record<string, string>> = { transition: '> ', sceneHeading: '.', character: '@', action: '!' };

/** `loosely`: elements that have no style yet are not held against it. */
function readsAs(text: string, wanted: readonly StyledElement[], first: boolean, loosely = false): boolean {
  // Only the first block could be taken for a title page.
  const { titlePage, elements } = styledScript(first ? text : `Title: x\n\n${text}`);
  if (titlePage.length !== (first ? 0 : 1)) return false;
  return (
    elements.length === wanted.length &&
    elements.every((element, index) => {
      const other = wanted[index] as StyledElement;
      if (element.type !== other.type || element.text !== other.text || element.number !== other.number) return false;
      if (loosely && element.styles?.length === 0) return true;
      return sameStyles(element.styles, visibleStyles(other.text, other.styles ?? []));
    })
  );
}

function emphasisedTitles(block: Block, script: StyledScript): string {
  const lines = script.titlePage.map(({ value, styles }) => {
    if (styles === undefined || styles.length === 0) return undefined;
    const starts = Array.from({ length: value.length }, (_, index) => index);
    const ends = starts.map((start) => start + 1);
    return inserted(value, signsFor(value, visibleStyles(value, styles), starts, ends));
  });
  let text = '';
  for (const [index, { key, value }] of script.titlePage.entries()) {
    const entries = [lines[index], value].map((written) => entryText(key, written ?? value));
    const plain = fromDocument({
      format: 'second-unit/screenplay@1',
      titlePage: [{ key, value, from: 0, to: 0 }],
      elements: [],
    });
    const [marked] = entries;
    const read = lines[index] === undefined ? undefined : styledScript(`Title: x\n${marked}`).titlePage[1];
    const good =
      bounds(marked ?? '') === bounds(plain) &&
      read?.key === key &&
      read.value === value &&
      sameStyles(read.styles, script.titlePage[index]?.styles ?? []);
    text += good ? `${marked}\n` : plain;
  }
  // The empty line after the page.
  return text + block.text.slice(block.text.trimEnd().length + 1);
}

function entryText(key: string, value: string): string {
  const lines = value.split('\n');
  return lines.length === 1 ? `${key}: ${value}` : `${key}:\n${lines.map((line) => `    ${line}`).join('\n')}`;
}

const SIGNS: readonly (readonly [bit: number, sign: string])[] = [
  [UNDERLINE, '_'],
  [BOLD, '**'],
  [ITALIC, '*'],
];

/** Signs in pairs that nest, with underlines outermost. `starts` and `ends` say where each unit of `text` stands. */
function signsFor(
  text: string,
  styles: readonly StyleSpan[],
  starts: readonly number[],
  ends: readonly number[],
): Insertion[] {
  const bits = bitsOf(text, styles);
  const insertions: Insertion[] = [];
  const pairs = (from: number, to: number, level: number): Insertion[] => {
    const rule = SIGNS[level];
    if (rule === undefined || from >= to) return [];
    const [bit, sign] = rule;
    const found: Insertion[] = [];
    for (let start = from; start < to; ) {
      const on = ((bits[start] as number) & bit) !== 0;
      let end = start + 1;
      while (end < to && (((bits[end] as number) & bit) !== 0) === on) end++;
      if (on) found.push({ at: starts[start] as number, sign });
      append(found, pairs(start, end, level + 1));
      if (on) found.push({ at: ends[end - 1] as number, sign });
      start = end;
    }
    return found;
  };
  for (const [from, to] of linesOf(text)) append(insertions, pairs(from, to, 0));
  return insertions;
}

/** In order of place; what is for the same place keeps its order. */
function inserted(text: string, insertions: readonly Insertion[]): string {
  let result = '';
  let at = 0;
  for (const { at: place, sign } of [...insertions].sort((a, b) => a.at - b.at)) {
    result += text.slice(at, place) + sign;
    at = place;
  }
  return result + text.slice(at);
}
