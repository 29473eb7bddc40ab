import { open as openFile } from 'node:fs/promises';
import type { CutProposal } from '@second-unit/editing';
import { Fault } from '@second-unit/evidence';
import { playedSeconds } from '@second-unit/footage/interchange';
import {
  editRate,
  endTimeExclusive,
  formatTimecode,
  mediaKey,
  mediaReference,
  type RationalTime,
  type Timeline,
  type TimelineFormat,
  timelineFormatOf,
  type UsedMedia,
  usedMedia,
  xmlTimelineFormat,
} from '@second-unit/timeline';
import { inProcess } from '../apart/in-process.ts';
import type { CutView, TimelineMediaView, TimelineSummary, TimelineView } from '../contract/index.ts';
import {
  createCut,
  createTimeline,
  findLog,
  getMedia,
  getTimeline,
  linkTimeline,
  listMedia,
  type MediaRow,
  newId,
  now,
  setTimelineCut,
  type TimelineLink,
  type TimelineRow,
  timelineOfCut,
} from '../database/index.ts';
import { type Home, storedPath } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';
import { type OpenCut, type Place, viewCut } from './cut-room.ts';
import type { TimelineAnswer, TimelineAsk } from './timeline-import-process.ts';
import { cutItems, type Shown, shownOf } from './timeline-items.ts';
import { type Film, type Match, matchMedia, originIn } from './timeline-match.ts';
import { timelineOf } from './timeline-parsed.ts';
import { restored } from './timeline-restore.ts';

/** Bytes of a timeline file that is taken in; of a bundle, whose media stay packed, with them. */
export const MOST_BYTES = { timeline: 20 * 1024 * 1024, bundle: 256 * 1024 * 1024 } as const;
const LIMITS = { seconds: 30, megabytes: 1024 };
/** Bytes in which the first element of an XML file stands. */
const HEAD = 64 * 1024;

/**
 * The format of a file that is a timeline; undefined of any other. What is called `.xml` is asked for its first element,
 * for a screenplay may be called so too.
 */
export async function timelineFormat(name: string, path: string): Promise<TimelineFormat | undefined> {
  const format = timelineFormatOf(name);
  if (format !== 'fcp7') return format;
  const head = await headOf(path);
  return xmlTimelineFormat(head.toString(head[0] === 0xff ? 'utf16le' : 'utf8'));
}

async function headOf(path: string): Promise<Buffer> {
  await using file = await openFile(path, 'r');
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD) });
  return buffer.subarray(0, bytesRead);
}

/** Reads a file in a process of its own with limits of time and memory: it comes from outside. */
async function readApart(ask: TimelineAsk, name: string): Promise<TimelineAnswer> {
  const entry = new URL('./timeline-import-process.ts', import.meta.url);
  return (await inProcess({ entry, ask, name, doing: 'Reading', limits: LIMITS }, {})) as TimelineAnswer;
}

/**
 * Takes a received file in as a timeline of a production, its media matched with the production's films; where all of
 * them are known and the film is logged, it is a cut at once.
 *
 * @throws Fault `input` for what cannot be read, in a sentence with line or event; `too-large`
 */
export async function takeTimeline(
  studio: Studio,
  file: {
    readonly production: string;
    readonly name: string;
    readonly path: string;
    readonly title: string;
    readonly format: TimelineFormat;
    readonly rate?: { readonly num: number; readonly den: number };
    readonly by: string;
  },
): Promise<TimelineView> {
  const { production, name, format, rate } = file;
  const ask = { path: file.path, format, most: MOST_BYTES.timeline, ...(rate ? { rate } : {}) };
  const { otio, title, notes } = await readApart(ask, name);
  const id = newId();
  const matches = matchMedia(timelineOf(studio.store, { id, otio }), await filmsOf(studio, production));
  const links = Object.fromEntries(
    [...matches].flatMap(([key, match]): [string, TimelineLink][] =>
      'film' in match ? [[key, { media: match.film, reasons: match.reasons, confidence: match.confidence }]] : [],
    ),
  );
  const row = await createTimeline(studio.store, {
    id,
    production,
    title: oneLine(title, 120) || file.title,
    name: oneLine(name, 255),
    format,
    otio,
    notes: [...notes, ...(format === 'otioz' && notes.length > 0 ? ['Open the films themselves as well.'] : [])],
    links,
  });
  studio.events.emit({ kind: 'production', production });
  const view = await viewTimeline(studio, row.id);
  if (view.noCut !== undefined || view.media.some(({ film }) => !film)) return view;
  await cutTimeline(studio, row.id, file.by);
  return viewTimeline(studio, row.id);
}

/** Text that both databases keep as it is. */
function oneLine(text: string, longest: number): string {
  const clean = text
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .trim();
  return [...clean].slice(0, longest).join('');
}

