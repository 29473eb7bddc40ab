import type { BlockMotion } from './block-motion.ts';

/**
 * How a picture moves as a whole between two frames, in pixels from its middle: what stood at (x, y) stands at
 * (x + right + grow·x − turn·y, y + down + turn·x + grow·y).
 */
interface Similarity {
  readonly right: number;
  readonly down: number;
  readonly grow: number;
  /** Radians, clockwise. */
  readonly turn: number;
}

/** A similarity and how well the blocks agree with it. */
export interface Consensus extends Similarity {
  /** Share of the blocks that go with it, each by how firmly it can be followed, 0 to 1. */
  readonly share: number;
  /** Pixels that those blocks are off, root mean square. */
  readonly off: number;
}

type Model = readonly [right: number, down: number, grow: number, turn: number];

const STILL: Model = [0, 0, 0, 0];
const PAIRS = 32;
/** Pixels that a block may be off, and what its speed adds. */
const TOLERANCE = 0.2;
const PER_PIXEL = 0.05;
/** A picture of which this much of the best share stands still is taken to stand still: what moves in it are its subjects. */
const STANDS = 0.6;
/** Pixels that following a block is good for. */
const FINEST = 0.03;
/** Share of all votes that cannot be bettered by enough to go on drawing. */
const ENOUGH = 0.93;
const ROUNDS = 4;
/** Pixels of error at which a vote weighs half; what is firmer hardly counts for more, or one bright figure would outvote a street. */
const FIRM = 0.1;
/** Squared levels that rounding leaves in a block that fits, and pixels that a block's errors are a mean of. */
const ROUNDING = 0.15;
const PIXELS = 64;
/** Keeps growth and turn at nothing where the blocks lie too close together to tell. */
const SHY = 2;
/** How much what is left of a block once it was followed takes from its vote: it holds two things that move apart. */
const LEFT = 10;

/** A column for each number of the votes: the innermost loop here runs two thousand times a frame. */
interface Columns {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly dx: Float64Array;
  readonly dy: Float64Array;
  /** Products of slopes, of trace 1. */
  readonly xx: Float64Array;
  readonly xy: Float64Array;
  readonly yy: Float64Array;
  readonly weight: Float64Array;
  /** Squared pixels that a vote may be off. */
  readonly tolerance: Float64Array;
  /** Squared pixels that it is off a model, how far it is trusted, and room for a sorted part of the former. */
  readonly off: Float64Array;
  readonly trust: Float64Array;
  readonly sorted: Float64Array;
}

/** Blocks as votes. */
interface Votes extends Columns {
  readonly count: number;
}

function columnsFor(most: number): Columns {
  const column = (): Float64Array => new Float64Array(most);
  return {
    ...{ x: column(), y: column(), dx: column(), dy: column(), xx: column(), xy: column(), yy: column() },
    ...{ weight: column(), tolerance: column(), off: column(), trust: column(), sorted: column() },
  };
}

/** Written over for each step, as its own for each would be litter. */
let columns = columnsFor(64);
const matrix = new Float64Array(20);

function votesOf(blocks: readonly BlockMotion[]): Votes {
  const count = blocks.length;
  if (count > columns.x.length) columns = columnsFor(count);
  const votes: Votes = { count, ...columns };
  for (let at = 0; at < count; at++) {
    const { x, y, dx, dy, xx, xy, yy, error } = blocks[at]!;
    const trace = xx + yy;
    const variance = (error + ROUNDING) / (PIXELS * trace);
    votes.x[at] = x;
    votes.y[at] = y;
    votes.dx[at] = dx;
    votes.dy[at] = dy;
    votes.xx[at] = xx / trace;
    votes.xy[at] = xy / trace;
    votes.yy[at] = yy / trace;
    votes.weight[at] = 1 / (1 + variance / (FIRM * FIRM)) / (1 + (LEFT * error) / trace);
    const most = TOLERANCE + PER_PIXEL * Math.sqrt(dx * dx + dy * dy);
    votes.tolerance[at] = most * most;
  }
  return votes;
}

