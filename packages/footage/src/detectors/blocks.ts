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

const POSITIONS_WIDE = FINE_WIDE - WIDE + 1;
const POSITIONS_HIGH = FINE_HIGH - HIGH + 1;
const CELLS = WIDE * HIGH;

/** For each place that a block may stand at: sums of red, green and blue, and the mean of their variances. */
function blockSums(one: Signature): Float32Array {
  const { fine, blocks } = one;
  if (one.hasBlocks) return blocks;
  one.hasBlocks = true;
  for (let top = 0, to = 0; top < POSITIONS_HIGH; top++) {
    for (let left = 0; left < POSITIONS_WIDE; left++, to += 4) {
      let r = 0;
      let g = 0;
      let b = 0;
      let square = 0;
      for (let row = top; row < top + HIGH; row++) {
        const from = (row * FINE_WIDE + left) * 3;
        for (let at = from; at < from + WIDE * 3; at += 3) {
          const red = fine[at]!;
          const green = fine[at + 1]!;
          const blue = fine[at + 2]!;
          r += red;
          g += green;
          b += blue;
          square += red * red + green * green + blue * blue;
        }
      }
      blocks[to] = r;
      blocks[to + 1] = g;
      blocks[to + 2] = b;
      blocks[to + 3] = Math.max(0, square - (r * r + g * g + b * b) / CELLS) / (CELLS * 3);
    }
  }
  return blocks;
}

/** How two blocks differ, 0 to 1: in what they show and in its light, and in what they show alone. An array, for a pair made anew for each of some thousand comparisons would be litter. */
const PAIR = new Float64Array(2);

/** Block of `a` at (left, top) against that of `b` at (x, y), into `PAIR`; in colour, for flat shapes may differ in hue alone. */
function pair(
  a: Float32Array,
  sumsA: Float32Array,
  b: Float32Array,
  sumsB: Float32Array,
  left: number,
  top: number,
  x: number,
  y: number,
): void {
  // Sums by channel: one sum would wait for each product in turn.
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let row = 0; row < HIGH; row++) {
    const from = ((top + row) * FINE_WIDE + left) * 3;
    const away = ((y + row) * FINE_WIDE + x) * 3 - from;
    for (let at = from; at < from + WIDE * 3; at += 3) {
      red += a[at]! * b[at + away]!;
      green += a[at + 1]! * b[at + away + 1]!;
      blue += a[at + 2]! * b[at + away + 2]!;
    }
  }
  const one = (top * POSITIONS_WIDE + left) * 4;
  const other = (y * POSITIONS_WIDE + x) * 4;
  const rA = sumsA[one]!;
  const gA = sumsA[one + 1]!;
  const bA = sumsA[one + 2]!;
  const rB = sumsB[other]!;
  const gB = sumsB[other + 1]!;
  const bB = sumsB[other + 2]!;
  const varianceA = sumsA[one + 3]!;
  const varianceB = sumsB[other + 3]!;
  const covariance = (red + green + blue - (rA * rB + gA * gB + bA * bB) / CELLS) / (CELLS * 3);
  // A change of light alone counts for a quarter: a block in which there is nothing else to see has only that.
  const light = ((rA - rB) ** 2 + (gA - gB) ** 2 + (bA - bB) ** 2) / (CELLS * CELLS * 12);
  const apart = Math.max(0, varianceA + varianceB - 2 * covariance) + light;
  PAIR[0] = Math.min(1, apart / (varianceA + varianceB + light + NOISE));
  const shape = 1 - (covariance + NOISE) / Math.sqrt((varianceA + NOISE) * (varianceB + NOISE));
  PAIR[1] = Math.min(1, Math.max(0, shape));
}

/** Compares two frames block by block; blocks that are black in both are left out. */
export function blockChange(a: Signature, b: Signature): BlockChange {
  const sumsA = blockSums(a);
  const sumsB = blockSums(b);
  let blocks = 0;
  let changed = 0;
  let lost = 0;
  let reshaped = 0;
  for (let top = 0; top + HIGH <= FINE_HIGH; top += HIGH) {
    for (let left = 0; left + WIDE <= FINE_WIDE; left += WIDE) {
      if (isBlack(a, b, left, top)) continue;
      blocks++;
      pair(a.fine, sumsA, b.fine, sumsB, left, top, left, top);
      let apart = PAIR[0]!;
      let shape = PAIR[1]!;
      changed += apart;
      const bottom = Math.min(POSITIONS_HIGH - 1, top + REACH_DOWN);
      const right = Math.min(POSITIONS_WIDE - 1, left + REACH_ACROSS);
      for (let y = Math.max(0, top - REACH_DOWN); y <= bottom && apart > 0.02; y++) {
        for (let x = Math.max(0, left - REACH_ACROSS); x <= right; x++) {
          pair(a.fine, sumsA, b.fine, sumsB, left, top, x, y);
          if (PAIR[0]! < apart) apart = PAIR[0]!;
          if (PAIR[1]! < shape) shape = PAIR[1]!;
        }
      }
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
