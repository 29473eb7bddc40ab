import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '@second-unit/evidence';
import { fileUrl, mediaClip, sequenceRate } from '@second-unit/footage/interchange';
import { clipFacts, type MediaInfo, probe } from '@second-unit/media';
import {
  compareTime,
  endTimeExclusive,
  frameRange,
  type JsonObject,
  mapMedia,
  mediaReference,
  type RelinkCandidate,
  relink,
  type Timeline,
  type TimeRange,
  type UsedMedia,
  usedMedia,
} from '@second-unit/timeline';
import { FILM_ENDINGS } from '../../productions/film-endings.ts';
import type { Task } from '../run.ts';

/** Films that are looked into. */
const MOST_FILMS = 5000;
const SOUND_ENDINGS: ReadonlySet<string> = new Set('.wav .aif .aiff .mp3 .m4a .flac .ogg'.split(' '));
/** Endings of what media may be; nothing else that a timeline of somebody else's names is opened. */
export const MEDIA_ENDINGS: ReadonlySet<string> = new Set([
  ...FILM_ENDINGS,
  ...SOUND_ENDINGS,
  ...'.png .jpg .jpeg .tif .tiff .exr .dpx .webp'.split(' '),
]);

/** What a file says of itself: where its time may begin and how long it is, the likelier first; size, channels, reel. */
interface Facts {
  readonly ranges: readonly TimeRange[];
  readonly metadata: JsonObject;
  readonly url: string;
  readonly reel?: string;
}

/** Media that no file is here for. */
export interface MissingMedia {
  readonly name: string;
  /** Where the timeline says that it lies, if it does. */
  readonly place?: string;
}

/** The media files of a timeline as they lie on this machine. Each is looked into once, in the media process. */
export class MediaHere {
  readonly #folder: string;
  readonly #task: Task;
  readonly #facts = new Map<string, Promise<Facts | undefined>>();

  /** @param from the timeline's file, beside which relative places lie */
  constructor(from: string, task: Task) {
    this.#folder = dirname(resolve(from));
    this.#task = task;
  }

