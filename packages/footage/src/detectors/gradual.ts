import type { BlockChange } from './blocks.ts';
import { dissolveEvidence, isPureMixture } from './dissolves.ts';
import { between, kept, leftAfterShift, structureDifference } from './signature.ts';
import type { Stretch } from './stretch.ts';
import { probability, type ShotChangeModel } from './weights.ts';
import { wipeEvidence, wipeExtent } from './wipes.ts';

/** A stretch in which one picture turns into another: all of it at once, or place by place. */
export interface Gradual {
  readonly type: 'dissolve' | 'wipe';
  /** First frame that shows anything of the new shot. */
  readonly startFrame: number;
  /** First frame that shows nothing of the old one. */
  readonly endFrame: number;
  readonly confidence: number;
  /** Variance of the last frame before it, and of the first behind. */
  readonly before: number;
  readonly behind: number;
}

/** Half lengths at which a place is tried, in frames. */
export const HALVES = [2, 3, 4, 6, 8, 11, 15, 20, 26, 34] as const;
/** Frames that lie between two changes at least: a shot. */
const APART_FRAMES = 4;
/** Less left after a shift than this part of the difference, and the shift is what happened. */
const CAMERA = 0.4;
/** More of one picture found again in the other, and something was laid over it: a title that comes up slowly. */
const LAID_OVER = 0.3;
/** How sure it is that a mixture beyond doubt is one. */
const PURE = 0.95;
/** From here on one score is as good as another. */
const CERTAIN = 0.98;
/** Below this the two pictures are too alike to tell a transition from movement. */
const LEAST_APART = 0.15;

/** Frames at which a transition could be: from the last that is old for certain to the first that is new. */
export interface Place {
  readonly centre: number;
  readonly half: number;
  readonly first: number;
  readonly last: number;
  /** Frames from the middle to where `early` and `late` are looked at. */
  readonly quarter: number;
  /** How far along the way from the first picture to the last the middle lies, and how far off that way. */
  readonly part: number;
  readonly off: number;
  readonly early: number;
  readonly late: number;
  /** What the blocks of the first and the last picture say of each other, once it was asked. */
  blocks: BlockChange | undefined;
}

/** Frames from one middle that is tried to the next: a long transition need not be met to the frame. */
export function strideOf(half: number): number {
  return half < 8 ? 1 : half < 20 ? 2 : 4;
}

/** The place around `centre`; undefined where it cannot go from the picture at one end to the one at the other. */
export function placeAt(stretch: Stretch, centre: number, half: number): Place | undefined {
  const first = centre - half;
  const last = centre + half;
  if (!stretch.has(first) || !stretch.has(last)) return undefined;
  const old = stretch.at(first);
  const fresh = stretch.at(last);
  const { part, off } = between(old, stretch.at(centre), fresh);
  if (part < 0.33 || part > 0.67 || off > 0.6) return undefined;
  if (structureDifference(old, fresh) < LEAST_APART) return undefined;
  const quarter = Math.max(1, Math.round(half / 2));
  const early = between(old, stretch.at(centre - quarter), fresh).part;
  const late = between(old, stretch.at(centre + quarter), fresh).part;
  // A cut stands still, jumps, and stands still; a transition moves on at every place.
  if (late - early > 0.92 || early > part || late < part) return undefined;
  return { centre, half, first, last, quarter, part, off, early, late, blocks: undefined };
}

