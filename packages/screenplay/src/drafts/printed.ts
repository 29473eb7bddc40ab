import type { ElementType } from '../elements.ts';
import type { LineChange } from './comparison.ts';

/** Elements that no page has. */
export const UNPRINTED: ReadonlySet<ElementType> = new Set<ElementType>(['note', 'boneyard', 'section', 'synopsis']);

/** Whether readers of the printed script would see it. */
export function isPrinted({ a, b }: LineChange): boolean {
  return [a, b].some((element) => element !== undefined && !UNPRINTED.has(element.type));
}

/** Whether somebody wrote something else, rather than a name, a number, a space or an emphasis. */
export function isRewritten({ kind }: LineChange): boolean {
  return kind === 'cut' || kind === 'added' || kind === 'changed';
}
