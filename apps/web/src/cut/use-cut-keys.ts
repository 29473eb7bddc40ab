import type { CutItem } from '@second-unit/editing';
import type { Shot } from '@second-unit/footage';
import type { CutView } from '@second-unit/studio/contract';
import { offer, useActions } from '../actions/registry.ts';
import { tell } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import type { Picture } from '../picture/picture.ts';
import type { Preview } from './preview.ts';
import type { Shown } from './shown.ts';
import { trimProblem } from './standing.ts';
import type { Decide } from './use-decide.ts';

interface Parts {
  view: CutView;
  picture: Picture;
  preview: Preview;
  decide: Decide;
  chosen?: CutItem;
  shown: readonly Shown[];
  /** Of what is shown; −1 where nothing is chosen. */
  chosenIndex: number;
  shots: ReadonlyMap<string, Shot>;
  goTo: (index: number) => void;
  /** Moves the chosen shot earlier (−1) or later (1). */
  step: (by: number) => void;
  addCard: () => void;
  showLooks: () => void;
  leave: () => void;
}

/** Everything that keys and palette can do with a cut and its chosen shot. */
export function useCutKeys(parts: Parts): void {
  const { view, picture, preview, decide, chosen, chosenIndex, shown, shots, goTo, step, addCard, leave } = parts;
  const group = messages.groups.cut;
  const hasAny = chosenIndex >= 0;
  const index = hasAny ? chosenIndex : preview.index;
  const has = chosen !== undefined;
  const one = shown[chosenIndex];
  const card = one && 'card' in one ? one.card : undefined;
  const place = one && 'item' in one ? one.place : -1;
  const mayLeft = card ? card.before !== view.cut.items[0]?.id : place > 0;
  const mayRight = card ? card.before !== undefined : has && place < view.cut.items.length - 1;
  const trim = (inFrame: number, outFrame: number) => {
    const shot = chosen && shots.get(chosen.shot);
    if (!chosen || !shot || trimProblem(inFrame, outFrame, shot)) return;
    decide.change({ kind: 'trim', item: chosen.id, inFrame, outFrame });
  };
  const own = (name: string, label: string, shortcut: string, enabled: boolean, run: () => void) => ({
    name: `client.cut.${name}`,
    label,
    group,
    shortcut,
    enabled,
    run,
  });
  useActions([
    offer('cut.undo', group, view.canUndo, decide.undo),
    offer('cut.redo', group, view.canRedo, decide.redo),
    own('prev', messages.cut.prevItem, 'ArrowUp', shown.length > 0, () => goTo(index - 1)),
    own('next', messages.cut.nextItem, 'ArrowDown', shown.length > 0, () => goTo(hasAny ? index + 1 : index)),
    own('lock', chosen?.locked ? messages.cut.unlock : messages.cut.lock, 'p', has, () => {
      if (chosen) decide.change({ kind: chosen.locked ? 'unlock' : 'lock', item: chosen.id });
    }),
    own('ban', messages.cut.ban, 'b', has, () => chosen && decide.change({ kind: 'ban', item: chosen.id })),
    own('remove', messages.cut.remove, 'Delete', hasAny, () => {
      if (card) decide.change({ kind: 'remove-card', card: card.id });
      else if (chosen?.locked) tell(messages.cut.unlockFirst);
      else if (chosen) decide.change({ kind: 'remove', item: chosen.id });
    }),
    own('left', messages.cut.moveLeft, 'Alt-ArrowLeft', mayLeft, () => step(-1)),
    own('right', messages.cut.moveRight, 'Alt-ArrowRight', mayRight, () => step(1)),
    own('in', messages.cut.markIn, 'i', has, () => chosen && trim(picture.state().frame, chosen.outFrame)),
    // The frame on the screen is the last one that is kept.
    own('out', messages.cut.markOut, 'o', has, () => chosen && trim(chosen.inFrame, picture.state().frame + 1)),
    { name: 'client.cut.look', label: messages.cut.looks.title, group, enabled: true, run: parts.showLooks },
    { name: 'client.cut.card', label: messages.cut.addCard, group, enabled: shown.length > 0, run: addCard },
    { ...own('leave', messages.frame.closeBecause, 'Escape', hasAny, leave), keysOnly: true },
  ]);
}
