/** Seconds before and behind a moment over which a path is smoothed: slower than this is movement, faster trembling. */
const HALF_SMOOTH = 0.6;

/** For each moment the first and, exclusive, the last that lie within `half` seconds of it. */
function* windows(times: readonly number[], half: number): Generator<readonly [at: number, from: number, to: number]> {
  let from = 0;
  let to = 0;
  for (const [at, time] of times.entries()) {
    while (times[from]! < time - half) from++;
    while (to < times.length && times[to]! <= time + half) to++;
    yield [at, from, to];
  }
}

/** Speed of `values` at each moment: slope of the line through those within `half` seconds of it (least squares). */
export function localSlope(times: readonly number[], values: readonly number[], half: number): Float64Array {
  const out = new Float64Array(times.length);
  for (const [at, from, to] of windows(times, half)) {
    let meanT = 0;
    let meanV = 0;
    for (let one = from; one < to; one++) {
      meanT += times[one]!;
      meanV += values[one]!;
    }
    meanT /= to - from;
    meanV /= to - from;
    let square = 0;
    let product = 0;
    for (let one = from; one < to; one++) {
      square += (times[one]! - meanT) ** 2;
      product += (times[one]! - meanT) * (values[one]! - meanV);
    }
    out[at] = square === 0 ? 0 : product / square;
  }
  return out;
}

/** How a path trembles, in its own unit. */
export interface Trembling {
  /** Root mean square of what is left of it once it is smoothed. */
  readonly all: number;
  /** The same as most of its moments have it: one jolt, or a move that turns round, does not count. */
  readonly usual: number;
}

/** Median of a square of two bells, in parts of its mean. */
const MEDIAN_PART = Math.LN2;

/**
 * Trembling of a path in two directions. Smoothing is by a parabola through each second or so (Savitzky and Golay's, for
 * moments of any distance), so that a move that speeds up or slows down does not tremble.
 */
export function trembling(times: readonly number[], across: readonly number[], down: readonly number[]): Trembling {
  const squares = new Float64Array(times.length);
  for (const [at, from, to] of windows(times, HALF_SMOOTH)) {
    squares[at] = fromParabola(times, across, at, from, to) ** 2 + fromParabola(times, down, at, from, to) ** 2;
  }
  const mean = squares.reduce((sum, square) => sum + square, 0) / Math.max(1, squares.length);
  const median = squares.sort()[squares.length >> 1] ?? 0;
  return { all: Math.sqrt(mean), usual: Math.sqrt(Math.min(mean, median / MEDIAN_PART)) };
}

/** How far the value at a moment lies from the parabola through its window. */
function fromParabola(
  times: readonly number[],
  values: readonly number[],
  at: number,
  from: number,
  to: number,
): number {
  const here = times[at]!;
  const base = values[at]!;
  let [s1, s2, s3, s4, v0, v1, v2] = [0, 0, 0, 0, 0, 0, 0];
  for (let one = from; one < to; one++) {
    const t = times[one]! - here;
    const v = values[one]! - base;
    s1 += t;
    s2 += t * t;
    s3 += t * t * t;
    s4 += t * t * t * t;
    v0 += v;
    v1 += v * t;
    v2 += v * t * t;
  }
  const s0 = to - from;
  // Cramer's rule for the parabola's value at the moment itself.
  const det = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) + s2 * (s1 * s3 - s2 * s2);
  if (s0 < 4 || Math.abs(det) < 1e-15) return 0;
  return (v0 * (s2 * s4 - s3 * s3) - s1 * (v1 * s4 - v2 * s3) + s2 * (v1 * s3 - v2 * s2)) / det;
}
