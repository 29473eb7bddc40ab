import { atEnd, replacedInside, type Splice, spliced } from '../xml/splice.ts';
import { child, elementsIn, sliceOf, type XmlElement } from '../xml/tree.ts';
import { xml, xmlText } from '../xml/write.ts';
import { type Place, placesOf } from './marks.ts';
import type { FdxScript, FdxTag } from './script.ts';

/** Final Draft's own categories that a breakdown uses: name → number, colour and id, the same in every file. */
const CATEGORIES: Readonly<Record<string, readonly [number: string, colour: string, id: string]>> = {
  Cast: ['1', '#00000000FFFF', '01fc9642-84ff-4366-b37c-a3068dee57e8'],
  'Background Actors': ['2', '#0000BFBFFFFF', '028a4e2b-b507-4d09-88ab-90e3edae9071'],
  Stunts: ['3', '#FFFFA5A50000', '0377dbe6-77a3-41af-bda8-86eb2468fdbf'],
  Vehicles: ['4', '#8B8B00000000', '04721a56-f54b-49c8-80ad-d53887d6b851'],
  Props: ['5', '#FFFF00000000', '05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa'],
  'Special Effects': ['7', '#1E1E9090FFFF', '069e18b8-2109-4f3d-94e7-d802027a60a8'],
  Wardrobe: ['8', '#808000008080', '0726fa85-1e65-4ab8-87de-bf21d09b01f0'],
  'Makeup/Hair': ['9', '#93937070DBDB', '08ae1eef-32ce-415f-9a9b-0982d2453ec4'],
  Animals: ['10', '#CDCD85853F3F', '09cb0d1c-ce01-4f22-bb64-b5f2e6c491c6'],
  Sound: ['13', '#000080808080', '0ce7d308-096d-4603-8fe8-349f72cd89ff'],
  'Set Dressing': ['14', '#BABA5555D3D3', '0debb71b-5743-4c53-80cc-e17e841ce645'],
  'Special Equipment': ['16', '#BDBDB7B76B6B', '0ff5cda4-4d43-4cfe-940f-91380c46fdad'],
};

export interface TaggedFdx {
  readonly xml: string;
  /** Tags that have no place: letters that an earlier tag has already, or an element that the file keeps no text of. */
  readonly leftOut: readonly FdxTag[];
}

/**
 * The file with these tags instead of its own. All else stays as it is, unit by unit; categories and definitions that
 * the file knows keep their ids. Letters bear one tag: of two that share some, the first in the list is written.
 */
export function writeFdxTags(script: FdxScript, tags: readonly FdxTag[]): TaggedFdx {
  const { tree } = script;
  const placed = new Map<FdxTag, number>();
  const splices: Splice[] = [];
  const byElement = new Map<number, FdxTag[]>();
  for (const tag of tags) byElement.set(tag.element, [...(byElement.get(tag.element) ?? []), tag]);
  const seen = new Set<XmlElement>();
  for (const place of placesOf(script.elements)) {
    // A paragraph of several lines may be several elements: its letters are written once.
    if (seen.has(place.paragraph)) continue;
    seen.add(place.paragraph);
    const numbers = new Array<number>(place.runs.reduce((sum, { text }) => sum + text.length, 0)).fill(0);
    for (const tag of byElement.get(place.element) ?? []) {
      const letters = lettersOf(place, tag);
      if (letters.length === 0 || letters.some((at) => numbers[at] !== 0)) continue;
      const number = placed.get(tag) ?? placed.size + 1;
      placed.set(tag, number);
      for (const at of letters) numbers[at] = number;
    }
    splices.push(...runSplices(place, numbers, (node) => sliceOf(tree, node)));
  }
  splices.push(tagData(script, placed));
  return {
    xml: spliced(tree.source, 0, tree.source.length, splices),
    leftOut: tags.filter((tag) => !placed.has(tag)),
  };
}