/** Squared pixels that each vote is off a model, as far as its slopes can tell. */
function offOf({ count, x, y, dx, dy, xx, xy, yy }: Votes, model: Model, into: Float64Array): void {
  const right = model[0];
  const down = model[1];
  const grow = model[2];
  const turn = model[3];
  for (let at = 0; at < count; at++) {
    const px = x[at]!;
    const py = y[at]!;
    const ex = dx[at]! - right - grow * px + turn * py;
    const ey = dy[at]! - down - turn * px - grow * py;
    into[at] = xx[at]! * ex * ex + 2 * xy[at]! * ex * ey + yy[at]! * ey * ey;
  }
}

/** How much weight goes with a model; given up, and less than `most`, once it can no longer be more than that. */
function support(votes: Votes, model: Model, all: number, most: number): number {
  const { count, x, y, dx, dy, xx, xy, yy, weight, tolerance } = votes;
  const right = model[0];
  const down = model[1];
  const grow = model[2];
  const turn = model[3];
  let sum = all;
  for (let at = 0; at < count && sum > most; at++) {
    const px = x[at]!;
    const py = y[at]!;
    const ex = dx[at]! - right - grow * px + turn * py;
    const ey = dy[at]! - down - turn * px - grow * py;
    const off = xx[at]! * ex * ex + 2 * xy[at]! * ex * ey + yy[at]! * ey * ey;
    sum -= weight[at]! * Math.min(1, off / tolerance[at]!);
  }
  return sum;
}

/** The model through two votes; undefined where they lie in one place or ask for what no camera does in a frame. */
function through(votes: Votes, a: number, b: number): Model | undefined {
  const ax = votes.x[a]!;
  const ay = votes.y[a]!;
  const x = votes.x[b]! - ax;
  const y = votes.y[b]! - ay;
  const u = votes.dx[b]! - votes.dx[a]!;
  const v = votes.dy[b]! - votes.dy[a]!;
  const square = x * x + y * y;
  if (square < 64) return undefined;
  const grow = (u * x + v * y) / square;
  const turn = (v * x - u * y) / square;
  if (Math.abs(grow) > 0.15 || Math.abs(turn) > 0.15) return undefined;
  return [votes.dx[a]! - grow * ax + turn * ay, votes.dy[a]! - turn * ax - grow * ay, grow, turn];
}

/** Least squares over the votes, each by its weight times its trust. */
function fit(votes: Votes, trust: Float64Array): Model {
  const m = matrix.fill(0);
  for (let at = 0; at < votes.count; at++) {
    const w = votes.weight[at]! * trust[at]!;
    if (w <= 0) continue;
    const x = votes.x[at]!;
    const y = votes.y[at]!;
    const dx = votes.dx[at]!;
    const dy = votes.dy[at]!;
    const a = votes.xx[at]! * w;
    const b = votes.xy[at]! * w;
    const c = votes.yy[at]! * w;
    // What growing by x, y and turning by −y, x weigh.
    const p = a * x + b * y;
    const q = b * x + c * y;
    const r = b * x - a * y;
    const s = c * x - b * y;
    const u = a * dx + b * dy;
    const v = b * dx + c * dy;
    m[0]! += a;
    m[1]! += b;
    m[2]! += p;
    m[3]! += r;
    m[4]! += u;
    m[6]! += c;
    m[7]! += q;
    m[8]! += s;
    m[9]! += v;
    m[12]! += x * p + y * q;
    m[13]! += x * r + y * s;
    m[14]! += x * u + y * v;
    m[18]! += x * s - y * r;
    m[19]! += x * v - y * u;
  }
  m[0]! += 1e-6;
  m[6]! += 1e-6;
  m[12]! += SHY;
  m[18]! += SHY;
  m[5] = m[1]!;
  m[10] = m[2]!;
  m[11] = m[7]!;
  m[15] = m[3]!;
  m[16] = m[8]!;
  m[17] = m[13]!;
  return solved(m);
}

