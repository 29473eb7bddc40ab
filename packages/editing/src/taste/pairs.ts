import { type Decision, Fault } from '@second-unit/evidence';
import { inPlaceOf } from '../alternatives.ts';
import { changed } from '../change.ts';
import type { Cut, CutChange, CutContext, CutProposal } from '../cut.ts';
import { standing } from '../decisions.ts';
import { type Material, materialOf } from '../material.ts';
import { carriesLine, itemParts, type Neighbour, shotOfItem } from '../objective.ts';
import { breaksOf } from '../reasons.ts';
import { type FeatureName, WEIGHTS } from '../weights.ts';

/** Values of the objective's features, summed over a cut; what is absent is 0. */
export type FeatureValues = Readonly<Partial<Record<FeatureName, number>>>;

/** One thing that somebody preferred to another, told from a decision. */
export interface TastePair {
  /** Id of the decision. */
  readonly decision: string;
  /** How much it says: 1 where somebody chose between the two, less where it is only implied. */
  readonly weight: number;
  /** What the cut has more of each feature with what was preferred than with the other. */
  readonly difference: FeatureValues;
  /** What the brief's tone makes of that difference, beside the weights. */
  readonly offset: number;
}

/** A cut and what was decided on it, oldest first. */
export interface DecidedCut {
  readonly proposal: CutProposal;
  readonly decisions: readonly Decision<CutChange>[];
  /** With the weights that the cut was proposed with: they ranked the alternatives that were seen. */
  readonly context: CutContext;
}

/** How much each kind of evidence says; chosen on simulated editors, see `bench/editing-taste.ts`. */
export interface PairWeights {
  /** Of a swap: what was chosen over what it replaced. */
  readonly swap: number;
  /** Of a swap: over the alternatives ranked higher, together. */
  readonly passedOver: number;
  /** A removal or a ban: what the cutter had as next over what went. */
  readonly remove: number;
  /** A lock: over the next alternatives, together. */
  readonly lock: number;
  readonly trim: number;
  readonly move: number;
  /** An accepted cut: over each next alternative of what was left alone, together. */
  readonly accept: number;
}

const PAIR_WEIGHTS: PairWeights = {
  swap: 1,
  passedOver: 3,
  remove: 0.5,
  lock: 3,
  trim: 1,
  move: 1,
  accept: 2,
};

/** Alternatives that a locked shot is taken to be preferred to. */
const SEEN_WITH_LOCK = 3;

/**
 * What the decisions on a cut say about taste, as pairs; decisions that were taken back, or no longer
 * fit, say nothing. All decisions made the cut what it was when the next was taken; those that are
 * not to count, as somebody else's or from before a reset, are left out of the pairs by their ids.
 */
export function tastePairs(
  { proposal, decisions, context }: DecidedCut,
  weights: PairWeights = PAIR_WEIGHTS,
): readonly TastePair[] {
  const stand = standing(decisions);
  if (stand.length === 0) return [];
  const material = materialOf(context, proposal.change.brief);
  const pairs: TastePair[] = [];
  const touched = new Set<string>();
  let cut = proposal.change;
  for (const decision of stand) {
    try {
      const after = changed(cut, decision.change, material);
      for (const { preferred, other, weight } of preferences(material, cut, after, decision.change, {
        touched,
        weights,
      })) {
        const pair = pairOf(material, decision.id, weight, preferred, other);
        if (pair) pairs.push(pair);
      }
      if ('item' in decision.change) touched.add(decision.change.item);
      cut = after;
    } catch (thrown) {
      // As in `replay`: what no longer fits is skipped.
      if (!(thrown instanceof Fault)) throw thrown;
    }
  }
  return pairs;
}

interface Preference {
  readonly preferred: Cut;
  readonly other: Cut;
  readonly weight: number;
}

interface Told {
  /** Items that somebody changed; to leave them alone afterwards says nothing new. */
  readonly touched: ReadonlySet<string>;
  readonly weights: PairWeights;
}

