import type { Timeline, Track } from './model.ts';

/** The track that a timeline's pictures begin with: the lowest of pictures that is on and has a clip. */
export function mainTrack({ tracks }: Timeline): Track | undefined {
  return tracks.children.find(
    (one): one is Track =>
      one.schema === 'Track' &&
      one.enabled &&
      one.kind === 'Video' &&
      one.children.some(({ schema }) => schema === 'Clip'),
  );
}
