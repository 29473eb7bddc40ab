import { type BradleyTerryModel, bradleyTerry, type Comparison, preferenceChance, pulls } from '@second-unit/learning';
import { type FeatureName, WEIGHTS, type Weights } from '../weights.ts';
import { boundsOf } from './bounds.ts';
import type { FeatureValues, TastePair } from './pairs.ts';
import { type Belief, lineAtMode, lineThrough, shareAbove } from './posterior-share.ts';

/** What a person's decisions made of the weights. */
export interface Taste {
  /** For the next proposals: multiples of a sixteenth, as shipped where nothing was learned. */
  readonly weights: Weights;
  /** How many pairs, of how many decisions, it was learned from. */
  readonly pairs: number;
  readonly decisions: number;
  /** Weights that are not as shipped, the surest first. */
  readonly changed: readonly TasteChange[];
  /** Share of what was not known of the weights that the decisions settled, 0 to 1. */
  readonly sureness: number;
  /** Each tenth of the decisions foretold from the others; absent for fewer than ten. */
  readonly foretold?: Foretold;
}

export interface TasteChange {
  /** The feature whose weight it is. */
  readonly term: FeatureName;
  /** As shipped. */
  readonly from: number;
  readonly to: number;
  /** Chance that the person's own weight lies on this side of the shipped one, within its bounds, 0 to 1. */
  readonly sure: number;
  /** Decisions that moved it this way, the strongest first, and by how much each did. */
  readonly why: readonly { readonly decision: string; readonly by: number }[];
}

export interface Foretold {
  readonly of: number;
  readonly byTaste: number;
  /** By the weights as they ship, for comparison. */
  readonly asShipped: number;
}

/** What is believed of anybody's taste before they decided anything. */
export interface TastePrior {
  /** Standard deviation of a weight, as a share of its shipped size, and at least so much. */
  readonly spread: number;
  readonly least: number;
  /** How sharply people choose: median of the log odds by one of worth, and the deviation of its logarithm. */
  readonly sharpness: { readonly median: number; readonly deviation: number };
}

/** Chosen on simulated editors of other seeds than those that are reported: `bench/editing-taste.ts`. */
const TASTE_PRIOR: TastePrior = { spread: 0.6, least: 0.4, sharpness: { median: 1.25, deviation: 0.5 } };

const NAMES = Object.keys(WEIGHTS) as readonly FeatureName[];
/** Folds of `foretold`. */
const FOLDS = 10;

/**
 * The taste that pairs tell of, by Bradley–Terry's model around the shipped weights. The same pairs
 * in the same order give the same taste; without pairs it is the shipped weights.
 */
export function learnTaste(pairs: readonly TastePair[], prior: TastePrior = TASTE_PRIOR): Taste {
  const fitted = fitTaste(pairs, prior);
  const decisions = [...new Set(pairs.map(({ decision }) => decision))];
  const foretold = foretell(pairs, decisions, prior);
  return {
    weights: fitted.weights,
    pairs: pairs.length,
    decisions: decisions.length,
    changed: changesOf(fitted, pairs, prior),
    sureness: pairs.length === 0 ? 0 : surenessOf(fitted),
    ...(foretold ? { foretold } : {}),
  };
}

/** A taste as the model has it, before anything is said of it. */
export interface FittedTaste {
  readonly model: BradleyTerryModel;
  /** By feature; 0 where the weight stands at a bound. */
  readonly deviations: readonly number[];
  readonly weights: Weights;
}

/** Releases of one weight, after which it stays at its bound: the problem is not convex, and could go in circles. */
const MOST_RELEASES = 3;

/**
 * The model of the pairs, and its weights in sixteenths within their bounds: the most probable weights that lie within
 * all bounds, found by an active set. What would go beyond its bound stands at it, the farthest first, and the others
 * are fitted around that; what the pairs and the prior then pull back inside is let go again.
 */
export function fitTaste(pairs: readonly TastePair[], prior: TastePrior = TASTE_PRIOR): FittedTaste {
  const comparisons = pairs.map(comparisonOf);
  const belief = beliefOf(prior);
  const { bounds, deviation } = belief;
  const held = new Map<number, number>();
  const releases = new Map<number, number>();
  for (;;) {
    const model = fitAround(comparisons, belief, held);
    const beyond = NAMES.map((_, j) => {
      if (deviation[j] === 0 || held.has(j)) return 0;
      const { least, most } = bounds[j]!;
      return Math.max(least - model.weights[j]!, model.weights[j]! - most) / deviation[j]!;
    });
    const worst = largest(beyond);
    if (worst !== undefined) {
      const { least, most } = bounds[worst]!;
      held.set(worst, model.weights[worst]! < least ? least : most);
      continue;
    }
    const inwards = inwardsOf(model, comparisons, belief, held);
    const loose = largest(inwards.map((by, j) => ((releases.get(j) ?? 0) < MOST_RELEASES ? by : 0)));
    if (loose === undefined) {
      return {
        model,
        deviations: deviation.map((one, j) => (held.has(j) ? 0 : one)),
        weights: Object.fromEntries(NAMES.map((name, j) => [name, sixteenth(model.weights[j]!)])) as Weights,
      };
    }
    held.delete(loose);
    releases.set(loose, (releases.get(loose) ?? 0) + 1);
  }
}

function beliefOf(prior: TastePrior): Belief {
  const bounds = NAMES.map(boundsOf);
  return {
    mean: NAMES.map((name): number => WEIGHTS[name]),
    deviation: NAMES.map((name, j) =>
      bounds[j]!.least === bounds[j]!.most ? 0 : Math.max(prior.least, prior.spread * Math.abs(WEIGHTS[name])),
    ),
    bounds,
    sharpness: prior.sharpness,
  };
}

