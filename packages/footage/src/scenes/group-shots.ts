import { BACK, likeness, type SceneShot, scalesOf } from './likeness.ts';

/** A run of shots: index of the first, and how sure it is that a scene begins there, 0 to 1. */
export interface ShotGroup {
  readonly firstShot: number;
  /** Inclusive. */
  readonly lastShot: number;
  readonly confidence: number;
}

/** Likeness to some earlier shot of a scene from which a shot rather belongs to it. */
const BELONGS = 0.36;
/** What a new scene costs: a scene has more than one shot, as a rule. */
const OPENS = 0.12;
/** What a fade, a dissolve or a wipe takes off that, and adds to what its shot must have in common with those before. */
const TURNS: Readonly<Record<SceneShot['transitionIn']['type'], number>> = {
  cut: 0,
  none: 0,
  dissolve: 0.12,
  wipe: 0.12,
  fade: 0.3,
};
/** Shots that one scene has at most. */
const LONGEST = 240;
/** Margin at which a beginning is as good as sure. */
const SURE = 0.35;

/**
 * Groups a film's shots into scenes: runs in which each shot looks and sounds like some earlier one of the run, however
 * many others stand between (shot, reverse shot). The likeness to the best earlier shot, fading with time, is the shot
 * coherence of Rasheed and Shah ("Detection and Representation of Scenes in Videos", 2005); that all boundaries are
 * chosen together by dynamic programming is Rotman, Porat and Ashour's optimal sequential grouping (2016). No setting:
 * colours are held against how far the film's own shots lie apart.
 */
export function groupShots(shots: readonly SceneShot[]): ShotGroup[] {
  if (shots.length === 0) return [];
  const links = linksOf(shots);
  const starts = startsOf(shots, links);
  return starts.map((firstShot, at) => {
    const next = starts[at + 1] ?? shots.length;
    const before = starts[at - 1];
    return {
      firstShot,
      lastShot: next - 1,
      confidence: before === undefined ? 1 : sureOf(shots, links, before, firstShot, next),
    };
  });
}

/** For each shot its likeness to the shots before it, nearest first. */
function linksOf(shots: readonly SceneShot[]): Float64Array[] {
  const scales = scalesOf(shots);
  return shots.map((later, at) =>
    Float64Array.from({ length: Math.min(BACK, at) }, (_, back) => likeness(shots[at - 1 - back]!, later, scales)),
  );
}

/** What shot `at` adds to a scene that began with `first`: above 0 where it belongs. */
function worth(shots: readonly SceneShot[], best: number, at: number): number {
  return best - BELONGS - TURNS[shots[at]!.transitionIn.type] / 2;
}

function opens(shots: readonly SceneShot[], at: number): number {
  return at === 0 ? 0 : OPENS - TURNS[shots[at]!.transitionIn.type] / 2;
}

/** First shots of the scenes that are worth most together. */
function startsOf(shots: readonly SceneShot[], links: readonly Float64Array[]): number[] {
  // Of a scene that began at each shot and is still open: what it and all before it are worth.
  const open = new Float64Array(shots.length).fill(Number.NEGATIVE_INFINITY);
  const from = new Int32Array(shots.length).fill(-1);
  let ended = 0;
  let endedBy = -1;
  for (let at = 0; at < shots.length; at++) {
    let best = 0;
    for (let first = at - 1; first >= Math.max(0, at - LONGEST); first--) {
      best = Math.max(best, links[at]![at - 1 - first] ?? 0);
      open[first]! += worth(shots, best, at);
    }
    if (at > LONGEST) open[at - LONGEST - 1] = Number.NEGATIVE_INFINITY;
    open[at] = ended - opens(shots, at);
    from[at] = endedBy;
    ended = Number.NEGATIVE_INFINITY;
    for (let first = Math.max(0, at - LONGEST); first <= at; first++) {
      if (open[first]! > ended) {
        ended = open[first]!;
        endedBy = first;
      }
    }
  }
  const starts: number[] = [];
  for (let at = endedBy; at >= 0; at = from[at]!) starts.unshift(at);
  return starts;
}

/** How much worse the two scenes would be as one, as a probability. */
function sureOf(
  shots: readonly SceneShot[],
  links: readonly Float64Array[],
  before: number,
  first: number,
  next: number,
): number {
  let margin = -opens(shots, first);
  for (let at = first; at < next; at++) {
    const reach = (start: number): number => Math.max(0, ...links[at]!.subarray(0, at - start));
    if (at > first) margin += worth(shots, reach(first), at);
    margin -= worth(shots, reach(before), at);
  }
  return 1 / (1 + Math.exp((-2.2 * margin) / SURE));
}
