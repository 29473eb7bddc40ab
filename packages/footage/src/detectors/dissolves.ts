import { between, structureDifference } from './signature.ts';
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
const UNRELATED = 0.35;
/** How far the frames between may lie off the straight line between the two pictures, in parts of its square length. */
const OFF_LINE = 0.16;

interface Try {
  readonly centre: number;
  readonly half: number;
  readonly score: number;
}

/**
 * How well the frames around `centre` are a mixture that goes from the picture at one end to the one at the other: 1
 * exactly, 0 not at all. A moving camera fails since its frames between are a third picture, not a mixture.
 */
function mixture(stretch: Stretch, centre: number, half: number): number {
  const first = centre - half;
  const last = centre + half;
  if (!stretch.has(first) || !stretch.has(last)) return 0;
  const old = stretch.at(first);
  const fresh = stretch.at(last);
  const apart = structureDifference(old, fresh);
  if (apart < UNRELATED) return 0;
  const quarter = Math.max(1, Math.round(half / 2));
  const middle = between(old, stretch.at(centre), fresh);
  if (middle.part < 0.25 || middle.part > 0.75 || middle.off > OFF_LINE) return 0;
  const early = between(old, stretch.at(centre - quarter), fresh);
  const late = between(old, stretch.at(centre + quarter), fresh);
  if (early.off > OFF_LINE || late.off > OFF_LINE) return 0;
  // A cut stands still, jumps, and stands still; a mixture moves on at every place.
  if (middle.part - early.part < 0.08 || late.part - middle.part < 0.08) return 0;
  if (late.part - early.part > 0.85) return 0;
  const off = (early.off + middle.off + late.off) / 3;
  return (1 - off / OFF_LINE) * Math.min(1, apart);
}

/** Finds where the mixing begins and ends: the straight ramp that fits best to the share of the new picture. */
function extent(
  stretch: Stretch,
  { centre, half }: Try,
  low: number,
  high: number,
): { start: number; end: number; misfit: number } {
  const first = Math.max(low, centre - half - Math.max(3, half));
  const last = Math.min(high, centre + half + Math.max(3, half));
  const old = stretch.at(first);
  const fresh = stretch.at(last);
  const parts: number[] = [];
  for (let frame = first; frame <= last; frame++) parts.push(between(old, stretch.at(frame), fresh).part);
  let best = { start: centre - half, end: centre + half, misfit: Number.POSITIVE_INFINITY };
  for (let start = 0; start < parts.length - 2; start++) {
    for (let end = start + 2; end < parts.length; end++) {
      let sum = 0;
      for (let at = 0; at < parts.length && sum < best.misfit * parts.length; at++) {
        const ideal = at <= start ? 0 : at >= end ? 1 : (at - start) / (end - start);
        sum += (parts[at]! - ideal) ** 2;
      }
      const misfit = sum / parts.length;
      if (misfit < best.misfit) best = { start: first + start + 1, end: first + end, misfit };
    }
  }
  return best;
}

/** The dissolves whose middle lies in [from, to), in order; none goes across one of `walls` (cuts, fades). */
export function dissolvesIn(stretch: Stretch, from: number, to: number, walls: readonly number[]): Dissolve[] {
  const tries: Try[] = [];
  for (let centre = from; centre < to; centre++) {
    let best: Try | undefined;
    for (const half of HALVES) {
      if (walls.some((wall) => wall > centre - half && wall <= centre + half)) break;
      const score = mixture(stretch, centre, half);
      if (score > (best?.score ?? 0.1)) best = { centre, half, score };
    }
    if (best !== undefined) tries.push(best);
  }
  // The best first; each clears its surroundings of lesser ones.
  const found: Dissolve[] = [];
  for (const one of tries.toSorted((a, b) => b.score - a.score || a.centre - b.centre)) {
    const low = Math.max(stretch.from, ...walls.filter((wall) => wall <= one.centre));
    const high = Math.min(stretch.to, ...walls.filter((wall) => wall > one.centre)) - 1;
    const { start, end, misfit } = extent(stretch, one, low, high);
    if (misfit > 0.02 || end - start < 2) continue;
    if (found.some((other) => start < other.endFrame + 4 && end > other.startFrame - 4)) continue;
    found.push({ startFrame: start, endFrame: end, confidence: Math.min(0.95, 0.5 + one.score / 2) });
  }
  return found.sort((a, b) => a.startFrame - b.startFrame);
}
