import { open, stat } from 'node:fs/promises';
import { extname, isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault, toFault } from '@second-unit/evidence';
import {
  addTime,
  editRate,
  exactRate,
  formatTimecode,
  rationalTime,
  rescaledTo,
  TIMELINE_FORMATS,
  type Timeline,
  type TimelineFormat,
  timelineFormatOf,
  trimmedRange,
  usedMedia,
  writeTimeline,
  xmlTimelineFormat,
} from '@second-unit/timeline';
import { type BundledFile, planOtioz, readTimelineFile, writeOtiozFile } from '@second-unit/timeline/node';
import { withoutClipMarkers } from '../../productions/exports.ts';
import { FORMATS, formatOf } from '../../script-files/formats.ts';
import { checkFile } from '../input.ts';
import { asOutputFault, checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';
import { mediaLeft, unpackMedia } from './bundle-media.ts';
import { MEDIA_ENDINGS, MediaHere, type MissingMedia } from './timeline-media.ts';
import { rightsToCut } from './trailer-rights.ts';

export interface ConvertTimelineOptions {
  /** Frames a second of an EDL, which does not say it. */
  readonly rate?: number;
  /** Folder in which its media are looked for. */
  readonly relink?: string;
  /** Ground on which the media are used that go into a bundle. */
  readonly rights?: string;
  /** Folder into which the media of a bundle are unpacked. */
  readonly media?: string;
}

/** Bytes in which the first element of an XML file stands. */
const HEAD = 64 * 1024;
/** What a sentence names one by one. */
const MOST_NAMED = 5;

/** Scripts that are XML: a timeline that was given such an ending is still one. */
const XML_SCRIPTS: ReadonlySet<string> = new Set(['.fdx', '.fdxt', '.osf']);

/** The format of a file that is a timeline; undefined of a script. What is XML by its ending is asked what it is. */
export async function timelineIn(path: string): Promise<TimelineFormat | undefined> {
  const format = timelineFormatOf(path);
  if (format !== 'fcp7' && !XML_SCRIPTS.has(extname(path).toLowerCase())) return format;
  await checkFile(path);
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(HEAD);
    const { bytesRead } = await file.read(head, 0, HEAD, 0);
    return xmlTimelineFormat(head.toString(head[0] === 0xff ? 'utf16le' : 'utf8', 0, bytesRead));
  } finally {
    await file.close();
  }
}

