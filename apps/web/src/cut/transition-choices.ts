import type { Cut, ItemTransition } from '@second-unit/editing';

/** What the way to the next shot can be, by a name for the control. */
export interface TransitionChoice {
  readonly name: string;
  /** Null is a cut. */
  readonly transition: ItemTransition | null;
  /** Seconds of a usual one; absent for a cut, and for one of another length. */
  readonly seconds?: number;
}

const USUAL = [
  { type: 'dissolve', seconds: 0.5 },
  { type: 'dissolve', seconds: 1 },
  { type: 'fade', seconds: 1 },
] as const;

/** A cut, the usual transitions in frames of a rate, and the one that is there where it is another. The last shot can only fade. */
export function transitionChoices(
  { num, den }: { readonly num: number; readonly den: number },
  now: ItemTransition | undefined,
  isLast: boolean,
): readonly TransitionChoice[] {
  const nameOf = ({ type, frames }: ItemTransition): string => `${type}-${frames}`;
  const usual = USUAL.filter(({ type }) => !isLast || type === 'fade').map(({ type, seconds }): TransitionChoice => {
    const transition = { type, frames: Math.max(2, Math.round((seconds * num) / den)) };
    return { name: nameOf(transition), transition, seconds };
  });
  const all: TransitionChoice[] = [{ name: 'cut', transition: null }, ...usual];
  if (!now || all.some(({ name }) => name === nameOf(now))) return all;
  return [...all, { name: nameOf(now), transition: now }];
}

/** Name of the choice that an item has. */
export function choiceOf(choices: readonly TransitionChoice[], now: ItemTransition | undefined): string {
  const chosen = choices.find(({ transition }) => transition?.type === now?.type && transition?.frames === now?.frames);
  return chosen?.name ?? 'cut';
}

/** How many shots that are still there lost their transition from one cut to the next. */
export function transitionsGone(before: Pick<Cut, 'items'>, after: Pick<Cut, 'items'>): number {
  const left = new Map(after.items.map((item) => [item.id, item]));
  return before.items.filter(({ id, transition }) => {
    const item = left.get(id);
    return transition !== undefined && item !== undefined && item.transition === undefined;
  }).length;
}
