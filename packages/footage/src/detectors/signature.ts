import type { SmallFrame } from './detector.ts';

/** Size of the picture that shot changes are judged on: small enough that slow movement hardly counts. */
export const FINE_WIDE = 32;
export const FINE_HIGH = 18;
const WIDE = FINE_WIDE;
const HIGH = FINE_HIGH;
/** Size that dissolves are judged on, smaller still: a dissolve lasts, and things move meanwhile. */
export const COARSE_WIDE = 16;
export const COARSE_HIGH = 9;

/** How even a picture is. */
export interface Spread {
  /** Mean of each channel, 0 to 255. */
  readonly mean: Float64Array;
  /** Mean over channels of the variance across `fine`. */
  variance: number;
  /** Largest distance of a cell of `fine` from the mean, in luma, 0 to 255. */
  peak: number;
}

/** Sums over cells of a picture. */
interface ColourSums {
  red: number;
  green: number;
  blue: number;
  /** Of squares, over the channels too. */
  square: number;
}

/** Over all of them, so that comparing a picture with another need not make them anew. */
interface Sums extends ColourSums {
  /** Cells that are black. */
  black: number;
}

/** What is kept of one frame to compare it with others. */
export interface Signature {
  /** 32 × 18 cells × RGB. */
  readonly fine: Float32Array;
  /** 16 × 9 cells × RGB. */
  readonly coarse: Float32Array;
  /** 1 where a cell of `fine`, of `coarse`, is black. What is black in both of two frames, bars above and below the
   * picture above all, says nothing about how they differ, and is left out when they are compared. */
  readonly fineBlack: Uint8Array;
  readonly coarseBlack: Uint8Array;
  readonly fineSums: Sums;
  readonly coarseSums: Sums;
  readonly whole: Spread;
  /** As `whole`, inside of bars; where there are none, the same. */
  inner: Spread;
  /** Sums of blocks of `fine`, made when they are first asked for; see blocks.ts. */
  readonly blocks: Float32Array;
  hasBlocks: boolean;
}

/** Levels up to which a cell is black: what compression leaves of bars. */
const BLACK = 6;
/** Places at which a block of 4 × 3 cells may stand, with three sums and a variance each. */
const BLOCK_SUMS = (WIDE - 3) * (HIGH - 2) * 4;

function blank(): Signature {
  const whole = { mean: new Float64Array(3), variance: 0, peak: 0 };
  return {
    fine: new Float32Array(WIDE * HIGH * 3),
    coarse: new Float32Array(COARSE_WIDE * COARSE_HIGH * 3),
    fineBlack: new Uint8Array(WIDE * HIGH),
    coarseBlack: new Uint8Array(COARSE_WIDE * COARSE_HIGH),
    fineSums: { red: 0, green: 0, blue: 0, square: 0, black: 0 },
    coarseSums: { red: 0, green: 0, blue: 0, square: 0, black: 0 },
    whole,
    inner: whole,
    blocks: new Float32Array(BLOCK_SUMS),
    hasBlocks: false,
  };
}

/** Tells which cells are black, and sums all up. */
function sumUp(cells: Float32Array, black: Uint8Array, sums: Sums): void {
  let r = 0;
  let g = 0;
  let b = 0;
  let square = 0;
  let blacks = 0;
  for (let cell = 0, at = 0; cell < black.length; cell++, at += 3) {
    const red = cells[at]!;
    const green = cells[at + 1]!;
    const blue = cells[at + 2]!;
    const isBlack = red <= BLACK && green <= BLACK && blue <= BLACK ? 1 : 0;
    black[cell] = isBlack;
    blacks += isBlack;
    r += red;
    g += green;
    b += blue;
    square += red * red + green * green + blue * blue;
  }
  sums.red = r;
  sums.green = g;
  sums.blue = b;
  sums.square = square;
  sums.black = blacks;
}

