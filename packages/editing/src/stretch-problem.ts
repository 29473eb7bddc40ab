import { Fault } from '@second-unit/evidence';
import { type CutGrid, cutGrid } from './grid.ts';
import type { Material, MaterialShot } from './material.ts';
import {
  arcValue,
  carriesLine,
  enteringParts,
  musicValue,
  type Neighbour,
  type Placement,
  paceValue,
  pairWorth,
  riseValue,
  sum,
  windowWorth,
} from './objective.ts';
import type { Pick, Problem } from './programme.ts';
import { lineWindow, quietWindow } from './window.ts';

/** A stretch of the cut to fill, in frames, and what stands on either side of it. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
  readonly before?: Neighbour;
  readonly after?: Neighbour;
  /** Places among the film's shots between which all that fills it lies; neither is among them. All of the film if absent. */
  readonly between?: { readonly from: number; readonly to: number };
}

/** What may be taken from a shot, and for how long. */
export interface Rules {
  /** Shots may be used up to their cuts, and camera set-ups may repeat. */
  readonly loose: boolean;
  /** Black frames and cards may be used. */
  readonly cards: boolean;
  /** Frames. */
  readonly shortest: number;
  readonly longest: number;
}

/** What may not be used again: shots by their ids, and camera set-ups, these by rules of which one comes once. */
export interface Taken {
  readonly shots: ReadonlySet<string>;
  readonly setups: ReadonlySet<number>;
}

/** A shot that may be used, with or without its line. */
export interface Candidate {
  readonly shot: MaterialShot;
  readonly line: boolean;
  readonly from: number;
  readonly to: number;
}

/**
 * Steps × candidates² of a dynamic programme: of one that is run many times, and of one that is run
 * once. The second holds all shots of a feature film for a trailer of a minute and a half.
 */
export const SIZE = { often: 8e7, once: 1.6e9 } as const;

/** The part of a shot that may be used under the rules. */
export function usableRange(material: Material, shot: MaterialShot, loose: boolean): { from: number; to: number } {
  if (!loose) return { from: shot.from, to: shot.to };
  return {
    from: shot.shot.startFrame,
    to: Math.max(shot.shot.startFrame, Math.min(shot.shot.endFrame, material.horizon)),
  };
}

/** What may be picked for a stretch: the cutter's candidates, and what each is worth by itself. */
interface Choices {
  readonly grid: CutGrid;
  readonly candidates: readonly Candidate[];
  /** Lengths in steps of the grid, rising. */
  readonly lengths: readonly (readonly number[])[];
  /** What the best window of so many frames of a candidate is worth by itself; −∞ where there is none. */
  readonly fixed: (candidate: number, frames: number) => number;
  readonly placed: (candidate: number, frames: number) => Placement | undefined;
}

/** A problem for the solver, and what its picks are in the film. */
export interface StretchProblem {
  readonly problem: Problem;
  /** Those that the solver weighs, as it numbers them. */
  readonly candidates: readonly Candidate[];
  /** How many the rules allow. */
  readonly all: number;
  readonly placement: (pick: Pick) => Placement;
}

/** Everything that the rules allow in a stretch, on the instants at which it may be cut. */
function choicesFor(
  material: Material,
  stretch: Stretch,
  rules: Rules,
  grid: CutGrid,
  candidates: readonly Candidate[],
): Choices {
  const steps = grid.at.length - 1;
  const placed = (candidate: number, frames: number): Placement | undefined => {
    const { shot, line, from, to } = candidates[candidate]!;
    if (frames > to - from) return undefined;
    const window = line ? lineWindow(shot, frames, from, to) : quietWindow(shot, frames, from, to);
    const placement = window && { shot, ...window };
    // A window that happens to hold the whole line is the other candidate's.
    return placement && carriesLine(placement) === line ? placement : undefined;
  };
  // By candidate and frames, once asked for; NaN before.
  const windows = candidates.map(({ from, to }) =>
    new Float64Array(Math.min(to - from, stretch.length) + 1).fill(Number.NaN),
  );
  const fixed = (candidate: number, frames: number): number => {
    const own = windows[candidate]!;
    if (frames >= own.length) return Number.NEGATIVE_INFINITY;
    const known = own[frames]!;
    if (!Number.isNaN(known)) return known;
    const placement = placed(candidate, frames);
    const value = placement ? windowWorth(material, placement) : Number.NEGATIVE_INFINITY;
    own[frames] = value;
    return value;
  };
  const lengths = candidates.map(({ from, to }, candidate) => {
    const longest = Math.min(to - from, rules.longest, stretch.length);
    const found: number[] = [];
    const first = Math.max(1, (grid.even ? Math.ceil : Math.floor)(rules.shortest / grid.step));
    // On an uneven grid as many steps may be fewer frames, so that one more may fit.
    const last = grid.even ? Math.floor(longest / grid.step) : Math.min(steps, Math.ceil(longest / grid.step) + 1);
    for (let length = first; length <= last; length++) {
      if (!grid.even || fixed(candidate, length * grid.step) > Number.NEGATIVE_INFINITY) found.push(length);
    }
    return found;
  });
  return { grid, candidates, lengths, fixed, placed };
}

/**
 * The stretch as the solver sees it: candidates under the rules, lengths on a grid of a few frames.
 * Of more candidates than fit into `size` the likeliest are taken, and those of `besides`.
 */
