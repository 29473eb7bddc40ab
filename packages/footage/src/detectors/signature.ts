import type { SmallFrame } from './detector.ts';

/** Size of the picture that shot changes are judged on: small enough that slow movement hardly counts. */
export const FINE_WIDE = 32;
export const FINE_HIGH = 18;
const WIDE = FINE_WIDE;
const HIGH = FINE_HIGH;
/** Size that dissolves are judged on, smaller still: a dissolve lasts, and things move meanwhile. */
const COARSE_WIDE = 16;
const COARSE_HIGH = 9;

/** What is kept of one frame to compare it with others. */
export interface Signature {
  /** 32 × 18 cells × RGB. */
  readonly fine: Float32Array;
  /** 16 × 9 cells × RGB. */
  readonly coarse: Float32Array;
  /** Mean of each channel, 0 to 255. */
  readonly mean: readonly [number, number, number];
  /** Mean over channels of the variance across `fine`, black cells and all. */
  readonly variance: number;
  /** Largest distance of a pixel of the frame from the frame's mean, in luma, 0 to 255. */
  readonly peak: number;
  /** 1 where a cell of `fine`, of `coarse`, is black. What is black in both of two frames, bars above and below the
   * picture above all, says nothing about how they differ, and is left out when they are compared. */
  readonly fineBlack: Uint8Array;
  readonly coarseBlack: Uint8Array;
}

/** Levels up to which a cell is black: what compression leaves of bars. */
const BLACK = 6;

function blackCells(cells: Float32Array): Uint8Array {
  const black = new Uint8Array(cells.length / 3);
  for (let cell = 0; cell < black.length; cell++) {
    const at = cell * 3;
    black[cell] = Math.max(cells[at]!, cells[at + 1]!, cells[at + 2]!) <= BLACK ? 1 : 0;
  }
  return black;
}

/** Area mean of a frame into cells; also right where the frame is smaller than the grid. */
function cells(frame: SmallFrame, wide: number, high: number): Float32Array {
  const { width, height, rgb } = frame;
  const out = new Float32Array(wide * high * 3);
  for (let row = 0; row < high; row++) {
    const top = Math.floor((row * height) / high);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / high));
    for (let column = 0; column < wide; column++) {
      const left = Math.floor((column * width) / wide);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / wide));
      let r = 0;
      let g = 0;
      let b = 0;
      for (let y = top; y < bottom; y++) {
        for (let at = (y * width + left) * 3; at < (y * width + right) * 3; at += 3) {
          r += rgb[at]!;
          g += rgb[at + 1]!;
          b += rgb[at + 2]!;
        }
      }
      const area = (bottom - top) * (right - left);
      const to = (row * wide + column) * 3;
      out[to] = r / area;
      out[to + 1] = g / area;
      out[to + 2] = b / area;
    }
  }
  return out;
}

function halve(fine: Float32Array): Float32Array {
  const out = new Float32Array(COARSE_WIDE * COARSE_HIGH * 3);
  for (let row = 0; row < COARSE_HIGH; row++) {
    for (let column = 0; column < COARSE_WIDE; column++) {
      for (let c = 0; c < 3; c++) {
        const at = (row * 2 * WIDE + column * 2) * 3 + c;
        out[(row * COARSE_WIDE + column) * 3 + c] =
          (fine[at]! + fine[at + 3]! + fine[at + WIDE * 3]! + fine[at + WIDE * 3 + 3]!) / 4;
      }
    }
  }
  return out;
}

function variance(values: Float32Array, mean: readonly [number, number, number]): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 3) {
    const r = values[at]! - mean[0];
    const g = values[at + 1]! - mean[1];
    const b = values[at + 2]! - mean[2];
    sum += r * r + g * g + b * b;
  }
  return sum / values.length;
}

