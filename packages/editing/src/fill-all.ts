import { type Filled, fillStretch, fillWithAll } from './fill.ts';
import type { Material } from './material.ts';
import type { Placement } from './objective.ts';
import type { Stretch } from './stretch-problem.ts';

/**
 * How near a proposal is to the best that there could be; kept in its settings as `search`. Around locked shots, of
 * the stretches between them together.
 */
export interface Search {
  /** What the shots that were found are worth together, by the objective. */
  readonly value: number;
  /** No sequence of the candidates that were weighed is worth more. */
  readonly bound: number;
  /** (bound − value) / bound; 0 where the best of them is proven. */
  readonly gap: number;
  /** Shots, with and without their line, that were weighed, and that the rules allow. */
  readonly weighed: number;
  readonly candidates: number;
}

/** Times that a stretch is filled again, so that stretches do not take the same; each takes as long as it did. */
const MOST_AGAIN = 24;

/** A stretch, the set-ups that it may not show, and what it is filled with. */
interface Part {
  readonly stretch: Stretch;
  readonly setups: ReadonlySet<number>;
  readonly filled: Filled;
}

/** All stretches filled; `left` are set-ups that come twice because it cannot be otherwise. */
interface Plan {
  readonly parts: readonly Part[];
  readonly left: ReadonlySet<number>;
}

/**
 * Every stretch filled: by the objective (then with how good that is), or, where there is hardly more film than is asked
 * for, with all of it. No two stretches may be filled from the same shots.
 *
 * Each stretch is filled by itself, as well as it can be without the set-ups of the locked shots. Where two of them took
 * the same set-up, it is tried without it in the one and in the other, the most promising first: branch and bound.
 * Without regard to each other no stretch is worth more than by itself, so that their bounds together bound the whole.
 * @throws Fault `internal` where a stretch is longer than what it may be filled from.
 */
export function fillAll(
  material: Material,
  stretches: readonly Stretch[],
  taken: ReadonlySet<string>,
): { readonly placements: readonly (readonly Placement[])[]; readonly search?: Search } {
  const locked = new Set(
    stretches.flatMap(({ before, after }) => [before, after].flatMap((one) => one?.shot.setup ?? [])),
  );
  const fill = (stretch: Stretch, setups: ReadonlySet<number>): Part | undefined => {
    if (stretch.length === 0) return { stretch, setups, filled: NOTHING };
    const filled = fillStretch(material, stretch, taken, setups);
    return filled && { stretch, setups, filled };
  };
  const answers = stretches.map((stretch) => fill(stretch, locked));
  const parts = answers.map(
    (answer, at): Part =>
      answer ?? {
        stretch: stretches[at]!,
        setups: locked,
        filled: { ...NOTHING, placements: fillWithAll(material, stretches[at]!, taken) },
      },
  );
  const first: Plan = { parts, left: new Set() };
  const { plan, bound } = withoutClash(first, fill);
  const searched = answers.every((answer) => answer !== undefined) && stretches.some(({ length }) => length > 0);
  return {
    placements: plan.parts.map(({ filled }) => filled.placements),
    ...(searched ? { search: searchOf(plan, first, bound) } : {}),
  };
}

const NOTHING: Filled = { placements: [], value: 0, bound: 0, tier: 0, once: false, weighed: 0, candidates: 0 };

/** The best plan in which no set-up comes twice, and what none by the rules of the first can be worth more than. */
function withoutClash(
  first: Plan,
  fill: (stretch: Stretch, setups: ReadonlySet<number>) => Part | undefined,
): { readonly plan: Plan; readonly bound: number } {
  const known = new Map<string, Part | undefined>();
  let again = 0;
  const without = (plan: Plan, at: number, setup: number): Plan | undefined => {
    const { stretch, setups } = plan.parts[at]!;
    const fewer = [...setups, setup].toSorted((a, b) => a - b);
    const key = `${at}: ${fewer.join()}`;
    if (!known.has(key)) {
      again++;
      known.set(key, fill(stretch, new Set(fewer)));
    }
    const part = known.get(key);
    return part && { ...plan, parts: plan.parts.with(at, part) };
  };
  const open: Plan[] = [];
  let unseen = Number.NEGATIVE_INFINITY;
  let plan = first;
  for (let clash = clashOf(plan); clash; clash = clashOf(plan)) {
    const { setup, at } = clash;
    // Once too many were tried, the earlier one has it.
    const late = again >= MOST_AGAIN;
    if (late) unseen = Math.max(unseen, boundOf(plan));
    const others = (late ? at.slice(1) : at).flatMap((one) => without(plan, one, setup) ?? []);
    open.push(...(others.length > 0 ? others : [{ ...plan, left: new Set([...plan.left, setup]) }]));
    // The order is kept among equals.
    open.sort((a, b) => ruleOf(a) - ruleOf(b) || worthOf(b) - worthOf(a));
    plan = open.shift()!;
  }
  // What needs looser rules is no plan by those of the first.
  const alike = [plan, ...open].filter((other) => tierOf(other) === tierOf(first));
  return { plan, bound: Math.min(boundOf(first), Math.max(unseen, ...alike.map(boundOf))) };
}

const total = ({ parts }: Plan, of: (filled: Filled) => number): number =>
  parts.reduce((sum, { filled }) => sum + of(filled), 0);
const tierOf = (plan: Plan): number => total(plan, ({ tier }) => tier);
/** How many rules it gives up, and set-ups that come twice: less of it is better than any worth. */
const ruleOf = (plan: Plan): number => tierOf(plan) + plan.left.size;
const worthOf = (plan: Plan): number => total(plan, ({ value }) => value);
const boundOf = (plan: Plan): number => total(plan, ({ bound }) => bound);

/** A camera set-up that comes once, and two stretches that took it both. */
function clashOf({ parts, left }: Plan): { readonly setup: number; readonly at: readonly number[] } | undefined {
  const setups = new Map<number, number>();
  for (const [at, { filled }] of parts.entries()) {
    if (!filled.once) continue;
    for (const { shot } of filled.placements) {
      if (left.has(shot.setup)) continue;
      const alike = setups.get(shot.setup);
      if (alike !== undefined && alike !== at) return { setup: shot.setup, at: [alike, at] };
      setups.set(shot.setup, at);
    }
  }
  return undefined;
}

function searchOf(plan: Plan, first: Plan, strict: number): Search {
  const value = worthOf(plan);
  // Of looser rules the bound is another.
  const bound =
    tierOf(plan) === tierOf(first)
      ? strict
      : plan.parts.reduce((sum, { filled }, at) => {
          const before = first.parts[at]!.filled;
          return sum + (before.tier === filled.tier ? before.bound : filled.bound);
        }, 0);
  return {
    value,
    bound,
    gap: bound > 0 ? Math.max(0, 1 - value / bound) : 0,
    weighed: total(first, ({ weighed }) => weighed),
    candidates: total(first, ({ candidates }) => candidates),
  };
}
