import type { RevisedRange, Revision } from '../pages/layout-types.ts';
import { colourName } from './colours.ts';
import type { Comparison, LineChange, SceneChange } from './comparison.ts';
import { UNPRINTED } from './printed.ts';

export interface RevisionOptions {
  /** One of `REVISION_COLOURS`, or any other; default `Blue`, the first after white. */
  readonly colour?: string;
  /** For the header of revised pages; the colour's name where absent. */
  readonly label?: string;
}

/**
 * What `layout` of `./pages` and `toPdf` of `./pdf` take as `revisions`, so that B prints with an asterisk beside every
 * line that changed. Where lines were cut the line that now stands there is marked, or, at a scene's end, the one
 * before; a scene that moved is marked throughout, and nothing where it stood. Notes, sections and synopses do not print, and a
 * change of white space is none. No revision where nothing that prints has changed.
 */
export function revisionsOf(comparison: Comparison, { colour = 'Blue', label }: RevisionOptions = {}): Revision[] {
  const changes = comparison.scenes
    .flatMap(marksOfScene)
    .sort((a, b) => a.element - b.element || (a.from ?? 0) - (b.from ?? 0) || (a.to ?? 0) - (b.to ?? 0))
    .filter((mark, at, all) => at === 0 || !isEqual(mark, all[at - 1] as RevisedRange));
  return changes.length === 0
    ? []
    : [{ colour: colourName(colour), ...(label === undefined ? {} : { label }), changes }];
}

function isEqual(a: RevisedRange, b: RevisedRange): boolean {
  return a.element === b.element && a.from === b.from && a.to === b.to;
}

function marksOfScene({ b, moved, lines }: SceneChange): RevisedRange[] {
  if (!moved) return lines.flatMap(marksOfLine);
  return b.flatMap(({ first, last }) => Array.from({ length: last - first }, (_, at) => ({ element: first + at })));
}

function marksOfLine({ kind, a, b, beside, words }: LineChange): RevisedRange[] {
  if (b === undefined) {
    const isSeen = beside !== undefined && a !== undefined && !UNPRINTED.has(a.type);
    return isSeen ? [{ element: beside.element, from: beside.offset, to: beside.offset }] : [];
  }
  const element = b.index;
  if (kind === 'respaced') return [];
  // What became another kind of line, or another's half of a dual dialogue, stands elsewhere altogether.
  if (a === undefined || words.length === 0 || a.type !== b.type || a.dual !== b.dual) return [{ element }];
  const seen = words.filter(
    ({ from, to, bFrom, bTo }) => a.text.slice(from, to).trim() !== '' || b.text.slice(bFrom, bTo).trim() !== '',
  );
  return seen.map(({ bFrom, bTo }) => ({ element, from: bFrom, to: bTo }));
}
