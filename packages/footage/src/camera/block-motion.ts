import { halved, type LumaPicture } from './luma-picture.ts';

/** Pixels of a block each way. */
const SIDE = 8;
const COUNT = SIDE * SIDE;
/** Pixels of the half picture that the whole of it is tried to be moved by: a whip pan of four widths a second. */
const ACROSS = 6;
const DOWN = 4;
/** Pixels around the whole picture's shift, and around standing still, within which a block is looked for. */
const NEAR = 2;
/** Mean squared slope below which a block shows nothing that could be followed: what noise leaves. */
const FLAT = 0.4;
/** Mean levels by which halved pictures differ that need not be shifted to fit. */
const SAME = 1;
const ROUNDS = 4;
/** Pixels: a step of refinement smaller than this changes nothing. */
const SETTLED = 0.002;

/** Where a part of the picture went between two frames. */
export interface BlockMotion {
  /** Centre in the earlier frame, pixels from the middle of the picture. */
  readonly x: number;
  readonly y: number;
  /** Pixels that it moved by, right and down. */
  readonly dx: number;
  readonly dy: number;
  /** Mean products of slopes: how firmly `dx` and `dy` are known, along an edge not at all. */
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
  /** Mean squared error that is left, levels squared. */
  readonly error: number;
}

/** The shift of the whole picture that fits best, pixels of the full picture; blind to a change of light. */
function wholeShift(before: LumaPicture, after: LumaPicture): readonly [number, number] {
  const { width, height, luma: a } = before;
  const b = after.luma;
  const lighter = mean(b) - mean(a);
  const { length } = a;
  let best = 0;
  for (let at = 0; at < length; at++) best += Math.abs(b[at]! - a[at]! - lighter);
  best /= length;
  let chosen: readonly [number, number] = [0, 0];
  if (best < SAME) return chosen;
  for (let down = -DOWN; down <= DOWN; down++) {
    const top = Math.max(0, -down);
    const bottom = Math.min(height, height - down);
    for (let across = -ACROSS; across <= ACROSS; across++) {
      const left = Math.max(0, -across);
      const right = Math.min(width, width - across);
      const area = (bottom - top) * (right - left);
      let sum = 0;
      for (let y = top; y < bottom && sum < best * area; y++) {
        const to = (y + down) * width + across;
        for (let x = left; x < right; x++) sum += Math.abs(b[to + x]! - a[y * width + x]! - lighter);
      }
      if (sum / area < best) {
        best = sum / area;
        chosen = [across * 2, down * 2];
      }
    }
  }
  return chosen;
}

function mean(values: LumaPicture['luma']): number {
  const { length } = values;
  let sum = 0;
  for (let at = 0; at < length; at++) sum += values[at]!;
  return sum / length;
}

const slopeX = new Float32Array(COUNT);
const slopeY = new Float32Array(COUNT);
const levels = new Float32Array(COUNT);

/**
 * Follows 8 × 8 blocks from one frame into the next: whole pixels by search, parts of a pixel by Lucas and Kanade's
 * method (IJCAI 1981, in the inverse form of Baker and Matthews, 2004). Flat blocks, black bars among them, are left
 * out. A picture too small for blocks has none.
 */
export function blockMotions(before: LumaPicture, after: LumaPicture): BlockMotion[] {
  const { width, height } = before;
  if (width < 3 * SIDE || height < 3 * SIDE || after.width !== width || after.height !== height) return [];
  const whole = wholeShift(before.half ?? halved(before), after.half ?? halved(after));
  const found: BlockMotion[] = [];
  const marginX = 1 + (((width - 2) % SIDE) >> 1);
  const marginY = 1 + (((height - 2) % SIDE) >> 1);
  for (let top = marginY; top + SIDE < height; top += SIDE) {
    for (let left = marginX; left + SIDE < width; left += SIDE) {
      const one = follow(before, after, left, top, whole);
      if (one !== undefined) found.push(one);
    }
  }
  return found;
}

