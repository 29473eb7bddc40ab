import { FINE_HIGH, FINE_WIDE, type Signature } from './signature.ts';

/** Size of a block in cells of the fine picture: a place of the picture that may move on its own. */
const WIDE = 4;
const HIGH = 3;
/** Cells that a block is looked for away from where it was, each way. */
const REACH_ACROSS = 3;
const REACH_DOWN = 2;
/** Variance that noise and compression leave in a block in which nothing is to be seen. */
const NOISE = 4;

/** How two frames differ place by place, each place counting the same however bright its contrasts are. */
export interface BlockChange {
  /** Mean over the blocks of how much each changed where it stands, 0 to 1. */
  readonly changed: number;
  /** The same after each block was looked for nearby: what moved is found again, another shot is not. */
  readonly lost: number;
  /** As `lost`, blind to the light and the contrast of each place: only what stands there counts. */
  readonly reshaped: number;
}

function isBlack(a: Signature, b: Signature, left: number, top: number): boolean {
  for (let row = top; row < top + HIGH; row++) {
    for (let column = left; column < left + WIDE; column++) {
      const cell = row * FINE_WIDE + column;
      if (a.fineBlack[cell] === 0 || b.fineBlack[cell] === 0) return false;
    }
  }
  return true;
}

/** How two blocks differ, 0 to 1: in what they show and in its light, and in what they show alone. */
interface Pair {
  readonly apart: number;
  readonly shape: number;
}

/** Block of `a` at (left, top) against that of `b` so many cells away; in colour, for flat shapes may differ in hue alone. */
function pair(a: Float32Array, b: Float32Array, left: number, top: number, across: number, down: number): Pair {
  let varianceA = 0;
  let varianceB = 0;
  let covariance = 0;
  let light = 0;
  const count = WIDE * HIGH;
  for (let c = 0; c < 3; c++) {
    let sumA = 0;
    let sumB = 0;
    for (let row = top; row < top + HIGH; row++) {
      let at = (row * FINE_WIDE + left) * 3 + c;
      let there = ((row + down) * FINE_WIDE + left + across) * 3 + c;
      for (let column = 0; column < WIDE; column++, at += 3, there += 3) {
        const one = a[at]!;
        const other = b[there]!;
        sumA += one;
        sumB += other;
        varianceA += one * one;
        varianceB += other * other;
        covariance += one * other;
      }
    }
    varianceA -= (sumA * sumA) / count;
    varianceB -= (sumB * sumB) / count;
    covariance -= (sumA * sumB) / count;
    light += ((sumA - sumB) / count) ** 2;
  }
  varianceA = Math.max(0, varianceA / count / 3);
  varianceB = Math.max(0, varianceB / count / 3);
  covariance /= count * 3;
  // A change of light alone counts for a quarter: a block in which there is nothing else to see has only that.
  light /= 12;
  const apart = Math.max(0, varianceA + varianceB - 2 * covariance) + light;
  const shape = 1 - (covariance + NOISE) / Math.sqrt((varianceA + NOISE) * (varianceB + NOISE));
  return {
    apart: Math.min(1, apart / (varianceA + varianceB + light + NOISE)),
    shape: Math.min(1, Math.max(0, shape)),
  };
}

/** Compares two frames block by block; blocks that are black in both are left out. */
export function blockChange(a: Signature, b: Signature): BlockChange {
  let blocks = 0;
  let changed = 0;
  let lost = 0;
  let reshaped = 0;
  for (let top = 0; top + HIGH <= FINE_HIGH; top += HIGH) {
    for (let left = 0; left + WIDE <= FINE_WIDE; left += WIDE) {
      if (isBlack(a, b, left, top)) continue;
      blocks++;
      const still = pair(a.fine, b.fine, left, top, 0, 0);
      let { apart, shape } = still;
      for (let down = -REACH_DOWN; down <= REACH_DOWN && apart > 0.02; down++) {
        if (top + down < 0 || top + down + HIGH > FINE_HIGH) continue;
        for (let across = -REACH_ACROSS; across <= REACH_ACROSS; across++) {
          if (left + across < 0 || left + across + WIDE > FINE_WIDE) continue;
          const moved = pair(a.fine, b.fine, left, top, across, down);
          apart = Math.min(apart, moved.apart);
          shape = Math.min(shape, moved.shape);
        }
      }
      changed += still.apart;
      lost += apart;
      reshaped += shape;
    }
  }
  if (blocks === 0) return { changed: 0, lost: 0, reshaped: 0 };
  return { changed: changed / blocks, lost: lost / blocks, reshaped: reshaped / blocks };
}

/**
 * In what part of all that changes between `old` and `fresh` `mixed` lies on the way from the one to the other, as far
 * along as the whole frame does (`part`): near 1 in a dissolve, less where things move, crumble, or the camera turns.
 */
export function evenness(old: Signature, mixed: Signature, fresh: Signature, part: number): number {
  let share = 0;
  let all = 0;
  for (let top = 0; top + HIGH <= FINE_HIGH; top += HIGH) {
    for (let left = 0; left + WIDE <= FINE_WIDE; left += WIDE) {
      if (isBlack(old, fresh, left, top)) continue;
      let along = 0;
      let whole = 0;
      let square = 0;
      for (let row = top; row < top + HIGH; row++) {
        const from = (row * FINE_WIDE + left) * 3;
        for (let at = from; at < from + WIDE * 3; at++) {
          const line = fresh.fine[at]! - old.fine[at]!;
          const point = mixed.fine[at]! - old.fine[at]!;
          along += point * line;
          whole += line * line;
          square += point * point;
        }
      }
      const count = WIDE * HIGH * 3;
      const here = along / (whole + count);
      const off = Math.max(0, square - here * here * whole) / (whole + NOISE * count);
      const changed = whole / (whole + NOISE * count);
      all += changed;
      share += changed * Math.max(0, 1 - 3 * off - 2 * Math.abs(here - part));
    }
  }
  return all === 0 ? 0 : share / all;
}
