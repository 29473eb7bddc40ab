/** Cubic pieces along one axis: few enough that a look cannot follow every colour by itself, which is what bands. */
const PIECES = 5;
/** Control points along one axis. */
export const POINTS = PIECES + 3;
/** Control points of the whole lattice; red changes fastest. */
export const CONTROLS = POINTS ** 3;

/** Knots of the clamped uniform cubic B-spline over 0 to 1. */
const KNOTS = Float64Array.from({ length: POINTS + 4 }, (_, at) => Math.min(PIECES, Math.max(0, at - 3)) / PIECES);

/** The places at which control points stand: with each at its own place the spline is the identity. */
export const GREVILLE = Float64Array.from(
  { length: POINTS },
  (_, at) => (KNOTS[at + 1]! + KNOTS[at + 2]! + KNOTS[at + 3]!) / 3,
);

/** Weights of four control points in a row, the first one `first`; they sum to 1 (Cox and de Boor). */
function basis(value: number): { readonly first: number; readonly weights: readonly number[] } {
  const x = Math.min(1, Math.max(0, value));
  const piece = Math.min(PIECES - 1, Math.floor(x * PIECES));
  const span = piece + 3;
  const weights = [1, 0, 0, 0];
  for (let degree = 1; degree <= 3; degree++) {
    let saved = 0;
    for (let at = 0; at < degree; at++) {
      const right = KNOTS[span + at + 1]!;
      const left = KNOTS[span + at + 1 - degree]!;
      const part = weights[at]! / (right - left);
      weights[at] = saved + (right - x) * part;
      saved = (x - left) * part;
    }
    weights[degree] = saved;
  }
  return { first: piece, weights };
}

/** Which control points each colour hangs on, and by how much: 64 of them a colour. */
export interface Hold {
  readonly points: Int32Array;
  readonly weights: Float64Array;
}

/** @param colours R G B, 0 to 1, one behind the other */
export function holdOf(colours: Float64Array): Hold {
  const count = colours.length / 3;
  const points = new Int32Array(64 * count);
  const weights = new Float64Array(64 * count);
  for (let one = 0; one < count; one++) {
    const red = basis(colours[3 * one]!);
    const green = basis(colours[3 * one + 1]!);
    const blue = basis(colours[3 * one + 2]!);
    let at = 64 * one;
    for (let b = 0; b < 4; b++) {
      for (let g = 0; g < 4; g++) {
        const outer = blue.weights[b]! * green.weights[g]!;
        const row = red.first + POINTS * (green.first + g + POINTS * (blue.first + b));
        for (let r = 0; r < 4; r++) {
          points[at] = row + r;
          weights[at++] = outer * red.weights[r]!;
        }
      }
    }
  }
  return { points, weights };
}

/** The lattice that changes nothing: three channels, one behind the other. */
export function identityLattice(): Float64Array {
  const controls = new Float64Array(3 * CONTROLS);
  for (let at = 0; at < CONTROLS; at++) {
    controls[at] = GREVILLE[at % POINTS]!;
    controls[CONTROLS + at] = GREVILLE[Math.floor(at / POINTS) % POINTS]!;
    controls[2 * CONTROLS + at] = GREVILLE[Math.floor(at / POINTS ** 2)]!;
  }
  return controls;
}

/** What the lattice makes of the colours that `hold` was made of: R G B, one behind the other. */
export function shown({ points, weights }: Hold, controls: Float64Array): Float64Array {
  const count = points.length / 64;
  const out = new Float64Array(3 * count);
  for (let one = 0; one < count; one++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let at = 64 * one; at < 64 * one + 64; at++) {
      const point = points[at]!;
      const weight = weights[at]!;
      red += weight * controls[point]!;
      green += weight * controls[CONTROLS + point]!;
      blue += weight * controls[2 * CONTROLS + point]!;
    }
    out[3 * one] = red;
    out[3 * one + 1] = green;
    out[3 * one + 2] = blue;
  }
  return out;
}

/** How stiff the lattice is, and how hard it holds to the identity where no colour pulls at it. */
export interface Stiffness {
  readonly bending: number;
  readonly identity: number;
}

/**
 * Finds the lattice that brings colours to their targets by least squares: mean squared distance, plus the bending
 * energy of a thin plate (nothing for a lattice that is flat, such as an affine change), plus the distance from the
 * identity. The colours stay, so the matrix is taken apart once.
 */
export class LatticeFit {
  readonly #hold: Hold;
  readonly #factor: Float64Array;
  readonly #identity: number;

