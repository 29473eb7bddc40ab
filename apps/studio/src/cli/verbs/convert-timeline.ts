import { open, readdir, readFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { Fault, toFault } from '@second-unit/evidence';
import { mediaClip, sequenceRate } from '@second-unit/footage/interchange';
import { probe } from '@second-unit/media';
import {
  editRate,
  exactRate,
  mediaReference,
  type RelinkCandidate,
  readTimeline,
  relink,
  TIMELINE_FORMATS,
  type Timeline,
  type TimelineFormat,
  timelineFormatOf,
  writeTimeline,
  xmlTimelineFormat,
} from '@second-unit/timeline';
import { checkFile } from '../input.ts';
import { checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';

export interface ConvertTimelineOptions {
  /** Frames a second of an EDL, which does not say it. */
  readonly rate?: number;
  /** Folder in which its media are looked for. */
  readonly relink?: string;
}

/** Bytes in which the first element of an XML file stands. */
const HEAD = 64 * 1024;
/** Films that are looked into. */
const MOST_FILMS = 5000;
const FILMS = new Set('.mov .mp4 .m4v .mkv .mxf .avi .mts .m2ts .ts .mpg .mpeg .webm .wmv'.split(' '));

/** The format of a file that is a timeline; undefined of a script. What ends in `.xml` is asked what it is. */
export async function timelineIn(path: string): Promise<TimelineFormat | undefined> {
  const format = timelineFormatOf(path);
  if (format !== 'fcp7') return format;
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
    throw new Fault('input', `${from} is a timeline, and ${to} is none: its name must end in ${endings.join(', ')}.`, {
      place: to,
    });
  }
  if (options.rate !== undefined && source !== 'edl') {
    throw new Fault('input', `${from} says its own frame rate; --rate is for EDLs, which do not.`, { place: '--rate' });
  }
  await checkFile(from);
  await checkOutput(to, [from]);
  const bytes = new Uint8Array(await readFile(from));
  const rate = options.rate === undefined ? {} : { rate: exactRate(options.rate) };
  const { timeline, notes } = named(from, () => readTimeline(bytes, source, rate));
  const linked = options.relink === undefined ? undefined : await relinkedIn(timeline, options.relink, task);
  const written = named(to, () => writeTimeline(linked?.timeline ?? timeline, target));
  task.signal.throwIfAborted();
  await writeOutput(to, written);
  task.progress.clear();
  for (const note of [...notes, ...(linked?.notes ?? [])]) process.stderr.write(`${note}\n`);
  const edit = editRate(timeline);
  if (source === 'edl' && options.rate === undefined && edit) {
    const frames = Math.round((edit.num / edit.den) * 1000) / 1000;
    process.stderr.write(`Read at ${frames} frames a second, as its timecodes suggest; say another with --rate.\n`);
  }
  process.stderr.write(`Written: ${to} (${TIMELINE_FORMATS[target].name})\n`);
}

/** What a reader or writer refuses, with the file that it is about. */
function named<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const fault = toFault(thrown);
    throw new Fault(fault.code, `${file}: ${fault.message}`, { place: file, cause: thrown });
  }
}

/** The timeline with media of a folder, and what was found and what not, in sentences. */
async function relinkedIn(
  timeline: Timeline,
  folder: string,
  task: Task,
): Promise<{ timeline: Timeline; notes: string[] }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new Fault('not-found', `There is no folder ${folder} to look for media in.`, { place: folder, cause });
  });
  const paths = entries
    .filter((entry) => entry.isFile() && FILMS.has(extname(entry.name).toLowerCase()))
    .map((entry) => resolve(join(entry.parentPath, entry.name)))
    .sort()
    .slice(0, MOST_FILMS);
  const candidates: RelinkCandidate[] = [];
  for (const [index, path] of paths.entries()) {
    task.progress.show(index / paths.length, `Looking at ${basename(path)}`);
    const candidate = await candidateOf(path, task.signal);
    if (candidate) candidates.push(candidate);
  }
  const { timeline: linked, links, ambiguous, lost } = relink(timeline, candidates);
  return {
    timeline: linked,
    notes: [
      ...links.map(({ media, url, reasons }) => `Found: ${media} is ${url} (${reasons.join(', ')})`),
      ...ambiguous.map(({ media, urls }) => `Not linked: ${media} may be ${urls.join(' or ')}`),
      ...lost.map(({ media, why }) => `Not found: ${media}. ${why}`),
    ],
  };
}

/** A film as something that a timeline may miss; undefined of what is no film. */
async function candidateOf(path: string, signal: AbortSignal): Promise<RelinkCandidate | undefined> {
  try {
    const info = { ...(await probe(path, { signal })), originalPath: path };
    const whole = mediaClip(info, { inFrame: 0, outFrame: info.frames }, { name: '', rate: sequenceRate(info) });
    const reference = mediaReference(whole);
    if (reference?.schema !== 'ExternalReference') return undefined;
    const { targetUrl, availableRange } = reference;
    return {
      url: targetUrl,
      name: basename(path),
      ...(info.reel ? { reel: info.reel } : {}),
      ...(availableRange ? { availableRange } : {}),
    };
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    return undefined;
  }
}
