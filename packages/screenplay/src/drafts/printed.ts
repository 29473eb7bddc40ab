import type { ElementType, ScreenplayElement } from '../elements.ts';
import type { Place } from '../pages/layout-types.ts';
import type { LineChange, SceneRef } from './comparison.ts';

/** Elements that no page has. */
export const UNPRINTED: ReadonlySet<ElementType> = new Set<ElementType>([
  'note',
  'boneyard',
  'section',
  'synopsis',
  'pageBreak',
]);

/** Whether readers of the printed script would see it. */
export function isPrinted({ a, b }: LineChange): boolean {
  return [a, b].some((element) => element !== undefined && !UNPRINTED.has(element.type));
}

/** Whether somebody wrote something else, rather than a name, a number, a space or an emphasis. */
export function isRewritten({ kind }: LineChange): boolean {
  return kind === 'cut' || kind === 'added' || kind === 'changed';
}

/** Finds the printed line that stands where something is missing. */
export class Printed {
  readonly #elements: readonly ScreenplayElement[];
  /** Of each element, and of the end: the next one that prints, itself included; -1 for none. */
  readonly #next: Int32Array;
  readonly #last: Int32Array;

  constructor(elements: readonly ScreenplayElement[]) {
    this.#elements = elements;
    const size = elements.length;
    this.#next = new Int32Array(size + 1).fill(-1);
    this.#last = new Int32Array(size + 1).fill(-1);
    const prints = elements.map(({ type, text }) => !UNPRINTED.has(type) && text !== '');
    for (let at = size - 1; at >= 0; at--) this.#next[at] = prints[at] ? at : (this.#next[at + 1] as number);
    for (let at = 1; at <= size; at++) this.#last[at] = prints[at - 1] ? at - 1 : (this.#last[at - 1] as number);
  }

  /** The beginning of the next line from element `at` on, below `end`; or else the end of the one before. */
  beside(at: number, end: number): Place | undefined {
    const next = this.#next[Math.min(at, this.#elements.length)] as number;
    const last = this.#last[Math.min(at, this.#elements.length)] as number;
    if (next !== -1 && (next < end || last === -1)) return { element: next, offset: 0 };
    return last === -1 ? undefined : { element: last, offset: (this.#elements[last] as ScreenplayElement).text.length };
  }
}

/** The element after a unit's last. */
export function endOf(units: readonly SceneRef[]): number {
  return units.reduce((end, { last }) => Math.max(end, last), 0);
}