  constructor(hold: Hold, { bending, identity }: Stiffness) {
    this.#hold = hold;
    this.#identity = identity / CONTROLS;
    const matrix = new Float64Array(CONTROLS * CONTROLS);
    const { points, weights } = hold;
    const share = 64 / points.length;
    for (let from = 0; from < points.length; from += 64) {
      for (let row = from; row < from + 64; row++) {
        const start = points[row]! * CONTROLS;
        const weight = weights[row]! * share;
        for (let column = from; column <= row; column++) matrix[start + points[column]!]! += weight * weights[column]!;
      }
    }
    addBending(matrix, bending);
    for (let at = 0; at < CONTROLS; at++) matrix[at * CONTROLS + at]! += this.#identity;
    this.#factor = cholesky(matrix);
  }

  /** @param targets R G B of each colour */
  solve(targets: Float64Array): Float64Array {
    const { points, weights } = this.#hold;
    const out = identityLattice();
    const share = 64 / points.length;
    for (let channel = 0; channel < 3; channel++) {
      const side = out.subarray(channel * CONTROLS, (channel + 1) * CONTROLS);
      for (let at = 0; at < CONTROLS; at++) side[at]! *= this.#identity;
      for (let at = 0; at < points.length; at++) {
        side[points[at]!]! += share * weights[at]! * targets[3 * (at >> 6) + channel]!;
      }
      solveInPlace(this.#factor, side);
    }
    return out;
  }
}

/** Adds the squares of second divided differences along each axis and across each pair of axes, below the diagonal. */
function addBending(matrix: Float64Array, bending: number): void {
  const share = bending / CONTROLS;
  const add = (terms: readonly (readonly [point: number, weight: number])[], factor: number): void => {
    for (const [row, a] of terms) {
      for (const [column, b] of terms) if (column <= row) matrix[row * CONTROLS + column]! += factor * share * a * b;
    }
  };
  const steps = [1, POINTS, POINTS * POINTS] as const;
  for (let point = 0; point < CONTROLS; point++) {
    const places = [point % POINTS, Math.floor(point / POINTS) % POINTS, Math.floor(point / POINTS ** 2)] as const;
    for (let axis = 0; axis < 3; axis++) {
      const step = steps[axis]!;
      const at = places[axis]!;
      if (at >= 1 && at < POINTS - 1) {
        const before = GREVILLE[at]! - GREVILLE[at - 1]!;
        const behind = GREVILLE[at + 1]! - GREVILLE[at]!;
        const half = (before + behind) / 2;
        const terms = [
          [point - step, 1 / (before * half)],
          [point, -1 / (before * half) - 1 / (behind * half)],
          [point + step, 1 / (behind * half)],
        ] as const;
        add(terms, 1);
      }
      for (let other = axis + 1; other < 3; other++) {
        const to = places[other]!;
        if (at === POINTS - 1 || to === POINTS - 1) continue;
        const area = (GREVILLE[at + 1]! - GREVILLE[at]!) * (GREVILLE[to + 1]! - GREVILLE[to]!);
        const across = steps[other]!;
        const terms = [
          [point, 1 / area],
          [point + step, -1 / area],
          [point + across, -1 / area],
          [point + step + across, 1 / area],
        ] as const;
        add(terms, 2);
      }
    }
  }
}

/** The lower triangle of a symmetric matrix as L of L Lᵀ, in place. */
function cholesky(matrix: Float64Array): Float64Array {
  for (let row = 0; row < CONTROLS; row++) {
    const start = row * CONTROLS;
    for (let column = 0; column <= row; column++) {
      const other = column * CONTROLS;
      let sum = matrix[start + column]!;
      for (let at = 0; at < column; at++) sum -= matrix[start + at]! * matrix[other + at]!;
      matrix[start + column] = column === row ? Math.sqrt(Math.max(sum, 1e-300)) : sum / matrix[other + column]!;
    }
  }
  return matrix;
}

function solveInPlace(factor: Float64Array, side: Float64Array): void {
  for (let row = 0; row < CONTROLS; row++) {
    let sum = side[row]!;
    for (let at = 0; at < row; at++) sum -= factor[row * CONTROLS + at]! * side[at]!;
    side[row] = sum / factor[row * CONTROLS + row]!;
  }
  for (let row = CONTROLS - 1; row >= 0; row--) {
    const value = side[row]! / factor[row * CONTROLS + row]!;
    side[row] = value;
    for (let at = 0; at < row; at++) side[at]! -= factor[row * CONTROLS + at]! * value;
  }
}