/** Gauss's elimination of four rows of five; the matrix is positive definite, so nothing need be swapped. */
function solved(m: Float64Array): Model {
  for (let i = 0; i < 4; i++) {
    for (let row = i + 1; row < 4; row++) {
      const part = m[row * 5 + i]! / m[i * 5 + i]!;
      for (let column = i; column < 5; column++) m[row * 5 + column]! -= part * m[i * 5 + column]!;
    }
  }
  const out = [0, 0, 0, 0];
  for (let i = 3; i >= 0; i--) {
    let value = m[i * 5 + 4]!;
    for (let column = i + 1; column < 4; column++) value -= m[i * 5 + column]! * out[column]!;
    out[i] = value / m[i * 5 + i]!;
  }
  return out as unknown as Model;
}

/** Sharpens a model on the votes that go with it: reweighted least squares, Geman and McClure's weights. */
function sharpen(votes: Votes, start: Model): Model {
  const { count, tolerance, trust, sorted } = votes;
  let model = start;
  for (let round = 0; round <= ROUNDS; round++) {
    offOf(votes, model, trust);
    let near = 0;
    for (let at = 0; at < count; at++) {
      if (trust[at]! < tolerance[at]!) sorted[near++] = trust[at]!;
      else trust[at] = Number.POSITIVE_INFINITY;
    }
    const middle = near === 0 ? 0 : sorted.subarray(0, near).sort()[near >> 1]!;
    const scale = Math.max(FINEST * FINEST, 2 * middle);
    // All that go with the first guess count the same: it may be off by more than they are.
    for (let at = 0; at < count; at++) {
      if (trust[at] === Number.POSITIVE_INFINITY) trust[at] = 0;
      else if (round === 0) trust[at] = 1;
      else {
        const part = 1 + trust[at]! / scale;
        trust[at] = 1 / (part * part);
      }
    }
    model = fit(votes, trust);
  }
  return model;
}

/** The same numbers on every run: what is drawn must not make two logs of one film differ. */
const DRAWS = (() => {
  let state = 0x2545f491;
  return Float64Array.from({ length: 2 * PAIRS }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  });
})();

/**
 * The motion that most of the picture shares: RANSAC (Fischler and Bolles, 1981; scored as MSAC) over the blocks' own
 * shifts and over pairs of them, then least squares on those that agree. What moves otherwise, a person in front of the
 * camera, does not count. Undefined with fewer than three blocks.
 */
export function consensus(blocks: readonly BlockMotion[]): Consensus | undefined {
  if (blocks.length < 3) return undefined;
  const votes = votesOf(blocks);
  const { count, weight, tolerance, off } = votes;
  let all = 0;
  for (let at = 0; at < count; at++) all += weight[at]!;
  let best: Model = STILL;
  let most = support(votes, best, all, 0);
  const still = most;
  const enough = ENOUGH * all;
  const propose = (model: Model): void => {
    const sum = support(votes, model, all, most);
    if (sum <= most) return;
    most = sum;
    best = model;
  };
  for (let at = 0; at < count && most < enough; at++) propose([votes.dx[at]!, votes.dy[at]!, 0, 0]);
  for (let pair = 0; pair < PAIRS && most < enough; pair++) {
    const a = Math.floor(DRAWS[2 * pair]! * count);
    const b = Math.floor(DRAWS[2 * pair + 1]! * count);
    const model = through(votes, a, b);
    if (model !== undefined) propose(model);
  }
  const model = sharpen(votes, still >= STANDS * most ? STILL : best);
  offOf(votes, model, off);
  let agree = 0;
  let squares = 0;
  for (let at = 0; at < count; at++) {
    if (off[at]! >= tolerance[at]!) continue;
    agree += weight[at]!;
    squares += weight[at]! * off[at]!;
  }
  const [right, down, grow, turn] = model;
  return {
    right,
    down,
    grow,
    turn,
    share: all === 0 ? 0 : agree / all,
    off: agree === 0 ? 0 : Math.sqrt(squares / agree),
  };
}
