import { frameTimes, mediaClip, sequenceRate } from '@second-unit/footage/interchange';
import type { MediaInfo } from '@second-unit/media';
import {
  compareTime,
  type ExternalReference,
  endTimeExclusive,
  mediaReference,
  nominalRate,
  type Rational,
  type RationalTime,
  type RelinkCandidate,
  rationalTime,
  relink,
  rescaledTo,
  subtractTime,
  type Timeline,
  type TimeRange,
  type UsedMedia,
  usedMedia,
} from '@second-unit/timeline';

/** A film of the production that a timeline's media may be. */
export interface Film {
  readonly id: string;
  readonly title: string;
  /** With the path where it lies now. */
  readonly info: MediaInfo;
}

/** Which film a media is, or why none is known. */
export type Match =
  | { readonly film: string; readonly reasons: readonly string[]; readonly confidence: number }
  | { readonly why: string; readonly films: readonly string[] };

type FilmReference = ExternalReference & { readonly availableRange: TimeRange };

/** Asked for once a media and film. */
const references = new WeakMap<MediaInfo, FilmReference>();

/** The film as editing programs know it: its address, its first frame's timecode, its length. */
export function referenceOf(info: MediaInfo): FilmReference {
  const known = references.get(info);
  if (known) return known;
  const whole = mediaClip(info, { inFrame: 0, outFrame: info.frames }, { name: '', rate: sequenceRate(info) });
  const reference = mediaReference(whole) as FilmReference;
  references.set(info, reference);
  return reference;
}

/** Frames of `rate` from one time to another; timecodes of 24 and 23.976 frames a second count the same frames. */
export function framesBetween(from: RationalTime, to: RationalTime, rate: Rational): number {
  const same = [from, to].every((time) => nominalRate(time.rate) === nominalRate(rate));
  if (same) return to.value - from.value;
  return rescaledTo(subtractTime(to, from), rate, 'round').value;
}

/** The frame that is shown `grid` frames of the film's sequence rate after its first. */
export function frameAt(info: MediaInfo, grid: number): number {
  if (!info.variableFrameRate) return grid;
  const times = frameTimes(info);
  if (!times) return grid;
  const at = rationalTime(grid, sequenceRate(info));
  let [low, high] = [0, info.frames];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (compareTime(times.at(middle), at) <= 0) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The time, by the timeline's clock of this media, of the film's first frame: as the timeline says, by the film's
 * timecode, or zero; the first by which all that is played lies within the film. Undefined where none does.
 */
export function originIn(
  info: MediaInfo,
  { start, used }: Pick<UsedMedia, 'start' | 'used'>,
): RationalTime | undefined {
  const { startTime, duration } = referenceOf(info).availableRange;
  const { rate } = startTime;
  const fits = (origin: RationalTime): boolean =>
    used.every(
      (range) =>
        framesBetween(origin, range.startTime, rate) >= 0 &&
        framesBetween(origin, endTimeExclusive(range), rate) <= duration.value,
    );
  return [...(start ? [start] : []), startTime, rationalTime(0, rate)].find(fits);
}

/** Matches every media of a timeline with the production's films, by what both say of it. Nothing is guessed. */
export function matchMedia(timeline: Timeline, films: readonly Film[]): ReadonlyMap<string, Match> {
  const matches = new Map<string, Match>();
  const all = usedMedia(timeline);
  const titleOf = new Map(films.map(({ id, title }) => [id, title]));
  const byAddress = new Map(films.map((film) => [referenceOf(film.info).targetUrl, film]));
  const urlOf = (film: Film): string => `film:${film.id}`;
  const idOf = (url: string): string => url.slice('film:'.length);
  const candidate = (film: Film, fromZero: boolean): RelinkCandidate => {
    const { availableRange } = referenceOf(film.info);
    const zero = { ...availableRange, startTime: rationalTime(0, availableRange.startTime.rate) };
    return {
      url: urlOf(film),
      name: film.title,
      ...(film.info.reel ? { reel: film.info.reel } : {}),
      availableRange: fromZero ? zero : availableRange,
    };
  };
  // By timecode first; a program that saw none counts from zero.
  const tries = [false, true].map((fromZero) =>
    relink(
      timeline,
      films.map((film) => candidate(film, fromZero)),
    ),
  );
  for (const media of all) {
    const { key, name } = media;
    const lies = byAddress.get(name);
    if (lies && originIn(lies.info, media)) {
      matches.set(key, { film: lies.id, reasons: ['same file'], confidence: 1 });
      continue;
    }
    for (const { links, ambiguous } of tries) {
      const link = links.find((one) => one.key === key);
      const film = link && films.find((one) => urlOf(one) === link.url);
      if (link && film && originIn(film.info, media)) {
        matches.set(key, { film: film.id, reasons: link.reasons, confidence: link.confidence });
        break;
      }
      const alike = ambiguous.find((one) => one.key === key);
      if (alike) {
        const names = alike.urls.map((url) => `“${titleOf.get(idOf(url)) ?? ''}”`);
        const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
        matches.set(key, { why: `${list} fit alike; say which it is.`, films: alike.urls.map(idOf) });
        break;
      }
    }
    if (!matches.has(key)) {
      const namesake = tries[0]?.lost.find((one) => one.key === key)?.namesake;
      matches.set(key, {
        why: whyLost(
          films,
          namesake && `“${titleOf.get(idOf(namesake.url)) ?? ''}” has its name, but ${namesake.but}.`,
        ),
        // What is played of it lies within these.
        films: films.filter(({ info }) => originIn(info, media)).map(({ id }) => id),
      });
    }
  }
  return matches;
}

function whyLost(films: readonly Film[], namesake: string | undefined): string {
  if (films.length === 0) return 'The production has no films yet.';
  return namesake ?? 'No film has its name, reel and timecode.';
}
