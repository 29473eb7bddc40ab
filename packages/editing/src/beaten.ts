import { inPlaceOf, type StandIn } from './alternatives.ts';
import type { Beaten, Cut, CutItem } from './cut.ts';
import type { Material } from './material.ts';
import type { Part } from './objective.ts';
import { amount } from './objective.ts';
import { termOf } from './reasons.ts';

/** So many terms say why a shot was beaten. */
const MOST_TERMS = 3;

/** The items, each with the best other shot for its place; locked ones were not chosen, and have none. */
export function withBeaten(material: Material, cut: Pick<Cut, 'items' | 'banned' | 'cards'>): readonly CutItem[] {
  return cut.items.map((item, index) => {
    if (item.locked) return item;
    const { own, others } = inPlaceOf(material, cut, index);
    if (!own) return item;
    // Of those that keep the film's order, if there is one: what breaks it was never in question.
    const between = orderOf(material, cut.items, index);
    const worse = others.filter(({ worth }) => worth <= own.worth);
    const other =
      worse.find(({ placement: { shot } }) => shot.index > between.after && shot.index < between.before) ?? worse[0];
    return other ? { ...item, beat: beatenOf(material, own, other) } : item;
  });
}

/** The indices of the shots that an item stands between. */
function orderOf({ byId }: Material, items: readonly CutItem[], at: number): { after: number; before: number } {
  return {
    after: byId.get(items[at - 1]?.shot ?? '')?.index ?? -1,
    before: byId.get(items[at + 1]?.shot ?? '')?.index ?? Number.POSITIVE_INFINITY,
  };
}

function beatenOf(material: Material, own: StandIn, other: StandIn): Beaten {
  const difference = new Map<string, number>();
  const add = (parts: readonly Part[], sign: number): void => {
    for (const part of parts) {
      const term = termOf(part.feature);
      difference.set(term, (difference.get(term) ?? 0) + sign * amount(material.weights, part));
    }
  };
  add(own.parts(), 1);
  add(other.parts(), -1);
  const { shot, inFrame, outFrame } = other.placement;
  return {
    shot: shot.shot.id,
    inFrame,
    outFrame,
    by: own.worth - other.worth,
    terms: [...difference]
      .filter(([, by]) => by > 0)
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, MOST_TERMS)
      .map(([term, by]) => ({ term, amount: by })),
  };
}
