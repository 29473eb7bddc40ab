import { child, elementsIn, ownText, type XmlElement } from '../xml/tree.ts';
import { type ReadText, type Run, readText, runsOf } from './paragraph.ts';
import type { FdxElement, FdxRevised, FdxRevision, FdxTag } from './script.ts';

/** Revisions and tags: what Final Draft says about runs of text that Fountain has no sign for. */

export interface Marks {
  readonly revisions: readonly FdxRevision[];
  readonly revised: readonly FdxRevised[];
  readonly tags: readonly FdxTag[];
}

export function marksOf(root: XmlElement, elements: readonly FdxElement[]): Marks {
  const revisions = revisionsOf(root);
  const definitions = definitionsOf(root);
  const revised: FdxRevised[] = [];
  const tags: FdxTag[] = [];
  for (const { element, runs, read, base } of placesOf(elements)) {
    let from = 0;
    for (const run of runs) {
      const to = from + run.text.length;
      const { RevisionID, TagNumber } = run.node.attributes;
      if ((RevisionID !== undefined && RevisionID !== '0') || TagNumber !== undefined) {
        const inside = read.at.flatMap((at, index) => (at >= from && at < to ? [index] : []));
        const first = inside[0];
        if (first !== undefined) {
          const range = { element, from: base + first, to: base + (inside.at(-1) as number) + 1 };
          const revision = revisions.find(({ id }) => id === RevisionID);
          if (RevisionID !== undefined && RevisionID !== '0') {
            revised.push({ ...range, revision: revision?.name ?? RevisionID });
          }
          for (const number of (TagNumber ?? '').split(/[\s,]+/)) {
            const definition = definitions.get(number);
            if (definition !== undefined) tags.push({ ...range, ...definition });
          }
        }
      }
      from = to;
    }
  }
  return { revisions, revised, tags };
}

/** A paragraph of the file, and where its text stands in the element that it is part of. */
export interface Place {
  /** Index of the element. */
  readonly element: number;
  readonly paragraph: XmlElement;
  readonly runs: readonly Run[];
  readonly read: ReadText;
  /** Where in the element's text the paragraph's begins. */
  readonly base: number;
}

/** The paragraphs of all elements that have any with text. */
export function* placesOf(elements: readonly FdxElement[]): Generator<Place> {
  for (const [element, { element: own, source }] of elements.entries()) {
    if (source.kind !== 'paragraphs') continue;
    let start = 0;
    for (const paragraph of source.paragraphs) {
      const runs = runsOf(paragraph);
      const read = readText(runs, own.type);
      if (read.text === '') continue;
      // Dialogue is put together of paragraphs: this one is the next in the text.
      const base = Math.max(own.text.indexOf(read.text, start), 0);
      yield { element, paragraph, runs, read, base };
      start = base + read.text.length;
    }
  }
}

function revisionsOf(root: XmlElement): FdxRevision[] {
  const list = child(root, 'Revisions');
  if (list === undefined) return [];
  return [...elementsIn(list, 'Revision')].map(({ attributes }) => ({
    id: attributes.ID ?? '',
    name: attributes.Name ?? '',
    mark: attributes.Mark ?? '',
    color: attributes.Color ?? '',
  }));
}

/** Tag number → its definition, which stands two references away. */
function definitionsOf(root: XmlElement): ReadonlyMap<string, { readonly label: string; readonly category: string }> {
  const data = child(root, 'TagData');
  const list = (name: string, item: string): XmlElement[] => {
    const found = child(data, name);
    return found === undefined ? [] : [...elementsIn(found, item)];
  };
  const categories = new Map(
    list('TagCategories', 'TagCategory').map(({ attributes }) => [attributes.Id, attributes.Name ?? '']),
  );
  const definitions = new Map(
    list('TagDefinitions', 'TagDefinition').map(({ attributes }) => [
      attributes.Id,
      { label: attributes.Label ?? '', category: categories.get(attributes.CatId) ?? '' },
    ]),
  );
  const numbers = new Map<string, { readonly label: string; readonly category: string }>();
  for (const tag of list('Tags', 'Tag')) {
    const id = child(tag, 'DefId');
    const definition = definitions.get(id === undefined ? undefined : ownText(id).trim());
    if (definition !== undefined) numbers.set(tag.attributes.Number ?? '', definition);
  }
  return numbers;
}
