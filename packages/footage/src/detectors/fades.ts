import { blockChange } from './blocks.ts';
import { kept, type Signature, structureDifference } from './signature.ts';
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
/** A fade that crosses black between two frames never shows it whole; nor is a frame this faint beside its surroundings. */
const FAINT = 0.12;
const FAINT_REACH = 12;
/** Longest fade on one side. */
const LONGEST = 150;
/** An empty picture that lasts no longer than this and ends where it began is a flash or a dropped frame. */
const FLASH = 6;
const SAME_PICTURE = 0.3;
const SAME_STRUCTURE = 0.15;
const OTHER_PARTS = 0.5;

function loudest(stretch: Stretch, from: number, to: number): number {
  let most = 0;
  for (let frame = Math.max(from, stretch.from); frame < Math.min(to, stretch.to); frame++) {
    most = Math.max(most, stretch.at(frame).peak);
  }
  return most;
}

function isEmpty(stretch: Stretch, frame: number): boolean {
  const one = stretch.at(frame);
  if (one.peak <= EMPTY_PEAK && one.variance <= EMPTY_VARIANCE) return true;
  if (one.peak > 255 * FAINT) return false;
  const around = Math.min(
    loudest(stretch, frame - FAINT_REACH, frame),
    loudest(stretch, frame + 1, frame + FAINT_REACH + 1),
  );
  return one.peak < FAINT * around;
}

/** How far a frame is from being all of one colour. */
function shown(one: Signature, colour: Signature): number {
  const r = one.mean[0] - colour.mean[0];
  const g = one.mean[1] - colour.mean[1];
  const b = one.mean[2] - colour.mean[2];
  return Math.sqrt(one.variance + (r * r + g * g + b * b) / 3);
}

/**
 * Walks away from the empty picture at `empty` in steps of `way` while the picture keeps coming up at the pace that it
 * has kept so far; answers the first frame at which it stands whole.
 */
function rise(stretch: Stretch, empty: number, way: 1 | -1): number {
  const colour = stretch.at(empty);
  const level = (frame: number): number => (stretch.has(frame) ? shown(stretch.at(frame), colour) : Number.NaN);
  const first = empty + way;
  let steps = 1;
  for (; steps < LONGEST; steps++) {
    const frame = empty + way * steps;
    const ahead = Math.max(2, Math.round(steps / 5));
    const gain = level(frame + way * ahead) - level(frame);
    // NaN at the end of the film: nothing more comes up.
    if (!(gain > (0.3 * ahead * level(frame)) / steps)) break;
    const next = stretch.at(frame + way);
    if (stretch.at(frame).variance > 4 * EMPTY_VARIANCE && structureDifference(stretch.at(frame), next) > 0.5) break;
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
      known = stretch.has(frame) && isEmpty(stretch, frame);
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
  // Two dim pictures may be alike as a whole; where most of their parts are not found again, they are two. Asked a
  // little further away too, where the light is as it was before the flash.
  const further: [number, number] = [before - FLASH, behind + FLASH];
  const lost = blockChange(old, fresh).lost;
  const lostFurther = further.every((frame) => stretch.has(frame))
    ? blockChange(stretch.at(further[0]), stretch.at(further[1])).lost
    : lost;
  if (Math.min(lost, lostFurther) > OTHER_PARTS) return false;
  // Three frames of nothing are hardly ever a transition: then a likeness is enough.
  const same = last - first < 3 ? 2 * SAME_STRUCTURE : SAME_STRUCTURE;
  return kept(old, fresh) > SAME_PICTURE || structureDifference(old, fresh) < same;
}
