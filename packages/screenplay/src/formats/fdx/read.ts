import { toDocument } from '../../document.ts';
import type { ElementType } from '../../elements.ts';
import { ScreenplayFault } from '../../fault.ts';
import { parse } from '../../parse.ts';
import { fountainOf } from '../script/fountain.ts';
import { type StyledElement, styledScript } from '../script/styled.ts';
import { linesIn, type StyleSpan } from '../script/styles.ts';
import { unmarkedRuns } from '../script/unmarked.ts';
import { decodeXml } from '../xml/decode.ts';
import { checkLength, child, elementsIn, parseXml, type XmlElement, type XmlTree } from '../xml/tree.ts';
import { marksOf } from './marks.ts';
import { noteElement, rangeNotes } from './notes.ts';
import { elementTypeOf, readText, runsOf, type TypeDefaults, typeDefaults } from './paragraph.ts';
import { type FdxElement, type FdxParagraph, type FdxScript, type FdxSource, ownsParagraphs } from './script.ts';
import { readTitlePage } from './title-page.ts';

/**
 * Reads a Final Draft file or template (`.fdx`, `.fdxt`), by whichever program wrote it. The file stays at hand in
 * the result, so that `writeFdx` can write the script back without losing what Fountain has no words for.
 * `name` is the file's, for the sentences of errors.
 * Throws `input` with line and column for what is not XML or no FDX, and `too-large` over 128 MB.
 */
export function readFdx(file: string | Uint8Array, name = 'This file'): FdxScript {
  const source = typeof file === 'string' ? file : decodeXml(file, name);
  const tree = parseXml(source, name);
  if (tree.root.name !== 'FinalDraft') throw notFdx(tree, name);
  checkLength(tree.root, name);
  return readTree(tree);
}

function notFdx(tree: XmlTree, name: string): ScreenplayFault {
  const what =
    tree.root.name === 'document' && (tree.root.attributes.type ?? '').startsWith('Open Screenplay Format')
      ? 'an Open Screenplay Format file, which Fade In writes'
      : `XML of another kind (<${tree.root.name}>)`;
  return new ScreenplayFault('input', `${name} is ${what}, not a Final Draft file.`, { place: 'line 1' });
}

function readTree(tree: XmlTree): FdxScript {
  const { root } = tree;
  const content = child(root, 'Content');
  const reader = new Reader(typeDefaults(root));
  const notes = rangeNotes(root, content);
  for (const block of content === undefined ? [] : elementsIn(content, 'Paragraph')) reader.block(block, notes);
  const wanted = reader.elements;
  const titlePage = readTitlePage(root);
  const elements = wanted.map(({ element }) => element);
  const fountain = fountainOf({ titlePage, elements });
  const parsed = styledScript(fountain);
  return {
    format: 'second-unit/fdx@1',
    template: root.attributes.Template === 'Yes',
    fountain,
    unmarked: unmarkedRuns(fountain, elements),
    document: toDocument(parse(fountain)),
    elements: located(parsed.elements, wanted),
    titlePage: parsed.titlePage,
    paragraphs: reader.paragraphs,
    ...marksOf(root, located(parsed.elements, wanted)),
    tree,
  };
}

/** The elements as Fountain has them, each with its source: by order, past any that Fountain could not hold. */
function located(parsed: readonly StyledElement[], wanted: readonly FdxElement[]): FdxElement[] {
  const found: FdxElement[] = [];
  let next = 0;
  for (const element of parsed) {
    let at = next;
    while (at < wanted.length && !isSame(wanted[at]?.element, element)) at++;
    const match = wanted[at < wanted.length ? at : Math.min(next, wanted.length - 1)] as FdxElement;
    if (at < wanted.length) next = at + 1;
    found.push({ element, source: match.source });
  }
  return found;
}

function isSame(a: StyledElement | undefined, b: StyledElement): boolean {
  return a?.type === b.type && a.text === b.text;
}

