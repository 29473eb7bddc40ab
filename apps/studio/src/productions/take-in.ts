import { readFile, rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type Author, Fault, type Rights, toFault } from '@second-unit/evidence';
import { decode, MAX_BYTES } from '@second-unit/screenplay';
import { type Rational, timelineFormatOf } from '@second-unit/timeline';
import type { MediaSummary, MusicSummary, ScriptSummary, SubtitlesSummary, TimelineView } from '../contract/index.ts';
import { endingsThat, FORMATS, formatOf, type ScriptFormat } from '../script-files/formats.ts';
import { receive } from '../server/incoming.ts';
import type { Studio } from '../server/studio.ts';
import { keepFilm } from './films.ts';
import { openForeign } from './foreign-scripts.ts';
import { keepMusic, soundOf } from './music.ts';
import { titleInText } from './script-title.ts';
import { isSubtitleFile, MOST_SUBTITLE_BYTES, takeSubtitles } from './subtitle-file.ts';
import type { Unpacking } from './timeline-bundle.ts';
import { MOST_BYTES, takeTimeline, timelineFormat } from './timeline-import.ts';

/** What other programs call their screenplays: known to be no film, and not read here. */
const UNREAD = new Set('.fdr .doc .odt .rtf .pages .md .mmsw .wdz .kitsp .trelby .html .htm'.split(' '));

/** What can only be meant as sound. */
const SOUND = new Set('.wav .mp3 .m4a .aac .flac .aif .aiff .aifc .ogg .oga .opus .wma .ac3 .mka .caf .mid'.split(' '));

function unreadSound(name: string, cause: unknown): Fault {
  return new Fault(
    'input',
    `“${basename(name)}” cannot be read as sound: it is empty, cut off, damaged or of a format that is not read here. Export it again as WAV, AIFF, FLAC, MP3, AAC or Ogg.`,
    { place: name, cause },
  );
}

export type TakenIn =
  | { readonly script: ScriptSummary }
  | { readonly media: MediaSummary }
  | { readonly music: MusicSummary }
  | { readonly subtitles: SubtitlesSummary }
  | { readonly timeline: TimelineView };

export interface IncomingFile {
  readonly production: string;
  /** As the person's machine calls it; only its title and ending are used, never as a path. */
  readonly name: string;
  readonly body: ReadableStream<Uint8Array> | null;
  /** Bytes, where the sender said. */
  readonly announced?: number;
  readonly rights: Rights;
  /** Frames a second of an EDL, which does not say it; guessed if absent. */
  readonly rate?: Rational;
  /** Of subtitles: the film that was open when they were given. */
  readonly film?: string;
  readonly author: Author;
  readonly signal: AbortSignal;
  /** Of what is done once all has come. */
  readonly onProgress?: Unpacking;
}

/** A dropped file becomes a script, a film, its subtitles, music or a timeline of the production; or nothing, with a reason. */
export async function takeIn(studio: Studio, file: IncomingFile): Promise<TakenIn> {
  const ending = extname(file.name).toLowerCase();
  const format = formatOf(file.name);
  if (UNREAD.has(ending) || (format !== undefined && !FORMATS[format].reads)) {
    const known = new Intl.ListFormat('en', { type: 'disjunction' }).format(endingsThat('reads'));
    throw new Fault(
      'input',
      `A ${ending} file cannot be taken in; screenplays come in as files that end in ${known}.`,
      { place: file.name },
    );
  }
  const limit = mostBytes(file.name, format);
  const { path } = await receive(file.body, studio.home.incoming, limit, file.announced);
  try {
    if (isSubtitleFile(file.name))
      return { subtitles: await takeSubtitles(studio, { ...file, path, title: titleOf(file.name) }) };
    const timeline = await timelineFormat(file.name, path);
    if (timeline !== undefined) {
      const by = file.author.kind === 'person' ? file.author.id : file.author.onBehalfOf;
      return {
        timeline: await takeTimeline(studio, { ...file, path, title: titleOf(file.name), format: timeline, by }),
      };
    }
    if (format !== undefined) return { script: await takeScript(studio, file, path, format) };
    const received = { ...file, path, title: titleOf(file.name) };
    const facts = await soundOf(received, file.signal).catch((thrown: unknown) => {
      if (SOUND.has(ending) && toFault(thrown).code === 'input') throw unreadSound(file.name, thrown);
      // What cannot be opened at all is a film that cannot: its sentence says why.
      return undefined;
    });
    return facts && !facts.picture
      ? { music: await keepMusic(studio, received, facts.sound) }
      : { media: await keepFilm(studio, received) };
  } finally {
    // What was kept has been moved away from here.
    await rm(path, { force: true });
  }
}

function mostBytes(name: string, format: ScriptFormat | undefined): number {
  if (isSubtitleFile(name)) return MOST_SUBTITLE_BYTES;
  const timeline = timelineFormatOf(name);
  // A bundle holds films.
  if (timeline === 'otioz') return Number.POSITIVE_INFINITY;
  // What ends in .xml may be either.
  if (timeline !== undefined && format === undefined) return MOST_BYTES;
  return format === undefined ? Number.POSITIVE_INFINITY : MAX_BYTES;
}

async function takeScript(
  studio: Studio,
  file: IncomingFile,
  path: string,
  format: ScriptFormat,
): Promise<ScriptSummary> {
  if (format === 'fountain') {
    const text = decode(await readFile(path), file.name);
    if (text.trim() === '') throw new Fault('input', 'The file is empty.', { place: file.name });
    return studio.scripts.create({ ...file, title: titleInText(text) ?? titleOf(file.name), text });
  }
  return openForeign(studio, { ...file, path, format, title: titleOf(file.name) });
}

/** The file's name without folders and ending, as a title. */
export function titleOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const bare = last.slice(0, last.length - extname(last).length);
  const clean = bare
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .trim();
  return [...clean].slice(0, 120).join('') || 'Untitled';
}
