import { difference, kept, structureDifference } from './signature.ts';
import type { Stretch } from './stretch.ts';

/** A hard cut: the first frame of the new shot. */
export interface Cut {
  readonly frame: number;
  /** 0.5 to 1. */
  readonly confidence: number;
}

/** Frames on either side that say how much moves here anyway. */
const AROUND = 6;
/** Longest flash of light, and longest look for the picture to come back. */
const FLASH = 8;
/** A smaller step than this is no cut anywhere, and the greatest part of all frames end here. */
const LEAST_STEP = 0.05;

/** Structure that differs less than this is the same structure. */
const SAME = 0.15;

// The weights of the regression, fitted once: see the README.
const BIAS = -6.9;
const UNREST = -2.55;
const GAP = 0.99;
const KEPT = -5.62;
const STRUCTURE = 6.77;
const RETURN = 1.86;

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
  let least = 2;
  for (let before = frame - 2; before < frame; before++) {
    for (let after = frame; after < frame + 2; after++) {
      if (!stretch.has(before) || !stretch.has(after)) continue;
      least = Math.min(least, difference(stretch.at(before), stretch.at(after)));
    }
  }
  return least;
}

/** The most that is kept from before `frame` to behind it, one frame of disturbance on either side passed over. */
function most(stretch: Stretch, frame: number): number {
  const pair = (before: number, after: number): number =>
    stretch.has(before) && stretch.has(after) ? kept(stretch.at(before), stretch.at(after)) : 0;
  return Math.max(pair(frame - 1, frame), pair(frame - 1, frame + 1), pair(frame - 2, frame));
}

/** How far the nearest frame within a flash's length is from the picture on the other side: a flash comes back. */
function comeback(stretch: Stretch, frame: number): number {
  const old = stretch.at(frame - 1);
  const fresh = stretch.at(frame);
  let least = 1;
  for (let away = 1; away <= FLASH; away++) {
    if (stretch.has(frame + away)) least = Math.min(least, structureDifference(old, stretch.at(frame + away)));
    const before = frame - 1 - away;
    if (stretch.has(before)) least = Math.min(least, structureDifference(stretch.at(before), fresh));
  }
  return least;
}

function isPeak(stretch: Stretch, frame: number): boolean {
  const step = stretch.step(frame);
  for (let other = frame - 3; other <= frame + 3; other++) if (stretch.step(other) > step) return false;
  return true;
}

/**
 * The hard cuts in [from, to), in order: peaks of change, weighed by a logistic regression on how much moves around
 * them, what the two sides have in common, and whether the old picture comes back.
 */
export function cutsIn(stretch: Stretch, from: number, to: number): Cut[] {
  const cuts: Cut[] = [];
  for (let frame = Math.max(from, stretch.from + 1); frame < to; frame++) {
    if (stretch.step(frame) < LEAST_STEP || !isPeak(stretch, frame)) continue;
    // The same picture in another light, or one that comes back at once, is no other shot, whatever moves around it.
    const apart = structureDifference(stretch.at(frame - 1), stretch.at(frame));
    const back = comeback(stretch, frame);
    if (apart < SAME || back < SAME) continue;
    const around = Math.max(unrest(stretch, frame - AROUND, frame), unrest(stretch, frame + 1, frame + 1 + AROUND));
    const odds =
      BIAS +
      UNREST * Math.log(around + 0.02) +
      GAP * Math.log(gap(stretch, frame) + 0.02) +
      KEPT * most(stretch, frame) +
      STRUCTURE * apart +
      RETURN * back;
    if (odds > 0) cuts.push({ frame, confidence: 1 / (1 + Math.exp(-odds)) });
  }
  return cuts;
}
