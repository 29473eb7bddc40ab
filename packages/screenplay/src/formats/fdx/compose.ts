import { child, elementsIn, sliceOf, type XmlElement, type XmlTree } from '../xml/tree.ts';
import { xml } from '../xml/write.ts';
import type { Attached, Part } from './parts.ts';
import {
  changedDialogue,
  changedParagraph,
  changedProperties,
  newNote,
  newParagraph,
  noteParagraphs,
  type ParagraphChange,
  spliced,
  typeAttributes,
} from './patch.ts';
import type { FdxScript } from './script.ts';
import { changedTexts } from './text.ts';

/** Parts as the paragraphs of `Content`: those of the file that stay are the file's own text. */

/** A paragraph inside `Content` or inside a `DualDialogue`. */
interface Chunk {
  readonly xml: string;
  /** Of the file. */
  readonly node?: XmlElement;
  readonly untouched: boolean;
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
  readonly #used = new Set<XmlElement>();

  constructor(parts: readonly Part[], from: FdxScript | undefined) {
    this.#parts = parts;
    this.#tree = from?.tree;
    for (const { node, block } of from?.paragraphs ?? []) this.#blockOf.set(node, block);
    for (const { source } of from?.elements ?? []) {
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
    const expected = [...elementsIn(child(block, 'DualDialogue') as XmlElement, 'Paragraph')].filter((node) =>
      this.#parts.some((part) => part.nodes.includes(node)),
    );
    const found: XmlElement[] = [];
    let next = index;
    while (next < this.#parts.length && found.length < expected.length) {
      const part = this.#parts[next] as Part;
      if (!this.#isUntouched(part, next === index ? block : undefined)) return undefined;
      if (part.nodes.some((node) => this.#blockOf.get(node) !== block)) return undefined;
      found.push(...part.nodes);
      next++;
    }
    if (found.length !== expected.length || found.some((node, at) => node !== expected[at])) return undefined;
    const parts = this.#parts.slice(index, next);
    this.#put({ xml: sliceOf(this.#tree as XmlTree, block), node: block, parts });
    for (const part of parts) this.#collect(part, true);
    return next;
  }

  #isUntouched(part: Part, bearer?: XmlElement): boolean {
    const [node] = part.nodes;
    if (!part.same || node === undefined || part.newPage !== this.#pages.has(bearer ?? node)) return false;
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
    const inner = lonely ? [newParagraph({ type: 'character', text: '' }, false)] : [];
    for (const [at, part] of parts.entries()) {
      const own = at === 0 ? { ...part, newPage: false } : part;
      inner.push(...this.#chunks(own, true).map((chunk) => chunk.xml));
      this.#collect(part, true);
    }
    const newPage = parts[0]?.newPage === true;
    const former = parts
      .flatMap((part) => part.nodes.map((node) => this.#blockOf.get(node)))
      .find((block) => block !== undefined && child(block, 'DualDialogue') !== undefined && !this.#used.has(block));
    const dual = child(former, 'DualDialogue');
    if (former === undefined || dual === undefined || this.#tree === undefined) {
      const attributes = { StartsNewPage: newPage ? 'Yes' : undefined };
      this.#put({ xml: xml('Paragraph', attributes, xml('DualDialogue', {}, inner.join(''))), parts });
      return next;
    }
    const changed = xml('DualDialogue', dual.attributes, inner.join(''));
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
    this.#collect(part, false);
    return index + 1;
  }

  #put(block: Block): void {
    if (block.node !== undefined) this.#used.add(block.node);
    this.#blocks.push(block);
  }

  /** The part's notes for the end of the file. Those in a dual dialogue stand in their paragraph instead. */
  #collect(part: Part, inDual: boolean): void {
    const block = this.#blocks.length - (inDual ? 0 : 1);
    const inline = inDual || this.#isInline(part);
    let about = true;
    for (const note of part.notes) {
      about &&= note.element.inside === true;
      const { former } = note;
      const ranged = former === undefined ? !inline : former.source.kind === 'rangeNote';
      if (ranged || former?.source.kind === 'omitted') this.#notes.push({ note, block, about });
    }
  }

  #isInline(part: Part): boolean {
    return part.notes.some((note) => note.former?.source.kind === 'inlineNote');
  }

  #chunks(part: Part, inDual: boolean): Chunk[] {
    const tree = this.#tree;
    const { element, nodes } = part;
    const [node] = nodes;
    if (tree === undefined || node === undefined) return this.#fresh(part, inDual);
    const verbatim = (one: XmlElement): Chunk => ({ xml: sliceOf(tree, one), node: one, untouched: true });
    if (this.#isUntouched(part)) return nodes.map(verbatim);
    if (element?.type === 'dialogue' && !part.same) {
      const { nodes: former, texts } = changedDialogue(tree, part);
      const chunks = former.map(
        (one, at): Chunk => ({
          xml: texts[at] as string,
          untouched: false,
          ...(one === undefined ? {} : { node: one }),
        }),
      );
      return chunks.map((chunk, at) => this.#noted(part, chunk, at === chunks.length - 1, inDual));
    }
    const change = this.#change(part, node, tree);
    const first: Chunk = { xml: changedParagraph(tree, node, change), node, untouched: false };
    const rest = nodes.slice(1).map((one) => this.#noted(part, verbatim(one), false, inDual));
    return [this.#withNewNotes(part, first, inDual), ...rest];
  }

  /** A part that the file does not have. Its dialogue has a paragraph for each line. */
  #fresh(part: Part, inDual: boolean): Chunk[] {
    const { element, newPage } = part;
    const properties = changedProperties(this.#tree ?? EMPTY, undefined, part.summaries);
    if (element?.type === 'dialogue') {
      const made = changedDialogue(this.#tree ?? EMPTY, { ...part, nodes: [] });
      const chunks = made.texts.map((text): Chunk => ({ xml: text, untouched: false }));
      return chunks.map((chunk, at) => (at === chunks.length - 1 ? this.#withNewNotes(part, chunk, inDual) : chunk));
    }
    const chunk: Chunk = { xml: newParagraph(element, newPage, properties), untouched: false };
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
        : changedTexts(node, element.type, element.text, element.styles, (one) => sliceOf(tree, one));
    return { attributes, replaced, added, ...(texts === undefined ? {} : { texts }) };
  }

  /** Notes inside the paragraph that changed or went. */
  #replacedNotes(part: Part, node: XmlElement): Map<XmlElement, string> {
    const replaced = new Map<XmlElement, string>();
    for (const kept of this.#kept.get(node) ?? []) {
      if (kept.name !== 'ScriptNote') continue;
      const note = part.notes.find((one) => nodeOf(one) === kept);
      if (note === undefined) replaced.set(kept, '');
      else if (!note.same) replaced.set(kept, xml('ScriptNote', kept.attributes, noteParagraphs(note.element)));
    }
    return replaced;
  }

  #noted(part: Part, chunk: Chunk, last: boolean, inDual: boolean): Chunk {
    let changed = chunk;
    if (chunk.node !== undefined && chunk.untouched && this.#tree !== undefined) {
      const replaced = this.#replacedNotes(part, chunk.node);
      if (replaced.size > 0) {
        changed = { ...chunk, xml: changedParagraph(this.#tree, chunk.node, { replaced }), untouched: false };
      }
    }
    return last ? this.#withNewNotes(part, changed, inDual) : changed;
  }

  /** New notes inside the paragraph, where others stand there too or where no range reaches. */
  #withNewNotes(part: Part, chunk: Chunk, inDual: boolean): Chunk {
    if (!inDual && !this.#isInline(part)) return chunk;
    const notes = part.notes.filter(
      (note) => note.former === undefined || (note.former.source.kind === 'inlineNote' && !this.#holds(part, note)),
    );
    if (notes.length === 0) return chunk;
    const inner = notes.map((note) => newNote(note.element)).join('');
    const close = chunk.xml.lastIndexOf('</Paragraph>');
    const text =
      close === -1
        ? `${chunk.xml.replace(/\s*\/>$/, '>')}${inner}</Paragraph>`
        : spliced(chunk.xml, 0, chunk.xml.length, [{ from: close, to: close, text: inner }]);
    return { ...chunk, xml: text, untouched: false };
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

function nodeOf({ former }: Attached): XmlElement | undefined {
  return former?.source.node;
}

/** The inside of `Content`: the file's own white space, comments and unknown elements between its paragraphs. */
export function contentText(
  blocks: readonly Block[],
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
