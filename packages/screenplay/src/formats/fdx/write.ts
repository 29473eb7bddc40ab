import type { AnyScript } from '../script/styled.ts';
import { styledScript } from '../script/styled.ts';
import { sameStyles } from '../script/styles.ts';
import { child, elementsIn, parseXml, sliceOf, type XmlElement } from '../xml/tree.ts';
import { startTag, xml } from '../xml/write.ts';
import { type Composed, compose, contentText, type RangeNote } from './compose.ts';
import { newScript, settingsFor } from './new-script.ts';
import { lengthOf, noteTextOf, type Offsets, offsetsOf, rangeOf } from './notes.ts';
import { type Part, partsOf } from './parts.ts';
import { gapBefore, newNote, noteParagraphs, type Splice, spliced } from './patch.ts';
import { readFdx } from './read.ts';
import type { FdxScript } from './script.ts';
import { titleParagraphs } from './title-page.ts';

export interface WriteFdxOptions {
  /** The file that the script was read of, from `readFdx`: what the script does not change stays as it is there. */
  readonly from?: FdxScript;
}

/**
 * A script as a Final Draft file. With `from`, paragraphs that did not change are the file's own, unit by unit;
 * changed ones keep their attributes, unknown elements, and the revisions and tags of the letters that stay.
 * JSON has no bold, italics or underline: with it, those of `from` stay.
 * Final Draft has no boneyard: it becomes a script note named "Boneyard". Sections become its outline elements,
 * synopses a scene's summary or outline body. Characters that XML cannot hold become U+FFFD.
 * Throws `input` for JSON that is no screenplay.
 */
export function writeFdx(script: AnyScript, { from }: WriteFdxOptions = {}): string {
  const { titlePage, elements } = styledScript(script);
  const base = from ?? readFdx(newScript());
  const parts = partsOf(elements, from);
  const composed = compose(parts, from);
  const { tree } = base;
  const { root } = tree;
  const content = child(root, 'Content');
  const inside = contentText(composed.blocks, tree, content);
  const splices: Splice[] = [];
  if (content === undefined) splices.push(atEnd(root, `\n  <Content>${inside}\n  </Content>`));
  else splices.push(replacedInside(content, inside));
  splices.push(...settingsSplices(root, parts));
  splices.push(...titleSplices(base, titlePage));
  splices.push(...noteSplices(base, composed, inside));
  return spliced(tree.source, 0, tree.source.length, splices);
}

function atEnd(root: XmlElement, text: string): Splice {
  return { from: root.innerTo, to: root.innerTo, text };
}

/** What is in the element becomes `inside`. */
function replacedInside(element: XmlElement, inside: string): Splice {
  if (element.innerTo !== element.to) return { from: element.innerFrom, to: element.innerTo, text: inside };
  const text =
    inside === '' ? xml(element.name, element.attributes) : `${startTag(element, {})}${inside}</${element.name}>`;
  return { from: element.from, to: element.to, text };
}

/** Settings of element types that the script needs and the file does not know. */
function settingsSplices(root: XmlElement, parts: readonly Part[]): Splice[] {
  const known = [...elementsIn(root, 'ElementSettings')];
  // A file without any leaves them all to the program.
  if (known.length === 0) return [];
  const names = new Set(known.map(({ attributes }) => attributes.Type));
  const text = settingsFor(parts)
    .filter(([name]) => !names.has(name))
    .map(([, settings]) => `\n\n  ${settings}`)
    .join('');
  const at = known.at(-1)?.to ?? 0;
  return text === '' ? [] : [{ from: at, to: at, text }];
}

function titleSplices(base: FdxScript, entries: FdxScript['titlePage']): Splice[] {
  const same =
    entries.length === base.titlePage.length &&
    entries.every((entry, index) => {
      const other = base.titlePage[index];
      return entry.key === other?.key && entry.value === other.value && sameStyles(entry.styles, other.styles);
    });
  if (same) return [];
  const { root } = base.tree;
  const page = child(root, 'TitlePage');
  const content = child(page, 'Content');
  const former = { root, slice: (node: XmlElement) => sliceOf(base.tree, node) };
  const inside = `${titleParagraphs(entries, former)
    .map((paragraph) => `\n      ${paragraph}`)
    .join('')}\n    `;
  if (content !== undefined) return [replacedInside(content, inside)];
  const made = `\n    <Content>${inside}</Content>`;
  if (page === undefined) return [atEnd(root, `\n\n  <TitlePage>${made}\n  </TitlePage>\n`)];
  if (page.innerTo === page.to) return [replacedInside(page, `${made}\n  `)];
  return [{ from: page.innerTo, to: page.innerTo, text: `${made}\n  ` }];
}

/** The notes at the end of the file: where their text moved to, what changed, and new ones. */
function noteSplices(base: FdxScript, { blocks, notes }: Composed, inside: string): Splice[] {
  const { tree } = base;
  const { root } = tree;
  const list = child(root, 'ScriptNotes');
  const existing = list === undefined ? [] : [...elementsIn(list, 'ScriptNote')];
  if (existing.length === 0 && notes.length === 0) return [];
  const content = child(root, 'Content');
  const old = content === undefined ? [] : offsetsOf(content);
  const next = offsetsOf(parseXml(`<Content>${inside}</Content>`, 'The script').root);
  const place = placing(
    old,
    next,
    blocks.map((block) => block.node),
  );
  const byNode = new Map(notes.map((note) => [note.note.former?.source.node, note]));
  const splices: Splice[] = [];
  for (const note of existing) {
    const kept = byNode.get(note);
    // One without a word is no element: it stays.
    if (kept === undefined && noteTextOf(note) !== '') {
      splices.push({ from: gapBefore(tree, note), to: note.to, text: '' });
      continue;
    }
    splices.push(...changedNote(note, kept, place, next));
  }
  const added = notes
    .filter(({ note }) => note.former?.source.kind !== 'rangeNote')
    .map(({ note, block, about }) => {
      const { from = 0, to = 0 } = next[block] ?? {};
      return `\n    ${newNote(note.element, about ? `${from},${to}` : `${to},${to}`)}`;
    })
    .join('');
  if (added === '') return splices;
  if (list === undefined) splices.push(atEnd(root, `\n  <ScriptNotes>${added}\n  </ScriptNotes>\n`));
  else if (list.innerTo === list.to) splices.push(replacedInside(list, `${added}\n  `));
  else {
    const at = existing.at(-1)?.to ?? list.innerFrom;
    splices.push({ from: at, to: at, text: added });
  }
  return splices;
}

function changedNote(
  note: XmlElement,
  kept: RangeNote | undefined,
  place: (offset: number) => number | undefined,
  next: readonly Offsets[],
): Splice[] {
  const splices: Splice[] = [];
  const range = rangeOf(note);
  const block = kept === undefined ? undefined : next[kept.block];
  if (range !== undefined) {
    const from = place(range.from) ?? block?.from ?? 0;
    const to = Math.max(from, place(range.to) ?? block?.to ?? from);
    // It stays with the paragraph that it is written after.
    const within = block === undefined || (from >= block.from && from <= block.to);
    const text = within ? `${from},${to}` : `${block.from},${block.to}`;
    if (from !== range.from || to !== range.to || !within) {
      splices.push({ from: note.from, to: note.innerFrom, text: startTag(note, { Range: text }) });
    }
  }
  if (kept !== undefined && !kept.note.same) {
    splices.push({ from: note.innerFrom, to: note.innerTo, text: noteParagraphs(kept.note.element) });
  }
  return splices;
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
