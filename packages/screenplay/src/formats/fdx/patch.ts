import type { StyledElement } from '../script/styled.ts';
import { linesIn, type StyleSpan, sameStyles } from '../script/styles.ts';
import { gapBefore, type Splice, spliced } from '../xml/splice.ts';
import { child, elementsIn, sliceOf, type XmlElement, type XmlTree } from '../xml/tree.ts';
import { type Attributes, startTag, xml } from '../xml/write.ts';
import { BONEYARD } from './notes.ts';
import { FDX_TYPES, readText, runsOf } from './paragraph.ts';
import type { Attached, Part } from './parts.ts';
import { changedTexts, textElements } from './text.ts';

/** The `Type` and `Alignment` with which Final Draft holds an element. */
export function typeAttributes({ type, depth }: StyledElement): { Type: string; Alignment?: string } {
  if (type === 'section') return { Type: `Outline ${depth ?? 1}` };
  if (type === 'centered') return { Type: 'Action', Alignment: 'Center' };
  return { Type: FDX_TYPES[type as keyof typeof FDX_TYPES] ?? 'Action' };
}

/** A paragraph made new. Attributes stand in Final Draft's order. */
export function newParagraph(element: StyledElement | undefined, newPage: boolean, inner = '', text?: string): string {
  const { Type, Alignment } =
    element === undefined ? { Type: 'Action', Alignment: undefined } : typeAttributes(element);
  const attributes = { Alignment, Number: element?.number, StartsNewPage: newPage ? 'Yes' : undefined, Type };
  const texts =
    element === undefined ? '' : textElements(text ?? element.text, text === undefined ? (element.styles ?? []) : []);
  return xml('Paragraph', attributes, inner + texts);
}

/** A note as Final Draft has it, with a range or, inside its paragraph, without. */
export function newNote(element: StyledElement, range?: string): string {
  const attributes = { Name: element.type === 'boneyard' ? BONEYARD : undefined, Range: range };
  return xml('ScriptNote', attributes, noteParagraphs(element));
}

export function noteParagraphs(element: StyledElement): string {
  return element.text
    .split('\n')
    .map((line) => xml('Paragraph', {}, textElements(line, []) || '<Text/>'))
    .join('');
}

function summaryParagraphs(summaries: readonly Attached[]): string {
  return summaries
    .map(({ element }) => xml('Paragraph', {}, textElements(element.text, element.styles ?? [])))
    .join('');
}

/** What is to change of a paragraph of the file. */
export interface ParagraphChange {
  readonly attributes?: Attributes;
  /** Its `Text` elements, all of them. */
  readonly texts?: string;
  /** Elements inside to be replaced; by nothing, removed. */
  readonly replaced?: ReadonlyMap<XmlElement, string>;
  /** Elements to be added before the text. */
  readonly added?: string;
}

/** The paragraph with the changes made; all else in it stays as it is. */
export function changedParagraph(tree: XmlTree, node: XmlElement, change: ParagraphChange): string {
  const { attributes = {}, texts, replaced = new Map<XmlElement, string>(), added = '' } = change;
  if (node.innerTo === node.to) {
    // It closes itself.
    return xml(node.name, { ...node.attributes, ...attributes }, added + (texts ?? ''));
  }
  const splices: Splice[] = [];
  if (Object.entries(attributes).some(([name, value]) => node.attributes[name] !== value)) {
    splices.push({ from: node.from, to: node.innerFrom, text: startTag(node, attributes) });
  }
  let placed = texts === undefined;
  for (const inner of elementsIn(node)) {
    if (inner.name === 'Text' && texts !== undefined) {
      splices.push({
        from: placed ? gapBefore(tree, inner) : inner.from,
        to: inner.to,
        text: placed ? '' : added + texts,
      });
      placed = true;
    } else {
      const text = replaced.get(inner);
      if (text !== undefined) {
        splices.push({ from: text === '' ? gapBefore(tree, inner) : inner.from, to: inner.to, text });
      }
    }
  }
  const firstText = texts === undefined ? child(node, 'Text') : undefined;
  if (texts === undefined && added !== '') {
    const at = firstText?.from ?? node.innerTo;
    splices.push({ from: at, to: at, text: added });
  } else if (!placed) splices.push({ from: node.innerTo, to: node.innerTo, text: added + texts });
  return spliced(tree.source, node.from, node.to, splices);
}

