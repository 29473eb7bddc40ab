import { Fault } from '@second-unit/evidence';
import { cardsAfter, cardsChanged } from './cards.ts';
import type { Cut, CutChange, CutContext, CutItem, CutLook } from './cut.ts';
import { knownMaterial } from './known-material.ts';
import type { Material, MaterialShot } from './material.ts';
import { shotOfItem } from './objective.ts';
import { scored } from './reasons.ts';
import { transitionsSettled, withTransition } from './transitions.ts';
import { lineWindow, quietWindow } from './window.ts';

/**
 * The cut after one change by a person, its scores and reasons brought up to date. Accepting and
 * rejecting leave the items as they are. An undo speaks of the decisions, not of one cut: use
 * `standing` or `currentCut` for it.
 * @throws Fault `not-found` for an unknown item or shot, `refused` for a banned shot, `input` for
 * frames or places that do not exist.
 */
export function applyChange(cut: Cut, change: CutChange, context: CutContext): Cut {
  const material = knownMaterial(context, cut.brief);
  return rescored(changed(cut, change, material), material, cut.items);
}

/**
 * The cut with its scores and reasons as its items stand now. What an item beat goes where it no
 * longer holds: `before` are the items of which that was said.
 */
export function rescored(cut: Cut, material: Material, before: readonly CutItem[] = cut.items): Cut {
  return { ...cut, items: stillBeaten(before, scored(material, cut.items, cut.cards)) };
}

/** The items with what they beat, where that still holds: neither they nor their neighbours have changed in worth. */
function stillBeaten(before: readonly CutItem[], after: readonly CutItem[]): readonly CutItem[] {
  const known = new Map(before.map((item, index) => [item.id, { item, next: before[index + 1] }]));
  return after.map((item, index) => {
    const { beat, ...rest } = item;
    const was = known.get(item.id);
    const next = after[index + 1];
    const same =
      was?.item.shot === item.shot &&
      was.item.score === item.score &&
      was.next?.id === next?.id &&
      was.next?.score === next?.score;
    return beat && same ? item : rest;
  });
}

/** The change alone; scores and reasons are left behind. A transition that no longer fits becomes a cut. */
export function changed(cut: Cut, change: CutChange, material: Material): Cut {
  const { media } = material.context.log;
  if (change.kind === 'transition') return withTransition(cut, itemOf(cut, change.item), change.transition, media);
  return transitionsSettled(changedAlone(cut, change, material), media);
}

function changedAlone(cut: Cut, change: Exclude<CutChange, { kind: 'transition' }>, material: Material): Cut {
  switch (change.kind) {
    case 'accept':
    case 'reject':
      return cut;
    case 'undo':
      throw new Fault('input', 'An undo takes back a decision; it cannot be applied to a cut by itself.');
    case 'lock':
    case 'unlock':
      return replaced(cut, { ...itemOf(cut, change.item), locked: change.kind === 'lock' });
    case 'remove':
      return without(cut, itemOf(cut, change.item));
    case 'ban': {
      const { shot } = itemOf(cut, change.item);
      // Every use of the shot goes, not only this one.
      const items = cut.items.filter((item) => item.shot !== shot);
      const banned = cut.banned.includes(shot) ? cut.banned : [...cut.banned, shot];
      return { ...cut, items, banned, ...cardsAfter(cut, items) };
    }
    case 'swap':
      return swapped(cut, itemOf(cut, change.item), change.shot, material);
    case 'move': {
      const item = itemOf(cut, change.item);
      if (!Number.isInteger(change.to) || change.to < 0 || change.to >= cut.items.length) {
        throw new Fault('input', `Place ${change.to} does not exist: the cut has places 0 to ${cut.items.length - 1}.`);
      }
      if (cut.items.indexOf(item) === change.to) return cut;
      // A card in front of it stays where it is, before what comes next there.
      const { items: others, ...rest } = without(cut, item);
      return { ...rest, items: others.toSpliced(change.to, 0, item) };
    }
    case 'add-card':
    case 'edit-card':
    case 'move-card':
    case 'remove-card':
      return cardsChanged(cut, change);
    case 'trim':
      return trimmed(cut, itemOf(cut, change.item), change, material);
    case 'look':
      return graded(cut, change.look);
  }
}

function graded(cut: Cut, look: CutLook | null): Cut {
  const { look: _, ...plain } = cut;
  if (look === null) return plain;
  if (!(look.strength >= 0 && look.strength <= 1)) {
    throw new Fault('input', `The strength of a look is ${look.strength}; it should be from 0 to 1.`);
  }
  return { ...plain, look };
}

function itemOf(cut: Cut, id: string): CutItem {
  const item = cut.items.find((candidate) => candidate.id === id);
  if (!item) throw new Fault('not-found', `There is no item ${id} in this cut.`);
  return item;
}

function shotOf(material: Material, id: string): MaterialShot {
  const shot = material.byId.get(id);
  if (!shot) throw new Fault('not-found', `There is no shot ${id} in the log of this film.`);
  return shot;
}

function replaced(cut: Cut, item: CutItem): Cut {
  return { ...cut, items: cut.items.map((candidate) => (candidate.id === item.id ? item : candidate)) };
}

function withoutItem(cut: Cut, item: CutItem): CutItem[] {
  return cut.items.filter((candidate) => candidate.id !== item.id);
}

function without(cut: Cut, item: CutItem): Cut {
  const items = withoutItem(cut, item);
  return { ...cut, items, ...cardsAfter(cut, items) };
}

function swapped(cut: Cut, item: CutItem, shotId: string, material: Material): Cut {
  if (cut.banned.includes(shotId)) throw new Fault('refused', `Shot ${shotId} is banned from this cut.`);
  const shot = shotOf(material, shotId);
  return replaced(cut, { ...item, shot: shotId, ...standIn(shot, item.outFrame - item.inFrame) });
}

/** The part of a shot that stands in for `length` frames: as long where it can be, with its line where that fits. */
export function standIn(shot: MaterialShot, length: number): { readonly inFrame: number; readonly outFrame: number } {
  const { startFrame, endFrame } = shot.shot;
  // A person may use the kept-back end; only the edges next to a cut are avoided where there is room.
  const [from, to] = shot.to - shot.from >= length ? [shot.from, shot.to] : [startFrame, endFrame];
  const frames = Math.min(length, to - from);
  return lineWindow(shot, frames, from, to) ?? quietWindow(shot, frames, from, to);
}

function trimmed(
  cut: Cut,
  item: CutItem,
  { inFrame, outFrame }: { readonly inFrame: number; readonly outFrame: number },
  material: Material,
): Cut {
  // After another log of the film the item's shot may be gone; the film's own frames are still there.
  const range = shotOfItem(material, item)?.shot;
  const { startFrame, endFrame } = range ?? { startFrame: 0, endFrame: material.context.log.media.frames };
  if (!Number.isInteger(inFrame) || !Number.isInteger(outFrame) || inFrame >= outFrame) {
    throw new Fault('input', `A trim needs whole frames with the in before the out, not ${inFrame} to ${outFrame}.`);
  }
  if (inFrame < startFrame || outFrame > endFrame) {
    throw new Fault(
      'input',
      `${range ? `Shot ${item.shot}` : 'The film'} has the frames ${startFrame} to ${endFrame}; ${inFrame} to ${outFrame} reaches beyond it.`,
    );
  }
  return replaced(cut, { ...item, inFrame, outFrame });
}