/** Area mean of a frame into `fine`; also right where the frame is smaller than the grid. */
function cells({ width, height, rgb }: SmallFrame, out: Float32Array): void {
  if (width === 2 * WIDE && height === 2 * HIGH) {
    const line = width * 3;
    for (let row = 0, to = 0; row < HIGH; row++) {
      for (let column = 0, at = row * 2 * line; column < WIDE; column++, at += 6, to += 3) {
        const under = at + line;
        out[to] = (rgb[at]! + rgb[at + 3]! + rgb[under]! + rgb[under + 3]!) / 4;
        out[to + 1] = (rgb[at + 1]! + rgb[at + 4]! + rgb[under + 1]! + rgb[under + 4]!) / 4;
        out[to + 2] = (rgb[at + 2]! + rgb[at + 5]! + rgb[under + 2]! + rgb[under + 5]!) / 4;
      }
    }
    return;
  }
  for (let row = 0; row < HIGH; row++) {
    const top = Math.floor((row * height) / HIGH);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / HIGH));
    for (let column = 0; column < WIDE; column++) {
      const left = Math.floor((column * width) / WIDE);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / WIDE));
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
      const to = (row * WIDE + column) * 3;
      out[to] = r / area;
      out[to + 1] = g / area;
      out[to + 2] = b / area;
    }
  }
}

function halve(fine: Float32Array, out: Float32Array): void {
  for (let row = 0, to = 0; row < COARSE_HIGH; row++) {
    for (let column = 0, at = row * 2 * WIDE * 3; column < COARSE_WIDE; column++, at += 3) {
      for (let c = 0; c < 3; c++, at++, to++)
        out[to] = (fine[at]! + fine[at + 3]! + fine[at + WIDE * 3]! + fine[at + WIDE * 3 + 3]!) / 4;
    }
  }
}

/** Rows above and below, or columns at either side, that may be bars at most. */
const MOST_ROWS = 5;
const MOST_COLUMNS = 7;

function isRowBlack(black: Uint8Array, row: number): boolean {
  for (let cell = row * WIDE; cell < (row + 1) * WIDE; cell++) if (black[cell] === 0) return false;
  return true;
}

function isColumnBlack(black: Uint8Array, column: number): boolean {
  for (let cell = column; cell < black.length; cell += WIDE) if (black[cell] === 0) return false;
  return true;
}

/** How many rows, or columns, are black from both edges on: with one more, that a bar may cover in part. None: 0. */
function barsOf(size: number, most: number, isBlack: (at: number) => boolean): number {
  let bars = 0;
  while (bars < most && isBlack(bars) && isBlack(size - 1 - bars)) bars++;
  return bars === 0 ? 0 : bars + 1;
}

/** How even `fine` is without so many rows above and below and columns at either side. */
function spread(fine: Float32Array, rows: number, columns: number, out: Spread): Spread {
  const { mean } = out;
  let r = 0;
  let g = 0;
  let b = 0;
  let square = 0;
  let low = 255;
  let high = 0;
  for (let row = rows; row < HIGH - rows; row++) {
    for (let at = (row * WIDE + columns) * 3; at < (row * WIDE + WIDE - columns) * 3; at += 3) {
      const red = fine[at]!;
      const green = fine[at + 1]!;
      const blue = fine[at + 2]!;
      r += red;
      g += green;
      b += blue;
      square += red * red + green * green + blue * blue;
      const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      if (luma < low) low = luma;
      if (luma > high) high = luma;
    }
  }
  const count = (HIGH - 2 * rows) * (WIDE - 2 * columns);
  r /= count;
  g /= count;
  b /= count;
  mean[0] = r;
  mean[1] = g;
  mean[2] = b;
  out.variance = Math.max(0, square / count - r * r - g * g - b * b) / 3;
  const middle = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  out.peak = Math.max(high - middle, middle - low);
  return out;
}

/**
 * The signature of a frame. `old` is one that nobody needs any more: it is written over, so that a long film leaves no
 * litter.
 */
