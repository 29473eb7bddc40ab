import type { ShotChange } from '../src/detectors/shot-changes.ts';
import { ShotChanges } from '../src/detectors/shot-changes.ts';
import type { ShotChangeModel } from '../src/detectors/weights.ts';
import { HEIGHT, WIDTH } from './drawn-scenes.ts';
import type { Film } from './made-films.ts';
import type { Truth } from './transitions.ts';

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

/** Where a change lies, in frames: the last of the old shot, the first of the new one. */
export interface Change {
  readonly lastOld: number;
  readonly firstNew: number;
}

/** The change of a transition whose frames are [startFrame, endFrame). */
export const changeOf = ({ startFrame, endFrame }: Pick<Truth, 'startFrame' | 'endFrame'>): Change => ({
  lastOld: startFrame - 1,
  firstNew: endFrame,
});

/**
 * The pairs of a true change and a found one that meet, both in film order: hard cuts within two frames of each other,
 * others where they overlap or come within a frame of it. The measure that shot detectors are published with
 * (TransNet V2, AutoShot): each change is in one pair at most.
 */
export function meetings(truth: readonly Change[], found: readonly Change[]): [truth: number, found: number][] {
  const pairs: [number, number][] = [];
  let at = 0;
  let other = 0;
  while (at < truth.length && other < found.length) {
    const one = truth[at]!;
    const two = found[other]!;
    // Each is half a frame longer at either end than from the last frame of one shot to the first of the next.
    if (two.firstNew + 0.5 < one.lastOld - 0.5) other++;
    else if (two.lastOld - 0.5 > one.firstNew + 0.5) at++;
    else pairs.push([at++, other++]);
  }
  return pairs;
}

/** How many found, how many true, how many of these meet. */
export function tallyOf(truth: readonly Change[], found: readonly Change[]): Tally {
  return { hits: meetings(truth, found).length, found: found.length, true: truth.length };
}

/** Cuts against cuts, gradual transitions against gradual ones; and of those that meet, how many are rightly named. */
export interface FilmTally {
  readonly cuts: Tally;
  readonly gradual: Tally;
  /** For each kind of true transition: how many there are, met, and met and called what they are. */
  readonly kinds: Readonly<Record<Truth['type'], { true: number; hits: number; named: number }>>;
}

/** Nothing found and nothing true. */
export const noTally = (): FilmTally => ({
  cuts: { hits: 0, found: 0, true: 0 },
  gradual: { hits: 0, found: 0, true: 0 },
  kinds: {
    cut: { true: 0, hits: 0, named: 0 },
    dissolve: { true: 0, hits: 0, named: 0 },
    fade: { true: 0, hits: 0, named: 0 },
    wipe: { true: 0, hits: 0, named: 0 },
  },
});

/** Adds one film's transitions to a tally; what opens or ends the film is no change from shot to shot. */
export function addTally(into: FilmTally, truth: readonly Truth[], found: readonly ShotChange[]): void {
  const between = found.filter((change) => change.at === 'between');
  for (const isCut of [true, false]) {
    const ours = between.filter(({ type }) => (type === 'cut') === isCut);
    const theirs = truth.filter(({ type }) => (type === 'cut') === isCut);
    const kind = isCut ? into.cuts : into.gradual;
    const pairs = meetings(theirs.map(changeOf), ours.map(changeOf));
    kind.hits += pairs.length;
    kind.found += ours.length;
    kind.true += theirs.length;
    for (const { type } of theirs) into.kinds[type].true++;
    for (const [at, other] of pairs) {
      into.kinds[theirs[at]!.type].hits++;
      if (theirs[at]!.type === ours[other]!.type) into.kinds[theirs[at]!.type].named++;
    }
  }
}

/** The tally of one film. */
export function tally(truth: readonly Truth[], found: readonly ShotChange[]): FilmTally {
  const sum = noTally();
  addTally(sum, truth, found);
  return sum;
}

/** The tally of many films. */
export async function tallyAll(
  films: Iterable<Film> | AsyncIterable<Film>,
  model?: ShotChangeModel,
): Promise<FilmTally> {
  const sum = noTally();
  for await (const { frames, truth } of films) addTally(sum, truth, changesOf(frames, model));
  return sum;
}
