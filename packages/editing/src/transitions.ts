import { Fault } from '@second-unit/evidence';
import { playedSeconds, sequenceRate } from '@second-unit/footage/interchange';
import type { MediaInfo } from '@second-unit/media';
import { cardFrames, shownInOrder } from './cards.ts';
import type { Cut, CutItem, ItemTransition } from './cut.ts';

/** A transition lies across its cut; of an odd number of frames, one more is behind it. As the renderer has it. */
export function beforeCut(frames: number): number {
  return Math.floor(frames / 2);
}

/** The cut with an item's transition set or taken away. Throws a Fault `input` that says why it cannot be. */
export function withTransition(cut: Cut, item: CutItem, transition: ItemTransition | null, media: MediaInfo): Cut {
  const next: CutItem = transition === null ? plain(item) : { ...item, transition };
  const changed = { ...cut, items: cut.items.map((one) => (one.id === item.id ? next : one)) };
  const shown = shownInOrder(changed);
  const why = misfitAt(
    shown,
    shown.findIndex((one) => one.item?.id === item.id),
    media,
  );
  if (why !== undefined) throw new Fault('input', why);
  return changed;
}

/** The cut without the transitions that no longer fit, as after a trim. */
export function transitionsSettled(cut: Cut, media: MediaInfo): Cut {
  if (!cut.items.some(({ transition }) => transition)) return cut;
  // What was found not to fit is taken away before the next is looked at.
  const shown = [...shownInOrder(cut)];
  const lost = new Set<string>();
  for (const [at, { item }] of shown.entries()) {
    if (!item?.transition || misfitAt(shown, at, media) === undefined) continue;
    shown[at] = { item: plain(item) };
    lost.add(item.id);
  }
  return lost.size === 0 ? cut : { ...cut, items: cut.items.map((item) => (lost.has(item.id) ? plain(item) : item)) };
}

function plain({ transition: _, ...item }: CutItem): CutItem {
  return item;
}

/** Are two transitions, or cuts, the same? */
export function sameTransition(one: ItemTransition | undefined, other: ItemTransition | undefined): boolean {
  return one?.type === other?.type && one?.frames === other?.frames;
}

/** Ids of items that have lost their transitions from one cut to the next. */
export function transitionsLost(before: Cut, after: Cut): readonly string[] {
  const left = new Map(after.items.map((item) => [item.id, item]));
  return before.items.flatMap(({ id, transition }) => {
    const item = left.get(id);
    return transition && item && !item.transition ? [id] : [];
  });
}

/** Why the transition of what is shown at a place does not fit there, in a sentence; nothing where it does. */
function misfitAt(shown: ReturnType<typeof shownInOrder>, at: number, media: MediaInfo): string | undefined {
  const item = shown[at]?.item;
  if (!item?.transition) return undefined;
  const { type, frames } = item.transition;
  if (!Number.isInteger(frames) || frames < 2) {
    return `A ${type} is a whole number of frames, two at least, not ${frames}.`;
  }
  const next = shown[at + 1];
  if (!next && type === 'dissolve') return 'The last shot has nothing to dissolve into; it can fade to black.';
  const head = next ? beforeCut(frames) : frames;
  const tail = next ? frames - head : 0;
  // In frames of the film: those of the sequence are not as long where the film's rate varies.
  const { frameRate } = media;
  const rate = sequenceRate(media);
  const inFilm = (count: number): number =>
    Math.ceil((count * rate.den * frameRate.num) / (rate.num * frameRate.den) - 1e-9);
  // By the times of its frames; where these lie off the sequence's, it may come out a frame shorter.
  const spare = media.variableFrameRate ? 1 : 0;
  const lengthOf = (one: (typeof shown)[number]): number =>
    one.item
      ? Math.floor((playedSeconds(media, [one.item]) * rate.num) / rate.den + 1e-6) - spare
      : cardFrames(one.card, media);
  const before = shown[at - 1]?.item?.transition;
  const room = lengthOf({ item }) - (before ? before.frames - beforeCut(before.frames) : 0);
  if (head > room) {
    return `A ${type} of ${frames} frames takes the last ${head} of a shot that has ${Math.max(0, room)} for it: make it shorter, or the shot longer.`;
  }
  if (next) {
    const own = next.item?.transition;
    const last = shown.at(-1) === next;
    const left = lengthOf(next) - (own ? (last ? own.frames : beforeCut(own.frames)) : 0);
    if (tail > left) {
      return `A ${type} of ${frames} frames takes the first ${tail} of what follows, which has ${Math.max(0, left)} for it: make it shorter, or what follows longer.`;
    }
  }
  if (type === 'fade') return undefined;
  const [behind, ahead] = [media.frames - item.outFrame, next?.item?.inFrame ?? Number.POSITIVE_INFINITY];
  if (inFilm(tail) > behind) {
    return `A dissolve of ${frames} frames needs ${inFilm(tail)} frames of the film behind this shot, and there are ${behind}: make it shorter, or end the shot sooner.`;
  }
  if (inFilm(head) > ahead) {
    return `A dissolve of ${frames} frames needs ${inFilm(head)} frames of the film before the next shot, and there are ${ahead}: make it shorter, or begin that shot later.`;
  }
  return undefined;
}
