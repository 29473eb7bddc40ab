/** One choice of one alternative among several. */
export interface Choice {
  /** Weights that only choices of the same group share, besides those that all share. */
  readonly group: number;
  /** A row a feature, a value an alternative: first those whose weights all groups share wholly. */
  readonly rows: readonly Float64Array[];
  /** How much each alternative was chosen; sums to one. */
  readonly chosen: Float64Array;
}

export interface LogitOptions {
  readonly groups: number;
  /** How many rows, from the first, have one weight for all groups. */
  readonly common: number;
  /** Pull of those to their start, and of the shared part of the others to zero, half of the squares. */
  readonly ridge: number;
  /** Pull of each group's weights to the shared part. */
  readonly groupRidge: number;
  /** Where the common weights start, and what they are pulled to. */
  readonly start: number;
}

export interface LogitFit {
  readonly common: readonly number[];
  /** By group, the weights of the other rows. */
  readonly groups: readonly (readonly number[])[];
}

const ROUNDS = 12;

/**
 * McFadden's conditional logit with weights that groups share in part (a shared vector and small departures from it),
 * by Newton's method: convex, and the same every time.
 */
export function fitConditionalLogit(choices: readonly Choice[], options: LogitOptions): LogitFit {
  const { groups, common, ridge, groupRidge, start } = options;
  const rows = choices[0]?.rows.length ?? common;
  const own = rows - common;
  const size = common + own + groups * own;
  const theta = new Float64Array(size).fill(0);
  theta.fill(start, 0, common);
  for (let round = 0; round < ROUNDS; round++) {
    const slope = new Float64Array(size);
    const curve = Array.from({ length: size }, () => new Float64Array(size));
    for (let at = 0; at < size; at++) {
      const pull = at < common + own ? ridge : groupRidge;
      slope[at] = -pull * ((theta[at] ?? 0) - (at < common ? start : 0));
      (curve[at] as Float64Array)[at] = pull;
    }
    for (const choice of choices) learn(choice, theta, common, own, slope, curve);
    const step = solve(curve, slope);
    for (let at = 0; at < size; at++) theta[at] = (theta[at] ?? 0) + (step[at] ?? 0);
    if (Math.hypot(...step) < 1e-9) break;
  }
  const shared = theta.slice(common, common + own);
  return {
    common: [...theta.slice(0, common)],
    groups: Array.from({ length: groups }, (_, group) =>
      [...shared].map((value, at) => value + (theta[common + own + group * own + at] ?? 0)),
    ),
  };
}

/** Adds one choice's slope and curvature of the log-likelihood. */
function learn(
  choice: Choice,
  theta: Float64Array,
  common: number,
  own: number,
  slope: Float64Array,
  curve: readonly Float64Array[],
): void {
  const departures = common + own + choice.group * own;
  // Where each weight stands, and the row that it weighs: a row of a group counts for the shared and for its own weight.
  const places: { at: number; row: Float64Array }[] = [];
  for (const [at, row] of choice.rows.entries()) {
    places.push({ at, row });
    if (at >= common) places.push({ at: departures + at - common, row });
  }
  const count = choice.chosen.length;
  const odds = new Float64Array(count);
  for (const { at, row } of places) {
    for (let one = 0; one < count; one++) odds[one] = (odds[one] ?? 0) + (theta[at] ?? 0) * (row[one] ?? 0);
  }
  const most = odds.reduce((top, value) => Math.max(top, value), Number.NEGATIVE_INFINITY);
  const raised = odds.map((value) => Math.exp(value - most));
  const total = raised.reduce((sum, value) => sum + value, 0);
  const chance = raised.map((value) => value / total);
  const means = places.map(({ row }) => row.reduce((sum, value, one) => sum + value * (chance[one] ?? 0), 0));
  for (const [first, { at, row }] of places.entries()) {
    const mean = means[first] ?? 0;
    const told = row.reduce((sum, value, one) => sum + value * (choice.chosen[one] ?? 0), 0);
    slope[at] = (slope[at] ?? 0) + told - mean;
    for (const [second, other] of places.entries()) {
      let both = 0;
      for (let one = 0; one < count; one++) both += (chance[one] ?? 0) * (row[one] ?? 0) * (other.row[one] ?? 0);
      const line = curve[at] as Float64Array;
      line[other.at] = (line[other.at] ?? 0) + both - mean * (means[second] ?? 0);
    }
  }
}

/** Solves a symmetric positive definite system by Cholesky's decomposition. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const lower = matrix.map((row) => Float64Array.from(row));
  const cell = (row: number, column: number): number => lower[row]?.[column] ?? 0;
  for (let column = 0; column < size; column++) {
    for (let row = column; row < size; row++) {
      let sum = cell(row, column);
      for (let before = 0; before < column; before++) sum -= cell(row, before) * cell(column, before);
      (lower[row] as Float64Array)[column] = row === column ? Math.sqrt(sum) : sum / cell(column, column);
    }
  }
  const answer = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    for (let before = 0; before < row; before++)
      answer[row] = (answer[row] ?? 0) - cell(row, before) * (answer[before] ?? 0);
    answer[row] = (answer[row] ?? 0) / cell(row, row);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let after = row + 1; after < size; after++)
      answer[row] = (answer[row] ?? 0) - cell(after, row) * (answer[after] ?? 0);
    answer[row] = (answer[row] ?? 0) / cell(row, row);
  }
  return answer;
}
