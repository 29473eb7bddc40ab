import { blockChange } from './blocks.ts';
import type { Place } from './gradual.ts';
import { COARSE_HIGH, COARSE_WIDE, kept, type Signature } from './signature.ts';
import type { Stretch } from './stretch.ts';

/** What a wipe is judged by, in the order in which the model weighs it. */
export const WIPE_FEATURES = [
  'fit',
  'spread',
  'fuzz',
  'off',
  'back',
  'seen',
  'kept',
  'logLost',
  'logChanged',
  'logLength',
] as const;

/** Frames of a place that are looked at, at most. */
const MOST_FRAMES = 17;
/** Squared levels that noise and small movements leave in a cell, three channels together. */
const NOISE = 120;
/** Less of when cells turned is explained by a border, or more of them lie between for longer: no wipe. */
const LEAST_FIT = 0.3;
const MOST_FUZZ = 0.4;
/** So much of the old picture in the new one is no other picture. */
const MOST_KEPT = 0.4;
const CELLS = COARSE_WIDE * COARSE_HIGH;

/** The ways in which a border may cross the picture, one function of the cell each: when it passes, but for a scale. */
const WAYS: readonly Float64Array[] = [
  (x: number): number => Math.abs(x),
  (x: number, y: number): number => Math.hypot(x * 16, y * 9),
  (x: number, y: number): number => {
    const turn = Math.atan2(x, -y) / (2 * Math.PI);
    return turn < 0 ? turn + 1 : turn;
  },
].map((way) => Float64Array.from({ length: CELLS }, (_, cell) => way(acrossOf(cell), downOf(cell))));

function acrossOf(cell: number): number {
  return ((cell % COARSE_WIDE) + 0.5) / COARSE_WIDE - 0.5;
}

function downOf(cell: number): number {
  return (Math.floor(cell / COARSE_WIDE) + 0.5) / COARSE_HIGH - 0.5;
}

const ACROSS = Float64Array.from({ length: CELLS }, (_, cell) => acrossOf(cell));
const DOWN = Float64Array.from({ length: CELLS }, (_, cell) => downOf(cell));

/** When each cell turned from the old picture to the new one, 0 to 1 of the place, and how. */
interface Turning {
  readonly when: Float64Array;
  /** How much the two pictures differ in each cell, 0 to 1. */
  readonly weight: Float64Array;
  readonly weights: number;
  /** How long cells lie between the two: 0 where each turns at once. */
  readonly fuzz: number;
  /** How much of them is neither. */
  readonly off: number;
  /** How much they turn back. */
  readonly back: number;
}

const WHEN = new Float64Array(CELLS);
const WEIGHT = new Float64Array(CELLS);

function turning(stretch: Stretch, first: number, last: number): Turning {
  const old = stretch.at(first).coarse;
  const fresh = stretch.at(last).coarse;
  const count = Math.min(MOST_FRAMES, last - first + 1);
  const seen: Signature[] = [];
  for (let at = 0; at < count; at++) seen.push(stretch.at(first + Math.round((at * (last - first)) / (count - 1))));
  let weights = 0;
  let fuzz = 0;
  let off = 0;
  let back = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    const at = cell * 3;
    const r0 = old[at]!;
    const g0 = old[at + 1]!;
    const b0 = old[at + 2]!;
    const r = fresh[at]! - r0;
    const g = fresh[at + 1]! - g0;
    const b = fresh[at + 2]! - b0;
    const line = r * r + g * g + b * b;
    const weight = line / (line + NOISE);
    let left = 0;
    let between = 0;
    let away = 0;
    let turned = 0;
    let before = 0;
    for (const { coarse } of seen) {
      const dr = coarse[at]! - r0;
      const dg = coarse[at + 1]! - g0;
      const db = coarse[at + 2]! - b0;
      const along = dr * r + dg * g + db * b;
      const part = Math.max(0, Math.min(1, along / (line + 1)));
      left += 1 - part;
      between += part * (1 - part);
      away += Math.min(line, Math.max(0, dr * dr + dg * dg + db * db - 2 * part * along + part * part * line));
      turned += Math.max(0, before - part);
      before = part;
    }
    WHEN[cell] = left / count;
    WEIGHT[cell] = weight;
    weights += weight;
    fuzz += (weight * 4 * between) / count;
    off += (weight * away) / (count * (line + NOISE));
    back += weight * turned;
  }
  const all = Math.max(weights, 1e-9);
  return { when: WHEN, weight: WEIGHT, weights, fuzz: fuzz / all, off: off / all, back: back / all };
}

