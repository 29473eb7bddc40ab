import type { Evidence } from './evidence.ts';
import type { State } from './model.ts';

/** Where a label's lines begin, as shares of the text block's width. */
export interface Indents {
  /** Log-odds of the indent against any indent at all, between -`LIMIT` and `LIMIT`. */
  score(state: State, shown: Evidence): number;
}

interface Place {
  readonly centre: number;
  readonly spread: number;
}

/** What most templates do; wide, as it only has to carry the first reading. */
const INDENT_PRIOR: Readonly<Record<State, Place>> = {
  sceneHeading: { centre: 0, spread: 0.03 },
  action: { centre: 0, spread: 0.03 },
  character: { centre: 0.36, spread: 0.12 },
  parenthetical: { centre: 0.25, spread: 0.09 },
  dialogue: { centre: 0.16, spread: 0.07 },
  transition: { centre: 0.75, spread: 0.15 },
  centered: { centre: 0.42, spread: 0.2 },
};

const LIMIT = 4;
/** Bins of one hundredth of the width, from -0.2 to 1.2. */
const BINS = 140;

/** The density of a uniform indent over the width: what a score is measured against. */
const UNIFORM = 1;
/** What is left for indents that neither template nor script show. */
const ANYWHERE = 0.06;

function normal(value: number, { centre, spread }: Place): number {
  return Math.exp(-((value - centre) ** 2) / (2 * spread ** 2)) / (spread * Math.sqrt(2 * Math.PI));
}

function clamped(density: number): number {
  return Math.max(-LIMIT, Math.min(LIMIT, Math.log(density / UNIFORM)));
}

export function priorIndents(): Indents {
  return { score: (state, shown) => clamped(normal(shown.indent, INDENT_PRIOR[state]) + ANYWHERE) };
}

function binOf(value: number): number {
  return Math.max(0, Math.min(BINS - 1, Math.round((value + 0.2) * 100)));
}

/**
 * The indents of this script, from a reading of it: a histogram a label, mixed with the template's. Cues are looked at
 * by their centres too, as some software centres them.
 */
export function learntIndents(
  evidence: readonly Evidence[],
  states: readonly State[],
  isDual: (at: number) => boolean,
): Indents {
  const left = new Map<State, Float64Array>();
  const middle = new Float64Array(BINS);
  const totals = new Map<State, number>();
  for (const [at, shown] of evidence.entries()) {
    if (isDual(at)) continue;
    const state = states[at] as State;
    const bins = left.get(state) ?? new Float64Array(BINS);
    left.set(state, bins);
    spread(bins, binOf(shown.indent));
    totals.set(state, (totals.get(state) ?? 0) + 1);
    if (state === 'character') spread(middle, binOf(shown.centre));
  }
  return {
    score: (state, shown) => {
      const prior = normal(shown.indent, INDENT_PRIOR[state]);
      const total = totals.get(state) ?? 0;
      // A few lines do not make a habit.
      const trust = total / (total + 4);
      const bins = left.get(state);
      let seen = bins === undefined || total === 0 ? 0 : (100 * (bins[binOf(shown.indent)] as number)) / total;
      if (state === 'character' && total > 0) {
        seen = 0.7 * seen + (0.3 * 100 * (middle[binOf(shown.centre)] as number)) / total;
      }
      return clamped(0.85 * trust * seen + (1 - 0.85 * trust) * prior + ANYWHERE);
    },
  };
}

/** A line counts for its own bin and, less, for the neighbours. */
function spread(bins: Float64Array, at: number): void {
  bins[at] = (bins[at] as number) + 0.6;
  for (const side of [at - 1, at + 1]) {
    if (side >= 0 && side < BINS) bins[side] = (bins[side] as number) + 0.2;
  }
}