/** The mode with some weights held where they are said to be. */
function fitAround(
  comparisons: readonly Comparison[],
  { mean, deviation, sharpness }: Belief,
  held: ReadonlyMap<number, number>,
): BradleyTerryModel {
  return bradleyTerry(comparisons, {
    mean: mean.map((one, j) => held.get(j) ?? one),
    deviation: deviation.map((one, j) => (held.has(j) ? 0 : one)),
    sharpness,
  });
}

/** How strongly each held weight is pulled back inside its bounds, in deviations; 0 or less where it is pushed outwards. */
function inwardsOf(
  model: BradleyTerryModel,
  comparisons: readonly Comparison[],
  { mean, deviation, bounds }: Belief,
  held: ReadonlyMap<number, number>,
): number[] {
  const pull = pulls(model, comparisons);
  return NAMES.map((_, j) => {
    const at = held.get(j);
    if (at === undefined) return 0;
    const up = comparisons.reduce((sum, { difference }, index) => sum + pull[index]! * difference[j]!, 0);
    const force = up - (at - mean[j]!) / deviation[j]! ** 2;
    return (at === bounds[j]!.least ? force : -force) * deviation[j]!;
  });
}

/** Place of the largest number that is above 0 by more than rounding. */
function largest(numbers: readonly number[]): number | undefined {
  const most = Math.max(...numbers);
  return most > 1e-9 ? numbers.indexOf(most) : undefined;
}

/** Chance that this person prefers what has so much more of each feature, with what is not known of them counted in. */
export function tasteChance({ model }: FittedTaste, difference: FeatureValues, offset = 0): number {
  return preferenceChance(model, row(difference), offset);
}

function row(difference: FeatureValues): Float64Array {
  return Float64Array.from(NAMES, (name) => difference[name] ?? 0);
}

function comparisonOf({ difference, weight, offset }: TastePair): Comparison {
  return { difference: row(difference), weight, offset };
}

function sixteenth(weight: number): number {
  // + 0: no −0 in a ledger.
  return Math.round(weight * 16) / 16 + 0;
}

function changesOf(
  { model, deviations, weights }: FittedTaste,
  pairs: readonly TastePair[],
  prior: TastePrior,
): TasteChange[] {
  const comparisons = pairs.map(comparisonOf);
  const pull = pulls(model, comparisons);
  const belief = beliefOf(prior);
  const held = new Map(
    NAMES.flatMap((_, j): [number, number][] =>
      deviations[j] === 0 && belief.deviation[j]! > 0 ? [[j, model.weights[j]!]] : [],
    ),
  );
  return NAMES.flatMap((term, j): TasteChange[] => {
    const [from, to]: [number, number] = [WEIGHTS[term], weights[term]];
    if (from === to) return [];
    const towards = Math.sign(to - from);
    // A weight at its bound has no deviation left; how it came there is told by the pulls alone.
    const scale = deviations[j]! > 0 ? deviations[j]! ** 2 : 1;
    const by = new Map<string, number>();
    pairs.forEach(({ decision, difference }, index) => {
      by.set(decision, (by.get(decision) ?? 0) + scale * pull[index]! * (difference[term] ?? 0));
    });
    const why = [...by]
      .filter(([, amount]) => amount * towards > 0)
      .map(([decision, amount]) => ({ decision, by: amount }))
      .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by));
    const line = held.has(j)
      ? lineThrough(model, fitAround(comparisons, belief, new Map([...held, [j, from]])), j)
      : lineAtMode(model, j);
    const above = shareAbove(from, j, line, comparisons, belief);
    return [{ term, from, to, sure: towards > 0 ? above : 1 - above, why }];
  }).toSorted((a, b) => b.sure - a.sure || (a.term < b.term ? -1 : 1));
}

function surenessOf({ model, deviations }: FittedTaste): number {
  const width = NAMES.length + 1;
  const shares = deviations.flatMap((deviation, j) =>
    deviation > 0 ? [1 - model.covariance[j * width + j]! / deviation ** 2] : [],
  );
  return shares.length === 0 ? 0 : Math.max(0, shares.reduce((sum, share) => sum + share, 0) / shares.length);
}

function foretell(pairs: readonly TastePair[], decisions: readonly string[], prior: TastePrior): Foretold | undefined {
  if (decisions.length < FOLDS) return undefined;
  const fold = new Map(decisions.map((decision, index) => [decision, index % FOLDS]));
  // Of each decision the pair that says most.
  const main = new Map<string, TastePair>();
  for (const pair of pairs) {
    if (pair.weight > (main.get(pair.decision)?.weight ?? 0)) main.set(pair.decision, pair);
  }
  let [byTaste, asShipped] = [0, 0];
  for (let left = 0; left < FOLDS; left++) {
    const { model } = fitTaste(
      pairs.filter(({ decision }) => fold.get(decision) !== left),
      prior,
    );
    for (const [decision, { difference, offset }] of main) {
      if (fold.get(decision) !== left) continue;
      const worth = (weights: (j: number) => number) =>
        row(difference).reduce((sum, value, j) => sum + value * weights(j), offset);
      if (worth((j) => model.weights[j]!) > 0) byTaste++;
      if (worth((j) => WEIGHTS[NAMES[j]!]) > 0) asShipped++;
    }
  }
  return { of: decisions.length, byTaste, asShipped };
}