export function signature(frame: SmallFrame, old: Signature = blank()): Signature {
  const { fine, coarse, fineBlack, coarseBlack, fineSums, coarseSums, whole } = old;
  old.hasBlocks = false;
  cells(frame, fine);
  halve(fine, coarse);
  sumUp(fine, fineBlack, fineSums);
  sumUp(coarse, coarseBlack, coarseSums);
  spread(fine, 0, 0, whole);
  old.inner = whole;
  const rows = barsOf(HIGH, MOST_ROWS, (row) => isRowBlack(fineBlack, row));
  const columns = barsOf(WIDE, MOST_COLUMNS, (column) => isColumnBlack(fineBlack, column));
  if (rows + columns > 0) old.inner = spread(fine, rows, columns, { mean: new Float64Array(3), variance: 0, peak: 0 });
  return old;
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

/** One of two pictures that are compared. */
interface Compared {
  readonly cells: Float32Array;
  readonly black: Uint8Array;
  readonly sums: Sums;
}

const fineOf = ({ fine, fineBlack, fineSums }: Signature): Compared => ({
  cells: fine,
  black: fineBlack,
  sums: fineSums,
});
const coarseOf = ({ coarse, coarseBlack, coarseSums }: Signature): Compared => ({
  cells: coarse,
  black: coarseBlack,
  sums: coarseSums,
});

function common(a: Compared, b: Compared): Common {
  // Mostly no cell is black in both.
  if (a.sums.black > 0 && b.sums.black > 0) return commonLit(a, b);
  const product = productOf(a.cells, b.cells);
  return commonOf(a.sums, b.sums, product, a.black.length);
}

function productOf(a: Float32Array, b: Float32Array): number {
  let product = 0;
  for (let at = 0; at < a.length; at += 3) {
    product += a[at]! * b[at]! + a[at + 1]! * b[at + 1]! + a[at + 2]! * b[at + 2]!;
  }
  return product;
}

/** Without the cells that are black in both: their part is taken from the sums. */
function commonLit(
  { cells: a, black: blackA, sums: all }: Compared,
  { cells: b, black: blackB, sums }: Compared,
): Common {
  let { red: redA, green: greenA, blue: blueA, square: squareA } = all;
  let { red: redB, green: greenB, blue: blueB, square: squareB } = sums;
  let lit = blackA.length;
  let product = 0;
  for (let cell = 0, at = 0; cell < blackA.length; cell++, at += 3) {
    const r = a[at]!;
    const g = a[at + 1]!;
    const b0 = a[at + 2]!;
    const r2 = b[at]!;
    const g2 = b[at + 1]!;
    const b2 = b[at + 2]!;
    if ((blackA[cell]! & blackB[cell]!) === 0) {
      product += r * r2 + g * g2 + b0 * b2;
      continue;
    }
    lit--;
    redA -= r;
    greenA -= g;
    blueA -= b0;
    squareA -= r * r + g * g + b0 * b0;
    redB -= r2;
    greenB -= g2;
    blueB -= b2;
    squareB -= r2 * r2 + g2 * g2 + b2 * b2;
  }
  if (lit === 0) return NOTHING;
  const litA = { red: redA, green: greenA, blue: blueA, square: squareA };
  const litB = { red: redB, green: greenB, blue: blueB, square: squareB };
  return commonOf(litA, litB, product, lit);
}

function commonOf(a: ColourSums, b: ColourSums, product: number, cells: number): Common {
  const count = cells * 3;
  const weigh = 1 / (3 * cells * cells);
  const meansA = (a.red * a.red + a.green * a.green + a.blue * a.blue) * weigh;
  const meansB = (b.red * b.red + b.green * b.green + b.blue * b.blue) * weigh;
  const means = (a.red * b.red + a.green * b.green + a.blue * b.blue) * weigh;
  return {
    apart: Math.max(0, a.square + b.square - 2 * product) / count,
    shift: Math.max(0, meansA + meansB - 2 * means),
    varianceA: Math.max(0, a.square / count - meansA),
    varianceB: Math.max(0, b.square / count - meansB),
    covariance: product / count - means,
  };
}

/**
 * How different two frames are, measured by what is in them and not by how bright they are: 0 the same, about 1 two
 * pictures that have nothing to do with each other, also where both are dark; at most 2.
 */
export function difference(a: Signature, b: Signature): number {
  const { apart, varianceA, varianceB, shift } = common(fineOf(a), fineOf(b));
  return apart / (varianceA + varianceB + shift + NOISE);
}

/** Mean squared difference of two frames, levels of 255, over what is not black in both. */
export function levelDifference(a: Signature, b: Signature): number {
  return common(fineOf(a), fineOf(b)).apart;
}

/** As `difference`, of the coarse pictures and blind to brightness, contrast and tint: 0 same structure, 1 unrelated. */
export function structureDifference(a: Signature, b: Signature): number {
  const { covariance, varianceA, varianceB } = common(coarseOf(a), coarseOf(b));
  return 1 - covariance / Math.sqrt((varianceA + NOISE / 3) * (varianceB + NOISE / 3));
}

/**
 * Variance of the coarse `mixed` in parts of the mean of that of `old` and `fresh`: about a half where `mixed` is half of
 * each and the two have nothing in common.
 */
export function dip(old: Signature, mixed: Signature, fresh: Signature): number {
  const ends = common(coarseOf(old), coarseOf(fresh));
  // What is black at both ends stays out here too, or bars would weigh in between them.
  const black = old.coarseBlack.map((one, cell) => one & fresh.coarseBlack[cell]!);
  const sums = { ...mixed.coarseSums, black: black.reduce((count, one) => count + one, 0) };
  const within = { cells: mixed.coarse, black, sums };
  const middle = common(within, within);
  return middle.varianceA / ((ends.varianceA + ends.varianceB) / 2 + 2);
}

/** Where `x` lies on the line from `a` to `b` (0 at a, 1 at b) and how far off that line, in parts of |b − a|². */
export function between(a: Signature, x: Signature, b: Signature): { readonly part: number; readonly off: number } {
  const { coarse: from } = a;
  const { coarse: middle } = x;
  const { coarse: to } = b;
  let along = 0;
  let whole = 0;
  let square = 0;
  // A cell at a time: one sum waits for the one before it.
  for (let at = 0; at < from.length; at += 3) {
    const red = from[at]!;
    const green = from[at + 1]!;
    const blue = from[at + 2]!;
    const lineRed = to[at]! - red;
    const lineGreen = to[at + 1]! - green;
    const lineBlue = to[at + 2]! - blue;
    const pointRed = middle[at]! - red;
    const pointGreen = middle[at + 1]! - green;
    const pointBlue = middle[at + 2]! - blue;
    along += pointRed * lineRed + pointGreen * lineGreen + pointBlue * lineBlue;
    whole += lineRed * lineRed + lineGreen * lineGreen + lineBlue * lineBlue;
    square += pointRed * pointRed + pointGreen * pointGreen + pointBlue * pointBlue;
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

/** Steps that each channel is counted in. */
const STEPS = 6;
const COUNTS = new Int16Array(STEPS ** 3);

/** Share of the cells whose colours one frame has and the other has not: wherever they are, 0 to 1. */
export function otherColours(a: Signature, b: Signature): number {
  COUNTS.fill(0);
  const bin = (cells: Float32Array, at: number): number => {
    const r = Math.floor((cells[at]! * STEPS) / 256);
    const g = Math.floor((cells[at + 1]! * STEPS) / 256);
    return (r * STEPS + g) * STEPS + Math.floor((cells[at + 2]! * STEPS) / 256);
  };
  for (let at = 0; at < a.fine.length; at += 3) {
    COUNTS[bin(a.fine, at)]!++;
    COUNTS[bin(b.fine, at)]!--;
  }
  let other = 0;
  for (const count of COUNTS) other += Math.abs(count);
  return other / (2 * WIDE * HIGH);
}

/** Cells that the whole picture is tried to be moved by, across and down. */
const ACROSS = 7;
const DOWN = 4;

/**
 * How much of the difference between two frames is left once one of them is shifted as a whole to where it fits the
 * other best: near 0 where only the camera panned or tilted, 1 where no shift helps.
 */
export function leftAfterShift(a: Signature, b: Signature): number {
  const still = shifted(a, b, 0, 0, Number.POSITIVE_INFINITY);
  if (still === 0) return 1;
  let least = still;
  for (let down = -DOWN; down <= DOWN; down++) {
    for (let across = -ACROSS; across <= ACROSS; across++) least = Math.min(least, shifted(a, b, across, down, least));
  }
  return least / still;
}

/**
 * Mean squared difference in green, light apart, where `b` moved by so many cells lies over `a`; where it is more than
 * `most`, only that it is.
 */
function shifted(a: Signature, b: Signature, across: number, down: number, most: number): number {
  const lighter = a.whole.mean[1]! - b.whole.mean[1]!;
  const left = Math.max(0, across);
  const right = Math.min(WIDE, WIDE + across);
  const count = (right - left) * (HIGH - Math.abs(down));
  const enough = most * count;
  let sum = 0;
  for (let row = Math.max(0, down); row < Math.min(HIGH, HIGH + down) && sum <= enough; row++) {
    const moved = ((row - down) * WIDE - across) * 3 + 1;
    const stays = row * WIDE * 3 + 1;
    for (let column = left; column < right; column++) {
      const apart = a.fine[stays + column * 3]! - b.fine[moved + column * 3]! - lighter;
      sum += apart * apart;
    }
  }
  return sum / count;
}
