import { blockChange, evenness } from './blocks.ts';
import type { Place } from './gradual.ts';
import { difference, dip, kept, leftAfterShift } from './signature.ts';
import type { Stretch } from './stretch.ts';

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
  'logPath',
  'logAround',
  'logCalmer',
  'shiftNear',
  'shiftQuarter',
] as const;

/** Less even than this, more contrast in the middle than at the ends, or as much kept, is no mixture. */
const LEAST_EVEN = 0.2;
const MOST_KEPT = 0.4;
const MOST_DIP = 1.1;

function largestStep(stretch: Stretch, from: number, to: number): number {
  let most = 0;
  for (let frame = from; frame < to; frame++) most = Math.max(most, stretch.step(frame));
  return most;
}

/** Sum of how far each frame from `from` on is from the one before it. */
function pathLength(stretch: Stretch, from: number, to: number): number {
  let length = 0;
  for (let frame = from; frame < to; frame++) length += Math.sqrt(stretch.step(frame));
  return length;
}

/** How far frames are from one another beside a place: the median, which no cut or flash moves. */
function pace(stretch: Stretch, from: number, to: number): number {
  const steps: number[] = [];
  for (let frame = from; frame < to; frame++) if (stretch.has(frame)) steps.push(stretch.step(frame));
  steps.sort((a, b) => a - b);
  return Math.sqrt(steps[steps.length >> 1] ?? 0);
}

/**
 * What holds for a mixture, and for no camera move, whose frames between are a third picture: the features, in the
 * order of `DISSOLVE_FEATURES`. Undefined where the frames are no mixture at all, whatever the blocks would say, which
 * are slow to ask.
 */
export function dissolveEvidence(stretch: Stretch, place: Place): readonly number[] | undefined {
  const { centre, half, first, last, quarter, part, off, early, late } = place;
  const old = stretch.at(first);
  const mixed = stretch.at(centre);
  const fresh = stretch.at(last);
  const same = kept(old, fresh);
  if (same > MOST_KEPT) return undefined;
  const evenMiddle = evenness(old, mixed, fresh, part);
  if (evenMiddle < LEAST_EVEN) return undefined;
  const contrast = dip(old, mixed, fresh);
  if (contrast > MOST_DIP) return undefined;
  place.blocks ??= blockChange(old, fresh);
  const apart = difference(old, fresh);
  const before = pace(stretch, first - 6, first + 1);
  const behind = pace(stretch, last + 1, last + 8);
  const shiftNear = leftAfterShift(stretch.at(centre - 1), stretch.at(centre + 1));
  const further = Math.max(1, Math.round(half / 4));
  return [
    Math.sqrt(off),
    Math.abs(late - early - quarter / half),
    same,
    // Two unrelated pictures, half of each, have half the variance of one.
    Math.max(0.45, contrast),
    Math.log(half),
    Math.log(place.blocks.lost + 0.02),
    Math.log(place.blocks.changed + 0.02),
    evenMiddle,
    Math.min(
      evenness(old, stretch.at(centre - quarter), fresh, early),
      evenness(old, stretch.at(centre + quarter), fresh, late),
    ),
    // No frame of a mixture stands out; a flash does.
    Math.log(largestStep(stretch, first + 1, last + 1) / (apart + 0.02) + 0.02),
    Math.log(pathLength(stretch, first + 1, last + 1) / Math.sqrt(apart + 0.02)),
    Math.log(Math.max(before, behind) + 0.02),
    Math.log(Math.min(before, behind) + 0.02),
    shiftNear,
    further === 1 ? shiftNear : leftAfterShift(stretch.at(centre - further), stretch.at(centre + further)),
  ];
}

/**
 * Is this a mixture beyond doubt, whatever the model has learned? Nothing that moves lies so nearly on the line from one
 * picture to another that has hardly anything in common with it, everywhere at once.
 */
export function isPureMixture(values: readonly number[]): boolean {
  const [offLine, uneven, same, contrast, , , changed, evenMiddle, evenEnds] = values as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const isOnLine = offLine < 0.08 && uneven < 0.15 && evenMiddle > 0.75 && evenEnds > 0.5;
  return isOnLine && same < 0.15 && contrast < 0.88 && changed > -0.4;
}
