import { type Clip, clip, frameRange, type Rational, rational, type Timeline } from '@second-unit/timeline';
import { FILM_FRAMES } from './film.ts';

/** Frames a second of timelines that tests make. */
export const RATE: Rational = rational(24);

/** Frames `from` to `to` of the drawn film that lies at `url`. */
export function shot(name: string, url: string, from: number, to: number, effects: Clip['effects'] = []): Clip {
  const media = {
    schema: 'ExternalReference',
    name: url.split('/').at(-1) ?? '',
    metadata: {},
    targetUrl: url,
    availableRange: frameRange(0, FILM_FRAMES, RATE),
  } as const;
  return { ...clip(name, media, frameRange(from, to, RATE)), effects };
}

/** The clips on a timeline's picture tracks. */
export function clipsOf(of: Timeline): Clip[] {
  return of.tracks.children.flatMap((one) =>
    one.schema === 'Track' && one.kind === 'Video' ? one.children.filter((child) => child.schema === 'Clip') : [],
  );
}
