import { workshop } from '@second-unit/media/wasm';
import { BLOCKS, EDGES, LINE, LUMA_SUMS, SOFT_HALF } from './luma-kernels.ts';
import { LUMA_HEIGHT, LUMA_WIDTH } from './size.ts';

const BYTES = LUMA_WIDTH * LUMA_HEIGHT;
const HALF_ROWS = LUMA_HEIGHT / 2;
const TAPS = 8;

const { memory, functions } = workshop([LUMA_SUMS, SOFT_HALF, EDGES], 1);

const NOW = 0;
/** Neighbours right of the last pixel are read, and left out. */
const BEFORE = BYTES + 16;
const SUMS = BEFORE + BYTES;
const LINE_AT = SUMS + 3 * 16;
const TABLE = LINE_AT + 2 * LINE;
const HALF = TABLE + 4 * TAPS * HALF_ROWS;
const SCRATCH = HALF + BYTES;
const EDGES_AT = SCRATCH + 32;
const now = new Uint8Array(memory.buffer, NOW, BYTES);
const before = new Uint8Array(memory.buffer, BEFORE, BYTES);
const sums = new Int32Array(memory.buffer, SUMS, 12);
const half = new Float32Array(memory.buffer, HALF, BYTES / 4);
const rises = new Uint8Array(memory.buffer, EDGES_AT, 4 * BLOCKS);
// Rows above the first and below the last are these.
new Int32Array(memory.buffer, TABLE, TAPS * HALF_ROWS).set(
  Array.from({ length: TAPS * HALF_ROWS }, (_, at) => {
    const row = 2 * Math.floor(at / TAPS) - 3 + (at % TAPS);
    return NOW + Math.max(0, Math.min(LUMA_HEIGHT - 1, row)) * LUMA_WIDTH;
  }),
);

const four = (at: number): number => sums[at]! + sums[at + 1]! + sums[at + 2]! + sums[at + 3]!;

/**
 * Writes three numbers of a frame's luma into `into` from `at` on: its sharpness, the mean change from a pixel to its
 * neighbours right and below, in levels, which falls where the picture is blurred; its brightness, the mean, 0 to 1;
 * and its mean absolute change from the frame before, 0 to 1, or 0 without one.
 */
export function measureLuma(luma: Uint8Array, previous: Uint8Array | undefined, into: Float32Array, at: number): void {
  now.set(luma);
  before.set(previous ?? luma);
  functions.lumaSums!(NOW, BEFORE, SUMS);
  into[at] = four(0) / BYTES;
  into[at + 1] = four(4) / BYTES / 255;
  into[at + 2] = four(8) / BYTES / 255;
}

/** Writes the soft half picture of a frame's luma into `out`, the same that `softHalf` makes. */
export function softHalfInto(luma: Uint8Array, out: Float32Array): void {
  now.set(luma);
  functions.softHalf!(TABLE, LINE_AT, HALF, HALF_ROWS);
  out.set(half);
}

/**
 * How steep the steepest edge of each block of 16 × 12 is, where it has one: what part of its whole rise, over six
 * pixels, it makes between two neighbours, 0 to 1. Edges that rise by less than 24 levels are none.
 */
export function steepestEdges(luma: Uint8Array): number[] {
  now.set(luma);
  functions.edges!(NOW, SCRATCH, EDGES_AT);
  const found: number[] = [];
  for (let at = 0; at < rises.length; at += 4) {
    const [right, wholeRight, below, wholeBelow] = [rises[at]!, rises[at + 1]!, rises[at + 2]!, rises[at + 3]!];
    const best = Math.max(wholeRight === 0 ? 0 : right / wholeRight, wholeBelow === 0 ? 0 : below / wholeBelow);
    if (best > 0) found.push(best);
  }
  return found;
}
