import { blockChange } from './blocks.ts';
import {
  difference,
  kept,
  leftAfterShift,
  levelDifference,
  otherColours,
  type Signature,
  structureDifference,
} from './signature.ts';
import type { Stretch } from './stretch.ts';
import { probability, type Weights } from './weights.ts';

/** A hard cut: the first frame of the new shot. */
export interface Cut {
  readonly frame: number;
  /** From the model's least to 1. */
  readonly confidence: number;
}

/** Frames on either side that say how much moves here anyway. */
const AROUND = 6;
/** Longest flash of light, and longest look for the picture to come back. */
const FLASH = 8;
/** A smaller step than this is no cut anywhere, and the greatest part of all frames end here. */
const LEAST_STEP = 0.05;
/** From here on two pictures have little in common, and which step is the larger is chance. */
const LARGE_STEP = 0.6;

/** Structure that differs less than this is the same structure. */
const SAME = 0.15;
/** Parts of two pictures that differ less than this on average are the same parts. */
const SAME_PARTS = 0.05;
/** A picture that differs less than this part of the step has come back. */
const RETURNED = 0.5;

/** What a cut is judged by, in the order in which the model weighs it. */
export const CUT_FEATURES = [
  'logAround',
  'logGap',
  'kept',
  'structure',
  'comeback',
  'logChanged',
  'logLost',
  'logReshaped',
  'logLostAround',
  'logReturned',
  'logDim',
  'colours',
  'logStep',
  'logCalmer',
  'logRegained',
  'logBack',
  'logMoves',
  'logMovesLess',
  'afterShift',
] as const;

/** Keeps the logarithm of nearly nothing apart from noise. */
const log = (value: number): number => Math.log(value + 0.02);

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

interface Comeback {
  /** Structure and levels of the nearest frame, each at best. */
  readonly apart: number;
  readonly least: number;
  /** As the blocks of the nearest say. */
  readonly changed: number;
  readonly lost: number;
}

/** How far the nearest frame within a flash's length is from the picture on the other side: a flash comes back. */
function comeback(stretch: Stretch, frame: number): Comeback {
  const old = stretch.at(frame - 1);
  const fresh = stretch.at(frame);
  let apart = 1;
  let nearest: readonly [Signature, Signature] = [old, fresh];
  let least = 2;
  let likest = nearest;
  const look = (one: Signature, other: Signature): void => {
    const here = structureDifference(one, other);
    if (here < apart) {
      apart = here;
      nearest = [one, other];
    }
    const levels = difference(one, other);
    if (levels < least) {
      least = levels;
      likest = [one, other];
    }
  };
  for (let away = 1; away <= FLASH; away++) {
    if (stretch.has(frame + away)) look(old, stretch.at(frame + away));
    if (stretch.has(frame - 1 - away)) look(stretch.at(frame - 1 - away), fresh);
  }
  const { changed, lost } = blockChange(nearest[0], nearest[1]);
  // Where there is little to see structure is chance, and levels say more.
  const other = likest === nearest ? lost : blockChange(likest[0], likest[1]).lost;
  return { apart, changed, lost: Math.min(lost, other), least };
}

/** How much a frame's neighbours lose of one another, on the side where they lose more. */
function lostAround(stretch: Stretch, frame: number): number {
  const pair = (one: number, other: number): number =>
    stretch.has(one) && stretch.has(other) ? blockChange(stretch.at(one), stretch.at(other)).lost : 0;
  return Math.max(pair(frame - 3, frame - 2), pair(frame + 1, frame + 2));
}

/** How much is lost over two frames on either side, in which things move at least once where each drawing stands twice. */
function moves(stretch: Stretch, frame: number): readonly [before: number, behind: number] {
  const pair = (one: number, other: number): number =>
    stretch.has(one) && stretch.has(other) ? blockChange(stretch.at(one), stretch.at(other)).lost : 0;
  return [pair(frame - 3, frame - 1), pair(frame, frame + 2)];
}

/** How many levels change from the frame before to this one. */
function levels(stretch: Stretch, frame: number): number {
  return stretch.has(frame - 1) && stretch.has(frame) ? levelDifference(stretch.at(frame - 1), stretch.at(frame)) : 0;
}

function isPeak(stretch: Stretch, frame: number): boolean {
  const step = stretch.step(frame);
  if (stretch.step(frame - 1) > step || stretch.step(frame + 1) > step) {
    // Letters that move on black change all that there is to see of them; beside a cut to them they change few levels.
    if (step < LARGE_STEP) return false;
    const here = levels(stretch, frame);
    if (levels(stretch, frame - 1) > here || levels(stretch, frame + 1) > here) return false;
  }
  // Nearby a flash may change more than a cut does; but much more than a cut nothing does.
  for (let other = frame - 3; other <= frame + 3; other++) if (stretch.step(other) > 2 * step) return false;
  return true;
}

/**
 * What speaks for a cut at `frame` and against it, in the order of `CUT_FEATURES`; undefined where it cannot be one:
 * no peak of change, the same picture in another light, or one that comes back at once.
 */
export function cutEvidence(stretch: Stretch, frame: number): readonly number[] | undefined {
  if (stretch.step(frame) < LEAST_STEP || !isPeak(stretch, frame)) return undefined;
  const old = stretch.at(frame - 1);
  const fresh = stretch.at(frame);
  const apart = structureDifference(old, fresh);
  const blocks = blockChange(old, fresh);
  // Two grey drawings may be alike as a whole; then it is told by their parts that they are two.
  if (apart < SAME && blocks.reshaped < SAME_PARTS) return undefined;
  const back = comeback(stretch, frame);
  if (back.apart < SAME && back.changed < RETURNED * blocks.changed) return undefined;
  const before = unrest(stretch, frame - AROUND, frame);
  const behind = unrest(stretch, frame + 1, frame + 1 + AROUND);
  const moving = moves(stretch, frame);
  return [
    log(Math.max(before, behind)),
    log(gap(stretch, frame)),
    most(stretch, frame),
    apart,
    back.apart,
    log(blocks.changed),
    log(blocks.lost),
    log(blocks.reshaped),
    log(lostAround(stretch, frame)),
    log(back.changed) - log(blocks.changed),
    Math.log(Math.min(old.whole.variance, fresh.whole.variance) + 1),
    otherColours(old, fresh),
    log(stretch.step(frame)),
    log(Math.min(before, behind)),
    log(back.lost) - log(blocks.lost),
    log(back.least),
    log(Math.max(...moving)),
    log(Math.min(...moving)),
    leftAfterShift(old, fresh),
  ];
}

/**
 * The hard cuts in [from, to), in order: peaks of change, weighed by a network on how much moves around them, what
 * the two sides have in common, and whether the old picture comes back.
 */
export function cutsIn(stretch: Stretch, from: number, to: number, weights: Weights): Cut[] {
  const cuts: Cut[] = [];
  for (let frame = Math.max(from, stretch.from + 1); frame < to; frame++) {
    const evidence = cutEvidence(stretch, frame);
    if (evidence === undefined) continue;
    const confidence = probability(weights, evidence);
    if (confidence >= weights.least) cuts.push({ frame, confidence });
  }
  return cuts;
}
