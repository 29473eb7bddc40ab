import type { ScreenplayDocument, ScreenplayElement } from '../elements.ts';
import { type AnyScript, type StyledElement, styledScript } from '../formats/script/styled.ts';
import { parse, print } from '../parse.ts';
import { documentOf } from '../pdf-out/document-of.ts';
import type { DraftElement, SceneRef } from './comparison.ts';

/** One draft in the form that the others here work on. */
export interface Draft {
  readonly document: ScreenplayDocument;
  readonly elements: readonly DraftElement[];
  /** Absent where all that is known is the document, which has none. */
  readonly styles?: readonly StyledElement['styles'][];
  /** Absent as `styles`. */
  readonly text?: string;
  /** Every element is in one; in order. */
  readonly units: readonly SceneRef[];
}

export function draftOf(script: AnyScript): Draft {
  const tree = typeof script === 'string' ? parse(script) : script;
  const document = documentOf(tree);
  const elements = document.elements.map((element, index) => ({ ...element, index }));
  const units = unitsOf(document.elements);
  if (!('blocks' in tree)) return { document, elements, units };
  const styles = styledScript(tree).elements.map((element) => element.styles);
  return { document, elements, units, styles, text: print(tree) };
}

/** What may stand under a section and belong to it rather than to a scene. */
const OUTLINE = new Set<ScreenplayElement['type']>(['section', 'synopsis', 'note', 'boneyard', 'pageBreak']);

/**
 * Scenes run to the next heading. A section that a heading follows is a unit of its own, so that moving the scene after
 * it does not move the act; one in the middle of a scene, as some mark beats, is a line of that scene.
 */
function unitsOf(elements: readonly ScreenplayElement[]): SceneRef[] {
  const units: SceneRef[] = [];
  let scenes = 0;
  let sections = 0;
  const sectionEnds = sectionEndsOf(elements);
  for (let first = 0; first < elements.length; ) {
    const head = elements[first] as ScreenplayElement;
    const end = head.type === 'section' ? sectionEnds[first] : undefined;
    let last = end ?? first + 1;
    if (end === undefined) {
      while (last < elements.length && elements[last]?.type !== 'sceneHeading' && sectionEnds[last] === undefined) {
        last++;
      }
    }
    const kind = end !== undefined ? 'section' : head.type === 'sceneHeading' ? 'scene' : 'opening';
    const index = kind === 'section' ? sections++ : kind === 'scene' ? scenes++ : -1;
    units.push({
      kind,
      index,
      label: head.number ?? String(index + 1),
      heading: kind === 'opening' ? '' : head.text,
      ...(head.number === undefined ? {} : { number: head.number }),
      from: head.from,
      to: Math.max(head.to, (elements[last - 1] as ScreenplayElement).to),
      first,
      last,
    });
    first = last;
  }
  return units;
}

/** Of each section that only outline follows up to a heading, or the end: where what belongs to it ends. */
function sectionEndsOf(elements: readonly ScreenplayElement[]): (number | undefined)[] {
  const ends: (number | undefined)[] = [];
  let isOutline = true;
  let next = elements.length;
  for (let at = elements.length - 1; at >= 0; at--) {
    const { type } = elements[at] as ScreenplayElement;
    if (type === 'section' && isOutline) {
      ends[at] = next;
      next = at;
    } else if (type === 'sceneHeading') {
      isOutline = true;
      next = at;
    } else if (!OUTLINE.has(type)) isOutline = false;
  }
  return ends;
}
