import { type Block, elementsOf, print, type Screenplay, type ScreenplayElement } from '@second-unit/screenplay';

const sources = new WeakMap<Screenplay, string>();

/** The whole text: offsets of elements are offsets of it. */
export function sourceOf(tree: Screenplay): string {
  let source = sources.get(tree);
  if (source === undefined) {
    source = print(tree);
    sources.set(tree, source);
  }
  return source;
}

/** An element as it is written, markup and all, so that an offset in it is one of the script. */
export interface Written {
  readonly element: ScreenplayElement;
  /** Notes and boneyards inside are blanked out by NULs of the same length: they match nothing. */
  readonly raw: string;
}

const known = new WeakMap<Block, readonly Written[]>();

/** The elements of a block but for notes and boneyards, with offsets of the block. */
export function writtenIn(block: Block): readonly Written[] {
  let lines = known.get(block);
  if (lines === undefined) {
    lines = linesOf(block);
    known.set(block, lines);
  }
  return lines;
}

function linesOf(block: Block): Written[] {
  const elements = elementsOf(block);
  const cuts = elements.filter(({ type }) => type === 'note' || type === 'boneyard');
  return elements
    .filter(({ type }) => type !== 'note' && type !== 'boneyard')
    .map((element) => {
      const { from, to } = element;
      let raw = block.text.slice(from, to);
      for (const cut of cuts) {
        if (cut.from < from || cut.to > to) continue;
        raw = raw.slice(0, cut.from - from) + '\0'.repeat(cut.to - cut.from) + raw.slice(cut.to - from);
      }
      return { element, raw };
    });
}
