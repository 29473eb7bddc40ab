import { between, kept, leftAfterShift, structureDifference } from './signature.ts';
import type { Stretch } from './stretch.ts';

/** A stretch in which one picture turns into another. */
export interface Dissolve {
  /** First frame that shows anything of the new shot. */
  readonly startFrame: number;
  /** First frame that shows nothing of the old one. */
  readonly endFrame: number;
  readonly confidence: number;
}

/** Half lengths at which a place is tried, in frames. */
const HALVES = [2, 3, 4, 6, 8, 11, 15, 20, 26, 34] as const;
// The weights of the regression, fitted once: see the README.
const BIAS = 5.87;
const APART = 3.68;
const OFF_LINE = -10.96;
const OFF_MIDDLE = -3.5;
const UNEVEN = -4.36;
const KEPT = -8;
const DIP = -7.65;
const LENGTH = 1.39;
/** Frames that lie between two changes at least: a shot. */
const APART_FRAMES = 4;
/** Less left after a shift than this part of the difference, and the shift is what happened. */
const CAMERA = 0.4;
/** Below this the two pictures are too alike to tell a dissolve from movement. */
const LEAST_APART = 0.15;
const LEAST_SCORE = 0.85;

interface Try {
  readonly centre: number;
  readonly half: number;
  readonly score: number;
}

/**
 * How sure it is that the frames around `centre` are a mixture that goes from the picture at one end to the one at the
 * other, 0 to 1: a logistic regression on seven things that hold for a mixture and for no camera move, whose frames
 * between are a third picture. Weights: `packages/footage/README.md`.
 */
function mixture(stretch: Stretch, centre: number, half: number): number {
  const first = centre - half;
  const last = centre + half;
  if (!stretch.has(first) || !stretch.has(last)) return 0;
  const old = stretch.at(first);
  const fresh = stretch.at(last);
  const apart = structureDifference(old, fresh);
  if (apart < LEAST_APART) return 0;
  const mixed = stretch.at(centre);
  const middle = between(old, mixed, fresh);
  if (middle.part < 0.2 || middle.part > 0.8 || middle.off > 0.6) return 0;
  const quarter = Math.max(1, Math.round(half / 2));
  const early = between(old, stretch.at(centre - quarter), fresh).part;
  const late = between(old, stretch.at(centre + quarter), fresh).part;
  // A cut stands still, jumps, and stands still; a mixture moves on at every place.
  if (late - early > 0.92 || early > middle.part || late < middle.part) return 0;
  // Two unrelated pictures, half of each, have half the variance of one.
  const dip = mixed.coarseVariance / ((old.coarseVariance + fresh.coarseVariance) / 2 + 2);
  const odds =
    BIAS +
    APART * Math.min(1, apart) +
    OFF_LINE * Math.sqrt(middle.off) +
    OFF_MIDDLE * Math.abs(middle.part - 0.5) +
    UNEVEN * Math.abs(late - early - quarter / half) +
    KEPT * kept(old, fresh) +
    DIP * Math.max(0.45, dip) +
    LENGTH * Math.log(half);
  return 1 / (1 + Math.exp(-odds));
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
export function dissolvesIn(stretch: Stretch, from: number, to: number, walls: readonly Wall[]): Dissolve[] {
  const tries: Try[] = [];
  for (let centre = from; centre < to; centre++) {
    let best: Try | undefined;
    for (const half of HALVES) {
      if (walls.some((wall) => wall.end > centre - half && wall.start <= centre + half)) break;
      const score = mixture(stretch, centre, half);
      if (score > (best?.score ?? LEAST_SCORE)) best = { centre, half, score };
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
    if (found.some((other) => start < other.endFrame + APART_FRAMES && end > other.startFrame - APART_FRAMES)) continue;
    if (isCameraMove(stretch, one)) continue;
    found.push({ startFrame: start, endFrame: end, confidence: one.score });
  }
  return found.sort((a, b) => a.startFrame - b.startFrame);
}
