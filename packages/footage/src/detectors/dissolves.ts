import { blockChange, evenness } from './blocks.ts';
import { between, difference, dip, kept, leftAfterShift, structureDifference } from './signature.ts';
import type { Stretch } from './stretch.ts';
import { probability, type Weights } from './weights.ts';

/** A stretch in which one picture turns into another. */
export interface Dissolve {
  /** First frame that shows anything of the new shot. */
  readonly startFrame: number;
  /** First frame that shows nothing of the old one. */
  readonly endFrame: number;
  readonly confidence: number;
}

/** Half lengths at which a place is tried, in frames. */
export const HALVES = [2, 3, 4, 6, 8, 11, 15, 20, 26, 34] as const;
/** What a dissolve is judged by, in the order in which the model weighs it. */
export const DISSOLVE_FEATURES = [
  'offLine',
  'uneven',
  'kept',
  'dip',
  'logLength',
  'logLost',
  'logChanged',
  'evenMiddle',
  'evenEnds',
  'logJump',
] as const;
/** Frames that lie between two changes at least: a shot. */
const APART_FRAMES = 4;
/** Less left after a shift than this part of the difference, and the shift is what happened. */
const CAMERA = 0.4;
/** Below this the two pictures are too alike to tell a dissolve from movement. */
const LEAST_APART = 0.15;

interface Try {
  readonly centre: number;
  readonly half: number;
  readonly score: number;
}

function largestStep(stretch: Stretch, from: number, to: number): number {
  let most = 0;
  for (let frame = from; frame < to; frame++) most = Math.max(most, stretch.step(frame));
  return most;
}

/**
 * What holds for a mixture, and for no camera move, whose frames between are a third picture: the features, in the
 * order of `DISSOLVE_FEATURES`, of the frames around `centre`; undefined where they cannot be a mixture that goes from
 * the picture at one end to the one at the other.
 */
export function dissolveEvidence(stretch: Stretch, centre: number, half: number): readonly number[] | undefined {
  const first = centre - half;
  const last = centre + half;
  if (!stretch.has(first) || !stretch.has(last)) return undefined;
  const old = stretch.at(first);
  const fresh = stretch.at(last);
  const apart = structureDifference(old, fresh);
  if (apart < LEAST_APART) return undefined;
  const mixed = stretch.at(centre);
  const middle = between(old, mixed, fresh);
  if (middle.part < 0.33 || middle.part > 0.67 || middle.off > 0.6) return undefined;
  const quarter = Math.max(1, Math.round(half / 2));
  const early = between(old, stretch.at(centre - quarter), fresh).part;
  const late = between(old, stretch.at(centre + quarter), fresh).part;
  // A cut stands still, jumps, and stands still; a mixture moves on at every place.
  if (late - early > 0.92 || early > middle.part || late < middle.part) return undefined;
  const blocks = blockChange(old, fresh);
  return [
    Math.sqrt(middle.off),
    Math.abs(late - early - quarter / half),
    kept(old, fresh),
    // Two unrelated pictures, half of each, have half the variance of one.
    Math.max(0.45, dip(old, mixed, fresh)),
    Math.log(half),
    Math.log(blocks.lost + 0.02),
    Math.log(blocks.changed + 0.02),
    evenness(old, mixed, fresh, middle.part),
    Math.min(
      evenness(old, stretch.at(centre - quarter), fresh, early),
      evenness(old, stretch.at(centre + quarter), fresh, late),
    ),
    // No frame of a mixture stands out; a flash does.
    Math.log(largestStep(stretch, first + 1, last + 1) / (difference(old, fresh) + 0.02) + 0.02),
  ];
}

interface Extent {
  readonly start: number;
  readonly end: number;
  readonly misfit: number;
}

