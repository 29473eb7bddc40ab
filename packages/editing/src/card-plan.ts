import { Fault } from '@second-unit/evidence';
import type { MediaInfo } from '@second-unit/media';
import { cardFrames, cardSeconds, checkedCard } from './cards.ts';
import type { Brief, Cut, CutItem, TitleCard } from './cut.ts';
import type { LockedItem } from './fill.ts';
import type { CardBreak } from './material.ts';

/** A title card and where it is to stand, as a share of the time of all shots: 0 before the first, 1 behind the last. */
export interface PlacedCard {
  readonly card: TitleCard;
  readonly at: number;
}

/** The brief's cards at even steps, the last at the end, each for as long as its words take to read. */
export function briefCards({ cards = [] }: Brief): readonly PlacedCard[] {
  return cards.map((text, index) => ({
    card: checkedCard({ id: `c${String(index + 1).padStart(3, '0')}`, text, seconds: cardSeconds(text) }),
    at: (index + 1) / cards.length,
  }));
}

/** The cards of a cut as they stand, to be kept when the cutter is asked again. */
export function placedCards({ items, cards = [] }: Pick<Cut, 'items' | 'cards'>): readonly PlacedCard[] {
  const total = items.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);
  return cards.map((card) => {
    const at = items.findIndex(({ id }) => id === card.before);
    const before = items
      .slice(0, at < 0 ? items.length : at)
      .reduce((sum, item) => sum + item.outFrame - item.inFrame, 0);
    return { card, at: total === 0 ? 1 : before / total };
  });
}

/**
 * Where cards stand among the shots, in frames of shots: never inside a locked item, and not so near
 * to the edge of a stretch that no shot fits before it.
 */
export function cardBreaks(
  cards: readonly PlacedCard[],
  locked: readonly LockedItem[],
  { total, shortest, media }: { readonly total: number; readonly shortest: number; readonly media: MediaInfo },
): readonly CardBreak[] {
  const edges = [0, ...locked.flatMap(({ item, start }) => [start, start + item.outFrame - item.inFrame]), total];
  return cards.map(({ card, at }) => {
    let place = Math.round(at * total);
    for (let edge = 0; edge + 1 < edges.length; edge++) {
      const [from, to] = [edges[edge]!, edges[edge + 1]!];
      if (place <= from || place >= to) continue;
      const isLocked = edge % 2 === 1;
      if (isLocked || place - from < shortest || to - place < shortest) place = place - from < to - place ? from : to;
    }
    return { at: place, frames: cardFrames(card, media) };
  });
}

/** Cards before the items whose beginnings are nearest to where they are to stand. */
export function cardsAmong(
  cards: readonly PlacedCard[],
  breaks: readonly CardBreak[],
  items: readonly Pick<CutItem, 'id' | 'inFrame' | 'outFrame'>[],
): readonly TitleCard[] {
  const starts: { readonly id?: string; readonly start: number }[] = [];
  let start = 0;
  for (const { id, inFrame, outFrame } of items) {
    starts.push({ id, start });
    start += outFrame - inFrame;
  }
  starts.push({ start });
  return cards.map(({ card: { before: _, ...card } }, index) => {
    const wish = breaks[index]!.at;
    const { id } = starts.reduce((a, b) => (Math.abs(b.start - wish) < Math.abs(a.start - wish) ? b : a));
    return { ...card, ...(id === undefined ? {} : { before: id }) };
  });
}

/** @throws Fault `input` where cards leave too little time for shots. */
export function checkRoom(cards: readonly PlacedCard[], total: number, shortest: number): void {
  if (cards.length === 0 || total >= shortest * Math.max(1, cards.length - 1)) return;
  throw new Fault(
    'input',
    `${cards.length} title cards leave too little time for shots between them: ask for more seconds, or for fewer cards.`,
  );
}