async function filmsOf({ store, home }: { readonly store: Studio['store']; readonly home: Home }, production: string) {
  return (await listMedia(store, production)).map(
    ({ id, title, info, file }): Film => ({ id, title, info: { ...info, originalPath: storedPath(home, file) } }),
  );
}

interface Opened {
  readonly row: TimelineRow;
  readonly timeline: Timeline;
  readonly films: readonly Film[];
  readonly filmOf: (key: string) => Film | undefined;
  readonly shown: Shown;
}

async function open(place: Place, row: TimelineRow): Promise<Opened> {
  const timeline = timelineOf(place.store, row);
  const films = await filmsOf(place, row.production);
  const byId = new Map(films.map((film) => [film.id, film]));
  const filmOf = (key: string): Film | undefined => byId.get(row.links[key]?.media ?? '');
  return { row, timeline, films, filmOf, shown: shownOf(timeline, filmOf) };
}

export function timelineSummary({
  id,
  production,
  title,
  name,
  format,
  cut,
  createdAt,
}: Omit<TimelineRow, 'otio' | 'notes' | 'links' | 'updatedAt'>): TimelineSummary {
  return { id, production, title, name, format, createdAt, ...(cut === null ? {} : { cut }) };
}

/** A timeline that came in, and what of its media is missing. Errors: `not-found`. */
export async function viewTimeline(place: Place, id: string): Promise<TimelineView> {
  const opened = await open(place, await getTimeline(place.store, id));
  const { row, timeline, films, filmOf, shown } = opened;
  const matches = matchMedia(timeline, films);
  const clips = new Map<string, number>();
  countClips(timeline, clips);
  const rate = editRate(timeline);
  const noCut = row.cut === null ? await whyNoCut(place, opened) : undefined;
  return {
    ...timelineSummary(row),
    ...(rate ? { rate: String(Math.round((rate.num / rate.den) * 1000) / 1000) } : {}),
    media: usedMedia(timeline).map((media) => mediaView(media, filmOf(media.key), row, matches.get(media.key), clips)),
    notes: row.notes,
    notShown: shown.notShown,
    ...(noCut === undefined ? {} : { noCut }),
  };
}

function mediaView(
  { key, name, reel, used, start }: UsedMedia,
  film: Film | undefined,
  { links }: TimelineRow,
  match: Match | undefined,
  clips: ReadonlyMap<string, number>,
): TimelineMediaView {
  const by = (a: number, b: number): number => a - b;
  const value = ({ value, rate }: RationalTime): number => (value * rate.den) / rate.num;
  const first = used.toSorted((a, b) => by(value(a.startTime), value(b.startTime)))[0]?.startTime;
  const last = used.map(endTimeExclusive).toSorted((a, b) => by(value(b), value(a)))[0];
  const address = key.startsWith('url ') ? name : undefined;
  return {
    key,
    name: nameOf(name, reel),
    ...(address === undefined ? {} : { address }),
    ...(reel === undefined ? {} : { reel }),
    ...(first && last ? { from: timecode(first), to: timecode(last) } : start ? { from: timecode(start) } : {}),
    clips: clips.get(key) ?? 0,
    ...(film ? { film: { id: film.id, title: film.title } } : {}),
    reasons: film ? (links[key]?.reasons ?? []) : [],
    ...(film
      ? {}
      : {
          missing:
            match === undefined || 'film' in match
              ? { why: 'Nobody has said which film it is.', films: match ? [match.film] : [] }
              : match,
        }),
  };
}

function timecode(time: RationalTime): string {
  try {
    return formatTimecode(time.value, time.rate);
  } catch {
    return `${((time.value * time.rate.den) / time.rate.num).toFixed(3)} s`;
  }
}

