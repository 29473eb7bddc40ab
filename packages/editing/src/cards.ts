import { Fault } from '@second-unit/evidence';
import { playedSeconds, sequenceRate } from '@second-unit/footage/interchange';
import type { MediaInfo } from '@second-unit/media';
import type { Cut, CutChange, CutItem, TitleCard } from './cut.ts';

/** Longest text of a card, in characters: more cannot be read in the time that it stands. */
const MOST_TEXT = 200;
/** In seconds: shorter flashes, longer stalls. */
const SHORTEST = 0.5;
const LONGEST = 15;

/** How long a text is to stand, in seconds: time to find it, and to read it at about three words a second. */
export function cardSeconds(text: string): number {
  const words = text.split(/\s+/u).filter((word) => word !== '').length;
  return Math.round(Math.min(5, Math.max(1.5, 0.8 + words / 3)) * 10) / 10;
}

/** Frames of the film's (sequence) rate that a card stands; at least one. */
export function cardFrames({ seconds }: Pick<TitleCard, 'seconds'>, media: MediaInfo): number {
  const rate = sequenceRate(media);
  return Math.max(1, Math.round((seconds * rate.num) / rate.den));
}

/** Seconds of a cut of one media: its items by the times of their frames, and its cards. */
export function cutSeconds(cut: Pick<Cut, 'items' | 'cards'>, media: MediaInfo): number {
  const rate = sequenceRate(media);
  const frames = (cut.cards ?? []).reduce((sum, card) => sum + cardFrames(card, media), 0);
  return playedSeconds(media, cut.items) + (frames * rate.den) / rate.num;
}

/** What is shown, in order: cards before the items that they stand before, the rest at the end. */
export function shownInOrder(
  cut: Pick<Cut, 'items' | 'cards'>,
): readonly (
  | { readonly item: CutItem; readonly card?: never }
  | { readonly card: TitleCard; readonly item?: never }
)[] {
  const known = new Set(cut.items.map(({ id }) => id));
  const cards = cut.cards ?? [];
  const before = Map.groupBy(cards, (card) => (card.before !== undefined && known.has(card.before) ? card.before : ''));
  return [
    ...cut.items.flatMap((item) => [...(before.get(item.id) ?? []).map((card) => ({ card })), { item }]),
    ...(before.get('') ?? []).map((card) => ({ card })),
  ];
}

/**
 * A checked text and length.
 * @throws Fault `input` for a text that is empty or too long, or a length out of bounds.
 */
export function checkedCard(card: TitleCard): TitleCard {
  const text = card.text.trim();
  if (text === '') throw new Fault('input', 'A title card needs words: this one has none.');
  if (text.length > MOST_TEXT) {
    throw new Fault(
      'input',
      `The title card “${text.slice(0, 30)}…” has ${text.length} characters; at most ${MOST_TEXT} can be read.`,
    );
  }
  if (!(card.seconds >= SHORTEST && card.seconds <= LONGEST)) {
    throw new Fault(
      'input',
      `The title card “${text}” is to stand ${card.seconds} s; it should be ${SHORTEST} to ${LONGEST} s.`,
    );
  }
  return { ...card, text };
}

type CardChange = Extract<CutChange, { readonly card: string }>;

/** The cut with its cards changed; see `changed` for errors. */
export function cardsChanged(cut: Cut, change: CardChange): Cut {
  const cards = cut.cards ?? [];
  const at = cards.findIndex(({ id }) => id === change.card);
  const known = cards[at];
  if (change.kind === 'add-card') {
    if (known) throw new Fault('conflict', `There is a title card ${change.card} in this cut already.`);
    const { card: id, text, seconds } = change;
    return { ...cut, cards: placed([...cards, checkedCard({ id, text, seconds })], id, change.before, cut) };
  }
  if (!known) throw new Fault('not-found', `There is no title card ${change.card} in this cut.`);
  switch (change.kind) {
    case 'edit-card': {
      const { text = known.text, seconds = known.seconds } = change;
      return { ...cut, cards: cards.with(at, checkedCard({ ...known, text, seconds })) };
    }
    case 'move-card':
      return { ...cut, cards: placed(cards, known.id, change.before, cut) };
    case 'remove-card':
      return { ...cut, cards: cards.toSpliced(at, 1) };
  }
}

/** Cards with one of them put before an item, last of those that stand there. */
function placed(cards: readonly TitleCard[], id: string, before: string | undefined, cut: Cut): readonly TitleCard[] {
  if (before !== undefined && !cut.items.some((item) => item.id === before)) {
    throw new Fault('not-found', `There is no item ${before} in this cut to put the title card before.`);
  }
  const { before: _, ...card } = cards.find((one) => one.id === id)!;
  return [...cards.filter((one) => one.id !== id), { ...card, ...(before === undefined ? {} : { before }) }];
}

/** Where the cards stand once items are gone: before the next that is left. Nothing for a cut without cards. */
export function cardsAfter(cut: Cut, items: readonly CutItem[]): Pick<Cut, 'cards'> {
  if (!cut.cards) return {};
  const left = new Set(items.map(({ id }) => id));
  const cards = cut.cards.map((card) => {
    const at = cut.items.findIndex(({ id }) => id === card.before);
    const next = at < 0 ? undefined : cut.items.slice(at).find(({ id }) => left.has(id))?.id;
    const { before: _, ...rest } = card;
    return { ...rest, ...(next === undefined ? {} : { before: next }) };
  });
  // Kept in the order that they are shown.
  return { cards: shownInOrder({ items, cards }).flatMap(({ card }) => (card ? [card] : [])) };
}