export function stretchProblem(
  material: Material,
  stretch: Stretch,
  taken: Taken,
  rules: Rules,
  { size = SIZE.often, besides = [] }: { readonly size?: number; readonly besides?: readonly Candidate[] } = {},
): StretchProblem {
  const grid = cutGrid(material, stretch);
  const steps = grid.at.length - 1;
  const all = candidatesOf(material, stretch.between, taken, rules);
  const listed = new Set([
    ...shortlist(material, all, steps, size),
    ...all.filter((one) => besides.some((other) => one.shot === other.shot && one.line === other.line)),
  ]);
  const candidates = all.filter((candidate) => listed.has(candidate));
  const choices = choicesFor(material, stretch, rules, grid, candidates);
  const { lengths, fixed, placed } = choices;
  const longest = lengths.reduce((most, own) => Math.max(most, own.at(-1) ?? 0), 0);
  const pace = paceTable(material, stretch, grid, longest);
  const music = musicTable(material, stretch, grid);
  const neighbours = candidates.map(({ shot, line }): Neighbour => ({ shot, carries: line }));

  const problem: Problem = {
    steps,
    count: candidates.length,
    order: candidates.map(({ shot }) => shot.index),
    group: candidates.map(({ shot }) => (rules.loose ? shot.index : shot.setup)),
    lengths: (candidate) => lengths[candidate]!,
    value: (candidate, start, length) => {
      if (grid.crosses(start, start + length)) return Number.NEGATIVE_INFINITY;
      const { shot, line } = candidates[candidate]!;
      const from = grid.at[start]!;
      const frames = grid.at[start + length]! - from;
      const own = fixed(candidate, frames);
      if (own === Number.NEGATIVE_INFINITY) return own;
      const at = stretch.start + from;
      const { rise, arc } = material.weights;
      return (
        own +
        pace(start, length, line) +
        music[start]! +
        rise * riseValue(material, shot, frames, at) +
        arc * arcValue(material, shot, frames, at)
      );
    },
    pair: (before, after) => pairWorth(material, neighbours[before]!, neighbours[after]!),
    first: (candidate) => entrySum(material, stretch.before, neighbours[candidate]!),
    last: (candidate) => (stretch.after ? pairWorth(material, neighbours[candidate]!, stretch.after) : 0),
  };
  return {
    problem,
    candidates,
    all: all.length,
    placement: ({ candidate, start, length }) => {
      const placement = placed(candidate, grid.at[start + length]! - grid.at[start]!);
      if (!placement) throw new Fault('internal', 'The cutter chose a window that does not exist.');
      return placement;
    },
  };
}

/** What a cut at each instant of the grid is worth to the music. */
function musicTable(material: Material, stretch: Stretch, grid: CutGrid): readonly number[] {
  return grid.at.map((at) => material.weights.music * musicValue(material, stretch.start + at));
}

/** The pace term for every start and length of the grid, computed once: it is asked for in the innermost loop. */
function paceTable(
  material: Material,
  stretch: Stretch,
  grid: CutGrid,
  longest: number,
): (start: number, length: number, carries: boolean) => number {
  const table = new Float64Array(2 * grid.at.length * (longest + 1)).fill(Number.NaN);
  return (start, length, carries) => {
    const at = (start * (longest + 1) + length) * 2 + (carries ? 1 : 0);
    if (Number.isNaN(table[at])) {
      const from = grid.at[start]!;
      const frames = grid.at[start + length]! - from;
      table[at] = material.weights.pace * paceValue(material, frames, stretch.start + from, carries);
    }
    return table[at]!;
  };
}

/** What a candidate is worth for what stands in front of the stretch, or for being the cut's first. */
function entrySum(material: Material, before: Neighbour | undefined, after: Neighbour): number {
  return before ? pairWorth(material, before, after) : sum(material.weights, enteringParts(undefined, after.shot));
}

/** What the rules allow in a stretch that may be filled from a part of the film. */
export function candidatesOf(material: Material, between: Stretch['between'], taken: Taken, rules: Rules): Candidate[] {
  return material.shots.flatMap((shot): Candidate[] => {
    if (between && (shot.index <= between.from || shot.index >= between.to)) return [];
    if (!rules.loose && taken.setups.has(shot.setup)) return [];
    if (taken.shots.has(shot.shot.id) || (!rules.cards && (shot.dark || shot.card))) return [];
    const { from, to } = usableRange(material, shot, rules.loose);
    if (to - from < rules.shortest) return [];
    const quiet = { shot, line: false, from, to };
    return shot.line ? [quiet, { ...quiet, line: true }] : [quiet];
  });
}

/**
 * As many candidates as the dynamic programme can weigh: the best of each part of the film first,
 * so that none is empty, then the best of all.
 */
function shortlist(material: Material, all: readonly Candidate[], steps: number, size: number): Candidate[] {
  const most = Math.max(60, Math.floor(Math.sqrt(size / Math.max(1, steps))));
  if (all.length <= most) return [...all];
  const worth = all.map(({ shot, line, from, to }) => {
    const length = Math.min(to - from, Math.round(material.meanLength));
    const window = (line ? lineWindow(shot, length, from, to) : undefined) ?? quietWindow(shot, length, from, to);
    const carried = line && shot.line ? material.weights.line * shot.line.quality : 0;
    return carried + windowWorth(material, { shot, ...window }) / (length / material.meanLength);
  });
  const ranked = all.map((_, index) => index).toSorted((a, b) => worth[b]! - worth[a]! || a - b);
  const parts = Math.ceil(material.total / material.meanLength);
  const quota = Math.max(1, Math.floor(most / (2 * parts)));
  const counts = new Array<number>(parts).fill(0);
  const chosen = new Set<number>();
  for (const index of ranked) {
    const part = Math.min(parts - 1, Math.floor((all[index]!.from / Math.max(1, material.horizon)) * parts));
    if (counts[part]! < quota && chosen.size < most) {
      counts[part]!++;
      chosen.add(index);
    }
  }
  for (const index of ranked) if (chosen.size < most) chosen.add(index);
  return all.filter((_, index) => chosen.has(index));
}
