import { CONTROLS, GREVILLE, POINTS } from './lattice.ts';

/**
 * The least and the most by which a channel of a look rises with itself, along its own axis and along the greys, where
 * 1 is as shot. The least keeps a ramp from becoming a flat patch, the most keeps it from becoming stairs.
 */
export const SLOPE = { least: 0.1, most: 3 } as const;
const ROUNDS = 12;

/**
 * Brings a lattice, in place, to one that stays within 0 to 1 and whose channels rise along their own axes by no less
 * and no more than `SLOPE`. A spline lies within its control points and rises as they do, so that what holds of these
 * holds between them. Projections by turns; `identityNeeded` sees to what they leave.
 */
export function boundLattice(controls: Float64Array): void {
  const line = new Float64Array(POINTS);
  for (let round = 0; round < ROUNDS; round++) {
    for (let channel = 0; channel < 3; channel++) {
      const step = POINTS ** channel;
      for (let point = 0; point < CONTROLS; point++) {
        // The first point of each line along this channel's own axis.
        if (Math.floor(point / step) % POINTS !== 0) continue;
        const first = channel * CONTROLS + point;
        for (let at = 0; at < POINTS; at++) line[at] = controls[first + at * step]!;
        rising(line, SLOPE.least, 1);
        rising(line, SLOPE.most, -1);
        for (let at = 0; at < POINTS; at++) controls[first + at * step] = Math.min(1, Math.max(0, line[at]!));
      }
    }
  }
}

/** The nearest line that rises by at least `slope` (sign 1), or at most (sign -1): pool adjacent violators. */
function rising(line: Float64Array, slope: number, sign: 1 | -1): void {
  const blocks: { sum: number; count: number }[] = [];
  for (let at = 0; at < line.length; at++) {
    let block = { sum: sign * (line[at]! - slope * GREVILLE[at]!), count: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.count >= block.sum / block.count; last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  let at = 0;
  for (const { sum, count } of blocks) {
    for (const end = at + count; at < end; at++) line[at] = sign * (sum / count) + slope * GREVILLE[at]!;
  }
}

/**
 * How much of the identity must be mixed into a table (R G B, red fastest) so that every entry lies within 0 to 1, and
 * every channel rises along its own axis and along the greys within `SLOPE`. All of these hold of the identity and none is
 * lost in a mixture, so that there always is an answer: 0 for a table that is in bounds, 1 at the very most.
 */
export function identityNeeded(values: Float64Array, size: number): number {
  let share = 0;
  // (1 − share) × slope + share × 1 must lie within the bounds.
  const keep = (rise: number): void => {
    const slope = rise * (size - 1);
    if (slope < SLOPE.least) share = Math.max(share, (SLOPE.least - slope) / (1 - slope));
    else if (slope > SLOPE.most) share = Math.max(share, (slope - SLOPE.most) / (slope - 1));
  };
  const entries = size ** 3;
  const grey = 1 + size + size * size;
  for (let channel = 0; channel < 3; channel++) {
    const step = size ** channel;
    for (let entry = 0; entry < entries; entry++) {
      if (Math.floor(entry / step) % size === size - 1) continue;
      keep(values[3 * (entry + step) + channel]! - values[3 * entry + channel]!);
    }
    for (let at = 0; at < size - 1; at++) {
      keep(values[3 * (at + 1) * grey + channel]! - values[3 * at * grey + channel]!);
    }
  }
  return share;
}
