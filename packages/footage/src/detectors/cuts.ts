import { difference, structureDifference } from './signature.ts';
import type { Stretch } from './stretch.ts';

/** A hard cut: the first frame of the new shot. */
export interface Cut {
  readonly frame: number;
  readonly confidence: number;
}

/** Frames on either side that say how much it moves here anyway. */
const AROUND = 6;
/** Longest flash of light. */
const FLASH = 8;

/** Second largest step on one side of a frame: one outlier there, a flash or another cut, does not hide this one. */
function unrest(stretch: Stretch, from: number, to: number): number {
  let first = 0;
  let second = 0;
  for (let frame = from; frame < to; frame++) {
    const step = stretch.step(frame);
    if (step > first) {
      second = first;
      first = step;
    } else if (step > second) second = step;
  }
  return second;
}

/** Smallest difference between one of the two frames before `frame` and one of the two that begin with it. */
function gap(stretch: Stretch, frame: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let before = frame - 1; before >= Math.max(stretch.from, frame - 2); before--) {
    for (let after = frame; after < Math.min(stretch.to, frame + 2); after++) {
      least = Math.min(least, difference(stretch.at(before), stretch.at(after)));
    }
  }
  return least;
}

/** Does the picture of the frame before come back within the length of a flash, or did it just return from one? */
function isFlash(stretch: Stretch, frame: number): boolean {
  const luma = (at: number): number => stretch.at(at).mean[1];
  const old = stretch.at(frame - 1);
  const fresh = stretch.at(frame);
  for (let away = 1; away <= FLASH; away++) {
    const after = frame + away;
    if (stretch.has(after) && structureDifference(old, stretch.at(after)) < 0.3) {
      // Two frames of anything are no shot; longer, and only light that comes and goes is a flash.
      if (away <= 2 || luma(frame) > luma(after) + 8) return true;
    }
    const before = frame - 1 - away;
    if (stretch.has(before) && structureDifference(stretch.at(before), fresh) < 0.3) {
      if (away <= 2 || luma(frame - 1) > luma(before) + 8) return true;
    }
  }
  return false;
}

/** The hard cuts in [from, to), in order. */
export function cutsIn(stretch: Stretch, from: number, to: number): Cut[] {
  const cuts: Cut[] = [];
  for (let frame = Math.max(from, stretch.from + 1); frame < to; frame++) {
    const step = stretch.step(frame);
    if (step < 0.1) continue;
    let peak = true;
    for (let other = frame - 3; other <= frame + 3; other++) if (stretch.step(other) > step) peak = false;
    if (!peak) continue;
    const here = Math.max(unrest(stretch, frame - AROUND, frame), unrest(stretch, frame + 1, frame + 1 + AROUND));
    const score = Math.min(step, gap(stretch, frame) * 1.5) / (0.22 + 1.6 * here);
    if (score < 1 || isFlash(stretch, frame)) continue;
    cuts.push({ frame, confidence: score / (score + 0.25) });
  }
  return cuts;
}
