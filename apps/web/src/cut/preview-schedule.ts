/** A shot of the cut in frames of its film; a card in its own. */
interface Span {
  readonly inFrame: number;
  readonly outFrame: number;
  readonly card?: unknown;
}

/** Length of a cut in frames of its film, cards too. */
export function cutFrames(items: readonly Span[]): number {
  return items.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);
}

/** Where a frame of the cut lies: in which item, and at which frame of the film. */
export function locate(items: readonly Span[], cutFrame: number): { index: number; frame: number } | undefined {
  let left = Math.max(0, cutFrame);
  for (const [index, { inFrame, outFrame }] of items.entries()) {
    const length = outFrame - inFrame;
    if (left < length) return { index, frame: inFrame + left };
    left -= length;
  }
  return undefined;
}

/** The frame of the cut that a frame of an item is; clamped to the item. */
export function cutFrameOf(items: readonly Span[], index: number, frame: number): number {
  const item = items[index];
  if (!item) return 0;
  // The film stands still under a card.
  if (item.card !== undefined) return cutFrames(items.slice(0, index));
  const inside = Math.min(Math.max(frame, item.inFrame), item.outFrame - 1) - item.inFrame;
  return cutFrames(items.slice(0, index)) + inside;
}

/** Seconds of the cut before an item, with which its preview as rendered begins. */
const SECONDS_BEFORE = 1;

/** The frame of the cut with which the preview of an item begins. */
function previewBegins(items: readonly Span[], index: number, perSecond: number): number {
  return Math.max(0, cutFrames(items.slice(0, index)) - Math.round(SECONDS_BEFORE * perSecond));
}

/**
 * What the preview of item `index` shows after `seconds`, mostly the item before it at first: its index, and the frame
 * of its film. `perSecond`: frames a second of the cut.
 */
export function previewShows(
  items: readonly Span[],
  index: number,
  perSecond: number,
  seconds: number,
): { index: number; frame: number } | undefined {
  const at = previewBegins(items, index, perSecond) + Math.round(seconds * perSecond);
  return locate(items, Math.min(at, cutFrames(items) - 1));
}

/** Seconds into the preview of item `index` at which the middle of a frame of that item is on the screen. */
export function previewSeconds(items: readonly Span[], index: number, perSecond: number, frame: number): number {
  return (cutFrameOf(items, index, frame) - previewBegins(items, index, perSecond) + 0.5) / perSecond;
}

/** What playing the cut does when the film shows `frame` while item `index` plays. */
export type Step =
  | { readonly kind: 'stay' }
  | { readonly kind: 'jump'; readonly index: number; readonly frame: number }
  | { readonly kind: 'end' };

/**
 * Stays inside the item; at its end jumps to the next one's first frame, or goes on without a jump
 * where the next item carries on in the film; behind the last item it ends.
 */
export function step(items: readonly Span[], index: number, frame: number): Step & { readonly index?: number } {
  const item = items[index];
  if (!item) return { kind: 'end' };
  if (item.card === undefined && frame >= item.inFrame && frame < item.outFrame) return { kind: 'stay' };
  const next = items[index + 1];
  if (!next) return { kind: 'end' };
  const isFilm = item.card === undefined && next.card === undefined;
  if (isFilm && frame === item.outFrame && next.inFrame === item.outFrame) return { kind: 'stay', index: index + 1 };
  return { kind: 'jump', index: index + 1, frame: next.inFrame };
}