  /** Those whose file is not here. What lies at an address of the web is not judged. */
  async missing(timeline: Timeline): Promise<readonly MissingMedia[]> {
    const lost: MissingMedia[] = [];
    for (const media of usedMedia(timeline)) {
      const address = addressOf(media);
      if (address === undefined) lost.push({ name: media.name || 'a clip' });
      else if (!isElsewhere(address) && (await this.#fileAt(address)) === undefined) {
        const place = pathsOf(address, this.#folder).at(-1) ?? address;
        lost.push({ name: place.split(/[\\/]/).at(-1) || place, place });
      }
    }
    return lost;
  }

  /**
   * The timeline with length, first timecode, size and channels of those media whose file is here and of which it does
   * not say them, and sentences on files that are not what it plays.
   */
  async described(timeline: Timeline): Promise<{ readonly timeline: Timeline; readonly notes: readonly string[] }> {
    const unsaid = new Set<string>();
    mapMedia(timeline, (reference, clip) => {
      if (reference !== mediaReference(clip) || reference.schema !== 'ExternalReference') return reference;
      if (!reference.availableRange) unsaid.add(reference.targetUrl);
      return reference;
    });
    const known = new Map<string, { readonly range: TimeRange; readonly metadata: JsonObject }>();
    const notes: string[] = [];
    for (const media of usedMedia(timeline)) {
      const address = addressOf(media);
      if (address === undefined || !unsaid.has(address) || isElsewhere(address)) continue;
      const path = await this.#fileAt(address);
      if (path === undefined || !isFilmOrSound(path)) continue;
      const facts = await this.#factsOf(path);
      const range = facts?.ranges.find((one) => holds(one, media));
      if (facts && range) known.set(address, { range, metadata: facts.metadata });
      else if (facts) notes.push(`${path} does not hold all that is played of it: is it another file of that name?`);
      else notes.push(`${path} could not be read as film or sound.`);
    }
    if (known.size === 0) return { timeline, notes };
    const described = mapMedia(timeline, (reference) => {
      const facts = reference.schema === 'ExternalReference' ? known.get(reference.targetUrl) : undefined;
      if (!facts || reference.schema !== 'ExternalReference') return reference;
      const own = reference.metadata.second_unit;
      const said = typeof own === 'object' && own !== null && !Array.isArray(own) ? own : {};
      return {
        ...reference,
        metadata: { ...reference.metadata, second_unit: { ...facts.metadata, ...said } },
        availableRange: reference.availableRange ?? facts.range,
      };
    });
    return { timeline: described, notes };
  }

  /**
   * The timeline with films of a folder in place of those that it names, and what was found, in sentences. What is not
   * found and not at its place either is said too. Errors: `not-found` without such a folder.
   */
  async relinked(
    timeline: Timeline,
    folder: string,
  ): Promise<{ readonly timeline: Timeline; readonly notes: readonly string[] }> {
    const { progress } = this.#task;
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
      throw new Fault('not-found', `There is no folder ${folder} to look for media in.`, { place: folder, cause });
    });
    const paths = entries
      .filter((entry) => entry.isFile() && FILM_ENDINGS.has(extname(entry.name).toLowerCase()))
      .map((entry) => resolve(join(entry.parentPath, entry.name)))
      .sort()
      .slice(0, MOST_FILMS);
    const candidates: RelinkCandidate[] = [];
    const metadata = new Map<string, JsonObject>();
    for (const [index, path] of paths.entries()) {
      progress.show(index / paths.length, `Looking at ${basename(path)}`);
      const facts = await this.#factsOf(path);
      const availableRange = facts?.ranges[0];
      if (!facts || !availableRange) continue;
      const { url, reel } = facts;
      candidates.push({ url, name: basename(path), ...(reel ? { reel } : {}), availableRange });
      metadata.set(url, facts.metadata);
    }
    const { timeline: linked, links, ambiguous, lost } = relink(timeline, candidates);
    const here = new Set<string>();
    for (const media of usedMedia(timeline)) {
      const address = addressOf(media);
      if (address !== undefined && (isElsewhere(address) || (await this.#fileAt(address)))) here.add(media.key);
    }
    const urls = new Set(links.map(({ url }) => url));
    return {
      // What the timeline said of its file was of one that lay elsewhere; what this file says goes before.
      timeline: mapMedia(linked, (reference) => {
        if (reference.schema !== 'ExternalReference' || !urls.has(reference.targetUrl)) return reference;
        const own = reference.metadata.second_unit;
        const said = typeof own === 'object' && own !== null && !Array.isArray(own) ? own : {};
        const second_unit = { ...said, ...metadata.get(reference.targetUrl) };
        return { ...reference, metadata: { ...reference.metadata, second_unit } };
      }),
      notes: [
        ...links.map(({ media, url, reasons }) => `Found: ${media} is ${url} (${reasons.join(', ')})`),
        ...ambiguous.map(({ media, urls: fits }) => `Not linked: ${media} may be ${fits.join(' or ')}`),
        ...lost.filter(({ key }) => !here.has(key)).map(({ media, why }) => `Not found: ${media}. ${why}`),
      ],
    };
  }

  async #fileAt(address: string): Promise<string | undefined> {
    for (const path of pathsOf(address, this.#folder)) {
      if ((await stat(path).catch(() => undefined))?.isFile()) return path;
    }
    return undefined;
  }

  #factsOf(path: string): Promise<Facts | undefined> {
    const known = this.#facts.get(path) ?? factsOf(path, this.#task.signal);
    this.#facts.set(path, known);
    return known;
  }
}

function addressOf({ key, name }: UsedMedia): string | undefined {
  return key.startsWith('url ') ? name : undefined;
}

/** On the web, or of a scheme that names no file. */
function isElsewhere(address: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(address) && !address.toLowerCase().startsWith('file:');
}

/** Where the file of an address may lie: a path may be written as it is, or encoded as in a URL. */
function pathsOf(address: string, folder: string): readonly string[] {
  try {
    if (address.toLowerCase().startsWith('file:')) return [fileURLToPath(address)];
    const decoded = decodeURIComponent(address);
    return [...new Set([resolve(folder, decoded), resolve(folder, address)])];
  } catch {
    return address.toLowerCase().startsWith('file:') ? [] : [resolve(folder, address)];
  }
}

function isFilmOrSound(path: string): boolean {
  const ending = extname(path).toLowerCase();
  return FILM_ENDINGS.has(ending) || SOUND_ENDINGS.has(ending);
}

function holds(range: TimeRange, { used }: UsedMedia): boolean {
  const end = endTimeExclusive(range);
  return used.every(
    (one) => compareTime(range.startTime, one.startTime) <= 0 && compareTime(endTimeExclusive(one), end) <= 0,
  );
}

/** What a film or sound says; undefined of what is neither. */
async function factsOf(path: string, signal: AbortSignal): Promise<Facts | undefined> {
  try {
    if (SOUND_ENDINGS.has(extname(path).toLowerCase())) return await soundFacts(path, signal);
    const info = { ...(await probe(path, { signal })), originalPath: path };
    const even = onEvenGrid(info);
    const whole = mediaClip(even, { inFrame: 0, outFrame: even.frames }, { name: '', rate: even.frameRate });
    const reference = mediaReference(whole);
    if (reference?.schema !== 'ExternalReference' || !reference.availableRange) return undefined;
    const own = reference.metadata.second_unit as JsonObject;
    return {
      ranges: [reference.availableRange],
      metadata: { ...own, ...(info.variableFrameRate ? { variable_frame_rate: true } : {}) },
      url: reference.targetUrl,
      ...(info.reel ? { reel: info.reel } : {}),
    };
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    return undefined;
  }
}

/** A film whose rate varies, by the length that its container says: when each frame is shown only a decode tells. */
function onEvenGrid(info: MediaInfo): MediaInfo {
  if (!info.variableFrameRate) return info;
  const frameRate = sequenceRate(info);
  const frames = Math.max(1, Math.ceil((info.duration * frameRate.num) / frameRate.den));
  return { ...info, variableFrameRate: false, frameRate, frames };
}

/** Sound counts from its Broadcast Wave timecode, or from its first sample where a timeline passes that over. */
async function soundFacts(path: string, signal: AbortSignal): Promise<Facts | undefined> {
  const { sound, tags } = await clipFacts(path, { signal });
  if (!sound) return undefined;
  const samples = Math.round(sound.seconds * sound.sampleRate);
  const start = /^\d{1,15}$/.test(tags.time_reference ?? '') ? Number(tags.time_reference) : 0;
  return {
    ranges: [...new Set([start, 0])].map((first) => frameRange(first, first + samples, sound.sampleRate)),
    metadata: { sound_only: true, audio_channels: sound.channels, audio_rate: sound.sampleRate },
    url: fileUrl(path),
  };
}
