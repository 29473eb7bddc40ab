import { open as openFile } from 'node:fs/promises';
import type { CutProposal } from '@second-unit/editing';
import { type Author, Fault, type Rights } from '@second-unit/evidence';
import { playedSeconds, sequenceRate } from '@second-unit/footage/interchange';
import {
  compareTime,
  type EdlRate,
  editRate,
  edlRates,
  endTimeExclusive,
  equals,
  formatTimecode,
  mediaEvents,
  nominalRate,
  type Rational,
  type RationalTime,
  readEdl,
  readOtio,
  type Timeline,
  TimelineError,
  type TimelineFormat,
  timelineFormatOf,
  toSeconds,
  type UsedMedia,
  usedMedia,
  writeEdl,
  writeOtio,
  xmlTimelineFormat,
} from '@second-unit/timeline';
import { inProcess } from '../apart/in-process.ts';
import type { CutView, RateChoice, TimelineMediaView, TimelineSummary, TimelineView } from '../contract/index.ts';
import {
  createTimeline,
  cutOfTimeline,
  findLog,
  getMedia,
  getTimeline,
  linkTimeline,
  listMedia,
  type MediaRow,
  newId,
  now,
  type TimelineLink,
  type TimelineRow,
  timelineOfCut,
} from '../database/index.ts';
import type { Home } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';
import { type OpenCut, type Place, viewCut } from './cut-room.ts';
import { infoOf } from './media-info.ts';
import { takeBundledFilms, type Unpacking } from './timeline-bundle.ts';
import type { TimelineAnswer, TimelineAsk } from './timeline-import-process.ts';
import { cutItems, type Shown, shownOf } from './timeline-items.ts';
import { keptLanes, notRendered } from './timeline-kept.ts';
import { type Film, type Match, matchMedia, originIn } from './timeline-match.ts';
import { timelineOf } from './timeline-parsed.ts';
import { restored } from './timeline-restore.ts';

/** Bytes of a timeline file that is taken in; of a bundle, those of the timeline in it. */
export const MOST_BYTES = 20 * 1024 * 1024;
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
 * them are known and the film is logged, it is a cut at once. Films that a bundle holds and the production lacks become
 * films of the production.
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
    readonly rate?: Rational;
    /** Of the films that a bundle brings along. */
    readonly rights: Rights;
    readonly author: Author;
    readonly by: string;
    readonly signal: AbortSignal;
    readonly onProgress?: Unpacking;
  },
): Promise<TimelineView> {
  const { name, format, rate } = file;
  const ask = { path: file.path, format, most: MOST_BYTES, ...(rate ? { rate } : {}) };
  const { otio, title, notes } = await readApart(ask, name);
  const came = { ...file, otio, title: oneLine(title, 120) || file.title, notes };
  if (format === 'otioz') {
    const missing = await missingMedia(studio, file.production, otio);
    const brought = await takeBundledFilms(studio, { ...file, wanted: missing });
    return keepTimeline(studio, { ...came, notes: [...notes, ...brought.notes], brought: brought.films });
  }
  if (format !== 'edl' || rate !== undefined) return keepTimeline(studio, came);
  return keepTimeline(studio, { ...came, ...asItsFilm(otio, await filmsOf(studio, file.production)) });
}

/** Media of a timeline that none of the production's films is. */
async function missingMedia(studio: Studio, production: string, otio: string): Promise<readonly UsedMedia[]> {
  const timeline = readOtio(otio);
  const matches = matchMedia(timeline, await filmsOf(studio, production));
  return usedMedia(timeline).filter(({ key }) => {
    const match = matches.get(key);
    return match === undefined || !('film' in match);
  });
}

/**
 * An EDL that nobody said a rate of, at the rate of the films that it plays, where that is one and its timecodes fit it
 * as well as any; else as its reader guessed. With a sentence that says which and why.
 */
function asItsFilm(otio: string, films: readonly Film[]): { otio: string; notes: readonly string[] } {
  const read = readOtio(otio);
  const all = fittingRates(read);
  const played = new Set(
    [...matchMedia(read, films).values()].flatMap((match) => ('film' in match ? [match.film] : [])),
  );
  const [film, ...others] = films.filter(({ id }) => played.has(id));
  const isOneRate = others.every(({ info }) => film && equals(sequenceRate(info), sequenceRate(film.info)));
  const fewest = Math.min(...all.map(({ mismatches }) => mismatches));
  const wanted = film && isOneRate ? sequenceRate(film.info) : undefined;
  const fits = wanted && all.find((one) => equals(one.rate, wanted) && one.mismatches === fewest);
  if (film && fits) {
    const again = readEdl(writeEdl(read), { rate: fits.rate });
    const whose = others.length === 0 ? `that of “${film.title}”, which it plays` : 'that of the films that it plays';
    return { otio: writeOtio(again), notes: [rateSaid(fits.rate, whose)] };
  }
  const rate = editRate(read);
  return { otio, notes: rate ? [rateSaid(rate, whyGuessed(rate, all))] : [] };
}

