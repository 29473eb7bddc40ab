import type { ClipCrop, PictureArea } from '@second-unit/media';
import { changes, lumaOf, SIDE, spectralResidual } from './saliency.ts';

/** A face in a frame, 0 to 1 across and down the picture. */
export type SeenFace = PictureArea;

/** What is known of one frame of a shot. */
export interface Sight {
  /** Of the film. */
  readonly frame: number;
  /** SIDE × SIDE pixels, R G B: the picture without its bars, squeezed into a square. */
  readonly rgb: Uint8Array;
  /** Of people that may be looked for, in the picture without its bars; the window keeps all of them in. */
  readonly faces?: readonly SeenFace[];
}

/** A face counts so much more than everything else in the picture together. */
const FACE = 4;
/** Things of the middle are meant a little more often than those of the edge. */
const MIDDLE = 0.15;
/** What it costs to move by the whole picture, in shares of what is to be seen that are lost for one sight. */
const STILLNESS = 5;
/** A whole shot in which the window stands still is taken where it loses hardly more than one that moves. */
const WORTH_MOVING = 0.06;
/** Fastest move between two sights, as a share of the picture. */
const FASTEST = 0.08;
/** A face is cut where less of it is inside. */
const WHOLE_FACE = 0.95;

/** Share of the window on either side in which a subject is about to leave it. */
const EDGE = 0.2;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** How much there is to see along one side of the picture, summing to 1. */
function profileOf(map: Float64Array, faces: readonly Range[], axis: 'x' | 'y'): Float64Array {
  const profile = new Float64Array(SIDE);
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) profile[axis === 'x' ? x : y]! += map[y * SIDE + x]!;
  const total = profile.reduce((sum, value) => sum + value, 0) || 1;
  const weighted = profile.map(
    (value, at) => value / total + (MIDDLE / SIDE) * (1 - Math.abs((2 * at + 1) / SIDE - 1)),
  );
  for (const { from, to } of faces) {
    for (let at = Math.floor(from * SIDE); at < Math.min(SIDE, Math.ceil(to * SIDE)); at++) {
      weighted[Math.max(0, at)]! += FACE / Math.max(1, (to - from) * SIDE) / faces.length;
    }
  }
  const sum = weighted.reduce((all, value) => all + value, 0);
  return weighted.map((value) => value / sum);
}

/** What each picture is looked at for: where it stands out, and what moves in it. */
function mapsOf(sights: readonly Sight[]): Float64Array[] {
  const lumas = sights.map(({ rgb }) => lumaOf(rgb));
  const scaled = (map: Float64Array): Float64Array => {
    const sum = map.reduce((all, value) => all + value, 0);
    return sum > 0 ? map.map((value) => value / sum) : map;
  };
  return lumas.map((luma, index) => {
    const residual = scaled(spectralResidual(luma));
    const near = lumas[index - 1] ?? lumas[index + 1];
    if (near === undefined) return residual;
    const moved = changes(near, luma);
    const isMoving = moved.some((value) => value > 0);
    const moves = scaled(moved);
    return isMoving ? residual.map((value, at) => 0.35 * value + 0.65 * moves[at]!) : residual;
  });
}

/** Share of a profile that a window from each place leaves out; what lies at its edge is half out. */
function losses(profile: Float64Array, width: number): Float64Array {
  const sums = [0];
  for (const value of profile) sums.push(sums.at(-1)! + value);
  const edge = Math.floor(width * EDGE);
  return Float64Array.from({ length: SIDE - width + 1 }, (_, at) => {
    const all = sums[at + width]! - sums[at]!;
    const [from, to] = [at === 0 ? 0 : at + edge, at + width === SIDE ? SIDE : at + width - edge];
    return 1 - (all + sums[to]! - sums[from]!) / 2;
  });
}

/**
 * The places of the window that lose least, moving as little as may be: a shortest path over all places, whose cost of
 * moving is the way (total variation), so that it stands still unless something leaves it.
 */