/** `convert IN OUT` of a timeline: from one interchange format to another, its media found again where asked. */
export async function convertTimeline(
  from: string,
  source: TimelineFormat,
  to: string,
  options: ConvertTimelineOptions,
  task: Task,
): Promise<void> {
  const target = timelineFormatOf(to);
  if (target === undefined) {
    const endings = Object.values(TIMELINE_FORMATS).flatMap((one) => one.endings);
    const script = formatOf(to);
    const named = script === undefined ? 'is named as none' : `would be a screenplay (${FORMATS[script].name})`;
    throw new Fault(
      'input',
      `${from} is a timeline (${TIMELINE_FORMATS[source].name}), and ${to} ${named}: a timeline is written as ${endings.join(', ')}.`,
      { place: to },
    );
  }
  if (options.rate !== undefined && source !== 'edl') {
    throw new Fault('input', `${from} says its own frame rate; --rate is for EDLs, which do not.`, { place: '--rate' });
  }
  await checkFile(from);
  await checkOutput(to, [from]);
  if (options.media !== undefined && source !== 'otioz') {
    throw new Fault('input', `${from} holds no media; --media is for .otioz, which do.`, { place: '--media' });
  }
  const rate = options.rate === undefined ? {} : { rate: exactRate(options.rate) };
  const found = await named(from, () => readTimelineFile(from, source, rate));
  const { timeline, notes } =
    options.media === undefined
      ? {
          ...found,
          notes: [
            ...found.notes,
            ...mediaLeft(from, found.media, 'Unpack what the timeline plays with --media FOLDER.'),
          ],
        }
      : await unpackMedia(from, found.timeline, options.media, task);
  const here = new MediaHere(from, task);
  const linked = options.relink === undefined ? undefined : await here.relinked(timeline, options.relink);
  // An event list says nothing of its media but their names.
  const { timeline: whole, notes: doubts } =
    target === 'edl'
      ? { timeline: linked?.timeline ?? timeline, notes: [] }
      : await here.described(linked?.timeline ?? timeline);
  // What a bundle holds is here, and whoever writes one is told of each media by its own line.
  const packed = source === 'otioz' && options.media === undefined;
  const missing = packed ? [] : await here.missing(whole);
  const misnamed =
    timelineFormatOf(from) === undefined
      ? [`${from} is ${TIMELINE_FORMATS[source].name}, whatever its name ends in, and was read as that.`]
      : [];
  const said: string[] = [...misnamed, ...notes, ...(linked?.notes ?? []), ...doubts];
  checkMedia(from, whole, target, missing, doubts);
  if (target === 'otioz') {
    said.push(...(await bundled(whole, to, options, task)));
  } else {
    const { timeline: fitting, notes: left } = target === 'mlt' ? markersLeft(whole) : { timeline: whole, notes: [] };
    const written = placed(from, fitting, () => writeTimeline(fitting, target));
    said.push(...left);
    task.signal.throwIfAborted();
    await writeOutput(to, written);
  }
  task.progress.clear();
  for (const note of said) process.stderr.write(`${note}\n`);
  const edit = editRate(timeline);
  if (source === 'edl' && options.rate === undefined && edit) {
    const frames = Math.round((edit.num / edit.den) * 1000) / 1000;
    process.stderr.write(`Read at ${frames} frames a second, as its timecodes suggest; say another with --rate.\n`);
  }
  process.stderr.write(`Written: ${to} (${TIMELINE_FORMATS[target].name})\n`);
  if (missing.length === 0) return;
  if (options.relink !== undefined) {
    throw new Fault(
      'not-found',
      `${to} misses ${listed(missing.map(inWords))}, not found in ${options.relink} either.`,
      {
        place: to,
      },
    );
  }
  if (target !== 'otioz') {
    process.stderr.write(
      `Missing: ${listed(missing.map(inWords))}. An editing program will show Media Offline there; find media with --relink FOLDER.\n`,
    );
  }
}

/** A media that is not here, and its place. */
function inWords({ name, place }: MissingMedia): string {
  return place === undefined ? `“${name}” (the timeline says no place)` : `“${name}” (${place})`;
}

/** The first few by themselves, the others by their number. */
function listed(all: readonly string[]): string {
  const more = all.length > MOST_NAMED ? [`${all.length - MOST_NAMED} more`] : [];
  return new Intl.ListFormat('en').format([...all.slice(0, MOST_NAMED), ...more]);
}

/** What a reader or writer refuses, with the file that it is about. */
async function named<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const fault = toFault(thrown);
    throw new Fault(fault.code, `${file}: ${fault.message}`, { place: file, cause: thrown });
  }
}

/** Formats that name a file for every clip of a film. */
const NEED_FILES: ReadonlySet<TimelineFormat> = new Set(['fcpxml', 'mlt']);

/** Says of all media at once which files are not known, or their lengths, and what to do. Errors: `input`. */
function checkMedia(
  from: string,
  timeline: Timeline,
  target: TimelineFormat,
  missing: readonly MissingMedia[],
  doubts: readonly string[],
): void {
  if (!NEED_FILES.has(target)) return;
  const format = TIMELINE_FORMATS[target].name;
  const lost = usedMedia(timeline, ({ schema }) => schema === 'MissingReference').map(({ name }) => name || 'a clip');
  const [it, lies] = lost.length === 1 ? ['it', 'lies'] : ['them', 'lie'];
  if (lost.length > 0) {
    const list = listed(lost.map((name) => `“${name}”`));
    throw new Fault(
      'input',
      `${from}: ${format} needs the media file of every clip, and it does not say where ${list} ${lies}. Find ${it} with --relink FOLDER, or write .otio, .edl or .xml, which need no file.`,
      { place: from },
    );
  }
  if (target !== 'fcpxml') return;
  const unknown = usedMedia(
    timeline,
    (media) => media.schema === 'ExternalReference' && media.availableRange === undefined,
  );
  if (unknown.length === 0) return;
  const why =
    doubts.length > 0
      ? doubts.join(' ')
      : missing.length > 0
        ? `Not there: ${listed(missing.map(inWords))}.`
        : 'Only films and sounds that are files here can be asked for it.';
  throw new Fault(
    'input',
    `${from}: ${format} needs the length of every media file, and that of ${listed(unknown.map(({ name }) => name))} is not known. ${why} Find media with --relink FOLDER, or write .otio, .edl or .xml, which need no length.`,
    { place: from },
  );
}

