import { Fault } from '@second-unit/evidence';
import type { CutItem } from './cut.ts';
import type { Material } from './material.ts';
import type { Placement } from './objective.ts';
import { relaxedSolution, type Solution, solve } from './solver.ts';
import { type Rules, SIZE, type Stretch, type StretchProblem, stretchProblem, usableRange } from './stretch-problem.ts';

/** Elementary operations of all searches for one cut, about; a few tenths of a second on one core. */
const WORK = 1e8;
/** A stretch filled, and how good that is. */
export interface Filled {
  readonly placements: readonly Placement[];
  readonly value: number;
  /** No sequence of the candidates that were weighed is worth more. */
  readonly bound: number;
  /** How many were weighed, and how many the rules allow. */
  readonly weighed: number;
  readonly candidates: number;
}

/**
 * The best items for a stretch: first by the rules of taste, then, where these leave too little
 * material, by looser ones, and last with black frames and cards; title cards give up their places
 * before the stretch stays empty. Undefined where even that does not fill it.
 */
export function fillStretch(material: Material, stretch: Stretch, taken: ReadonlySet<string>): Filled | undefined {
  const tasteful = tastefulRules(material);
  const long: Rules = { ...tasteful, longest: Number.MAX_SAFE_INTEGER };
  const loose: Rules = { ...long, loose: true, shortest: Math.max(1, Math.ceil(0.3 * material.rate)) };
  const plans = material.breaks.length > 0 ? [material, { ...material, breaks: [] }] : [material];
  for (const plan of plans) {
    for (const rules of [tasteful, long, loose, { ...loose, cards: true }]) {
      const filled = filledBy(plan, stretch, taken, rules);
      if (filled) return filled;
    }
  }
  return undefined;
}

/** The best by some rules: among all shots at once where that shows no set-up twice, else among the likeliest. */
function filledBy(material: Material, stretch: Stretch, taken: ReadonlySet<string>, rules: Rules): Filled | undefined {
  // A cut with many locks has many stretches; together they may take as long as one.
  const share = stretch.length / material.total;
  const often = stretchProblem(material, stretch, taken, rules);
  const answer = (made: StretchProblem, { value, bound, picks }: Solution, weighed: number): Filled => ({
    placements: picks.map(made.placement),
    value,
    bound,
    weighed,
    candidates: made.all,
  });
  if (often.problem.count === often.all) {
    const solution = solve(often.problem, WORK * share);
    return solution && answer(often, solution, often.all);
  }
  const once = stretchProblem(material, stretch, taken, rules, { size: SIZE.once });
  const relaxed = relaxedSolution(once.problem);
  if (!relaxed) return undefined;
  const { value: bound } = relaxed;
  if (!relaxed.repeats) return answer(once, { ...relaxed, bound }, once.problem.count);
  const besides = relaxed.picks.map(({ candidate }) => once.candidates[candidate]!);
  const narrowed = stretchProblem(material, stretch, taken, rules, { besides });
  const solution = solve(narrowed.problem, WORK * share);
  return solution && answer(narrowed, { ...solution, bound }, once.problem.count);
}

/** No shot so short that it flashes, or so long that it stalls; no card; no set-up twice. */
export function tastefulRules({ rate, meanLength }: Material): Rules {
  return {
    loose: false,
    cards: false,
    shortest: Math.ceil(Math.max(0.5 * rate, 0.3 * meanLength)),
    longest: Math.floor(Math.max(3 * rate, 2.5 * meanLength)),
  };
}

/**
 * When nearly all of the film is asked for: every shot, each shortened in proportion, cut up at the
 * stretches' borders. The shots' frames must add up to at least the stretches'.
 */
export function fillWithAll(
  material: Material,
  stretches: readonly Stretch[],
  taken: ReadonlySet<string>,
): readonly (readonly Placement[])[] {
  const ranges = material.shots
    .filter((shot) => !taken.has(shot.shot.id))
    .map((shot) => ({ shot, ...usableRange(material, shot, true) }))
    .filter(({ from, to }) => to > from);
  const available = ranges.reduce((total, { from, to }) => total + to - from, 0);
  const needed = stretches.reduce((total, { length }) => total + length, 0);
  let before = 0;
  const parts = ranges.flatMap(({ shot, from, to }) => {
    // Rounding the running total, not each part, makes the parts add up exactly.
    const reached = before + to - from;
    const length = Math.floor((reached * needed) / available) - Math.floor((before * needed) / available);
    before = reached;
    const inFrame = from + Math.floor((to - from - length) / 2);
    return length > 0 ? [{ shot, inFrame, outFrame: inFrame + length }] : [];
  });
  return stretches.map((stretch) => {
    const placements: Placement[] = [];
    for (let left = stretch.length; left > 0; ) {
      const part = parts.shift();
      if (!part) throw new Fault('internal', 'The cutter ran out of film.');
      const length = Math.min(left, part.outFrame - part.inFrame);
      placements.push({ ...part, outFrame: part.inFrame + length });
      if (part.inFrame + length < part.outFrame) parts.unshift({ ...part, inFrame: part.inFrame + length });
      left -= length;
    }
    return placements;
  });
}

/** A locked item and its first frame in the cut. */
export interface LockedItem {
  readonly item: CutItem;
  readonly start: number;
}