/** Elements that need a cue before them. */
const SPOKEN: ReadonlySet<ElementType> = new Set(['parenthetical', 'dialogue']);

/** Adds to a list of its own making, of which there is one at a time: a copy at each paragraph takes quadratic time. */
class Growing<Item> {
  #own: Item[] = [];

  with(list: readonly Item[], items: readonly Item[]): readonly Item[] {
    if (list !== this.#own) this.#own = [...list];
    for (const item of items) this.#own.push(item);
    return this.#own;
  }
}

class Reader {
  readonly elements: FdxElement[] = [];
  readonly paragraphs: FdxParagraph[] = [];
  readonly #paragraphsOfOne = new Growing<XmlElement>();
  readonly #stylesOfOne = new Growing<StyleSpan>();
  readonly #defaults: ReadonlyMap<string, TypeDefaults>;
  #speaking = false;
  /** Paragraphs of dialogue that follow each other are one element. */
  #dialogue: { at: number; gap: number } | undefined;

  constructor(defaults: ReadonlyMap<string, TypeDefaults>) {
    this.#defaults = defaults;
  }

  block(block: XmlElement, notes: ReadonlyMap<XmlElement, readonly XmlElement[]>): void {
    const dual = child(block, 'DualDialogue');
    if (dual === undefined) {
      this.#paragraph(block, block, notes, undefined);
      return;
    }
    if (elementTypeOf(block, this.#defaults).newPage) this.#newPage(block);
    this.#dialogue = undefined;
    let cues = 0;
    for (const paragraph of elementsIn(dual, 'Paragraph')) {
      if (elementTypeOf(paragraph, this.#defaults).type === 'character') cues++;
      this.#paragraph(paragraph, block, notes, cues === 1 ? 'left' : cues === 2 ? 'right' : undefined);
    }
    this.#notes(block, notes, dual);
    this.#speaking = false;
    this.#dialogue = undefined;
  }

  #paragraph(
    node: XmlElement,
    block: XmlElement,
    notes: ReadonlyMap<XmlElement, readonly XmlElement[]>,
    dual: 'left' | 'right' | undefined,
  ): void {
    this.paragraphs.push({ node, block });
    const { type: own, depth, newPage } = elementTypeOf(node, this.#defaults);
    // Speech without a speaker is what a reader would take it for.
    const type: ElementType = SPOKEN.has(own) && !this.#speaking ? 'action' : own;
    const { text, styles } = readText(runsOf(node), type);
    if (newPage && !this.#isFirst(node)) this.#newPage(node);
    if (text === '') this.#empty(node, type);
    else this.#text(node, type, text, styles, depth, dual);
    this.#notes(node, notes);
  }

  /** The script starts on a new page by itself; only a paragraph that says so for itself has another before it. */
  #isFirst(node: XmlElement): boolean {
    return this.elements.length === 0 && node.attributes.StartsNewPage === undefined;
  }

  #newPage(node: XmlElement): void {
    this.#add({ type: 'pageBreak', text: '', styles: [] }, { kind: 'newPage', paragraphs: [node], node });
    this.#speaking = false;
    this.#dialogue = undefined;
  }

  #empty(node: XmlElement, type: ElementType): void {
    const open = this.#dialogue;
    if (type === 'dialogue' && open !== undefined) open.gap++;
    else if (type !== 'dialogue') this.#dialogue = undefined;
    // It stays beside what it follows.
    const newest = this.elements.at(-1);
    if (newest?.source.node === node) {
      // Nothing but a page break.
      this.elements[this.elements.length - 1] = { ...newest, source: { kind: 'newPage', paragraphs: [node] } };
      return;
    }
    const last = this.elements.findLastIndex(({ source }) => ownsParagraphs(source));
    const owner = this.elements[last];
    if (owner === undefined) return;
    const { source } = owner;
    const paragraphs = this.#paragraphsOfOne.with(source.paragraphs, [node]);
    this.elements[last] = { ...owner, source: { ...source, paragraphs } };
  }

  #text(
    node: XmlElement,
    type: ElementType,
    text: string,
    styles: NonNullable<StyledElement['styles']>,
    depth: number | undefined,
    dual: 'left' | 'right' | undefined,
  ): void {
    const open = this.#dialogue;
    if (type === 'dialogue' && open !== undefined) {
      const former = this.elements[open.at] as FdxElement;
      const lead = `${former.element.text}${'\n'.repeat(open.gap + 1)}`;
      const moved = styles.map((span) => ({ ...span, from: span.from + lead.length, to: span.to + lead.length }));
      this.elements[open.at] = {
        element: {
          ...former.element,
          text: lead + text,
          styles: this.#stylesOfOne.with(former.element.styles ?? [], moved),
        },
        source: { ...former.source, paragraphs: this.#paragraphsOfOne.with(former.source.paragraphs, [node]) },
      };
      open.gap = 0;
      return;
    }
    const { Number: number } = node.attributes;
    const source: FdxSource = { kind: 'paragraphs', paragraphs: [node] };
    if (type === 'centered' || type === 'lyrics') {
      // Fountain has a sign for each line of these.
      for (const line of linesIn(text, styles)) if (line.text !== '') this.#add({ type, ...line }, source);
    } else {
      const element: StyledElement = {
        type,
        text: type === 'dialogue' || type === 'action' ? text : text.split('\n').join(' '),
        styles,
        ...(type === 'sceneHeading' && number !== undefined && number.trim() !== '' ? { number: number.trim() } : {}),
        ...(type === 'character' && dual !== undefined ? { dual } : {}),
        ...(depth === undefined ? {} : { depth }),
      };
      this.#add(element, source);
    }
    if (type === 'character') this.#speaking = true;
    else if (!SPOKEN.has(type) && type !== 'lyrics') this.#speaking = false;
    this.#dialogue = type === 'dialogue' ? { at: this.elements.length - 1, gap: 0 } : undefined;
    if (type === 'sceneHeading') this.#sceneProperties(node);
  }

  /** What a heading holds besides its text. */
  #sceneProperties(node: XmlElement): void {
    const summary = child(child(node, 'SceneProperties'), 'Summary');
    for (const paragraph of summary === undefined ? [] : elementsIn(summary, 'Paragraph')) {
      const { text, styles } = readText(runsOf(paragraph), 'synopsis');
      if (text === '') continue;
      const line = text.split('\n').join(' ');
      this.#add({ type: 'synopsis', text: line, styles }, { kind: 'summary', paragraphs: [node], node: paragraph });
    }
    const omitted = child(node, 'OmittedScene');
    if (omitted === undefined) return;
    const inner = new Reader(this.#defaults);
    for (const block of elementsIn(omitted, 'Paragraph')) inner.block(block, new Map());
    if (inner.elements.length === 0) return;
    const text = fountainOf({ titlePage: [], elements: inner.elements.map(({ element }) => element) }).trim();
    this.#add({ type: 'boneyard', text, styles: [] }, { kind: 'omitted', paragraphs: [node], node: omitted });
  }

  #notes(paragraph: XmlElement, notes: ReadonlyMap<XmlElement, readonly XmlElement[]>, inside = paragraph): void {
    const add = (note: XmlElement, kind: FdxSource['kind']): void => {
      const element = noteElement(note, this.elements.at(-1)?.element);
      if (element !== undefined) this.#add(element, { kind, paragraphs: [paragraph], node: note });
    };
    if (inside === paragraph) for (const note of elementsIn(paragraph, 'ScriptNote')) add(note, 'inlineNote');
    for (const note of notes.get(paragraph) ?? []) add(note, 'rangeNote');
  }

  #add(element: StyledElement, source: FdxSource): void {
    this.elements.push({ element, source });
  }
}