/** The `SceneProperties` of a heading with these summaries. */
export function changedProperties(
  tree: XmlTree,
  heading: XmlElement | undefined,
  summaries: readonly Attached[],
): string {
  const former = child(heading, 'SceneProperties');
  const inner = summaries.length === 0 ? '' : xml('Summary', {}, summaryParagraphs(summaries));
  if (former === undefined) return inner === '' ? '' : xml('SceneProperties', { Title: '' }, inner);
  const summary = child(former, 'Summary');
  if (former.innerTo === former.to) return xml('SceneProperties', former.attributes, inner);
  const splices: Splice[] = [];
  if (summary === undefined) splices.push({ from: former.innerFrom, to: former.innerFrom, text: inner });
  else splices.push({ from: inner === '' ? gapBefore(tree, summary) : summary.from, to: summary.to, text: inner });
  return spliced(tree.source, former.from, former.to, splices);
}

/** A paragraph of a speech as the file has it. */
interface OwnLine {
  readonly node: XmlElement;
  readonly text: string;
  readonly styles: readonly StyleSpan[];
  /** The styles that it came into Fountain with. */
  readonly known: readonly StyleSpan[];
}

function stylesIn(styles: readonly StyleSpan[], from: number, to: number): StyleSpan[] {
  const inside = styles.filter((span) => span.from < to && span.to > from);
  return inside.map((span) => ({ ...span, from: Math.max(0, span.from - from), to: Math.min(to, span.to) - from }));
}

/**
 * The paragraphs of a speech for its new lines: those whose line stays are as they were, in place of changed lines
 * stand the paragraphs that were there, and further lines get paragraphs of their own.
 */
export function changedDialogue(
  tree: XmlTree,
  part: Part,
  notesOf: (node: XmlElement) => ReadonlyMap<XmlElement, string>,
): { nodes: (XmlElement | undefined)[]; texts: string[] } {
  const { element, nodes } = part;
  const lines = [...linesIn(element?.text ?? '', element?.styles ?? [])];
  const known = element?.styles !== undefined;
  let at = 0;
  const own = nodes.map((node): OwnLine => {
    const { text, styles } = readText(runsOf(node), 'dialogue');
    const from = part.former?.element.text.indexOf(text, at) ?? -1;
    if (from === -1) return { node, text, styles, known: styles };
    at = from + text.length;
    return { node, text, styles, known: stylesIn(part.former?.element.styles ?? [], from, at) };
  });
  const trailing: XmlElement[] = [];
  while (own.length > 0 && own.at(-1)?.text === '') trailing.unshift((own.pop() as OwnLine).node);
  const result: { nodes: (XmlElement | undefined)[]; texts: string[] } = { nodes: [], texts: [] };
  const put = (node: XmlElement | undefined, text?: string): void => {
    result.nodes.push(node);
    result.texts.push(text ?? changedParagraph(tree, node as XmlElement, { replaced: notesOf(node as XmlElement) }));
  };
  const isSame = (at: number, line: number): boolean => {
    const { text, styles, known: before } = own[at] as OwnLine;
    const next = lines[line];
    if (next === undefined || text !== next.text) return false;
    return !known || sameStyles(styles, next.styles) || sameStyles(before, next.styles);
  };
  let head = 0;
  while (head < own.length && isSame(head, head)) head++;
  let tail = 0;
  const most = Math.min(own.length, lines.length) - head;
  while (tail < most && isSame(own.length - 1 - tail, lines.length - 1 - tail)) tail++;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as { text: string; styles: NonNullable<StyledElement['styles']> };
    const fromEnd = lines.length - index;
    if (index < head) put(own[index]?.node);
    else if (fromEnd <= tail) {
      const { node } = own[own.length - fromEnd] as OwnLine;
      put(node);
    } else {
      const old = index < own.length - tail ? own[index] : undefined;
      const former = old?.node;
      if (old === undefined || former === undefined) {
        const fresh: StyledElement = { type: 'dialogue', ...line };
        put(undefined, newParagraph(fresh, false));
      } else {
        const styles = known ? line.styles : undefined;
        const texts = changedTexts(former, 'dialogue', line.text, styles, (node) => sliceOf(tree, node), old.known);
        put(former, changedParagraph(tree, former, { texts, replaced: notesOf(former) }));
      }
    }
  }
  for (const node of trailing) put(node);
  return result;
}
