import { StateEffect, StateField } from '@codemirror/state';

/** Elements that Tab and Enter go through, as in Final Draft. */
export type Typed = 'sceneHeading' | 'action' | 'character' | 'parenthetical' | 'dialogue' | 'transition';

/** The element that an empty line is going to be: Fountain has no sign for a cue without a name. */
export interface Pending {
  /** An offset in the line. */
  readonly at: number;
  readonly type: Typed;
}

export const setPending = StateEffect.define<Pending | undefined>();

export const pendingField = StateField.define<Pending | undefined>({
  create: () => undefined,
  update(pending, transaction) {
    for (const effect of transaction.effects) if (effect.is(setPending)) return effect.value;
    if (!pending) return undefined;
    const at = transaction.changes.mapPos(pending.at, 1);
    const line = transaction.newDoc.lineAt(at);
    const { head } = transaction.newSelection.main;
    // Gone from the line, and nothing was typed: it is an empty line again.
    if (head < line.from || head > line.to) return undefined;
    return at === pending.at ? pending : { ...pending, at };
  },
});

/** What Enter at the end of an element begins. */
export function afterEnter(type: Typed): Typed {
  const next: Readonly<Record<Typed, Typed>> = {
    sceneHeading: 'action',
    action: 'action',
    character: 'dialogue',
    parenthetical: 'dialogue',
    dialogue: 'action',
    transition: 'sceneHeading',
  };
  return next[type];
}

/** What Tab makes of an element; an empty cue goes on to a transition, one with a name to a parenthetical. */
export function afterTab(type: Typed, empty: boolean): Typed {
  switch (type) {
    case 'sceneHeading':
      return 'action';
    case 'action':
      return 'character';
    case 'character':
      return empty ? 'transition' : 'parenthetical';
    case 'parenthetical':
      return 'dialogue';
    case 'dialogue':
      return 'parenthetical';
    case 'transition':
      return 'sceneHeading';
  }
}

/** Does the element stand directly below the one before it, without an empty line between? */
export function follows(type: Typed): boolean {
  return type === 'dialogue' || type === 'parenthetical';
}
