import type { SceneLink, Shot, Take } from '@second-unit/footage';
import type { Truth } from './simulate.ts';

/** What was right, what was said, and what there is. */
export interface Tally {
  readonly hits: number;
  readonly found: number;
  readonly true: number;
}

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({ hits: a.hits + b.hits, found: a.found + b.found, true: a.true + b.true }), {
    hits: 0,
    found: 0,
    true: 0,
  });
}

export const f1 = ({ hits, found, true: all }: Tally): number => (2 * hits) / Math.max(1, found + all);

/** Pairs of scene and shot, all shots of the film, those without a line too. */
export function scoreScenes(
  shots: readonly Shot[],
  links: readonly Pick<SceneLink, 'scene' | 'shots'>[],
  truth: Truth,
): Tally {
  const index = new Map(shots.map((shot) => [shot.id, shot.index]));
  let found = 0;
  let hits = 0;
  for (const link of links) {
    for (const id of link.shots) {
      found++;
      if (truth.sceneOfShot[index.get(id)!] === link.scene) hits++;
    }
  }
  return { hits, found, true: shots.length };
}

/** Pairs of take and line. A take that was found is the true one with which it has most frames in common, each once. */
export function scoreTakes(takes: readonly Pick<Take, 'startFrame' | 'endFrame' | 'lines'>[], truth: Truth): Tally {
  const shared: { take: number; real: number; frames: number }[] = [];
  for (const [take, { startFrame, endFrame }] of takes.entries()) {
    for (const [real, one] of truth.takes.entries()) {
      const frames = Math.min(endFrame, one.endFrame) - Math.max(startFrame, one.startFrame);
      if (frames > 0) shared.push({ take, real, frames });
    }
  }
  shared.sort((a, b) => b.frames - a.frames);
  const takenTake = new Set<number>();
  const takenReal = new Set<number>();
  let hits = 0;
  for (const { take, real } of shared) {
    if (takenTake.has(take) || takenReal.has(real)) continue;
    takenTake.add(take);
    takenReal.add(real);
    for (const { line } of takes[take]!.lines) if (truth.takes[real]!.lines.has(line)) hits++;
  }
  return {
    hits,
    found: takes.reduce((all, { lines }) => all + lines.length, 0),
    true: truth.takes.reduce((all, { lines }) => all + lines.size, 0),
  };
}