/** What a person may know a media by: its file, else its reel. */
function nameOf(address: string, reel: string | undefined): string {
  const last = address.split(/[\\/]/).at(-1) || reel || 'Media without a name';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function countClips({ tracks }: Timeline, clips: Map<string, number>): void {
  const visit = (one: Timeline['tracks']['children'][number]): void => {
    if (one.schema === 'Track' || one.schema === 'Stack') one.children.forEach(visit);
    if (one.schema !== 'Clip') return;
    const reference = mediaReference(one);
    if (!reference) return;
    const key = mediaKey(reference, one);
    clips.set(key, (clips.get(key) ?? 0) + 1);
  };
  tracks.children.forEach(visit);
}

async function whyNoCut({ store }: Place, { shown, row, timeline }: Opened): Promise<string | undefined> {
  if (usedMedia(timeline).length === 0) return 'It plays no media.';
  const { film, placed } = shown;
  if (!film || placed.length === 0) {
    return Object.values(row.links).some((link) => link !== null)
      ? 'No clip of its pictures plays frames of a film that is here.'
      : 'None of its media are known here; say which films they are.';
  }
  if (!(await findLog(store, film.id)))
    return `“${film.title}” is not logged yet; open the timeline as a cut when it is.`;
  return undefined;
}

/**
 * Says which film a media of a timeline is.
 *
 * @throws Fault `not-found` for no such media or film; `input` where the film lacks frames that are played; `conflict`
 *   where a cut was made of the timeline
 */
export async function relinkTimeline(
  studio: Studio,
  {
    timeline: id,
    media: key,
    film,
  }: { readonly timeline: string; readonly media: string; readonly film: string | null },
): Promise<TimelineView> {
  const { row, timeline, films } = await open(studio, await getTimeline(studio.store, id));
  if (row.cut !== null) {
    throw new Fault('conflict', 'A cut was made of this timeline already; take the file in again to link it anew.', {
      place: row.title,
    });
  }
  const media = usedMedia(timeline).find((one) => one.key === key);
  if (!media) throw new Fault('not-found', 'The timeline has no such media.', { place: key.slice(0, 200) });
  const found = film === null ? undefined : films.find((one) => one.id === film);
  if (film !== null && !found) throw new Fault('not-found', 'The production has no such film.', { place: film });
  if (found && !originIn(found.info, media)) {
    throw new Fault(
      'input',
      `“${found.title}” has ${found.info.frames.toLocaleString('en')} frames${found.info.startTimecode ? ` from ${found.info.startTimecode}` : ''}, and the timeline plays others of “${nameOf(media.name, media.reel)}”.`,
      { place: nameOf(media.name, media.reel) },
    );
  }
  await linkTimeline(studio.store, id, key, found ? { media: found.id, reasons: [], confidence: 1 } : null);
  studio.events.emit({ kind: 'production', production: row.production });
  return viewTimeline(studio, id);
}

/**
 * Makes a cut of a timeline; where there is one already it is that.
 *
 * @throws Fault `conflict` where nothing can be cut of it yet, in the sentence that its view says
 */
export async function cutTimeline(studio: Studio, id: string, onBehalfOf: string): Promise<CutView> {
  const opened = await open(studio, await getTimeline(studio.store, id));
  const { row, shown } = opened;
  if (row.cut !== null) return viewCut(studio, row.cut);
  const why = await whyNoCut(studio, opened);
  const { film, placed, notShown } = shown;
  if (why !== undefined || !film) throw new Fault('conflict', why ?? 'There is no film.', { place: row.title });
  const media = await getMedia(studio.store, film.id);
  const log = await findLog(studio.store, media.id);
  if (!log) throw new Fault('conflict', `“${film.title}” is not logged yet.`, { place: film.title });
  const items = cutItems(placed, log.log);
  const duration = playedSeconds(log.log.media, items);
  const proposal: CutProposal = {
    id: newId(),
    what: `The edit “${row.title}” of ${row.name}: ${items.length === 1 ? '1 shot' : `${items.length} shots`}.`,
    change: { brief: { seconds: duration, seed: 0, keepBack: 0 }, items, banned: [] },
    by: {
      kind: 'model',
      name: 'timeline-import',
      version: '1',
      settings: { timeline: row.id, format: row.format, notShown },
      onBehalfOf,
    },
    evidence: items.map((item) => ({
      kind: 'film',
      media: item.media,
      startFrame: item.inFrame,
      endFrame: item.outFrame,
    })),
    at: now(),
  };
  const cut = await createCut(studio.store, {
    production: row.production,
    media: media.id,
    log: log.revision,
    title: row.title,
    duration,
    proposal,
  });
  await setTimelineCut(studio.store, row.id, cut.id);
  studio.events.emit({ kind: 'cut', cut: cut.id, production: row.production });
  return viewCut(studio, cut.id);
}

/** The films that a cut's timeline plays beside the cut's own: they leave with it, so their rights count. */
export async function filmsBeside({ store }: Place, cut: string): Promise<readonly MediaRow[]> {
  const row = await timelineOfCut(store, cut);
  const ids = new Set(Object.values(row?.links ?? {}).flatMap((link) => link?.media ?? []));
  return Promise.all([...ids].map((id) => getMedia(store, id)));
}

/** The timeline that a cut leaves as: what it came in as, as far as it is still that; else `fresh`. */
export async function asItCameIn(place: Place, { row: cut, cut: now }: OpenCut, fresh: Timeline): Promise<Timeline> {
  const row = await timelineOfCut(place.store, cut.id);
  if (!row) return fresh;
  const { timeline, filmOf } = await open(place, row);
  return restored(timeline, filmOf, now, fresh);
}