/** How well one border that crosses the picture explains when its cells turned, and when it sets out and arrives. */
interface Border {
  /** Share of the differences between cells that it explains, 0 to 1. */
  readonly fit: number;
  /** Standard deviation of when cells turned, in parts of the place. */
  readonly spread: number;
  /** 0 to 1 of the place. */
  readonly start: number;
  readonly end: number;
}

function border({ when, weight, weights }: Turning): Border {
  const mean = (values: Float64Array): number => {
    let sum = 0;
    for (let cell = 0; cell < CELLS; cell++) sum += weight[cell]! * values[cell]!;
    return sum / weights;
  };
  const together = (a: Float64Array, meanA: number, b: Float64Array, meanB: number): number => {
    let sum = 0;
    for (let cell = 0; cell < CELLS; cell++) sum += weight[cell]! * (a[cell]! - meanA) * (b[cell]! - meanB);
    return sum / weights;
  };
  const middle = mean(when);
  const variance = together(when, middle, when, middle) + 1e-9;
  // Straight, in whatever direction: a plane.
  const mx = mean(ACROSS);
  const my = mean(DOWN);
  const xx = together(ACROSS, mx, ACROSS, mx) + 1e-6;
  const yy = together(DOWN, my, DOWN, my) + 1e-6;
  const xy = together(ACROSS, mx, DOWN, my);
  const xt = together(ACROSS, mx, when, middle);
  const yt = together(DOWN, my, when, middle);
  const whole = xx * yy - xy * xy;
  const alongX = (xt * yy - yt * xy) / whole;
  const alongY = (yt * xx - xt * xy) / whole;
  let fit = (alongX * xt + alongY * yt) / variance;
  const reach = (Math.abs(alongX) + Math.abs(alongY)) / 2;
  const centre = middle - alongX * mx - alongY * my;
  let start = centre - reach;
  let end = centre + reach;
  for (const way of WAYS) {
    const mw = mean(way);
    const ww = together(way, mw, way, mw) + 1e-9;
    const wt = together(way, mw, when, middle);
    const here = (wt * wt) / (ww * variance);
    if (here <= fit) continue;
    fit = here;
    const [low, high] = [middle + (wt / ww) * (Math.min(...way) - mw), middle + (wt / ww) * (Math.max(...way) - mw)];
    start = Math.min(low, high);
    end = Math.max(low, high);
  }
  return { fit: Math.min(1, fit), spread: Math.sqrt(variance), start, end };
}

/**
 * What speaks for a wipe at a place and against it, in the order of `WIPE_FEATURES`: each cell turns once and at once,
 * and when it does follows a border that crosses the picture. Undefined where nothing of the kind is to be seen.
 */
export function wipeEvidence(stretch: Stretch, place: Place): readonly number[] | undefined {
  const { first, last } = place;
  const old = stretch.at(first);
  const fresh = stretch.at(last);
  const same = kept(old, fresh);
  if (same > MOST_KEPT) return undefined;
  const turns = turning(stretch, first, last);
  const { fit, spread } = border(turns);
  if (fit < LEAST_FIT || turns.fuzz > MOST_FUZZ) return undefined;
  place.blocks ??= blockChange(old, fresh);
  return [
    fit,
    spread,
    turns.fuzz,
    Math.sqrt(turns.off),
    turns.back,
    turns.weights / CELLS,
    same,
    Math.log(place.blocks.lost + 0.02),
    Math.log(place.blocks.changed + 0.02),
    Math.log(place.half),
  ];
}

/** The frames [startFrame, endFrame) in which the border of a wipe crosses the picture. */
export function wipeExtent(stretch: Stretch, { first, last }: Place): { startFrame: number; endFrame: number } {
  const { start, end } = border(turning(stretch, first, last));
  const at = (part: number): number => first + Math.max(0, Math.min(1, part)) * (last - first);
  const startFrame = Math.max(first + 1, Math.round(at(start)));
  return { startFrame, endFrame: Math.max(startFrame + 1, Math.min(last, Math.round(at(end)))) };
}
