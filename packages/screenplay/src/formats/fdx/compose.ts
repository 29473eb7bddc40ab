import { append } from '../../node.ts';
import type { StyledElement } from '../script/styled.ts';
import type { StyleSpan } from '../script/styles.ts';
import { spliced } from '../xml/splice.ts';
import { child, elementsIn, sliceOf, type XmlElement, type XmlTree } from '../xml/tree.ts';
import { startTag, xml } from '../xml/write.ts';
import { readText, runsOf } from './paragraph.ts';
import type { Attached, Part } from './parts.ts';
import {
  changedDialogue,
  changedParagraph,
  changedProperties,
  newNote,
  newParagraph,
  noteParagraphs,
  type ParagraphChange,
  typeAttributes,
} from './patch.ts';
import { type FdxScript, ownsParagraphs } from './script.ts';
import { changedTexts } from './text.ts';

/** Parts as the paragraphs of `Content`: those of the file that stay are the file's own text. */

/** A paragraph inside `Content` or inside a `DualDialogue`. */
interface Chunk {
  readonly xml: string;
  /** Of the file. */
  readonly node?: XmlElement;
}

/** A paragraph of `Content`. */
export interface Block {
  readonly xml: string;
  /** Of the file. */
  readonly node?: XmlElement;
  readonly parts: readonly Part[];
}

/** Notes that go to the end of the file, with the block of `Content` that they are about. */
export interface RangeNote {
  readonly note: Attached;
  readonly block: number;
  /** About the paragraph rather than after it. */
  readonly about: boolean;
}

export interface Composed {
  readonly blocks: readonly Block[];
  readonly notes: readonly RangeNote[];
}

export function compose(parts: readonly Part[], from: FdxScript | undefined): Composed {
  return new Composer(parts, from).run();
}

class Composer {
  readonly #parts: readonly Part[];
  readonly #tree: XmlTree | undefined;
  readonly #blocks: Block[] = [];
  readonly #notes: RangeNote[] = [];
  /** The paragraph of `Content` that each paragraph stands in. */
  readonly #blockOf = new Map<XmlElement, XmlElement>();
  /** Paragraphs that begin a page in the script that was read. */
  readonly #pages = new Set<XmlElement>();
  /** Notes, summaries and omitted scenes that were read of each paragraph. */
  readonly #kept = new Map<XmlElement, XmlElement[]>();
  /** Paragraphs that belong to an element. */
  readonly #owned = new Set<XmlElement>();
  readonly #used = new Set<XmlElement>();

  constructor(parts: readonly Part[], from: FdxScript | undefined) {
    this.#parts = parts;
    this.#tree = from?.tree;
    for (const { node, block } of from?.paragraphs ?? []) this.#blockOf.set(node, block);
    for (const { source } of from?.elements ?? []) {
      if (ownsParagraphs(source)) for (const paragraph of source.paragraphs) this.#owned.add(paragraph);
      const [paragraph] = source.paragraphs;
      if (paragraph === undefined) continue;
      if (source.kind === 'newPage') this.#pages.add(source.node ?? paragraph);
      else if (source.node !== undefined && source.kind !== 'rangeNote') {
        this.#kept.set(paragraph, [...(this.#kept.get(paragraph) ?? []), source.node]);
      }
    }
  }

