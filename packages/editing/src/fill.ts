import { Fault } from '@second-unit/evidence';
import type { CutItem } from './cut.ts';
import type { Material } from './material.ts';
import type { Placement } from './objective.ts';
import { relaxedSolution, type Solution, solve } from './solver.ts';
import {
  type Rules,
  SIZE,
  type Stretch,
  type StretchProblem,
  stretchProblem,
  type Taken,
  usableRange,
} from './stretch-problem.ts';

/** Elementary operations of all searches for one cut, about; half a second on one core. */
const WORK = 6e8;

/** A stretch filled, and how good that is. */
export interface Filled {
  readonly placements: readonly Placement[];
  readonly value: number;
  /** No sequence of the candidates that were weighed is worth more. */
  readonly bound: number;
  /** By which rules, 0 the strictest; and does a camera set-up come once by them? */
  readonly tier: number;
  readonly once: boolean;
  /** How many were weighed, and how many the rules allow. */
  readonly weighed: number;
  readonly candidates: number;
}

/**
 * The best items for a stretch: first by the rules of taste, then, where these leave too little
 * material, by looser ones, and last with black frames and cards; title cards give up their places
 * before the stretch stays empty. Undefined where even that does not fill it.
 * @param taken ids of shots that may not be used
 * @param setups camera set-ups that are shown elsewhere: not to be shown again, by rules of which one comes once
 */
export function fillStretch(
  material: Material,
  stretch: Stretch,
  taken: ReadonlySet<string>,
  setups: ReadonlySet<number> = new Set(),
): Filled | undefined {
  const tasteful = tastefulRules(material);
  const long: Rules = { ...tasteful, longest: Number.MAX_SAFE_INTEGER };
  const loose: Rules = { ...long, loose: true, shortest: leastLength(material) };
  // Beside a locked shot that comes early or late in the film there may be too little.
  const tries = stretch.between ? [tasteful, looserRules(tasteful)] : [tasteful];
  const plans = material.breaks.length > 0 ? [material, { ...material, breaks: [] }] : [material];
  let tier = 0;
  for (const plan of plans) {
    for (const rules of [...tries, long, loose, { ...loose, cards: true }]) {
      const filled = filledBy(plan, stretch, { shots: taken, setups }, rules);
      if (filled) return { ...filled, tier, once: !rules.loose };
      tier++;
    }
  }
  return undefined;
}

/** The best by some rules: among all shots at once where that shows no set-up twice, else among the likeliest. */
function filledBy(
  material: Material,
  stretch: Stretch,
  taken: Taken,
  rules: Rules,
): Omit<Filled, 'tier' | 'once'> | undefined {
  // A cut with many locks has many stretches; together they may take as long as one.
  const share = stretch.length / material.total;
  const often = stretchProblem(material, stretch, taken, rules);
  const answer = (made: StretchProblem, { value, bound, picks }: Solution, weighed: number) => ({
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

/** Camera set-ups may repeat, shots be used up to their cuts, and for twice as long. */
export function looserRules(rules: Rules): Rules {
  return { ...rules, loose: true, longest: 2 * rules.longest };
}

/** Frames that a shot is shown for at least, however little film there is. */
function leastLength({ rate }: Material): number {
  return Math.max(1, Math.ceil(0.3 * rate));
}

/**
 * When nearly all of the film is asked for: every shot that may fill the stretch, each shortened in proportion; those
 * that would only flash are left out where the others are enough. The shots' frames must add up to at least the stretch's.
 */
export function fillWithAll(
  material: Material,
  { length: needed, between }: Stretch,
  taken: ReadonlySet<string>,
): readonly Placement[] {
  let ranges = material.shots
    .filter(({ index }) => !between || (index > between.from && index < between.to))
    .filter(({ shot }) => !taken.has(shot.id))
    .map((shot) => ({ shot, ...usableRange(material, shot, true) }))
    .filter(({ from, to }) => to > from);
  let available = ranges.reduce((total, { from, to }) => total + to - from, 0);
  if (available < needed) throw new Fault('internal', 'The cutter ran out of film.');
  for (const range of ranges.toSorted((a, b) => a.to - a.from - (b.to - b.from))) {
    const length = range.to - range.from;
    if (length * needed >= leastLength(material) * available || available - length < needed) break;
    ranges = ranges.filter((other) => other !== range);
    available -= length;
  }
  let before = 0;
  return ranges.flatMap(({ shot, from, to }) => {
    // Rounding the running total, not each part, makes the parts add up exactly.
    const reached = before + to - from;
    const length = Math.floor((reached * needed) / available) - Math.floor((before * needed) / available);
    before = reached;
    const inFrame = from + Math.floor((to - from - length) / 2);
    return length > 0 ? [{ shot, inFrame, outFrame: inFrame + length }] : [];
  });
}

/** A locked item and its first frame in the cut. */
export interface LockedItem {
  readonly item: CutItem;
  readonly start: number;
  /** Frames of all shots of the cut in which it started there; as many as are asked for if absent. */
  readonly of?: number;
  /** Somebody put it out of the film's order: it stays so. Absent, it is so only beside other locked items. */
  readonly apart?: boolean;
}
