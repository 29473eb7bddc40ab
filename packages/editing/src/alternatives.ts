import { Fault } from '@second-unit/evidence';
import { standIn } from './change.ts';
import type { Cut, CutContext, Reason } from './cut.ts';
import { knownMaterial } from './known-material.ts';
import type { Material, MaterialShot } from './material.ts';
import {
  carriesLine,
  itemParts,
  itemWorth,
  type Neighbour,
  type Part,
  type Placement,
  pairParts,
  pairWorth,
  shotOfItem,
} from './objective.ts';
import { breaksOf, scored } from './reasons.ts';

/** A shot that could stand in an item's place, as long as it where it can be. */
export interface Alternative {
  readonly shot: string;
  readonly inFrame: number;
  readonly outFrame: number;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** A shot in a place of the cut: what it and the shot after it are worth then. */
export interface StandIn {
  readonly placement: Placement;
  /** Made when they are asked for: of hundreds of shots that could stand there, one or two are. */
  readonly parts: () => readonly Part[];
  readonly worth: number;
}

/**
 * Shots that could stand in place of an item, best first for the cut as a whole (the shot after it
 * counts too); `score` and `reasons` are what the item itself would have. Shots that are in the cut,
 * banned, black, cards, or kept back are left out.
 * @throws Fault `not-found` when the cut has no such item.
 */
export function alternatives(context: CutContext, cut: Cut, itemId: string, most = 12): readonly Alternative[] {
  const at = cut.items.findIndex((item) => item.id === itemId);
  const item = cut.items[at];
  if (!item) throw new Fault('not-found', `There is no item ${itemId} in this cut.`);
  const material = knownMaterial(context, cut.brief);
  const { others } = inPlaceOf(material, cut, at);
  return others.slice(0, most).map(({ placement: { shot, inFrame, outFrame } }) => {
    const items = cut.items.slice(0, at + 1).with(at, { ...item, shot: shot.shot.id, inFrame, outFrame });
    const { score, reasons } = scored(material, items, cut.cards)[at]!;
    return { shot: shot.shot.id, inFrame, outFrame, score, reasons };
  });
}

/** An item where it stands (undefined where the log no longer has it), and others in its place, best first. */
export function inPlaceOf(
  planned: Material,
  cut: Pick<Cut, 'items' | 'banned' | 'cards'>,
  at: number,
): { readonly own?: StandIn; readonly others: readonly StandIn[] } {
  const material = { ...planned, breaks: breaksOf(cut.items, cut.cards ?? [], planned.context.log.media) };
  const item = cut.items[at]!;
  const length = item.outFrame - item.inFrame;
  const start = cut.items.slice(0, at).reduce((total, { inFrame, outFrame }) => total + outFrame - inFrame, 0);
  const neighbour = (index: number): Neighbour | undefined => {
    const other = cut.items[index];
    const shot = other && shotOfItem(material, other);
    return shot && { shot, carries: carriesLine({ shot, inFrame: other.inFrame, outFrame: other.outFrame }) };
  };
  const [before, after] = [neighbour(at - 1), neighbour(at + 1)];
  const used = new Set([...cut.banned, ...cut.items.map(({ shot }) => shot)]);

  const standing = (placement: Placement): StandIn => {
    const self = { shot: placement.shot, carries: carriesLine(placement) };
    return {
      placement,
      parts: () => [
        ...itemParts(material, placement, start, before),
        ...(after ? pairParts(material, self, after) : []),
      ],
      worth: itemWorth(material, placement, start, before) + (after ? pairWorth(material, self, after) : 0),
    };
  };
  const usable = (shot: MaterialShot): boolean => {
    const room = shot.to - shot.from;
    const whole = shot.shot.endFrame - shot.shot.startFrame;
    const clear = !used.has(shot.shot.id) && !shot.dark && !shot.card;
    return clear && (room >= length || (shot.shot.endFrame <= material.horizon && whole >= material.rate * 0.5));
  };
  const shot = shotOfItem(material, item);
  const others = material.shots
    .filter(usable)
    .map((other) => standing({ shot: other, ...standIn(other, length) }))
    .toSorted((a, b) => b.worth - a.worth || a.placement.shot.index - b.placement.shot.index);
  return { ...(shot ? { own: standing({ shot, inFrame: item.inFrame, outFrame: item.outFrame }) } : {}), others };
}
