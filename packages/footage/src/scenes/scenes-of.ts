import type { FilmScene, Shot } from '../shot-log.ts';
import { groupShots } from './group-shots.ts';
import type { ViewsOfShot } from './view.ts';

/** What the log of a film leaves out and scenes are better found with. */
export interface ScenesOptions {
  /** Views of each shot, in order. */
  readonly views?: readonly ViewsOfShot[];
  /** Who is seen in each shot, in order, by any names. */
  readonly people?: readonly (readonly string[] | undefined)[];
}

/** The scenes of a film's shots: see `groupShots`. Of a log that was read back, its colours and its sound must do. */
export function scenesOf(shots: readonly Shot[], { views, people }: ScenesOptions = {}): FilmScene[] {
  const groups = groupShots(
    shots.map((shot, at) => {
      const seen = views?.[at];
      const who = people?.[at];
      return {
        ...shot,
        ...(seen === undefined ? {} : { views: seen }),
        ...(who === undefined ? {} : { people: who }),
      };
    }),
  );
  return groups.map(({ firstShot, lastShot, confidence }, index) => ({
    index,
    firstShot,
    lastShot,
    startFrame: shots[firstShot]!.startFrame,
    endFrame: shots[lastShot]!.endFrame,
    confidence: Math.round(confidence * 100) / 100,
  }));
}