/** The signature of a frame. */
export function signature(frame: SmallFrame): Signature {
  const fine = cells(frame, WIDE, HIGH);
  const coarse = halve(fine);
  let r = 0;
  let g = 0;
  let b = 0;
  for (let at = 0; at < fine.length; at += 3) {
    r += fine[at]!;
    g += fine[at + 1]!;
    b += fine[at + 2]!;
  }
  const count = fine.length / 3;
  const mean: [number, number, number] = [r / count, g / count, b / count];
  const luma = 0.2126 * mean[0] + 0.7152 * mean[1] + 0.0722 * mean[2];
  let peak = 0;
  const { rgb } = frame;
  for (let at = 0; at < rgb.length; at += 3) {
    const away = Math.abs(0.2126 * rgb[at]! + 0.7152 * rgb[at + 1]! + 0.0722 * rgb[at + 2]! - luma);
    if (away > peak) peak = away;
  }
  return {
    fine,
    coarse,
    mean,
    variance: variance(fine, mean),
    peak,
    fineBlack: blackCells(fine),
    coarseBlack: blackCells(coarse),
  };
}

/** Variance that noise and compression leave even in an empty picture. */
const NOISE = 6;

/** What two pictures have in common, over the cells that are not black in both; means over cells and channels. */
interface Common {
  /** Mean squared difference. */
  readonly apart: number;
  /** Mean squared difference of the channel means. */
  readonly shift: number;
  readonly varianceA: number;
  readonly varianceB: number;
  readonly covariance: number;
}

const NOTHING: Common = { apart: 0, shift: 0, varianceA: 0, varianceB: 0, covariance: 0 };

function common(a: Float32Array, blackA: Uint8Array, b: Float32Array, blackB: Uint8Array): Common {
  let cells = 0;
  let apart = 0;
  let squareA = 0;
  let squareB = 0;
  let product = 0;
  const sumA = [0, 0, 0];
  const sumB = [0, 0, 0];
  for (let cell = 0; cell < blackA.length; cell++) {
    if (blackA[cell] === 1 && blackB[cell] === 1) continue;
    cells++;
    for (let c = 0; c < 3; c++) {
      const one = a[cell * 3 + c]!;
      const other = b[cell * 3 + c]!;
      sumA[c]! += one;
      sumB[c]! += other;
      squareA += one * one;
      squareB += other * other;
      product += one * other;
      apart += (one - other) * (one - other);
    }
  }
  if (cells === 0) return NOTHING;
  const count = cells * 3;
  let shift = 0;
  let meansA = 0;
  let meansB = 0;
  let means = 0;
  for (let c = 0; c < 3; c++) {
    const one = sumA[c]! / cells;
    const other = sumB[c]! / cells;
    shift += (one - other) ** 2 / 3;
    meansA += (one * one) / 3;
    meansB += (other * other) / 3;
    means += (one * other) / 3;
  }
  return {
    apart: apart / count,
    shift,
    varianceA: Math.max(0, squareA / count - meansA),
    varianceB: Math.max(0, squareB / count - meansB),
    covariance: product / count - means,
  };
}

/**
 * How different two frames are, measured by what is in them and not by how bright they are: 0 the same, about 1 two
 * pictures that have nothing to do with each other, also where both are dark; at most 2.
 */
export function difference(a: Signature, b: Signature): number {
  const { apart, varianceA, varianceB, shift } = common(a.fine, a.fineBlack, b.fine, b.fineBlack);
  return apart / (varianceA + varianceB + shift + NOISE);
}

/** As `difference`, of the coarse pictures and blind to brightness, contrast and tint: 0 same structure, 1 unrelated. */
export function structureDifference(a: Signature, b: Signature): number {
  const { covariance, varianceA, varianceB } = common(a.coarse, a.coarseBlack, b.coarse, b.coarseBlack);
  return 1 - covariance / Math.sqrt((varianceA + NOISE / 3) * (varianceB + NOISE / 3));
}

/**
 * Variance of the coarse `mixed` in parts of the mean of that of `old` and `fresh`: about a half where `mixed` is half of
 * each and the two have nothing in common.
 */
