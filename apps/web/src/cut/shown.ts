import type { Cut, CutItem, TitleCard } from '@second-unit/editing';
import { cardFrames, shownInOrder } from '@second-unit/editing/cards';
import type { MediaInfo } from '@second-unit/media';

/** What the strip and the preview go through: shots with their place among the shots, and title cards. */
export type Shown =
  | { readonly item: CutItem; readonly place: number; readonly inFrame: number; readonly outFrame: number }
  | { readonly card: TitleCard; readonly inFrame: number; readonly outFrame: number };

/** A cut as it is shown, in order. Frames of a card count from 0. */
export function shownOf(cut: Cut, media: MediaInfo): readonly Shown[] {
  let place = 0;
  return shownInOrder(cut).map(({ item, card }) =>
    item === undefined
      ? { card, inFrame: 0, outFrame: cardFrames(card, media) }
      : { item, place: place++, inFrame: item.inFrame, outFrame: item.outFrame },
  );
}

export function idOf(shown: Shown): string {
  return 'card' in shown ? shown.card.id : shown.item.id;
}
