import { Fault } from '@second-unit/evidence';
import { frameTimes, onGrid, sequenceRate } from '@second-unit/footage/interchange';
import type { Edit, FilmClip, MediaInfo, TitleClip } from '@second-unit/media';
import { addTime, rationalTime, rescaledTo } from '@second-unit/timeline';
import { cardFrames, shownInOrder } from './cards.ts';
import type { Aspect, Cut, CutItem } from './cut.ts';
import { transitionsSettled } from './transitions.ts';

/** What `render` of the media package takes: clips and cards in order, and the shape of the film they make. */
export interface EditList extends Pick<Edit, 'width' | 'height' | 'frameRate' | 'sampleRate'> {
  readonly clips: readonly (FilmClip | TitleClip)[];
}

/** How a cut is to be shown where it says nothing of it. */
export interface EditListOptions {
  /** Shape of the picture; the brief's if absent, and without that the first film's. */
  readonly aspect?: Aspect | undefined;
  /** Windows on items, by their ids (see `reframe`); black bars where there is none. */
  readonly crops?: Readonly<Record<string, FilmClip['crop']>>;
}

/**
 * The cut as an edit list, in the first item's size (made even) or the aspect asked for, and its frame rate; a standard
 * rate where that varies. The frames of its clips sum to the cut's length on the timeline, with no rounding
 * between clips piling up. Where the rate varies, a clip is as long as its frames are shown; where
 * their times are not known, the renderer finds the length.
 * @param media by the ids that the cut's items name
 * @throws Fault `input` for a cut without items, `not-found` when an item's media is not known.
 */
export function toEditList(
  cut: Cut,
  media: Readonly<Record<string, MediaInfo>>,
  { aspect = cut.brief.aspect, crops = {} }: EditListOptions = {},
): EditList {
  const infoOf = (item: CutItem): MediaInfo => {
    const info = media[item.media];
    if (!info) throw new Fault('not-found', `The media ${item.media} of item ${item.id} is not known.`);
    return info;
  };
  const leading = cut.items.map(infoOf)[0];
  if (!leading) throw new Fault('input', 'The cut has no shots, so there is nothing to render.');
  const frameRate = sequenceRate(leading);
  // Each clip ends where the running total, kept exact, falls on the output's frames.
  let position = rationalTime(0, frameRate);
  let reached = 0;
  const reach = (): number => {
    const end = Math.max(reached + 1, rescaledTo(position, frameRate, 'round').value);
    const frames = end - reached;
    reached = end;
    return frames;
  };
  const fitting = transitionsSettled(cut, leading);
  const clips = shownInOrder(fitting).map(({ item, card }): FilmClip | TitleClip => {
    if (!item) {
      position = addTime(position, rationalTime(cardFrames(card, leading), frameRate));
      return { title: { text: card.text }, frames: reach() };
    }
    const info = infoOf(item);
    const crop = crops[item.id];
    const clip = {
      path: info.originalPath,
      inFrame: item.inFrame,
      outFrame: item.outFrame,
      ...(crop ? { crop } : {}),
      ...(item.transition ? { transition: item.transition } : {}),
    };
    const times = info.variableFrameRate ? frameTimes(info) : undefined;
    if (info.variableFrameRate && !times) return clip;
    if (times) {
      // By the grid, as on the timeline, so that no frame of the next shot is reached.
      const { start, end } = onGrid(times, item, frameRate);
      position = addTime(position, rationalTime(end - start, frameRate));
    } else {
      position = addTime(position, rationalTime(item.outFrame - item.inFrame, info.frameRate));
    }
    return { ...clip, frames: reach() };
  });
  return { clips, ...sizeOf(leading, aspect), frameRate, sampleRate: 48_000 };
}

/** The film's own size, or the largest of another shape that needs no more than its width or, standing, its height. */
export function sizeOf(
  { width, height, pixelAspect }: MediaInfo,
  aspect: Aspect | undefined,
): { width: number; height: number } {
  // What is rendered has square pixels.
  const across = pixelAspect ? (width * pixelAspect.num) / pixelAspect.den : width - (width % 2);
  if (aspect === undefined) return { width: even(across), height: even(height - (height % 2)) };
  const shape = shapeOf(aspect);
  if (shape > 1) {
    const long = Math.max(across, height);
    return { width: even(long), height: even(long / shape) };
  }
  const short = Math.min(across, height);
  return { width: even(short), height: even(short / shape) };
}

/** Width ÷ height. */
export function shapeOf(aspect: Aspect): number {
  const [across = 1, down = 1] = aspect.split(':').map(Number);
  return across / down;
}

function even(size: number): number {
  return Math.max(2, Math.round(size / 2) * 2);
}