function bestPath(costs: readonly Float64Array[]): number[] {
  const places = costs[0]!.length;
  const reach = Math.max(1, Math.round(FASTEST * SIDE));
  let sums = Array.from(costs[0]!);
  const came: Int16Array[] = [];
  for (const cost of costs.slice(1)) {
    const from = new Int16Array(places);
    const next = Array.from({ length: places }, (_, place) => {
      let [best, bestSum] = [place, sums[place]!];
      for (let other = Math.max(0, place - reach); other <= Math.min(places - 1, place + reach); other++) {
        const sum = sums[other]! + (STILLNESS * Math.abs(other - place)) / SIDE;
        if (sum < bestSum) [best, bestSum] = [other, sum];
      }
      from[place] = best;
      return bestSum + cost[place]!;
    });
    came.push(from);
    sums = next;
  }
  const path = [sums.indexOf(Math.min(...sums))];
  for (const from of came.toReversed()) path.unshift(from[path[0]!]!);
  return path;
}

/** Steps made ramps: means over up to three sights, as many to either side. */
function smoothed(path: readonly number[]): number[] {
  return path.map((_, at) => {
    const reach = Math.min(3, at, path.length - 1 - at);
    const near = path.slice(at - reach, at + reach + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The way of a window of shape `output` (width ÷ height) over a shot whose pictures have shape `picture`: on faces where
 * there are some, else on what stands out and moves. It stands still for the whole shot where that loses hardly more,
 * and moves without jumps where not. Undefined where the shapes are the same, or the window would cut a face in more
 * than a few sights: such a shot is better shown whole, with bars.
 * @param sights of one shot in order, some five a second
 * @param picture shape of the picture without its bars
 * @param within where that lies in the film's picture; all of it if absent
 */
export function reframe(
  sights: readonly Sight[],
  picture: number,
  output: number,
  within?: PictureArea,
): ClipCrop | undefined {
  const share = Math.min(picture / output, output / picture);
  const [first] = sights;
  if (!first) return undefined;
  if (share > 0.99) return within && placed([{ frame: first.frame, x: 0.5, y: 0.5 }], within);
  const axis = output < picture ? 'x' : 'y';
  const faces = sights.map(({ faces: seen = [] }) =>
    seen.map((face): Range => {
      const [from, size] = axis === 'x' ? [face.x, face.width] : [face.y, face.height];
      // What of it sticks out of the picture nobody can keep.
      return { from: Math.max(0, from), to: Math.min(1, from + size) };
    }),
  );
  const width = Math.max(1, Math.min(SIDE, Math.round(share * SIDE)));
  const costs = mapsOf(sights).map((map, index) => {
    const ranges = faces[index]!;
    const lost = losses(profileOf(map, ranges, axis), width);
    return lost.map((loss, at) => loss + ranges.filter((range) => isCut(range, at / SIDE, share)).length);
  });
  const moving = smoothed(bestPath(costs));
  const lossOf = (path: readonly number[]): number => mean(path.map((place, at) => costs[at]![Math.round(place)]!));
  const sums = costs[0]!.map((_, place) => mean(costs.map((cost) => cost[place]!)));
  const still = sums.indexOf(Math.min(...sums));
  const path = sums[still]! <= lossOf(moving) + WORTH_MOVING ? sights.map(() => still) : moving;
  const cut = path.filter((place, at) => faces[at]!.some((range) => isCut(range, place / SIDE, share))).length;
  if (cut > sights.length / 20) return undefined;
  const centre = (place: number): number => Math.min(1, Math.max(0, place / SIDE + share / 2));
  const keys = path.map((place, at) => {
    const frame = sights[at]!.frame;
    return axis === 'x' ? { frame, x: centre(place), y: 0.5 } : { frame, x: 0.5, y: centre(place) };
  });
  const stands = path.every((place) => place === path[0]);
  return placed(stands ? keys.slice(0, 1) : keys, within);
}

/** A way over the picture without its bars as one over the film's picture. */
function placed(path: ClipCrop['path'], within: PictureArea | undefined): ClipCrop {
  if (!within) return { path };
  const { x: left, y: top, width, height } = within;
  return { path: path.map(({ frame, x, y }) => ({ frame, x: left + x * width, y: top + y * height })), within };
}

/** Is less than nearly all of a face inside the window from `at` on? */
function isCut({ from, to }: Range, at: number, share: number): boolean {
  const inside = Math.min(to, at + share) - Math.max(from, at);
  return inside < WHOLE_FACE * (to - from);
}