/** The straight ramp that fits best to the share of the picture at `last` in the frames from `first` to `last`. */
function ramp(stretch: Stretch, first: number, last: number): Extent {
  const old = stretch.at(first);
  const fresh = stretch.at(last);
  const parts: number[] = [];
  for (let frame = first; frame <= last; frame++) parts.push(between(old, stretch.at(frame), fresh).part);
  let best: Extent = { start: first, end: last, misfit: Number.POSITIVE_INFINITY };
  for (let start = 0; start < parts.length - 2; start++) {
    for (let end = start + 2; end < parts.length; end++) {
      const most = best.misfit * parts.length;
      let sum = 0;
      for (let at = 0; at < parts.length && sum < most; at++) {
        const ideal = at <= start ? 0 : at >= end ? 1 : (at - start) / (end - start);
        sum += (parts[at]! - ideal) ** 2;
      }
      if (sum < most) best = { start: first + start + 1, end: first + end, misfit: sum / parts.length };
    }
  }
  return best;
}

/** Finds where the mixing begins and ends, between `low` and `high`. */
function extent(stretch: Stretch, { centre, half }: Try, low: number, high: number): Extent {
  const wide = Math.round(1.35 * half) + 2;
  const rough = ramp(stretch, Math.max(low, centre - wide), Math.min(high, centre + wide));
  // Once more from nearby: the pictures at the ends of the first look may have moved on.
  const margin = Math.max(3, Math.round((rough.end - rough.start) / 4));
  const first = Math.max(low, rough.start - margin);
  const last = Math.min(high, rough.end + margin);
  if (last - first < 3) return rough;
  const { start, end } = ramp(stretch, first, last);
  return { start, end, misfit: rough.misfit };
}

/** Do frames on both sides of the middle become one another by shifting the picture? In a mixture no shift helps. */
function isCameraMove(stretch: Stretch, { centre, half }: Try): boolean {
  return [half / 4, half / 2, half * 0.75].some((away) => {
    const frames = Math.max(1, Math.round(away));
    return leftAfterShift(stretch.at(centre - frames), stretch.at(centre + frames)) < CAMERA;
  });
}

/** A change already known: no dissolve reaches into it. For a cut, `start` and `end` are both its frame. */
export interface Wall {
  readonly start: number;
  readonly end: number;
}

/** The dissolves whose middle lies in [from, to), in order. */
export function dissolvesIn(
  stretch: Stretch,
  from: number,
  to: number,
  walls: readonly Wall[],
  weights: Weights,
): Dissolve[] {
  const tries: Try[] = [];
  for (let centre = from; centre < to; centre++) {
    let best: Try | undefined;
    for (const half of HALVES) {
      if (walls.some((wall) => wall.end > centre - half && wall.start <= centre + half)) break;
      const evidence = dissolveEvidence(stretch, centre, half);
      if (evidence === undefined) continue;
      const score = probability(weights, evidence);
      if (score > (best?.score ?? weights.least)) best = { centre, half, score };
    }
    if (best !== undefined) tries.push(best);
  }
  // The best first; each clears its surroundings of lesser ones.
  const found: Dissolve[] = [];
  for (const one of tries.toSorted((a, b) => b.score - a.score || a.centre - b.centre)) {
    let low = stretch.from;
    let high = stretch.to - 1;
    for (const { start, end } of walls) {
      if (end <= one.centre) low = Math.max(low, end);
      else high = Math.min(high, start - 1);
    }
    const { start, end, misfit } = extent(stretch, one, low, high);
    if (misfit > 0.02 || end - start < 2) continue;
    // What was fitted is what was seen, and not a flash nearby.
    if (one.centre < start || one.centre > end || end - start < 0.7 * one.half) continue;
    if (found.some((other) => start < other.endFrame + APART_FRAMES && end > other.startFrame - APART_FRAMES)) continue;
    if (isCameraMove(stretch, one)) continue;
    found.push({ startFrame: start, endFrame: end, confidence: one.score });
  }
  return found.sort((a, b) => a.startFrame - b.startFrame);
}
