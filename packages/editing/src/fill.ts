import { Fault } from '@second-unit/evidence';
import type { CutItem } from './cut.ts';
import type { Material } from './material.ts';
import type { Placement } from './objective.ts';
import { solve } from './solver.ts';
import { type Rules, type Stretch, stretchProblem, usableRange } from './stretch-problem.ts';

/** Elementary operations of all searches for one cut, about; half a second to a second on one core. */
const WORK = 2.5e8;
/**
 * The best items for a stretch: first by the rules of taste, then, where these leave too little
 * material, by looser ones, and last with black frames and cards. Undefined where even that does not fill it.
 */
export function fillStretch(
  material: Material,
  stretch: Stretch,
  taken: ReadonlySet<string>,
): readonly Placement[] | undefined {
  const tasteful = tastefulRules(material);
  const long: Rules = { ...tasteful, longest: Number.MAX_SAFE_INTEGER };
  const loose: Rules = { ...long, loose: true, shortest: Math.max(1, Math.ceil(0.3 * material.rate)) };
  for (const rules of [tasteful, long, loose, { ...loose, cards: true }]) {
    const { problem, placement } = stretchProblem(material, stretch, taken, rules);
    // A cut with many locks has many stretches; together they may take as long as one.
    const solution = solve(problem, (WORK * stretch.length) / material.total);
    if (solution) return solution.picks.map(placement);
  }
  return undefined;
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
