/** One place of a film: what it is judged by, and what is true there. */
export interface Example {
  readonly values: readonly number[];
  readonly yes: boolean;
}

export interface Fit {
  readonly weights: readonly number[];
  readonly bias: number;
}

/** Pulls the weights, in units of standard deviations, a little to 0: no weight runs off where classes part cleanly. */
const RIDGE = 1e-3;
const ROUNDS = 60;

/**
 * Logistic regression by Newton's method, the same every time. Examples that say yes weigh `yesShare` of all together,
 * however few they are. Throws where there is no example of one of the two.
 */
export function fitLogistic(examples: readonly Example[], yesShare: number): Fit {
  const yes = examples.filter((one) => one.yes).length;
  const no = examples.length - yes;
  if (yes === 0 || no === 0) throw new Error(`Nothing to learn from: ${yes} examples say yes and ${no} say no.`);
  const size = examples[0]!.values.length;
  const mean = Array.from({ length: size }, (_, at) => sum(examples, ({ values }) => values[at]!) / examples.length);
  const spread = mean.map((middle, at) =>
    Math.sqrt(sum(examples, ({ values }) => (values[at]! - middle) ** 2) / examples.length + 1e-12),
  );
  const rows = examples.map((one) => ({
    x: [...one.values.map((value, at) => (value - mean[at]!) / spread[at]!), 1],
    y: one.yes ? 1 : 0,
    weight: one.yes ? yesShare / yes : (1 - yesShare) / no,
  }));
  let beta = new Array<number>(size + 1).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const slope = beta.map((value, at) => (at < size ? -RIDGE * value : 0));
    const curve = beta.map((_, i) => beta.map((_, j) => (i === j ? (i < size ? RIDGE : 1e-9) : 0)));
    for (const { x, y, weight } of rows) {
      let odds = 0;
      for (let at = 0; at <= size; at++) odds += beta[at]! * x[at]!;
      const p = 1 / (1 + Math.exp(-odds));
      for (let i = 0; i <= size; i++) {
        slope[i]! += weight * (y - p) * x[i]!;
        const steep = weight * p * (1 - p) * x[i]!;
        for (let j = 0; j <= i; j++) curve[i]![j]! += steep * x[j]!;
      }
    }
    for (let i = 0; i <= size; i++) for (let j = i + 1; j <= size; j++) curve[i]![j] = curve[j]![i]!;
    const step = solve(curve, slope);
    beta = beta.map((value, at) => value + step[at]!);
    if (Math.max(...step.map(Math.abs)) < 1e-10) break;
  }
  const weights = mean.map((_, at) => beta[at]! / spread[at]!);
  return { weights, bias: beta[size]! - sum(weights, (weight, at) => weight * mean[at]!) };
}

function sum<T>(items: readonly T[], of: (item: T, at: number) => number): number {
  return items.reduce((total, item, at) => total + of(item, at), 0);
}

/** Gaussian elimination with pivots; `a` is symmetric and positive, a handful of rows. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, at) => [...row, b[at]!]);
  const size = rows.length;
  for (let at = 0; at < size; at++) {
    let pivot = at;
    for (let row = at + 1; row < size; row++) if (Math.abs(rows[row]![at]!) > Math.abs(rows[pivot]![at]!)) pivot = row;
    [rows[at], rows[pivot]] = [rows[pivot]!, rows[at]!];
    for (let row = at + 1; row < size; row++) {
      const factor = rows[row]![at]! / rows[at]![at]!;
      for (let column = at; column <= size; column++) rows[row]![column]! -= factor * rows[at]![column]!;
    }
  }
  const x = new Array<number>(size).fill(0);
  for (let at = size - 1; at >= 0; at--) {
    let rest = rows[at]![size]!;
    for (let column = at + 1; column < size; column++) rest -= rows[at]![column]! * x[column]!;
    x[at] = rest / rows[at]![at]!;
  }
  return x;
}
