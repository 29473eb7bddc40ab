import { blockChange } from './blocks.ts';
import { difference, kept, type Spread, structureDifference } from './signature.ts';
import type { Stretch } from './stretch.ts';

/**
 * One side of an empty picture (black, white, any one colour): `out` from the first frame that loses the old shot to
 * the first empty one, `in` from the first frame that is no longer empty to the first that shows the new shot whole.
 */
export interface FadeEdge {
  readonly side: 'out' | 'in';
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
}

/** Levels of 255 that noise and compression leave in an empty picture. */
const EMPTY_PEAK = 6;
const EMPTY_VARIANCE = 4;
/** The same where grain leaves a speck here and there. */
const GRAIN_PEAK = 10;
const GRAIN_VARIANCE = 1;
/** A fade that crosses black between two frames never shows it whole; nor is a frame this faint beside its surroundings. */
const FAINT = 0.12;
const FAINT_REACH = 12;
/** A fade that turns round between two frames, short as it is, leaves at most so much of the picture. */
const DIPPED = 0.3;
/** Level from which what lies inside of bars is a colour and not black. */
const LIT = 24;
/** Longest fade on one side. */
const LONGEST = 150;
/** An empty picture that lasts no longer than this and ends where it began is a flash or a dropped frame. */
const FLASH = 6;
const SAME_PICTURE = 0.3;
const SAME_STRUCTURE = 0.15;
const OTHER_PARTS = 0.5;
/** Two pictures that differ by no more than compression leaves, however little there is to see in them. */
const SAME_LEVELS = 0.05;

/** Is a picture all of one colour, but for what compression leaves? */
export function isFlat({ peak, variance }: Spread): boolean {
  return peak <= EMPTY_PEAK && variance <= EMPTY_VARIANCE;
}

/** Whether a picture is judged as a whole or inside of its bars. */
type Area = 'whole' | 'inner';

function loudest(stretch: Stretch, area: Area, from: number, to: number): number {
  let most = 0;
  for (let frame = Math.max(from, stretch.from); frame < Math.min(to, stretch.to); frame++) {
    most = Math.max(most, stretch.at(frame)[area].peak);
  }
  return most;
}

/** The area in which a frame is all of one colour, or undefined where it shows something. */
function emptyArea(stretch: Stretch, frame: number): Area | undefined {
  const { whole, inner } = stretch.at(frame);
  if (isEmpty(stretch, frame, 'whole')) return 'whole';
  const [r, g, b] = inner.mean;
  const isLit = 0.2126 * r! + 0.7152 * g! + 0.0722 * b! > LIT;
  return inner !== whole && isLit && isEmpty(stretch, frame, 'inner') ? 'inner' : undefined;
}

function isEmpty(stretch: Stretch, frame: number, area: Area): boolean {
  const one = stretch.at(frame)[area];
  if (isFlat(one)) return true;
  if (one.peak <= GRAIN_PEAK && one.variance <= GRAIN_VARIANCE) return true;
  if (one.peak > 255 * DIPPED) return false;
  const around = Math.min(
    loudest(stretch, area, frame - FAINT_REACH, frame),
    loudest(stretch, area, frame + 1, frame + FAINT_REACH + 1),
  );
  if (one.peak < FAINT * around) return true;
  // A short fade turns round before the picture is gone: the faintest frame, with fainter ones on both its sides.
  if (one.peak >= DIPPED * around || !stretch.has(frame - 2) || !stretch.has(frame + 2)) return false;
  const peak = (away: number): number => stretch.at(frame + away)[area].peak;
  return (
    peak(0) < peak(-1) &&
    peak(0) <= peak(1) &&
    Math.max(peak(-1), peak(1)) < 0.6 * around &&
    peak(-1) < peak(-2) &&
    peak(1) < peak(2)
  );
}

/** How far a frame is from being all of one colour. */
function shown(one: Spread, colour: Spread): number {
  const r = one.mean[0]! - colour.mean[0]!;
  const g = one.mean[1]! - colour.mean[1]!;
  const b = one.mean[2]! - colour.mean[2]!;
  return Math.sqrt(one.variance + (r * r + g * g + b * b) / 3);
}