/** What a writer refuses, with the file that says it and where on its timeline that is. */
function placed<T>(from: string, timeline: Timeline, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const { code, message, place } = toFault(thrown);
    const where = place === undefined ? undefined : placeInWords(timeline, place);
    const said = where === undefined ? message : `${message.replace(/\.$/, '')} (${where}).`;
    throw new Fault(code, `${from}: ${said}`, { place: where ?? from, cause: thrown });
  }
}

/** `V1[2]` as `V1, at 00:41:40:00`: the timecode at which that item begins. */
function placeInWords(timeline: Timeline, place: string): string | undefined {
  const [, name, at] = /^(.*)\[(\d{1,9})\]$/s.exec(place) ?? [];
  const rate = editRate(timeline);
  const track = timeline.tracks.children.find((one) => one.schema === 'Track' && one.name === name);
  if (track?.schema !== 'Track' || at === undefined || !rate) return undefined;
  const start = track.children.slice(0, Number(at)).reduce((time, one) => {
    const range =
      one.schema === 'Clip' || one.schema === 'Gap'
        ? trimmedRange(one)
        : one.schema === 'Stack'
          ? one.sourceRange
          : undefined;
    return range ? addTime(time, range.duration) : time;
  }, timeline.globalStartTime ?? rationalTime(0, rate));
  try {
    return `${name}, at ${formatTimecode(rescaledTo(start, rate, 'round').value, rate)}`;
  } catch {
    return `${name}, clip ${Number(at) + 1}`;
  }
}

/** MLT has no markers on clips: they stay behind, and that is said. */
function markersLeft(timeline: Timeline): { timeline: Timeline; notes: string[] } {
  let markers = 0;
  const count = (one: Timeline['tracks']['children'][number]): void => {
    if (one.schema === 'Clip') markers += one.markers.length;
    if (one.schema === 'Track' || one.schema === 'Stack') one.children.forEach(count);
  };
  timeline.tracks.children.forEach(count);
  if (markers === 0) return { timeline, notes: [] };
  const what = markers === 1 ? 'One marker was' : `${markers} markers were`;
  return { timeline: withoutClipMarkers(timeline), notes: [`${what} left out: MLT XML has none on clips.`] };
}

/**
 * Writes a bundle with those media of the timeline that are files here; nothing that is not a film, sound or picture
 * goes in, whatever a timeline of somebody else's names.
 */
async function bundled(
  timeline: Timeline,
  to: string,
  { rights }: ConvertTimelineOptions,
  task: Task,
): Promise<string[]> {
  const files = new Map<string, BundledFile>();
  for (const { key, name } of usedMedia(timeline)) {
    const path = key.startsWith('url ') ? pathOf(name) : undefined;
    if (path === undefined || !MEDIA_ENDINGS.has(extname(path).toLowerCase())) continue;
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) files.set(name, { path });
  }
  const plan = await planOtioz(timeline, files);
  for (const { path } of plan.files) await rightsToCut(path, '--rights', rights);
  await writeOtiozFile(to, plan, {
    signal: task.signal,
    onProgress: (done, of) => task.progress.show(done / of, 'Writing the bundle'),
  }).catch((cause: unknown) => {
    throw task.signal.aborted ? cause : asOutputFault(to, cause);
  });
  return [
    ...plan.files.map(({ path, inBundle }) => `In the bundle: ${path}, as ${inBundle}`),
    ...plan.missing.map((url) => `Not in the bundle: ${url}. It is no media file that is here.`),
  ];
}

/** A file of this machine; undefined for what lies elsewhere. */
function pathOf(address: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]+:/i.test(address) && !/^[a-z]:[\\/]/i.test(address)) {
    try {
      return address.startsWith('file:') ? fileURLToPath(address) : undefined;
    } catch {
      return undefined;
    }
  }
  return isAbsolute(address) ? address : undefined;
}
