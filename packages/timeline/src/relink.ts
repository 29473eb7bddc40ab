import { mapMedia } from './map-media.ts';
import { type ExternalReference, type MediaReference, mediaReference, type Timeline } from './model.ts';
import { nameInUrl } from './name-in-url.ts';
import { compareTime, endTimeExclusive, type TimeRange, toSeconds } from './rational-time.ts';
import { mediaKey, type UsedMedia, usedMedia } from './used-media.ts';

/** A media file that may be what a timeline misses. */
export interface RelinkCandidate {
  readonly url: string;
  /** Absent: the last part of the URL. */
  readonly name?: string;
  readonly reel?: string;
  /** Its first frame's timecode and its length. */
  readonly availableRange?: TimeRange;
}

export interface RelinkOptions {
  /** Is the file of a reference missing? Default: every one whose URL is not a candidate's. */
  readonly isMissing?: (reference: MediaReference) => boolean;
}

export interface Relink {
  /** With what was found in place; everything else as it was. */
  readonly timeline: Timeline;
  readonly links: readonly {
    /** As `UsedMedia.key`. */
    readonly key: string;
    readonly media: string;
    readonly url: string;
    /** From 0 to 1. */
    readonly confidence: number;
    readonly reasons: readonly string[];
  }[];
  /** Media that several files fit alike; a person chooses. */
  readonly ambiguous: readonly {
    readonly key: string;
    readonly media: string;
    readonly urls: readonly string[];
    readonly why: string;
  }[];
  readonly lost: readonly {
    readonly key: string;
    readonly media: string;
    readonly why: string;
    /** A file that has its name, and why it is not it all the same: `its reel is B002`. */
    readonly namesake?: { readonly url: string; readonly but: string };
  }[];
}

const LEAST = 0.5;
const AHEAD = 0.1;

/** What a name says without folder, ending, or the marks of proxies. */
function stem(name: string): string {
  return nameInUrl(name)
    .toLowerCase()
    .replace(/\.[a-z0-9]{1,5}$/, '')
    .replace(/[ _.-]*(?:proxy|proxies|lowres|sub[ _-]?02)$/, '');
}

function hasName(missing: UsedMedia, candidate: RelinkCandidate): boolean {
  const name = stem(missing.name);
  return name !== '' && name === stem(candidate.name ?? candidate.url);
}

/** Why a file that has the name of a media is not it. */
function whyNot(missing: UsedMedia, candidate: RelinkCandidate): string {
  if (!fit(missing, candidate)) return 'its timecode does not cover what is played';
  const isOtherReel =
    missing.reel !== undefined && candidate.reel !== undefined && !sameReel(missing.reel, candidate.reel);
  return isOtherReel ? `its reel is ${candidate.reel}` : 'begins at another timecode';
}

function sameReel(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a.startsWith(b) || b.startsWith(a);
}

function fit(missing: UsedMedia, candidate: RelinkCandidate): { score: number; reasons: string[] } | undefined {
  const reasons: string[] = [];
  let score = 0;
  const [name, other] = [stem(missing.name), stem(candidate.name ?? candidate.url)];
  if (hasName(missing, candidate)) {
    score += 0.5;
    reasons.push('same name');
  } else if (name !== '' && (other.startsWith(`${name}_`) || name.startsWith(`${other}_`))) {
    score += 0.35;
    reasons.push('name of one begins the other’s');
  }
  // Names of cameras begin with the reel where nothing else says it.
  const reel = missing.reel?.toLowerCase();
  const otherReel =
    candidate.reel?.toLowerCase() ?? (reel && reel.length > 2 && other.startsWith(reel) ? reel : undefined);
  if (reel && otherReel) {
    if (sameReel(reel, otherReel)) {
      score += 0.25;
      reasons.push(`same reel, ${candidate.reel ?? missing.reel}`);
    } else score -= 0.4;
  }
  const range = candidate.availableRange;
  if (range) {
    if (missing.start) {
      if (compareTime(missing.start, range.startTime) !== 0) score -= 0.3;
      else if (missing.start.value === 0) {
        // So does every file without timecode, of whatever it is.
        score += 0.15;
        reasons.push('both count from zero');
      } else {
        score += 0.35;
        reasons.push('same start timecode');
      }
    }
    const end = endTimeExclusive(range);
    const inside = missing.used.every(
      (used) => compareTime(range.startTime, used.startTime) <= 0 && compareTime(endTimeExclusive(used), end) <= 0,
    );
    // A file that lacks frames which are played is not it, whatever it is called.
    if (!inside) return undefined;
    if (!missing.start && missing.used.some(({ startTime }) => toSeconds(startTime) > 0)) {
      score += 0.25;
      reasons.push('its timecode covers all that is used');
    }
  }
  return { score, reasons };
}

/**
 * Finds the files of a timeline that lie somewhere else now, by name, reel and timecode, with the reasons. What fits
 * several files alike is told of rather than guessed.
 */
export function relink(
  timeline: Timeline,
  candidates: readonly RelinkCandidate[],
  options: RelinkOptions = {},
): Relink {
  const known = new Set(candidates.map(({ url }) => url));
  const isMissing =
    options.isMissing ??
    ((reference) =>
      reference.schema === 'MissingReference' ||
      (reference.schema === 'ExternalReference' && !known.has(reference.targetUrl)));
  const missing = usedMedia(timeline, isMissing);

  const found = new Map<string, RelinkCandidate>();
  const links: Relink['links'][number][] = [];
  const ambiguous: Relink['ambiguous'][number][] = [];
  const lost: Relink['lost'][number][] = [];
  for (const one of missing) {
    const { key, name: media } = one;
    const fits = candidates
      .flatMap((candidate) => {
        const how = fit(one, candidate);
        return how && how.score >= LEAST ? [{ candidate, ...how }] : [];
      })
      .sort((a, b) => b.score - a.score || (a.candidate.url < b.candidate.url ? -1 : 1));
    const [best] = fits;
    if (!best) {
      const alike = candidates.find((candidate) => hasName(one, candidate));
      const namesake = alike && { url: alike.url, but: whyNot(one, alike) };
      const why =
        candidates.length === 0
          ? 'There are no files to look among.'
          : namesake === undefined
            ? 'No file has its name, reel and timecode.'
            : `${nameInUrl(namesake.url)} has its name, but ${namesake.but}.`;
      lost.push({ key, media, why, ...(namesake === undefined ? {} : { namesake }) });
      continue;
    }
    const alike = fits.filter(({ score }) => best.score - score < AHEAD);
    if (alike.length > 1) {
      ambiguous.push({
        key,
        media,
        urls: alike.map(({ candidate }) => candidate.url),
        why: `${alike.length} files fit alike: ${best.reasons.join(', ')}.`,
      });
      continue;
    }
    found.set(key, best.candidate);
    links.push({ key, media, url: best.candidate.url, confidence: Math.min(0.99, best.score), reasons: best.reasons });
  }
  const linked = mapMedia(timeline, (reference, clip) => {
    if (reference !== mediaReference(clip) || reference.schema === 'UnknownSchema') return reference;
    const candidate = found.get(mediaKey(reference, clip));
    if (!candidate) return reference;
    const range = candidate.availableRange ?? reference.availableRange;
    const made: ExternalReference = {
      schema: 'ExternalReference',
      name: reference.name,
      metadata: reference.metadata,
      targetUrl: candidate.url,
      ...(range ? { availableRange: range } : {}),
    };
    return made;
  });
  return { timeline: linked, links, ambiguous, lost };
}
