import { atEnd, gapBefore, replacedInside, type Splice, spliced } from '../xml/splice.ts';
import { child, elementsIn, parseXml, sliceOf, type XmlElement } from '../xml/tree.ts';
import { startTag } from '../xml/write.ts';
import type { Composed, RangeNote } from './compose.ts';
import { lengthOf, noteTextOf, type Offsets, offsetsOf, rangeOf } from './notes.ts';
import { newNote, noteParagraphs } from './patch.ts';
import type { FdxScript } from './script.ts';

/** The script notes at the end of the file, whose ranges count letters of the whole script. */

/** A note to be written. */
interface Entry {
  readonly block: number;
  /** Of the file. */
  readonly node?: XmlElement;
  readonly text: string;
}

/** Where the notes' text moved to, what changed of them, and new ones. `inside` is the new inside of `Content`. */
export function noteSplices(base: FdxScript, { blocks, notes }: Composed, inside: string): Splice[] {
  const { tree } = base;
  const { root } = tree;
  const list = child(root, 'ScriptNotes');
  const existing = list === undefined ? [] : [...elementsIn(list, 'ScriptNote')];
  if (existing.length === 0 && notes.length === 0) return [];
  const content = child(root, 'Content');
  const old = content === undefined ? [] : offsetsOf(content);
  const next = offsetsOf(parseXml(`<Content>${inside}</Content>`, 'The script').root);
  const nodes = blocks.map((block) => block.node);
  const entries = entriesOf(base, notes, placing(old, next, nodes), next);
  // A note without a word is no element, so the script does not say whether it stays.
  const wordless = existing.filter((note) => noteTextOf(note) === '');
  if (list === undefined) {
    const added = entries.map(({ text }) => `\n    ${text}`).join('');
    return [atEnd(root, `\n  <ScriptNotes>${added}\n  </ScriptNotes>\n`)];
  }
  if (!keepsOrder(entries)) {
    const texts = [...entries.map(({ text }) => text), ...wordless.map((note) => sliceOf(tree, note))];
    return [replacedInside(list, `${texts.map((text) => `\n    ${text}`).join('')}\n  `)];
  }
  const kept = new Map(entries.flatMap(({ node, text }) => (node === undefined ? [] : [[node, text] as const])));
  const splices: Splice[] = [];
  for (const note of existing) {
    const text = kept.get(note);
    if (text !== undefined) {
      if (text !== sliceOf(tree, note)) splices.push({ from: note.from, to: note.to, text });
    } else if (!wordless.includes(note)) splices.push({ from: gapBefore(tree, note), to: note.to, text: '' });
  }
  const added = entries.flatMap(({ node, text }) => (node === undefined ? [`\n    ${text}`] : [])).join('');
  if (added === '') return splices;
  if (list.innerTo === list.to) return [replacedInside(list, `${added}\n  `)];
  const at = existing.at(-1)?.to ?? list.innerFrom;
  return [...splices, { from: at, to: at, text: added }];
}

/** Those of the file stand in its order, and none after a new one of its paragraph: new ones can go to the end. */
function keepsOrder(entries: readonly Entry[]): boolean {
  return entries.every(({ node, block }, index) => {
    if (node === undefined) return true;
    const before = entries.slice(Math.max(0, index - MOST_NOTES), index);
    return before.every((other) =>
      other.node === undefined ? other.block !== block : other.node.from < node.from || other.block !== block,
    );
  });
}

/** Of one paragraph. */
const MOST_NOTES = 1000;

function entriesOf(
  { tree }: FdxScript,
  notes: readonly RangeNote[],
  place: (offset: number) => number | undefined,
  next: readonly Offsets[],
): Entry[] {
  const entries: Entry[] = [];
  let last = { block: -1, from: 0 };
  for (const { note, block, about } of notes) {
    const own = next[block] ?? { from: 0, to: 0 };
    const node = note.former?.source.kind === 'rangeNote' ? note.former.source.node : undefined;
    const range = node === undefined ? undefined : rangeOf(node);
    let from = about ? own.from : own.to;
    let to = own.to;
    if (range !== undefined) {
      const moved = place(range.from);
      // It stays with the paragraph that it is written after.
      const within = moved !== undefined && moved >= own.from && moved <= own.to;
      from = within ? moved : own.from;
      to = Math.max(from, (within ? place(range.to) : undefined) ?? own.to);
    }
    // Notes of a paragraph are read in the order of their ranges.
    if (last.block === block && from < last.from) {
      from = last.from;
      to = Math.max(from, to);
    }
    last = { block, from };
    if (node === undefined) entries.push({ block, text: newNote(note.element, `${from},${to}`) });
    else {
      const splices: Splice[] = [];
      const moved = range === undefined || from !== range.from || to !== range.to;
      if (moved)
        splices.push({ from: node.from, to: node.innerFrom, text: startTag(node, { Range: `${from},${to}` }) });
      if (!note.same) splices.push({ from: node.innerFrom, to: node.innerTo, text: noteParagraphs(note.element) });
      entries.push({ block, node, text: spliced(tree.source, node.from, node.to, splices) });
    }
  }
  return entries;
}

/** Where an offset of the old text is in the new one; nothing where its paragraph is gone. */
function placing(
  old: readonly Offsets[],
  next: readonly Offsets[],
  nodes: readonly (XmlElement | undefined)[],
): (offset: number) => number | undefined {
  const places = new Map<XmlElement, Offsets>();
  for (const [index, node] of nodes.entries()) {
    const offsets = next[index];
    if (node !== undefined && offsets !== undefined) places.set(node, offsets);
  }
  return (offset) => {
    const block = old.find(({ from, to }) => offset >= from && offset <= to) ?? old.at(-1);
    const found = block === undefined ? undefined : places.get(block.paragraph);
    if (block === undefined || found === undefined) return undefined;
    // Beyond the end is beyond the end.
    if (offset > block.to) return found.to + offset - block.to;
    return found.from + moved(block.paragraph, found.paragraph, offset - block.from);
  };
}

/** An offset in a paragraph whose text may have changed between its start and its end. */
function moved(old: XmlElement, next: XmlElement, offset: number): number {
  const [a, b] = [flatText(old), flatText(next)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  if (offset <= head) return offset;
  let tail = 0;
  const most = Math.min(a.length, b.length) - head;
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  if (offset >= a.length - tail) return offset + b.length - a.length;
  return Math.min(offset, b.length - tail);
}

/** A letter for each unit of Final Draft's count. */
function flatText(paragraph: XmlElement): string {
  let text = '';
  for (const node of elementsIn(paragraph)) {
    if (node.name !== 'Text') text += '\0'.repeat(lengthOf({ ...paragraph, children: [node] }));
    else for (const inner of node.children) if (inner.kind === 'text') text += inner.text;
  }
  return text;
}