function preferences(
  material: Material,
  before: Cut,
  after: Cut,
  change: CutChange,
  { touched, weights }: Told,
): Preference[] {
  const over = (preferred: Cut, others: readonly Cut[], together: number): Preference[] =>
    others.map((other) => ({ preferred, other, weight: together / others.length }));
  switch (change.kind) {
    case 'swap': {
      const ranked = alternativesOf(material, before, change.item);
      const chosen = ranked.findIndex(({ shot }) => shot === change.shot);
      const passed = ranked.slice(0, Math.max(0, chosen)).map(({ cut }) => cut);
      return [...over(after, [before], weights.swap), ...over(after, passed, weights.passedOver)];
    }
    case 'remove':
    case 'ban': {
      const [next] = alternativesOf(material, before, change.item, 1);
      return next ? over(next.cut, [before], weights.remove) : [];
    }
    case 'lock': {
      const next = alternativesOf(material, before, change.item, SEEN_WITH_LOCK);
      return over(
        before,
        next.map(({ cut }) => cut),
        weights.lock,
      );
    }
    case 'accept': {
      const alone = before.items.filter(({ id, locked }) => !locked && !touched.has(id));
      const next = alone.flatMap(({ id }) => alternativesOf(material, before, id, 1));
      return over(
        before,
        next.map(({ cut }) => cut),
        weights.accept,
      );
    }
    case 'trim':
      return over(after, [before], weights.trim);
    case 'move':
      return over(after, [before], weights.move);
    default:
      // What is said of looks and cards, or of a whole cut against nothing else, is about no feature.
      return [];
  }
}

/** As many alternatives as somebody is shown. */
const SHOWN = 12;

/** The cut with each of the alternatives that somebody saw for a place, best first. */
function alternativesOf(material: Material, cut: Cut, item: string, most = SHOWN) {
  const at = cut.items.findIndex(({ id }) => id === item);
  if (at < 0) return [];
  return inPlaceOf(material, cut, at)
    .others.slice(0, most)
    .map(({ placement: { shot } }) => ({
      shot: shot.shot.id,
      cut: changed(cut, { kind: 'swap', item, shot: shot.shot.id }, material),
    }));
}

/**
 * The difference of two cuts, feature by feature. Where one is longer, its extra time is valued as
 * the other spends its own on average: a trailer has the length that it has, so that time saved on
 * one shot goes to the others.
 */
export function differenceOf(material: Material, preferred: Cut, other: Cut): FeatureValues {
  const [a, b] = [valuesOf(material, preferred), valuesOf(material, other)];
  const frames = framesOf(other);
  const extra = frames === 0 ? 0 : (framesOf(preferred) - frames) / frames;
  const difference: Partial<Record<FeatureName, number>> = {};
  for (const name of Object.keys(WEIGHTS) as FeatureName[]) {
    const value = (a[name] ?? 0) - (b[name] ?? 0) * (1 + extra);
    if (Math.abs(value) > 1e-9) difference[name] = value;
  }
  return difference;
}

/** Every feature of a cut: the same that its reasons name, summed. Items that the log no longer has are left out. */
export function valuesOf(planned: Material, { items, cards }: Pick<Cut, 'items' | 'cards'>): FeatureValues {
  const material = { ...planned, breaks: breaksOf(items, cards ?? [], planned.context.log.media) };
  const values: Partial<Record<FeatureName, number>> = {};
  let start = 0;
  let before: Neighbour | undefined;
  for (const item of items) {
    const shot = shotOfItem(material, item);
    if (shot) {
      const placement = { shot, inFrame: item.inFrame, outFrame: item.outFrame };
      for (const { feature, value } of itemParts(material, placement, start, before)) {
        values[feature] = (values[feature] ?? 0) + value;
      }
      before = { shot, carries: carriesLine(placement) };
    } else before = undefined;
    start += item.outFrame - item.inFrame;
  }
  return values;
}

function framesOf(cut: Cut): number {
  return cut.items.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);
}

function pairOf(
  material: Material,
  decision: string,
  weight: number,
  preferred: Cut,
  other: Cut,
): TastePair | undefined {
  const difference = differenceOf(material, preferred, other);
  if (weight <= 0 || Object.keys(difference).length === 0) return undefined;
  return { decision, weight, difference, offset: offsetOf(material, difference) };
}

/** What the brief's tone adds to the weights, times the difference. */
export function offsetOf(material: Material, difference: FeatureValues): number {
  const own = material.context.weights;
  let offset = 0;
  for (const [name, value] of Object.entries(difference) as [FeatureName, number][]) {
    offset += (material.weights[name] - (own ? (own[name] ?? 0) : WEIGHTS[name])) * value;
  }
  return offset;
}
