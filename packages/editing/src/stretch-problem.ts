import { Fault } from '@second-unit/evidence';
import type { Material, MaterialShot } from './material.ts';
import {
  amount,
  carriesLine,
  type Neighbour,
  type Placement,
  paceValue,
  pairParts,
  riseValue,
  sum,
  windowParts,
} from './objective.ts';
import type { Pick, Problem } from './solver.ts';
import { lineWindow, quietWindow } from './window.ts';

/** A stretch of the cut to fill, in frames, and what stands on either side of it. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
  readonly before?: Neighbour;
  readonly after?: Neighbour;
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

/** A shot that may be used, with or without its line. */
interface Candidate {
  readonly shot: MaterialShot;
  readonly line: boolean;
  readonly from: number;
  readonly to: number;
}

/** Of one dynamic programme: steps × candidates². */
const ONE = 8e7;

/** The part of a shot that may be used under the rules. */
export function usableRange(material: Material, shot: MaterialShot, loose: boolean): { from: number; to: number } {
  if (!loose) return { from: shot.from, to: shot.to };
  return {
    from: shot.shot.startFrame,
    to: Math.max(shot.shot.startFrame, Math.min(shot.shot.endFrame, material.horizon)),
  };
}

/** A problem for the solver, and what its picks are in the film. */
export interface StretchProblem {
  readonly problem: Problem;
  readonly placement: (pick: Pick) => Placement;
}

/** The stretch as the solver sees it: candidates under the rules, lengths on a grid of a few frames. */
export function stretchProblem(
  material: Material,
  stretch: Stretch,
  taken: ReadonlySet<string>,
  rules: Rules,
): StretchProblem {
  // Lengths fall on a grid of a few frames; the first item takes what the grid leaves over.
  const step = Math.max(1, Math.min(Math.ceil(stretch.length / 400), Math.floor(material.rate / 4)));
  const steps = Math.floor(stretch.length / step);
  const over = stretch.length - steps * step;
  const candidates = shortlist(material, candidatesOf(material, taken, rules), steps);

  const placed = (candidate: number, frames: number): Placement | undefined => {
    const { shot, line, from, to } = candidates[candidate]!;
    if (frames > to - from) return undefined;
    const window = line ? lineWindow(shot, frames, from, to) : quietWindow(shot, frames, from, to);
    const placement = window && { shot, ...window };
    // A window that happens to hold the whole line is the other candidate's.
    return placement && carriesLine(placement) === line ? placement : undefined;
  };
  // By candidate, its window parts for each length; what depends on the place is added in `value`.
  const windows = candidates.map(({ from, to }, candidate) => {
    const values = new Map<number, number>();
    const most = Math.min(to - from, rules.longest, steps * step);
    for (let length = Math.max(1, Math.ceil(rules.shortest / step)); length * step <= most; length++) {
      const placement = placed(candidate, length * step);
      if (placement) values.set(length, sum(material.weights, windowParts(material, placement)));
    }
    return values;
  });
  const longest = windows.reduce((most, values) => Math.max(most, ...values.keys()), 0);
  const pace = paceTable(material, stretch, { step, steps, over, longest });
  const neighbour = (candidate: number): Neighbour => ({
    shot: candidates[candidate]!.shot,
    carries: candidates[candidate]!.line,
  });

  const problem: Problem = {
    steps,
    count: candidates.length,
    order: candidates.map(({ shot }) => shot.index),
    group: candidates.map(({ shot }) => (rules.loose ? shot.index : shot.setup)),
    lengths: (candidate) => [...windows[candidate]!.keys()],
    value: (candidate, start, length) => {
      const { shot, line } = candidates[candidate]!;
      const frames = length * step + (start === 0 ? over : 0);
      const at = stretch.start + start * step + (start === 0 ? 0 : over);
      let fixed = windows[candidate]!.get(length)!;
      if (start === 0 && over > 0) {
        const placement = placed(candidate, frames);
        if (!placement) return Number.NEGATIVE_INFINITY;
        fixed = sum(material.weights, windowParts(material, placement));
      }
      return fixed + pace(start, length, line) + material.weights.rise * riseValue(material, shot, frames, at);
    },
    pair: (before, after) => pairSum(material, neighbour(before), neighbour(after)),
    first: (candidate) => (stretch.before ? pairSum(material, stretch.before, neighbour(candidate)) : 0),
    last: (candidate) => (stretch.after ? pairSum(material, neighbour(candidate), stretch.after) : 0),
  };
  return {
    problem,
    placement: ({ candidate, start, length }) => {
      const placement = placed(candidate, length * step + (start === 0 ? over : 0));
      if (!placement) throw new Fault('internal', 'The cutter chose a window that does not exist.');
      return placement;
    },
  };
}

interface Grid {
  /** Frames of a step, number of steps, frames that they leave over, and the longest length in steps. */
  readonly step: number;
  readonly steps: number;
  readonly over: number;
  readonly longest: number;
}

/** The pace term for every start and length of the grid, computed once: it is asked for in the innermost loop. */
function paceTable(
  material: Material,
  stretch: Stretch,
  { step, steps, over, longest }: Grid,
): (start: number, length: number, carries: boolean) => number {
  const table = new Float64Array(2 * steps * (longest + 1)).fill(Number.NaN);
  return (start, length, carries) => {
    const at = (start * (longest + 1) + length) * 2 + (carries ? 1 : 0);
    if (Number.isNaN(table[at])) {
      const frames = length * step + (start === 0 ? over : 0);
      const from = stretch.start + start * step + (start === 0 ? 0 : over);
      table[at] = material.weights.pace * paceValue(material, frames, from, carries);
    }
    return table[at]!;
  };
}

function pairSum(material: Material, before: Neighbour, after: Neighbour): number {
  return pairParts(material, before, after).reduce((total, part) => total + amount(material.weights, part), 0);
}

function candidatesOf(material: Material, taken: ReadonlySet<string>, rules: Rules): Candidate[] {
  return material.shots.flatMap((shot): Candidate[] => {
    if (taken.has(shot.shot.id) || (!rules.cards && (shot.dark || shot.card))) return [];
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
function shortlist(material: Material, all: readonly Candidate[], steps: number): Candidate[] {
  const most = Math.max(60, Math.floor(Math.sqrt(ONE / Math.max(1, steps))));
  if (all.length <= most) return [...all];
  const worth = all.map(({ shot, line, from, to }) => {
    const length = Math.min(to - from, Math.round(material.meanLength));
    const window = (line ? lineWindow(shot, length, from, to) : undefined) ?? quietWindow(shot, length, from, to);
    const carried = line && shot.line ? material.weights.line * shot.line.quality : 0;
    return carried + sum(material.weights, windowParts(material, { shot, ...window })) / (length / material.meanLength);
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
