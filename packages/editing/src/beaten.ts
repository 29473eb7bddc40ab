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
    const other = own && others.find(({ worth }) => worth <= own.worth);
    return own && other ? { ...item, beat: beatenOf(material, own, other) } : item;
  });
}

function beatenOf(material: Material, own: StandIn, other: StandIn): Beaten {
  const difference = new Map<string, number>();
  const add = (parts: readonly Part[], sign: number): void => {
    for (const part of parts) {
      const term = termOf(part.feature);
      difference.set(term, (difference.get(term) ?? 0) + sign * amount(material.weights, part));
    }
  };
  add(own.parts, 1);
  add(other.parts, -1);
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