export function dip(old: Signature, mixed: Signature, fresh: Signature): number {
  const ends = common(old.coarse, old.coarseBlack, fresh.coarse, fresh.coarseBlack);
  // What is black at both ends stays out here too, or bars would weigh in between them.
  const black = old.coarseBlack.map((one, cell) => one & fresh.coarseBlack[cell]!);
  const middle = common(mixed.coarse, black, mixed.coarse, black);
  return middle.varianceA / ((ends.varianceA + ends.varianceB) / 2 + 2);
}

/** Where `x` lies on the line from `a` to `b` (0 at a, 1 at b) and how far off that line, in parts of |b − a|². */
export function between(a: Signature, x: Signature, b: Signature): { readonly part: number; readonly off: number } {
  let along = 0;
  let whole = 0;
  let square = 0;
  for (let at = 0; at < a.coarse.length; at++) {
    const line = b.coarse[at]! - a.coarse[at]!;
    const point = x.coarse[at]! - a.coarse[at]!;
    along += point * line;
    whole += line * line;
    square += point * point;
  }
  if (whole === 0) return { part: 0, off: 0 };
  const part = along / whole;
  return { part, off: Math.max(0, square / whole - part * part) };
}

function isBlack(a: Signature, b: Signature, cell: number): boolean {
  return a.fineBlack[cell] === 1 && b.fineBlack[cell] === 1;
}

/** Levels of slope below which a place of the picture has nothing to be recognised by, squared. */
const FLAT = 16;

/**
 * Share of the places with something to see, in either frame, that look the same in both: a title over a picture or a
 * bird that leaves it keeps most of them; another shot keeps hardly any. Slopes are compared, not levels.
 */
export function kept(a: Signature, b: Signature): number {
  let places = 0;
  let same = 0;
  for (let row = 0; row + 1 < HIGH; row++) {
    for (let column = 0; column + 1 < WIDE; column++) {
      const at = (row * WIDE + column) * 3 + 1;
      const right = at + 3;
      const below = at + WIDE * 3;
      const ax = a.fine[right]! - a.fine[at]!;
      const ay = a.fine[below]! - a.fine[at]!;
      const bx = b.fine[right]! - b.fine[at]!;
      const by = b.fine[below]! - b.fine[at]!;
      const cell = row * WIDE + column;
      if (isBlack(a, b, cell) || isBlack(a, b, cell + 1) || isBlack(a, b, cell + WIDE)) continue;
      const steep = Math.max(ax * ax + ay * ay, bx * bx + by * by);
      if (steep < FLAT) continue;
      places++;
      if ((ax - bx) ** 2 + (ay - by) ** 2 < 0.25 * (ax * ax + ay * ay + bx * bx + by * by)) same++;
    }
  }
  return places < 12 ? 0 : same / places;
}

/** Cells that the whole picture is tried to be moved by, across and down. */
const ACROSS = 7;
const DOWN = 4;

/**
 * How much of the difference between two frames is left once one of them is shifted as a whole to where it fits the
 * other best: near 0 where only the camera panned or tilted, 1 where no shift helps.
 */
export function leftAfterShift(a: Signature, b: Signature): number {
  const still = shifted(a, b, 0, 0);
  if (still === 0) return 1;
  let least = still;
  for (let down = -DOWN; down <= DOWN; down++) {
    for (let across = -ACROSS; across <= ACROSS; across++) least = Math.min(least, shifted(a, b, across, down));
  }
  return least / still;
}

/** Mean squared difference in green, light apart, where `b` moved by so many cells lies over `a`. */
function shifted(a: Signature, b: Signature, across: number, down: number): number {
  const lighter = a.mean[1] - b.mean[1];
  const left = Math.max(0, across);
  const right = Math.min(WIDE, WIDE + across);
  let sum = 0;
  for (let row = Math.max(0, down); row < Math.min(HIGH, HIGH + down); row++) {
    for (let column = left; column < right; column++) {
      const here = a.fine[(row * WIDE + column) * 3 + 1]!;
      const there = b.fine[((row - down) * WIDE + column - across) * 3 + 1]!;
      sum += (here - there - lighter) ** 2;
    }
  }
  return sum / ((right - left) * (HIGH - Math.abs(down)));
}
