import type { ShotChange } from '../src/detectors/shot-changes.ts';
import { ShotChanges } from '../src/detectors/shot-changes.ts';
import type { ShotChangeModel } from '../src/detectors/weights.ts';
import { HEIGHT, WIDTH } from './drawn-scenes.ts';
import type { Film, Truth } from './made-films.ts';

/** All changes of shot in a film given as frames, found with the shipped model or another. */
export function changesOf(frames: readonly Uint8Array[], model?: ShotChangeModel): ShotChange[] {
  const detector = new ShotChanges(model);
  const found: ShotChange[] = [];
  for (const [index, rgb] of frames.entries())
    found.push(...detector.frame({ index, width: WIDTH, height: HEIGHT, rgb }));
  return [...found, ...detector.end()];
}

export interface Tally {
  hits: number;
  found: number;
  true: number;
}

export const f1 = ({ hits, found, true: all }: Tally): number => (found + all === 0 ? 1 : (2 * hits) / (found + all));

/** Cuts count within two frames, gradual transitions where they overlap; each finding counts once. */
export function tally(truth: readonly Truth[], found: readonly ShotChange[]): { cuts: Tally; gradual: Tally } {
  const cuts: Tally = { hits: 0, found: 0, true: 0 };
  const gradual: Tally = { hits: 0, found: 0, true: 0 };
  const used = new Set<ShotChange>();
  const between = found.filter((change) => change.at === 'between');
  for (const change of between) (change.type === 'cut' ? cuts : gradual).found++;
  for (const one of truth) {
    const kind = one.type === 'cut' ? cuts : gradual;
    kind.true++;
    const hit = between.find((change) => {
      if (used.has(change) || (change.type === 'cut') !== (one.type === 'cut')) return false;
      if (one.type === 'cut') return Math.abs(change.endFrame - one.startFrame) <= 2;
      return change.startFrame < one.endFrame && change.endFrame > one.startFrame;
    });
    if (hit !== undefined) {
      used.add(hit);
      kind.hits++;
    }
  }
  return { cuts, gradual };
}

/** Tallies over many films. */
export function tallyAll(
  films: Iterable<Film>,
  model?: ShotChangeModel,
): { readonly cuts: Tally; readonly gradual: Tally } {
  const cuts: Tally = { hits: 0, found: 0, true: 0 };
  const gradual: Tally = { hits: 0, found: 0, true: 0 };
  for (const { frames, truth } of films) {
    const one = tally(truth, changesOf(frames, model));
    for (const key of ['hits', 'found', 'true'] as const) {
      cuts[key] += one.cuts[key];
      gradual[key] += one.gradual[key];
    }
  }
  return { cuts, gradual };
}