/** Letters of the paragraph, in its runs put together, that the tag is on. */
function lettersOf({ read, base }: Place, { from, to }: FdxTag): number[] {
  const first = read.at[Math.max(from - base, 0)];
  const last = read.at[Math.min(to - base, read.text.length) - 1];
  if (to <= from || first === undefined || last === undefined || from - base >= read.text.length || to <= base)
    return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The runs whose tags change, cut where those do. */
function runSplices({ runs }: Place, numbers: readonly number[], slice: (node: XmlElement) => string): Splice[] {
  const splices: Splice[] = [];
  let start = 0;
  for (const { node, text } of runs) {
    const own = numbers.slice(start, start + text.length);
    start += text.length;
    if (text === '' || (node.attributes.TagNumber === undefined && own.every((number) => number === 0))) continue;
    let written = '';
    for (let from = 0; from < text.length; ) {
      let to = from + 1;
      while (to < text.length && own[to] === own[from]) to++;
      const number = own[from] as number;
      const { TagNumber: _, ...others } = node.attributes;
      written += xml(
        'Text',
        number === 0 ? others : { TagNumber: String(number), ...others },
        xmlText(text.slice(from, to)),
      );
      from = to;
    }
    if (written !== slice(node)) splices.push({ from: node.from, to: node.to, text: written });
  }
  return splices;
}

function tagData({ tree: { root } }: FdxScript, placed: ReadonlyMap<FdxTag, number>): Splice {
  const data = child(root, 'TagData');
  const categories = new Map<string, { id: string; text: string }>();
  let highest = 22;
  for (const node of listed(data, 'TagCategories', 'TagCategory')) {
    const { Name = '', Id = '', Number: number = '0' } = node.attributes;
    if (!categories.has(Name)) categories.set(Name, { id: Id, text: xml('TagCategory', node.attributes) });
    highest = Math.max(highest, Number(number) || 0);
  }
  const kept = new Map<string, string>();
  for (const { attributes } of listed(data, 'TagDefinitions', 'TagDefinition')) {
    kept.set(`${attributes.CatId} ${attributes.Label}`, attributes.Id ?? '');
  }
  const definitions = new Map<string, string>();
  const definitionTexts: string[] = [];
  const tagTexts: string[] = [];
  for (const [{ category, label }, number] of placed) {
    let known = categories.get(category);
    if (known === undefined) {
      const [order, colour, id] = CATEGORIES[category] ?? [String(++highest), '#808080808080', idOf(category)];
      const attributes = { Color: colour, Id: id, Name: category, Number: order, Style: 'Bold' };
      known = { id, text: xml('TagCategory', attributes) };
      categories.set(category, known);
    }
    const key = `${known.id} ${label}`;
    let id = definitions.get(key);
    if (id === undefined) {
      id = kept.get(key) ?? idOf(key);
      definitions.set(key, id);
      const attributes = { CatId: known.id, Id: id, Label: label, Number: String(definitions.size) };
      definitionTexts.push(xml('TagDefinition', attributes));
    }
    tagTexts.push(xml('Tag', { Number: String(number) }, `\n        ${xml('DefId', {}, xmlText(id))}\n      `));
  }
  const list = (name: string, items: readonly string[]): string =>
    xml(name, {}, items.length === 0 ? '' : `${items.map((item) => `\n      ${item}`).join('')}\n    `);
  const inside = [
    list(
      'TagCategories',
      [...categories.values()].map(({ text }) => text),
    ),
    list('TagDefinitions', definitionTexts),
    list('Tags', tagTexts),
  ]
    .map((item) => `\n    ${item}`)
    .join('');
  return data === undefined
    ? atEnd(root, `\n  <TagData>${inside}\n  </TagData>\n`)
    : replacedInside(data, `${inside}\n  `);
}

function listed(data: XmlElement | undefined, name: string, item: string): XmlElement[] {
  const list = child(data, name);
  return list === undefined ? [] : [...elementsIn(list, item)];
}

/** Always the same id for the same words, so that a file written twice is the same file. FNV-1a, as a UUID. */
function idOf(words: string): string {
  let digits = '';
  for (let part = 0; part < 4; part++) {
    let hash = 0x811c9dc5 ^ part;
    for (const letter of new TextEncoder().encode(`${part}${words}`)) hash = Math.imul(hash ^ letter, 0x01000193) >>> 0;
    digits += hash.toString(16).padStart(8, '0');
  }
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/u, '$1-$2-8$3-a$4-$5');
}