  run(): Composed {
    for (let index = 0; index < this.#parts.length; )
      index = this.#whole(index) ?? this.#dual(index) ?? this.#single(index);
    return { blocks: this.#blocks, notes: this.#notes };
  }

  /** A dual dialogue of the file of which nothing changed. */
  #whole(index: number): number | undefined {
    const first = this.#parts[index]?.nodes[0];
    const block = first === undefined ? undefined : this.#blockOf.get(first);
    if (block === undefined || block === first || this.#used.has(block)) return undefined;
    const dual = child(block, 'DualDialogue') as XmlElement;
    const expected = [...elementsIn(dual, 'Paragraph')].filter((node) => this.#owned.has(node));
    const found: XmlElement[] = [];
    let next = index;
    while (next < this.#parts.length && found.length < expected.length) {
      const part = this.#parts[next] as Part;
      if (!this.#isUntouched(part, next === index ? block : undefined)) return undefined;
      if (part.nodes.some((node) => this.#blockOf.get(node) !== block)) return undefined;
      append(found, part.nodes);
      next++;
    }
    if (found.length !== expected.length || found.some((node, at) => node !== expected[at])) return undefined;
    const parts = this.#parts.slice(index, next);
    if (parts.slice(0, -1).some((part) => part.notes.some(isRanged))) return undefined;
    this.#put({ xml: sliceOf(this.#tree as XmlTree, block), node: block, parts });
    for (const part of parts) this.#collect(part, false, this.#blocks.length - 1);
    return next;
  }

  #isUntouched(part: Part, bearer?: XmlElement): boolean {
    const [node] = part.nodes;
    if (
      !part.same ||
      node === undefined ||
      !this.#keepsPlaces(part) ||
      part.newPage !== this.#pages.has(bearer ?? node)
    )
      return false;
    const kept = part.nodes.flatMap((one) => this.#kept.get(one) ?? []);
    const wanted = [
      ...part.summaries.map(nodeOf),
      ...(part.omitted ? kept.filter((one) => one.name === 'OmittedScene') : []),
      ...part.notes.filter((note) => note.former?.source.kind !== 'rangeNote').map(nodeOf),
    ];
    return (
      wanted.length === kept.length &&
      wanted.every((one, at) => one === kept[at]) &&
      [...part.summaries, ...part.notes].every((one) => one.same || one.former?.source.kind === 'rangeNote')
    );
  }

  /** Two speeches side by side. */
  #dual(index: number): number | undefined {
    const cue = this.#parts[index]?.element;
    if (cue?.type !== 'character' || cue.dual === undefined) return undefined;
    const lonely = cue.dual === 'right';
    let next = index + 1;
    let right = lonely;
    for (; next < this.#parts.length; next++) {
      const { element, newPage } = this.#parts[next] as Part;
      if (newPage || element === undefined) break;
      if (element.type === 'character') {
        if (right || element.dual !== 'right') break;
        right = true;
      } else if (element.type !== 'dialogue' && element.type !== 'parenthetical' && element.type !== 'lyrics') break;
    }
    const parts = this.#parts.slice(index, next);
    // A right side alone has an empty cue on its left.
    const inner: Chunk[] = lonely ? [{ xml: newParagraph({ type: 'character', text: '' }, false) }] : [];
    for (const [at, part] of parts.entries()) {
      const own = at === 0 ? { ...part, newPage: false } : part;
      append(inner, this.#chunks(own, true));
      this.#collect(part, true);
    }
    const newPage = parts[0]?.newPage === true;
    const former = parts
      .flatMap((part) => part.nodes.map((node) => this.#blockOf.get(node)))
      .find((block) => block !== undefined && child(block, 'DualDialogue') !== undefined && !this.#used.has(block));
    const dual = child(former, 'DualDialogue');
    if (former === undefined || dual === undefined || this.#tree === undefined) {
      const attributes = { StartsNewPage: newPage ? 'Yes' : undefined };
      this.#put({
        xml: xml('Paragraph', attributes, xml('DualDialogue', {}, inner.map((chunk) => chunk.xml).join(''))),
        parts,
      });
      return next;
    }
    const changed = `${startTag(dual, {})}${contentText(inner, this.#tree, dual)}</DualDialogue>`;
    const attributes = newPage === this.#pages.has(former) ? {} : { StartsNewPage: newPage ? 'Yes' : 'No' };
    const replaced = new Map([[dual, changed]]);
    this.#put({ xml: changedParagraph(this.#tree, former, { attributes, replaced }), node: former, parts });
    return next;
  }

  #single(index: number): number {
    const part = this.#parts[index] as Part;
    const chunks = this.#chunks(part, false);
    for (const [at, chunk] of chunks.entries()) {
      const block = chunk.node === undefined ? undefined : this.#blockOf.get(chunk.node);
      const isOwn = block !== undefined && block === chunk.node && !this.#used.has(block);
      this.#put({ xml: chunk.xml, ...(isOwn ? { node: block } : {}), parts: at === 0 ? [part] : [] });
    }
    this.#collect(part, false, this.#blocks.length - 1);
    return index + 1;
  }

  #put(block: Block): void {
    if (block.node !== undefined) this.#used.add(block.node);
    this.#blocks.push(block);
  }

  /** The part's notes for the end of the file. */
  #collect(part: Part, inDual: boolean, block = this.#blocks.length): void {
    const inline = this.#inlineNotes(part, inDual);
    let about = true;
    for (const note of part.notes) {
      about &&= note.element.inside === true;
      if (!inline.includes(note)) this.#notes.push({ note, block, about });
    }
  }

  /**
   * The notes that stand in the part's paragraphs: those that did, new ones beside them, and all in a dual dialogue,
   * where no range reaches. Notes in paragraphs are read before those with ranges.
   */
  #inlineNotes(part: Part, inDual: boolean): readonly Attached[] {
    const { notes } = part;
    if (inDual || !this.#keepsPlaces(part)) return notes;
    const some = notes.some((note) => note.former?.source.kind === 'inlineNote');
    return some ? notes.filter((note) => !isRanged(note)) : [];
  }

  /** The notes in the part's paragraphs stay where they are, and all others come after them. */
  #keepsPlaces(part: Part): boolean {
    const kept = part.nodes.flatMap((one) => this.#kept.get(one) ?? []);
    let last = -1;
    let others = false;
    let ranged = false;
    for (const note of part.notes) {
      const node = nodeOf(note);
      const at = node === undefined || isRanged(note) ? -1 : kept.indexOf(node);
      if (isRanged(note)) ranged = true;
      else if (at === -1) {
        if (ranged && note.former?.source.kind === 'inlineNote') return false;
        others = true;
      } else {
        if (others || ranged || at < last) return false;
        last = at;
      }
    }
    return true;
  }

  #chunks(part: Part, inDual: boolean): Chunk[] {
    const tree = this.#tree;
    const { element, nodes } = part;
    const [node] = nodes;
    if (tree === undefined || node === undefined) return this.#fresh(part, inDual);
    const verbatim = (one: XmlElement): Chunk => ({ xml: sliceOf(tree, one), node: one });
    const moves = inDual && part.notes.some(isRanged);
    if (!moves && this.#isUntouched(part)) return nodes.map(verbatim);
    if (element?.type === 'dialogue' && !part.same) {
      // Paragraphs of lines that are gone keep no notes.
      const staying = changedDialogue(tree, part, () => new Map()).nodes;
      part.nodes = nodes.filter((one) => staying.includes(one));
      const { nodes: former, texts } = changedDialogue(tree, { ...part, nodes }, (one) =>
        this.#replacedNotes(part, one),
      );
      const chunks = former.map(
        (one, at): Chunk => ({
          xml: texts[at] as string,
          ...(one === undefined ? {} : { node: one }),
        }),
      );
      return chunks.map((chunk, at) => (at === chunks.length - 1 ? this.#withNewNotes(part, chunk, inDual) : chunk));
    }
    const change = this.#change(part, node, tree);
    const first: Chunk = { xml: changedParagraph(tree, node, change), node };
    const chunks = [first, ...nodes.slice(1).map((one) => this.#noted(part, verbatim(one)))];
    return chunks.map((chunk, at) => (at === chunks.length - 1 ? this.#withNewNotes(part, chunk, inDual) : chunk));
  }

  /** A part that the file does not have. Its dialogue has a paragraph for each line. */
  #fresh(part: Part, inDual: boolean): Chunk[] {
    const { element, newPage } = part;
    const properties = changedProperties(this.#tree ?? EMPTY, undefined, part.summaries);
    if (element?.type === 'dialogue') {
      const made = changedDialogue(this.#tree ?? EMPTY, { ...part, nodes: [] }, () => new Map());
      const chunks = made.texts.map((text): Chunk => ({ xml: text }));
      return chunks.map((chunk, at) => (at === chunks.length - 1 ? this.#withNewNotes(part, chunk, inDual) : chunk));
    }
    const chunk: Chunk = { xml: newParagraph(element, newPage, properties) };
    return [this.#withNewNotes(part, chunk, inDual)];
  }

  #change(part: Part, node: XmlElement, tree: XmlTree): ParagraphChange {
    const { element, former } = part;
    const attributes: Record<string, string | undefined> = {};
    if (part.newPage !== this.#pages.has(node)) attributes.StartsNewPage = part.newPage ? 'Yes' : 'No';
    if (element !== undefined && former !== undefined) {
      if (element.type !== former.element.type || element.depth !== former.element.depth) {
        const { Type, Alignment } = typeAttributes(element);
        attributes.Type = Type;
        if (element.type === 'centered' || former.element.type === 'centered') attributes.Alignment = Alignment;
      }
      if (element.number !== former.element.number) attributes.Number = element.number;
    }
    const replaced = this.#replacedNotes(part, node);
    let added = '';
    const summaryNodes = (this.#kept.get(node) ?? []).filter((one) => one.name === 'Paragraph');
    const summaries = part.summaries.map(nodeOf);
    const sameSummaries =
      summaries.length === summaryNodes.length &&
      summaries.every((one, at) => one === summaryNodes[at]) &&
      part.summaries.every((one) => one.same);
    if (!sameSummaries) {
      const properties = changedProperties(tree, node, part.summaries);
      const existing = child(node, 'SceneProperties');
      if (existing === undefined) added += properties;
      else replaced.set(existing, properties);
    }
    const omitted = child(node, 'OmittedScene');
    if (omitted !== undefined && !part.omitted) replaced.set(omitted, '');
    const texts =
      part.same || element === undefined || former?.source.kind !== 'paragraphs'
        ? undefined
        : changedTexts(
            node,
            element.type,
            element.text,
            element.styles,
            (one) => sliceOf(tree, one),
            knownStyles(former.element, node),
          );
    return { attributes, replaced, added, ...(texts === undefined ? {} : { texts }) };
  }

  /** Notes inside the paragraph that changed or went. */
  #replacedNotes(part: Part, node: XmlElement): Map<XmlElement, string> {
    const replaced = new Map<XmlElement, string>();
    for (const kept of this.#kept.get(node) ?? []) {
      if (kept.name !== 'ScriptNote') continue;
      const note = part.notes.find((one) => nodeOf(one) === kept);
      if (note === undefined || !this.#keepsPlaces(part)) replaced.set(kept, '');
      else if (!note.same) replaced.set(kept, xml('ScriptNote', kept.attributes, noteParagraphs(note.element)));
    }
    return replaced;
  }

  #noted(part: Part, chunk: Chunk): Chunk {
    if (chunk.node === undefined || this.#tree === undefined) return chunk;
    const replaced = this.#replacedNotes(part, chunk.node);
    if (replaced.size === 0) return chunk;
    return { ...chunk, xml: changedParagraph(this.#tree, chunk.node, { replaced }) };
  }

  /** With the notes that come to stand in its last paragraph. */
  #withNewNotes(part: Part, chunk: Chunk, inDual: boolean): Chunk {
    const inline = this.#inlineNotes(part, inDual);
    const notes = this.#keepsPlaces(part) ? inline.filter((note) => !this.#holds(part, note)) : inline;
    if (notes.length === 0) return chunk;
    const inner = notes.map((note) => this.#noteText(note)).join('');
    const close = chunk.xml.lastIndexOf('</Paragraph>');
    const text =
      close === -1
        ? `${chunk.xml.replace(/\s*\/>$/, '>')}${inner}</Paragraph>`
        : spliced(chunk.xml, 0, chunk.xml.length, [{ from: close, to: close, text: inner }]);
    return { ...chunk, xml: text };
  }

  #noteText(note: Attached): string {
    const node = note.former?.source.kind === 'inlineNote' ? note.former.source.node : undefined;
    if (node === undefined || this.#tree === undefined) return newNote(note.element);
    return note.same ? sliceOf(this.#tree, node) : xml('ScriptNote', node.attributes, noteParagraphs(note.element));
  }

  /** The note still stands in a paragraph of the part. */
  #holds(part: Part, note: Attached): boolean {
    const node = nodeOf(note);
    return part.nodes.some((one) => node !== undefined && (this.#kept.get(one) ?? []).includes(node));
  }
}

const EMPTY: XmlTree = {
  source: '',
  root: { kind: 'element', name: '', attributes: {}, children: [], from: 0, to: 0, innerFrom: 0, innerTo: 0 },
};

function isRanged({ former }: Attached): boolean {
  return former?.source.kind === 'rangeNote';
}

function nodeOf({ former }: Attached): XmlElement | undefined {
  return former?.source.node;
}

/** The inside of `Content`, or of a `DualDialogue`: the file's own white space, comments and unknown elements between its paragraphs. */
export function contentText(
  blocks: readonly Pick<Block, 'xml' | 'node'>[],
  tree: XmlTree | undefined,
  content: XmlElement | undefined,
): string {
  const former = content === undefined ? [] : [...elementsIn(content, 'Paragraph')];
  const source = tree?.source ?? '';
  const leads = new Map<XmlElement, string>();
  let at = content?.innerFrom ?? 0;
  for (const node of former) {
    leads.set(node, source.slice(at, node.from));
    at = node.to;
  }
  const indent = indentOf(leads.get(former[0] as XmlElement));
  const order = new Map(former.map((node, index) => [node, index]));
  const used = new Set(blocks.map((block) => block.node));
  let next = 0;
  let text = '';
  for (const { xml: own, node } of blocks) {
    const place = node === undefined ? undefined : order.get(node);
    if (node === undefined || place === undefined) {
      text += indent + own;
      continue;
    }
    // What stood between paragraphs that are gone.
    for (; next < place; next++) {
      const gone = former[next] as XmlElement;
      if (!used.has(gone) && leads.get(gone)?.trim() !== '') text += (leads.get(gone) as string).trimEnd();
    }
    next = Math.max(next, place + 1);
    text += (leads.get(node) ?? indent) + own;
  }
  for (; next < former.length; next++) {
    const gone = former[next] as XmlElement;
    if (!used.has(gone) && leads.get(gone)?.trim() !== '') text += (leads.get(gone) as string).trimEnd();
  }
  return text + (content === undefined ? `${indent.slice(0, -2)}` : source.slice(at, content.innerTo));
}

/** The line break and spaces of a lead. */
function indentOf(lead: string | undefined): string {
  return /(?:\r\n|\r|\n)[ \t]*$/.exec(lead ?? '')?.[0] ?? (lead === undefined ? '\n    ' : '');
}

/** The styles that a paragraph came into Fountain with; unknown of one that is not all of its element. */
function knownStyles({ type, text, styles }: StyledElement, node: XmlElement): readonly StyleSpan[] | undefined {
  return readText(runsOf(node), type).text === text ? styles : undefined;
}
