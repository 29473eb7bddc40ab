import { random, shuffled } from '@second-unit/learning';
import { ARC_SHAPES, type ArcShape, type EmotionArc } from './emotion.ts';

const STEPS = 48;
/** Standard deviation of the kernel, as a share of the script. */
const WIDTH = 0.06;
/** Fewer scenes than this have an order, but no arc. */
const FEWEST = 20;
const SHUFFLES = 59;
const FAR = 1e-6;

/** Half turns of a cosine, from low to high or from high to low. */
const TURNS: Readonly<Record<ArcShape, (at: number) => number>> = {
  rise: (at) => -Math.cos(Math.PI * at),
  fall: (at) => Math.cos(Math.PI * at),
  'fall-rise': (at) => Math.cos(2 * Math.PI * at),
  'rise-fall': (at) => -Math.cos(2 * Math.PI * at),
  'rise-fall-rise': (at) => -Math.cos(3 * Math.PI * at),
  'fall-rise-fall': (at) => Math.cos(3 * Math.PI * at),
};

const SHAPES = ARC_SHAPES.map((shape) => ({
  shape,
  curve: Array.from({ length: STEPS }, (_, step) => TURNS[shape]((step + 0.5) / STEPS)),
}));

/**
 * The arc of valence over scenes (Reagan et al. 2016, “The emotional arcs of stories are dominated by six basic
 * shapes”), or undefined of fewer than 20 scenes.
 *
 * @param values mean valence of each scene, in order
 * @param weights words of each scene
 */
export function arcOf(values: readonly number[], weights: readonly number[]): EmotionArc | undefined {
  if (values.length < FEWEST) return undefined;
  const kernel = kernelOf(weights);
  const valence = smoothed(values, kernel);
  const distances = distancesOf(valence);
  const shape = nearest(distances);
  let near = 0;
  const mixed = new Float64Array(values.length);
  for (const order of ordersOf(values.length)) {
    for (let at = 0; at < mixed.length; at++) mixed[at] = values[order[at] as number] as number;
    const other = distancesOf(smoothed(mixed, kernel));
    if (other[nearest(other)] <= distances[shape]) near++;
  }
  return { valence, shape, distances, byChance: (near + 1) / (SHUFFLES + 1) };
}

let orders: readonly Int32Array[] = [];

/** The same orders for the same number of scenes: an arc has one answer. */
function ordersOf(count: number): readonly Int32Array[] {
  if (orders[0]?.length !== count) {
    const next = random(1);
    orders = Array.from({ length: SHUFFLES }, () => shuffled(count, next));
  }
  return orders;
}

/** For each step of the arc, what each scene weighs: a Gaussian along the words of the script, summing to 1. */
function kernelOf(weights: readonly number[]): Float64Array[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const centres: number[] = [];
  let passed = 0;
  for (const weight of weights) {
    centres.push((passed + weight / 2) / total);
    passed += weight;
  }
  return Array.from({ length: STEPS }, (_, step) => {
    const at = (step + 0.5) / STEPS;
    const row = Float64Array.from(centres, (centre, index) => {
      const away = (centre - at) / WIDTH;
      // Never nothing: one scene may be longer than the kernel reaches.
      return (Math.abs(away) > 5 ? FAR : Math.exp(-0.5 * away * away)) * (weights[index] as number);
    });
    const sum = row.reduce((all, part) => all + part, 0);
    return row.map((part) => part / sum);
  });
}

function smoothed(values: ArrayLike<number>, kernel: readonly Float64Array[]): number[] {
  return kernel.map((row) => {
    let sum = 0;
    for (let index = 0; index < row.length; index++) sum += (row[index] as number) * (values[index] as number);
    return sum;
  });
}

function distancesOf(arc: readonly number[]): Record<ArcShape, number> {
  return Object.fromEntries(SHAPES.map(({ shape, curve }) => [shape, 1 - correlation(arc, curve)])) as Record<
    ArcShape,
    number
  >;
}

function nearest(distances: Readonly<Record<ArcShape, number>>): ArcShape {
  return ARC_SHAPES.reduce((best, shape) => (distances[shape] < distances[best] ? shape : best));
}

/** Pearson's r; 0 where one of the two does not change. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [(a[index] as number) - meanA, (b[index] as number) - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa * bb > 1e-18 ? ab / Math.sqrt(aa * bb) : 0;
}
