import type { StyledElement } from '../script/styled.ts';
import { child, deepText, elementsIn, type XmlElement } from '../xml/tree.ts';

/**
 * Script notes. Final Draft keeps them at the end of the file with a range of the script's text; older versions
 * and other programs put them into the paragraph they are about.
 */

/** The name of a note that holds what Fountain has in a boneyard; FDX has no element for it. */
export const BONEYARD = 'Boneyard';

/** The note as an element, or nothing where it says nothing. `before` is the element it follows. */
export function noteElement(note: XmlElement, before: StyledElement | undefined): StyledElement | undefined {
  const text = noteTextOf(note);
  if (text === '') return undefined;
  const boneyard = note.attributes.Name === BONEYARD;
  const inside =
    before !== undefined && before.type !== 'pageBreak' && before.type !== 'parenthetical' && !isAtEnd(note, before);
  return { type: boneyard ? 'boneyard' : 'note', text, styles: [], ...(inside ? { inside } : {}) };
}

export function noteTextOf(note: XmlElement): string {
  return [...elementsIn(note, 'Paragraph')]
    .map((paragraph) => [...elementsIn(paragraph, 'Text')].map(deepText).join(''))
    .join('\n')
    .split(/\r\n|[\r\n]/)
    .map((line) => line.trim())
    .join('\n')
    .trim();
}

/** A note on no letters after a paragraph stands by itself; all others are about what they stand in. */
function isAtEnd(note: XmlElement, before: StyledElement): boolean {
  const range = rangeOf(note);
  const speech = before.type === 'character' || before.type === 'parenthetical' || before.type === 'dialogue';
  return range !== undefined && range.from === range.to && !speech;
}

/** `Range="from,to"`, in units of the script's text as `offsetsOf` counts them. */
export function rangeOf(note: XmlElement): { readonly from: number; readonly to: number } | undefined {
  const found = /^\s*(\d+)\s*,\s*(\d+)\s*$/.exec(note.attributes.Range ?? '');
  if (found === null) return undefined;
  const [a, b] = [Number(found[1]), Number(found[2])];
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

export interface Offsets {
  readonly paragraph: XmlElement;
  readonly from: number;
  /** After its last letter. The break before the next paragraph is one unit. */
  readonly to: number;
}

/**
 * Where each paragraph of `Content` starts in Final Draft's count: the letters of all paragraphs, one unit for each
 * end of a paragraph, and two for each block inside one (dual dialogue, an omitted scene), whose letters do not count.
 */
export function offsetsOf(content: XmlElement): Offsets[] {
  const offsets: Offsets[] = [];
  let at = 0;
  for (const paragraph of elementsIn(content, 'Paragraph')) {
    const to = at + lengthOf(paragraph);
    offsets.push({ paragraph, from: at, to });
    at = to + 1;
  }
  return offsets;
}

/** Of a paragraph in that count, without its end. */
export function lengthOf(paragraph: XmlElement): number {
  let length = 0;
  for (const node of elementsIn(paragraph)) {
    if (node.name === 'Text') length += deepText(node).length;
    else if (node.name === 'DualDialogue' || node.name === 'OmittedScene') length += 2;
  }
  return length;
}

/** The notes at the end of the file by the paragraph in which their range starts; the last one takes what is beyond. */
export function rangeNotes(
  root: XmlElement,
  content: XmlElement | undefined,
): ReadonlyMap<XmlElement, readonly XmlElement[]> {
  const notes = new Map<XmlElement, XmlElement[]>();
  const list = child(root, 'ScriptNotes');
  if (list === undefined || content === undefined) return notes;
  const offsets = offsetsOf(content);
  const last = offsets.at(-1);
  if (last === undefined) return notes;
  const found = [...elementsIn(list, 'ScriptNote')].map((note) => ({ note, range: rangeOf(note) }));
  found.sort((a, b) => (a.range?.from ?? 0) - (b.range?.from ?? 0));
  let next = 0;
  for (const { note, range } of found) {
    while (next < offsets.length - 1 && (range?.from ?? 0) > (offsets[next]?.to ?? 0)) next++;
    const { paragraph } = offsets[next] ?? last;
    const others = notes.get(paragraph);
    if (others === undefined) notes.set(paragraph, [note]);
    else others.push(note);
  }
  return notes;
}