interface Try extends Place {
  readonly type: Gradual['type'];
  readonly score: number;
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
function extent(stretch: Stretch, { centre, half }: Place, low: number, high: number): Extent {
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

/** Do frames on both sides of the middle become one another by shifting the picture? In a transition no shift helps. */
function isCameraMove(stretch: Stretch, { centre, half }: Place): boolean {
  return [half / 4, half / 2, half * 0.75].some((away) => {
    const frames = Math.max(1, Math.round(away));
    return leftAfterShift(stretch.at(centre - frames), stretch.at(centre + frames)) < CAMERA;
  });
}

/** A change already known: no transition reaches into it. For a cut, `start` and `end` are both its frame. */
export interface Wall {
  readonly start: number;
  readonly end: number;
}

/** A score for comparing: of two dissolves that are all but certain, which is the surer is chance; the longer is right. */
const rankOf = ({ type, score }: Try): number => (type === 'dissolve' ? Math.min(score, CERTAIN) : score);

const byRank = (a: Try, b: Try): number =>
  rankOf(b) - rankOf(a) || b.half - a.half || b.score - a.score || a.centre - b.centre;

/** The likeliest transition around one frame. */
function tryAt(stretch: Stretch, centre: number, walls: readonly Wall[], model: ShotChangeModel): Try | undefined {
  let best: Try | undefined;
  for (const half of HALVES) {
    if (walls.some((wall) => wall.end > centre - half && wall.start <= centre + half)) break;
    if (centre % strideOf(half) !== 0) continue;
    const place = placeAt(stretch, centre, half);
    if (place === undefined) continue;
    const mixing = dissolveEvidence(stretch, place);
    let dissolve = mixing === undefined ? 0 : probability(model.dissolves, mixing);
    if (mixing !== undefined && dissolve < PURE && isPureMixture(mixing)) dissolve = PURE;
    if (dissolve > (best?.score ?? model.dissolves.least)) best = { ...place, type: 'dissolve', score: dissolve };
    const crossing = wipeEvidence(stretch, place);
    const wipe = crossing === undefined ? 0 : probability(model.wipes, crossing);
    if (wipe > model.wipes.least && wipe > (best?.score ?? 0)) best = { ...place, type: 'wipe', score: wipe };
  }
  return best;
}

/** Where a transition that was seen begins and ends; undefined where nothing of the kind fits. */
function boundsOf(
  stretch: Stretch,
  one: Try,
  walls: readonly Wall[],
): Pick<Gradual, 'startFrame' | 'endFrame'> | undefined {
  if (one.type === 'wipe') return wipeExtent(stretch, one);
  let low = stretch.from;
  let high = stretch.to - 1;
  for (const { start, end } of walls) {
    if (end <= one.centre) low = Math.max(low, end);
    else high = Math.min(high, start - 1);
  }
  const { start, end, misfit } = extent(stretch, one, low, high);
  if (misfit > 0.02 || end - start < 2) return undefined;
  // What was fitted is what was seen, and not a flash nearby.
  if (one.centre < start || one.centre > end || end - start < 0.7 * one.half) return undefined;
  return { startFrame: start, endFrame: end };
}

/** The dissolves and wipes whose middle lies in [from, to), in order. */
export function gradualIn(
  stretch: Stretch,
  from: number,
  to: number,
  walls: readonly Wall[],
  model: ShotChangeModel,
): Gradual[] {
  const tries: Try[] = [];
  for (let centre = from; centre < to; centre++) {
    const best = tryAt(stretch, centre, walls, model);
    if (best !== undefined) tries.push(best);
  }
  // The best first; each clears its surroundings of lesser ones.
  const found: Gradual[] = [];
  for (const one of tries.toSorted(byRank)) {
    const bounds = boundsOf(stretch, one, walls);
    if (bounds === undefined) continue;
    const { startFrame, endFrame } = bounds;
    if (found.some((other) => startFrame < other.endFrame + APART_FRAMES && endFrame > other.startFrame - APART_FRAMES))
      continue;
    if (isCameraMove(stretch, one) || kept(stretch.at(one.first), stretch.at(one.last)) > LAID_OVER) continue;
    found.push({
      type: one.type,
      startFrame,
      endFrame,
      confidence: one.score,
      before: stretch.at(Math.max(stretch.from, startFrame - 1)).inner.variance,
      behind: stretch.at(Math.min(stretch.to - 1, endFrame)).inner.variance,
    });
  }
  return found.sort((a, b) => a.startFrame - b.startFrame);
}