function follow(
  before: LumaPicture,
  after: LumaPicture,
  left: number,
  top: number,
  whole: readonly [number, number],
): BlockMotion | undefined {
  const { width, height, luma: a } = before;
  let meanX = 0;
  let meanY = 0;
  for (let row = 0, at = 0; row < SIDE; row++) {
    for (let column = 0, from = (top + row) * width + left; column < SIDE; column++, from++, at++) {
      levels[at] = a[from]!;
      const sx = (a[from + 1]! - a[from - 1]!) / 2;
      const sy = (a[from + width]! - a[from - width]!) / 2;
      slopeX[at] = sx;
      slopeY[at] = sy;
      meanX += sx;
      meanY += sy;
    }
  }
  meanX /= COUNT;
  meanY /= COUNT;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let at = 0; at < COUNT; at++) {
    // Without its mean, a slope is blind to the light of the block.
    const sx = slopeX[at]! - meanX;
    const sy = slopeY[at]! - meanY;
    slopeX[at] = sx;
    slopeY[at] = sy;
    xx += sx * sx;
    xy += sx * sy;
    yy += sy * sy;
  }
  xx /= COUNT;
  xy /= COUNT;
  yy /= COUNT;
  if (xx + yy < FLAT) return undefined;

  let [dx, dy] = nearest(after, left, top, whole);
  // Damped, so that what an edge cannot tell stays as it was found by search.
  const damp = 0.02 * (xx + yy) + 0.05;
  const det = (xx + damp) * (yy + damp) - xy * xy;
  let error = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const x0 = Math.floor(dx);
    const y0 = Math.floor(dy);
    if (left + x0 < 0 || top + y0 < 0 || left + x0 + SIDE >= width || top + y0 + SIDE >= height) return undefined;
    const fx = dx - x0;
    const fy = dy - y0;
    const w00 = (1 - fx) * (1 - fy);
    const w10 = fx * (1 - fy);
    const w01 = (1 - fx) * fy;
    const w11 = fx * fy;
    const b = after.luma;
    let gx = 0;
    let gy = 0;
    let sum = 0;
    let squares = 0;
    for (let row = 0, at = 0; row < SIDE; row++) {
      for (let column = 0, from = (top + row + y0) * width + left + x0; column < SIDE; column++, from++, at++) {
        const there = b[from]! * w00 + b[from + 1]! * w10 + b[from + width]! * w01 + b[from + width + 1]! * w11;
        const e = there - levels[at]!;
        gx += e * slopeX[at]!;
        gy += e * slopeY[at]!;
        sum += e;
        squares += e * e;
      }
    }
    gx /= COUNT;
    gy /= COUNT;
    error = squares / COUNT - (sum / COUNT) ** 2;
    if (round === ROUNDS) break;
    const stepX = ((yy + damp) * gx - xy * gy) / det;
    const stepY = ((xx + damp) * gy - xy * gx) / det;
    dx -= Math.max(-1, Math.min(1, stepX));
    dy -= Math.max(-1, Math.min(1, stepY));
    if (Math.abs(stepX) + Math.abs(stepY) < SETTLED) break;
  }
  return {
    x: left + (SIDE - 1) / 2 - (width - 1) / 2,
    y: top + (SIDE - 1) / 2 - (height - 1) / 2,
    dx,
    dy,
    xx,
    xy,
    yy,
    error,
  };
}

/** Whole pixels by which the block in `levels` fits best; standing still, then going with the whole, where it is a draw. */
function nearest(after: LumaPicture, left: number, top: number, whole: readonly [number, number]): [number, number] {
  let best = apart(after, left, top, Number.POSITIVE_INFINITY);
  let chosen: [number, number] = [0, 0];
  const look = (across: number, down: number): void => {
    if ((across === 0 && down === 0) || left + across < 1 || top + down < 1) return;
    if (left + across + SIDE >= after.width || top + down + SIDE >= after.height) return;
    const sum = apart(after, left + across, top + down, best * 0.98);
    if (sum < best * 0.98) {
      best = sum;
      chosen = [across, down];
    }
  };
  if (best < 0.5 * COUNT) return chosen;
  const [x, y] = whole;
  look(x, y);
  for (let down = -NEAR; down <= NEAR; down++) {
    for (let across = -NEAR; across <= NEAR; across++) {
      look(x + across, y + down);
      if (Math.abs(x) > NEAR || Math.abs(y) > NEAR) look(across, down);
    }
  }
  return chosen;
}

/** Sum of absolute differences of the block in `levels` to the one at a place; stops where it is over `most`. */
function apart({ luma, width }: LumaPicture, left: number, top: number, most: number): number {
  let sum = 0;
  for (let row = 0, at = 0; row < SIDE && sum < most; row++) {
    for (let column = 0, from = (top + row) * width + left; column < SIDE; column++, from++, at++) {
      sum += Math.abs(luma[from]! - levels[at]!);
    }
  }
  return sum;
}
