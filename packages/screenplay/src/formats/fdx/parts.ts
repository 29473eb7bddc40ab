import { type Aligned, align } from '../script/align.ts';
import type { StyledElement } from '../script/styled.ts';
import type { XmlElement } from '../xml/tree.ts';
import { type FdxElement, type FdxScript, ownsParagraphs } from './script.ts';

/** A script as Final Draft has it: elements with paragraphs of their own, and what is kept with those. */

/** A note, boneyard or synopsis that is kept with a paragraph. */
export interface Attached {
  readonly element: StyledElement;
  readonly former?: FdxElement;
  readonly same: boolean;
}

export interface Part {
  /** Absent of an empty paragraph, which only bears a new page or notes. */
  readonly element?: StyledElement;
  /** What it was in the file, if it was. */
  readonly former?: FdxElement;
  /** Type, text and styles are what they were. */
  same: boolean;
  /** Its paragraphs in the file, empty ones after it included. */
  nodes: XmlElement[];
  /** A page break before it. */
  newPage: boolean;
  readonly summaries: Attached[];
  readonly notes: Attached[];
  /** The omitted scene that it holds stays. */
  omitted: boolean;
}

function partOf(element?: StyledElement, former?: FdxElement, same = false, nodes: readonly XmlElement[] = []): Part {
  return {
    ...(element === undefined ? {} : { element }),
    ...(former === undefined ? {} : { former }),
    same,
    nodes: [...nodes],
    newPage: false,
    summaries: [],
    notes: [],
    omitted: false,
  };
}

/** The elements as parts, each with the paragraphs of `from` that it was read of. */
export function partsOf(elements: readonly StyledElement[], from: FdxScript | undefined): Part[] {
  const old = from?.elements ?? [];
  const aligned = align(
    old.map(({ element }) => element),
    elements,
  );
  const gathering = new Gathering(from);
  for (const [index, element] of elements.entries()) {
    const { from: at, same } = aligned[index] as Aligned;
    gathering.add(element, old[at], same);
  }
  const parts = gathering.finish();
  settleShared(parts, old);
  return parts;
}

class Gathering {
  readonly #parts: Part[] = [];
  #newPage = false;

  constructor(from: FdxScript | undefined) {
    const first = (from?.elements ?? []).find(({ source }) => ownsParagraphs(source))?.source.paragraphs[0];
    const head: XmlElement[] = [];
    for (const { node } of from?.paragraphs ?? []) {
      if (node === first) break;
      head.push(node);
    }
    // Empty paragraphs before the first element.
    if (head.length > 0) this.#parts.push(partOf(undefined, undefined, true, head));
  }

  add(element: StyledElement, former: FdxElement | undefined, same: boolean): void {
    switch (element.type) {
      case 'pageBreak': {
        if (this.#newPage) this.#push(partOf());
        this.#newPage = true;
        const own = former?.source.kind === 'newPage' && former.source.node === undefined ? former : undefined;
        if (own !== undefined) this.#push(partOf(undefined, own, true, own.source.paragraphs));
        return;
      }
      case 'note':
      case 'boneyard': {
        const last = this.#parts.at(-1);
        if (
          former?.source.kind === 'omitted' &&
          same &&
          last?.nodes.includes(former.source.paragraphs[0] as XmlElement)
        ) {
          last.omitted = true;
          return;
        }
        this.#host().notes.push({ element, same, ...(former === undefined ? {} : { former }) });
        return;
      }
      case 'synopsis': {
        const last = this.#parts.at(-1);
        const keeps = former === undefined || former.source.kind === 'summary';
        if (
          keeps &&
          last?.element?.type === 'sceneHeading' &&
          last.notes.length === 0 &&
          !last.omitted &&
          !this.#newPage
        ) {
          last.summaries.push({ element, same, ...(former === undefined ? {} : { former }) });
          return;
        }
        break;
      }
    }
    const own = former?.source.kind === 'paragraphs' ? former : undefined;
    this.#push(partOf(element, own, own !== undefined && same, own?.source.paragraphs));
  }

  /** The part that bears the next note. */
  #host(): Part {
    const last = this.#parts.at(-1);
    if (last !== undefined && !this.#newPage) return last;
    return this.#push(partOf());
  }

  #push(part: Part): Part {
    part.newPage = this.#newPage;
    this.#newPage = false;
    this.#parts.push(part);
    return part;
  }

  finish(): Part[] {
    if (this.#newPage) this.#push(partOf());
    return this.#parts;
  }
}

/** A paragraph of several lines may be several elements. It stays as it is only if all of them do, side by side. */
function settleShared(parts: Part[], old: readonly FdxElement[]): void {
  const sharing = new Map<XmlElement, FdxElement[]>();
  for (const element of old) {
    const node = element.source.paragraphs[0];
    if (element.source.kind !== 'paragraphs' || node === undefined) continue;
    sharing.set(node, [...(sharing.get(node) ?? []), element]);
  }
  const taken = new Set<XmlElement>();
  for (let index = 0; index < parts.length; index++) {
    const node = parts[index]?.former?.source.paragraphs[0];
    const group = node === undefined ? undefined : sharing.get(node);
    if (node === undefined || group === undefined || group.length === 1) continue;
    const run = parts.slice(index, index + group.length);
    const intact = run.every(
      (part, each) =>
        part.same &&
        part.former === group[each] &&
        (each === 0 || !part.newPage) &&
        (each === run.length - 1 || part.notes.length === 0),
    );
    if (intact && run.length === group.length) {
      const [first] = run as [Part, ...Part[]];
      const nodes = [...new Set(run.flatMap((part) => part.nodes))];
      const last = run.at(-1) as Part;
      parts.splice(index, run.length, { ...first, nodes, notes: last.notes });
      taken.add(node);
      continue;
    }
    // The first keeps the paragraph, for its own line alone.
    const part = parts[index] as Part;
    part.same = false;
    if (taken.has(node)) part.nodes = [];
    taken.add(node);
  }
}
