import type { Candidate } from './local.ts';
import type { Material } from './material.ts';

/** What it costs to go on elsewhere, in weights of mean words; chosen on made films that nothing is reported on. */
export interface ChainCosts {
  /** Going back within a scene, as a take that begins again does; and where there is a cut in between. */
  readonly restart: number;
  readonly restartAtCut: number;
  /** Going on in another scene, or far ahead; and where there is a cut in between. */
  readonly jump: number;
  readonly jumpAtCut: number;
  /** Going ahead into another scene; and where there is a cut in between. */
  readonly cross: number;
  readonly crossAtCut: number;
  /** Skipping words ahead, for each doubling of their number. */
  readonly skip: number;
  /** Less for a jump at a pause. */
  readonly pause: number;
  /** Less for a jump to the beginning of a line. */
  readonly lineStart: number;
  /** Each phrase that is of no place. */
  readonly unscripted: number;
}

/** For what is not known yet to be a film or raw footage. */
export const ANY: ChainCosts = {
  restart: 2,
  restartAtCut: 1.2,
  jump: 3,
  jumpAtCut: 2.4,
  cross: 1,
  crossAtCut: 0,
  skip: 0.16,
  pause: 0.3,
  lineStart: 0.4,
  unscripted: 0.04,
};

/** A finished film says each line once. */
export const FILM: ChainCosts = { ...ANY, restart: 4, restartAtCut: 4, jump: 4, jumpAtCut: 3.6 };

/** Raw footage begins again at each cut, as a rule. */
export const DAILIES: ChainCosts = { ...ANY, restart: 2.4, restartAtCut: 0.4, jump: 5, jumpAtCut: 2 };

/** Phrases back from which one may go on as if nothing had been said in between. */
const REACH = 14;
/** Words ahead that count as skipped; further is a jump. */
const FURTHEST = 500;
/** Words that two neighbours may both claim. */
const OVERLAP = 2;

/** A phrase and the place that it was given; `jumped` where it does not go on from the one before. */
export interface Link {
  readonly phrase: number;
  readonly place: Candidate;
  readonly jumped: boolean;
}

/**
 * The places that all phrases together speak for: the dearest path through the candidates, phrase by phrase, that goes
 * ahead in the script for little and anywhere else for more. Phrases that are better left out are.
 */
export function chainOf(
  material: Material,
  candidates: readonly (readonly Candidate[])[],
  pause: number,
  costs: ChainCosts,
): Link[] {
  const { script, transcript } = material;
  const { phrases } = transcript;
  const firstNode = new Int32Array(candidates.length + 1);
  for (const [phrase, some] of candidates.entries()) firstNode[phrase + 1] = firstNode[phrase]! + some.length;
  const count = firstNode[candidates.length]!;
  const best = new Float64Array(count);
  const previous = new Int32Array(count).fill(-1);
  const jumped = new Uint8Array(count);
  /** By phrase: the best node of it and all before. */
  const tops = new Int32Array(candidates.length).fill(-1);
  const sceneAt = (word: number): number => script.sceneOf[script.lineOf[word]!]!;
  const places = candidates.flat();
  const firstScene = Int32Array.from(places, ({ from }) => sceneAt(from));
  const lastScene = Int32Array.from(places, ({ to }) => sceneAt(to - 1));
  const ends = Int32Array.from(places, ({ to }) => to);
  for (const [phrase, some] of candidates.entries()) {
    const here = phrases[phrase]!;
    for (const [at, place] of some.entries()) {
      const node = firstNode[phrase]! + at;
      let most = 0;
      let from = -1;
      let leaps = 1;
      const line = script.lineOf[place.from]!;
      const begins = place.from - script.firstWord[line]! <= 1 ? costs.lineStart : 0;
      const top = tops[phrase - REACH - 1] ?? -1;
      if (top >= 0) {
        // So much lies between that whatever comes may be another take.
        const value = best[top]! - Math.max(0, costs.jumpAtCut - begins);
        if (value > most) {
          most = value;
          from = top;
        }
      }
      for (let back = Math.max(0, phrase - REACH); back < phrase; back++) {
        const before = phrases[back]!;
        const cut = before.shot !== here.shot;
        const less = begins + (here.startFrame - before.endFrame > pause ? costs.pause : 0);
        const restart = Math.max(0, (cut ? costs.restartAtCut : costs.restart) - less);
        const jumpAway = Math.max(0, (cut ? costs.jumpAtCut : costs.jump) - less);
        const between = (phrase - back - 1) * costs.unscripted;
        for (let other = firstNode[back]!; other < firstNode[back + 1]!; other++) {
          if (best[other]! - between <= most) continue;
          const gap = place.from - ends[other]!;
          const same = lastScene[other] === firstScene[node];
          const leap = same ? restart : jumpAway;
          let cost = leap;
          let jump = 1;
          if (gap >= -OVERLAP && gap <= FURTHEST) {
            const crossing = same ? 0 : cut ? costs.crossAtCut : costs.cross;
            const ahead = crossing + (gap < 0 ? 0.25 * -gap : costs.skip * Math.log2(1 + gap));
            // Ahead within a scene is one take; a leap would be as well, but it says less.
            if (ahead <= leap || (same && gap >= 0)) {
              cost = Math.min(ahead, leap);
              jump = 0;
            }
          }
          const value = best[other]! - cost - between;
          if (value > most) {
            most = value;
            from = other;
            leaps = jump;
          }
        }
      }
      best[node] = place.score + most;
      previous[node] = from;
      jumped[node] = from < 0 ? 1 : leaps;
    }
    tops[phrase] = tops[phrase - 1] ?? -1;
    for (let node = firstNode[phrase]!; node < firstNode[phrase + 1]!; node++) {
      if (tops[phrase]! < 0 || best[node]! > best[tops[phrase]!]!) tops[phrase] = node;
    }
  }
  const links: Link[] = [];
  let phrase = candidates.length - 1;
  for (let node = tops.at(-1) ?? -1; node >= 0; node = previous[node]!) {
    while (firstNode[phrase]! > node) phrase--;
    const place = candidates[phrase]![node - firstNode[phrase]!]!;
    links.push({ phrase, place, jumped: jumped[node] === 1 });
  }
  return links.reverse();
}
