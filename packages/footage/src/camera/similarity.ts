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

interface Vote {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** Products of slopes, of trace 1. */
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
  readonly weight: number;
  readonly tolerance: number;
}

function voteOf({ x, y, dx, dy, xx, xy, yy, error }: BlockMotion): Vote {
  const trace = xx + yy;
  const variance = (error + ROUNDING) / (PIXELS * trace);
  return {
    x,
    y,
    dx,
    dy,
    xx: xx / trace,
    xy: xy / trace,
    yy: yy / trace,
    weight: 1 / (1 + variance / (FIRM * FIRM)) / (1 + (LEFT * error) / trace),
    tolerance: TOLERANCE + PER_PIXEL * Math.hypot(dx, dy),
  };
}

/** Squared pixels that a vote is off a model, as far as its slopes can tell. */
function off({ x, y, dx, dy, xx, xy, yy }: Vote, [right, down, grow, turn]: Model): number {
  const ex = dx - right - grow * x + turn * y;
  const ey = dy - down - turn * x - grow * y;
  return xx * ex * ex + 2 * xy * ex * ey + yy * ey * ey;
}

function support(votes: readonly Vote[], model: Model): number {
  let sum = 0;
  for (const vote of votes) {
    const part = off(vote, model) / (vote.tolerance * vote.tolerance);
    if (part < 1) sum += vote.weight * (1 - part);
  }
  return sum;
}

/** The model through two votes; undefined where they lie in one place or ask for what no camera does in a frame. */
function through(a: Vote, b: Vote): Model | undefined {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const [u, v] = [b.dx - a.dx, b.dy - a.dy];
  const square = x * x + y * y;
  if (square < 64) return undefined;
  const grow = (u * x + v * y) / square;
  const turn = (v * x - u * y) / square;
  if (Math.abs(grow) > 0.15 || Math.abs(turn) > 0.15) return undefined;
  return [a.dx - grow * a.x + turn * a.y, a.dy - turn * a.x - grow * a.y, grow, turn];
}

/** Least squares over the votes, each by its weight times its trust. */
function fit(votes: readonly Vote[], trust: Float64Array): Model {
  const m = new Float64Array(20);
  for (let at = 0; at < votes.length; at++) {
    const { x, y, dx, dy, xx, xy, yy, weight } = votes[at]!;
    const w = weight * trust[at]!;
    if (w <= 0) continue;
    const a = xx * w;
    const b = xy * w;
    const c = yy * w;
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
function sharpen(votes: readonly Vote[], start: Model): Model {
  const squares = new Float64Array(votes.length);
  const trust = new Float64Array(votes.length);
  let model = start;
  for (let round = 0; round <= ROUNDS; round++) {
    let near = 0;
    for (let at = 0; at < votes.length; at++) {
      const { tolerance } = votes[at]!;
      trust[at] = off(votes[at]!, model);
      if (trust[at]! < tolerance * tolerance) squares[near++] = trust[at]!;
      else trust[at] = Number.POSITIVE_INFINITY;
    }
    const middle = near === 0 ? 0 : squares.subarray(0, near).sort()[near >> 1]!;
    const scale = Math.max(FINEST * FINEST, 2 * middle);
    // All that go with the first guess count the same: it may be off by more than they are.
    for (let at = 0; at < votes.length; at++) {
      if (trust[at] === Number.POSITIVE_INFINITY) trust[at] = 0;
      else trust[at] = round === 0 ? 1 : 1 / (1 + trust[at]! / scale) ** 2;
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
  const votes = blocks.map(voteOf);
  let best: Model = STILL;
  let most = support(votes, best);
  const still = most;
  const enough = ENOUGH * votes.reduce((sum, { weight }) => sum + weight, 0);
  const propose = (model: Model): void => {
    if (most >= enough) return;
    const sum = support(votes, model);
    if (sum > most) {
      most = sum;
      best = model;
    }
  };
  for (const { dx, dy } of votes) propose([dx, dy, 0, 0]);
  for (let pair = 0; pair < PAIRS; pair++) {
    const a = votes[Math.floor(DRAWS[2 * pair]! * votes.length)]!;
    const b = votes[Math.floor(DRAWS[2 * pair + 1]! * votes.length)]!;
    const model = through(a, b);
    if (model !== undefined) propose(model);
  }
  const model = sharpen(votes, still >= STANDS * most ? STILL : best);
  let all = 0;
  let agree = 0;
  let squares = 0;
  for (const vote of votes) {
    all += vote.weight;
    const square = off(vote, model);
    if (square >= vote.tolerance * vote.tolerance) continue;
    agree += vote.weight;
    squares += vote.weight * square;
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
