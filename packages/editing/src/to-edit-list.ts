import { Fault } from '@second-unit/evidence';
import { frameTimes, onGrid, sequenceRate } from '@second-unit/footage/interchange';
import type { MediaInfo } from '@second-unit/media';
import { addTime, type Rational, rationalTime, rescaledTo } from '@second-unit/timeline';
import type { Cut } from './cut.ts';

/** What `render` of the media package takes: clips in order, and the shape of the film they make. */
export interface EditList {
  readonly clips: readonly {
    readonly path: string;
    readonly inFrame: number;
    readonly outFrame: number;
    /** Length in frames of the rendered film; by the media's own times where absent. */
    readonly frames?: number;
  }[];
  readonly width: number;
  readonly height: number;
  readonly frameRate: Rational;
  readonly sampleRate: number;
}

/**
 * The cut as an edit list, in the first item's size (made even) and frame rate; a standard rate where
 * that varies. The frames of its clips sum to the cut's length on the timeline, with no rounding
 * between clips piling up. Where the rate varies, a clip is as long as its frames are shown; where
 * their times are not known, the renderer finds the length.
 * @param media by the ids that the cut's items name
 * @throws Fault `input` for a cut without items, `not-found` when an item's media is not known.
 */
export function toEditList(cut: Cut, media: Readonly<Record<string, MediaInfo>>): EditList {
  const infos = cut.items.map((item) => {
    const info = media[item.media];
    if (!info) throw new Fault('not-found', `The media ${item.media} of item ${item.id} is not known.`);
    return info;
  });
  const [first] = infos;
  if (!first) throw new Fault('input', 'The cut has no shots, so there is nothing to render.');
  const frameRate = sequenceRate(first);
  // Each clip ends where the running total, kept exact, falls on the output's frames.
  let position = rationalTime(0, frameRate);
  let reached = 0;
  const clips = cut.items.map((item, index) => {
    const info = infos[index]!;
    const clip = { path: info.originalPath, inFrame: item.inFrame, outFrame: item.outFrame };
    const times = info.variableFrameRate ? frameTimes(info) : undefined;
    if (info.variableFrameRate && !times) return clip;
    if (times) {
      // By the grid, as on the timeline, so that no frame of the next shot is reached.
      const { start, end } = onGrid(times, item, frameRate);
      position = addTime(position, rationalTime(end - start, frameRate));
    } else {
      position = addTime(position, rationalTime(item.outFrame - item.inFrame, info.frameRate));
    }
    const end = Math.max(reached + 1, rescaledTo(position, frameRate, 'round').value);
    const frames = end - reached;
    reached = end;
    return { ...clip, frames };
  });
  return { clips, width: even(first.width), height: even(first.height), frameRate, sampleRate: 48_000 };
}

function even(size: number): number {
  return Math.max(2, size - (size % 2));
}