/** Keeps what was read as a timeline of its own, and makes a cut of it where all of its media are known. */
async function keepTimeline(
  studio: Studio,
  came: {
    readonly production: string;
    readonly name: string;
    readonly title: string;
    readonly format: string;
    readonly otio: string;
    readonly notes: readonly string[];
    readonly rate?: Rational;
    readonly by: string;
    /** Films that came with it, by the key of the media that they are. */
    readonly brought?: ReadonlyMap<string, string>;
  },
): Promise<TimelineView> {
  const { production, name, title, format, otio, notes, brought } = came;
  const id = newId();
  const timeline = timelineOf(studio.store, { id, otio });
  const films = await filmsOf(studio, production);
  const matches = matchMedia(timeline, films);
  const links: Record<string, TimelineLink> = {};
  for (const media of usedMedia(timeline)) {
    const match = matches.get(media.key);
    const own = films.find((film) => film.id === brought?.get(media.key));
    if (own && originIn(own.info, media)) {
      links[media.key] = { media: own.id, reasons: ['came in the bundle'], confidence: 1 };
    } else if (match && 'film' in match) {
      links[media.key] = { media: match.film, reasons: match.reasons, confidence: match.confidence };
    }
  }
  const row = await createTimeline(studio.store, {
    id,
    production,
    title,
    name: oneLine(name, 255),
    format,
    otio,
    notes,
    links,
  });
  studio.events.emit({ kind: 'production', production });
  const view = await viewTimeline(studio, row.id);
  if (view.noCut !== undefined || view.media.some(({ film }) => !film)) return view;
  await cutTimeline(studio, row.id, came.by);
  return viewTimeline(studio, row.id);
}

const shownRate = ({ num, den }: Rational): string => String(Math.round((num / den) * 1000) / 1000);

function rateSaid(rate: Rational, why: string): string {
  return `An EDL does not say its frame rate. It was read at ${shownRate(rate)}: ${why}. If shots begin at wrong frames, choose another below.`;
}

/** Why an EDL was read at the rate that it was, by its timecodes alone. */
function whyGuessed(rate: Rational, all: readonly EdlRate[]): string {
  const own = all.find((one) => nominalRate(one.rate) === nominalRate(rate));
  const others = all.filter((one) => nominalRate(one.rate) !== nominalRate(rate) && one.mismatches === own?.mismatches);
  if (others.length === 0) {
    const twin = all.find((one) => nominalRate(one.rate) === nominalRate(rate) && !equals(one.rate, rate));
    const none = twin ? `at none but it and ${shownRate(twin.rate)}, which is counted alike,` : 'at no other rate';
    return `${none} do all its timecodes exist and its sources last as long as they are played`;
  }
  const list = new Intl.ListFormat('en').format(others.map((one) => shownRate(one.rate)));
  return `the slowest that fits its timecodes, which fit ${list} too`;
}

/** Of an EDL, those at which it can be read; it is written again as it was read, timecode by timecode. */
function ratesOf(row: Pick<TimelineRow, 'format'>, timeline: Timeline): readonly RateChoice[] | undefined {
  if (row.format !== 'edl') return undefined;
  return fittingRates(timeline).map(({ rate, mismatches }) => ({ rate: shownRate(rate), mismatches }));
}

function fittingRates(timeline: Timeline): ReturnType<typeof edlRates> {
  try {
    return edlRates(writeEdl(timeline));
  } catch (thrown) {
    if (thrown instanceof TimelineError) return [];
    throw thrown;
  }
}

/**
 * Reads an EDL again at another rate, as a timeline of its own: the cut of the first stays what somebody made of it.
 *
 * @throws Fault `input` where it is no EDL, or cannot be of that rate, in a sentence with event and the rates that fit
 */
export async function rateTimeline(studio: Studio, id: string, rate: Rational, by: string): Promise<TimelineView> {
  const { row, timeline } = await open(studio, await getTimeline(studio.store, id));
  if (row.format !== 'edl') {
    throw new Fault('input', `${row.name} says its own frame rate; only an EDL is read at another.`, {
      place: row.name,
    });
  }
  const again = readEdl(writeEdl(timeline), { rate });
  const { production, name, title } = row;
  return keepTimeline(studio, { production, name, title, format: 'edl', otio: writeOtio(again), notes: [], rate, by });
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
    (film): Film => ({ id: film.id, title: film.title, info: infoOf(home, film) }),
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
  const clips = mediaEvents(timeline);
  const rate = editRate(timeline);
  const rates = ratesOf(row, timeline);
  const noCut = row.cut === null ? await whyNoCut(place, opened) : undefined;
  return {
    ...timelineSummary(row),
    ...(rate ? { rate: shownRate(rate) } : {}),
    ...(rates ? { rates } : {}),
    media: usedMedia(timeline).map((media) => mediaView(media, filmOf(media.key), row, matches.get(media.key), clips)),
    notes: row.notes,
    notShown: shown.notShown,
    kept: rate ? keptLanes(timeline, rate) : [],
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
  const first = used.map(({ startTime }) => startTime).toSorted(compareTime)[0];
  const last = used.map(endTimeExclusive).toSorted(compareTime).at(-1);
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
    return `${toSeconds(time).toFixed(3)} s`;
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
  const cut = await cutOfTimeline(studio.store, row.id, {
    production: row.production,
    media: media.id,
    log: log.revision,
    title: row.title,
    duration,
    proposal,
  });
  studio.events.emit({ kind: 'cut', cut, production: row.production });
  return viewCut(studio, cut);
}

/** What of the timeline that a cut came in as is not in its render, in a sentence; undefined where all is. */
export async function notInRender(place: Place, cut: string): Promise<string | undefined> {
  const row = await timelineOfCut(place.store, cut);
  const timeline = row && timelineOf(place.store, row);
  const rate = timeline && editRate(timeline);
  return rate && notRendered(keptLanes(timeline, rate));
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