/**
 * Walks away from the empty picture at `empty` in steps of `way` while the picture keeps coming up at the pace that it
 * has kept so far; answers the first frame at which it stands whole.
 */
function rise(stretch: Stretch, empty: number, way: 1 | -1): number {
  const area = emptyArea(stretch, empty) ?? 'whole';
  const colour = stretch.at(empty)[area];
  const level = (frame: number): number => (stretch.has(frame) ? shown(stretch.at(frame)[area], colour) : Number.NaN);
  // Grain, or a fade that never goes all the way down.
  const base = level(empty);
  const first = empty + way;
  let steps = 1;
  for (; steps < LONGEST; steps++) {
    const frame = empty + way * steps;
    const ahead = Math.max(2, Math.round(steps / 5));
    const gain = level(frame + way * ahead) - level(frame);
    // NaN at the end of the film: nothing more comes up.
    if (!(gain > (0.3 * ahead * (level(frame) - base)) / steps)) break;
    const next = stretch.at(frame + way);
    if (stretch.at(frame)[area].variance > 4 * EMPTY_VARIANCE && structureDifference(stretch.at(frame), next) > 0.5)
      break;
  }
  return steps < 3 ? first : empty + way * steps;
}

/** The sides of empty pictures that lie in [from, to), in order. Looks as far around as the longest fade. */
export function fadeEdgesIn(stretch: Stretch, from: number, to: number): FadeEdge[] {
  const edges: FadeEdge[] = [];
  const empty = new Map<number, boolean>();
  const emptyAt = (frame: number): boolean => {
    let known = empty.get(frame);
    if (known === undefined) {
      known = stretch.has(frame) && emptyArea(stretch, frame) !== undefined;
      empty.set(frame, known);
    }
    return known;
  };
  for (let frame = Math.max(from, stretch.from + 1); frame < to; frame++) {
    const before = emptyAt(frame - 1);
    if (before === emptyAt(frame)) continue;
    if (before) edges.push({ side: 'in', startFrame: frame, endFrame: rise(stretch, frame - 1, 1) });
    else edges.push({ side: 'out', startFrame: rise(stretch, frame, -1) + 1, endFrame: frame });
  }
  return edges.filter((edge) => !isFlash(stretch, edge, emptyAt));
}

/** Does the empty picture beside this edge last a moment only, with the same picture on both its sides? */
function isFlash(stretch: Stretch, edge: FadeEdge, emptyAt: (frame: number) => boolean): boolean {
  let first = edge.side === 'out' ? edge.endFrame : edge.startFrame - 1;
  let last = first;
  while (last - first < FLASH && emptyAt(last + 1)) last++;
  while (last - first < FLASH && emptyAt(first - 1)) first--;
  if (last - first >= FLASH || !stretch.has(first - 1) || !stretch.has(last + 1)) return false;
  const before = rise(stretch, first, -1);
  const behind = rise(stretch, last, 1);
  const old = stretch.at(before);
  const fresh = stretch.at(behind);
  if (difference(old, fresh) < SAME_LEVELS) return true;
  // Two dim pictures may be alike as a whole; where most of their parts are not found again, they are two. Asked a
  // little further away too, where the light is as it was before the flash.
  const further: [number, number] = [before - FLASH, behind + FLASH];
  const lost = blockChange(old, fresh).lost;
  const lostFurther = further.every((frame) => stretch.has(frame))
    ? blockChange(stretch.at(further[0]), stretch.at(further[1])).lost
    : lost;
  if (stretch.has(before - FLASH) && stretch.has(behind + FLASH)) {
    // No more than moves here anyway.
    const moves = Math.min(difference(stretch.at(before - FLASH), old), difference(fresh, stretch.at(behind + FLASH)));
    if (difference(old, fresh) < moves) return true;
  }
  if (Math.min(lost, lostFurther) > OTHER_PARTS) return false;
  // What goes at once and comes back at once, for so short, was lit.
  if (before === first - 1 && behind === last + 1) return true;
  // Three frames of nothing are hardly ever a transition: then a likeness is enough.
  const same = last - first < 3 ? 2 * SAME_STRUCTURE : SAME_STRUCTURE;
  return kept(old, fresh) > SAME_PICTURE || structureDifference(old, fresh) < same;
}
