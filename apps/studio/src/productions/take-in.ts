import { readFile, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Author, Fault, type Rights } from '@second-unit/evidence';
import { decode, MAX_BYTES } from '@second-unit/screenplay';
import { type Rational, timelineFormatOf } from '@second-unit/timeline';
import type { MediaSummary, MusicSummary, ScriptSummary, TimelineView } from '../contract/index.ts';
import { endingsThat, FORMATS, formatOf, type ScriptFormat } from '../script-files/formats.ts';
import { receive } from '../server/incoming.ts';
import type { Studio } from '../server/studio.ts';
import { keepFilm } from './films.ts';
import { openForeign } from './foreign-scripts.ts';
import { keepMusic, soundOf } from './music.ts';
import { titleInText } from './script-title.ts';
import { MOST_BYTES, takeTimeline, timelineFormat } from './timeline-import.ts';

/** What other programs call their screenplays: known to be no film, and not read here. */
const UNREAD = new Set('.fdr .doc .odt .rtf .pages .md .mmsw .wdz .kitsp .trelby .html .htm'.split(' '));

export type TakenIn =
  | { readonly script: ScriptSummary }
  | { readonly media: MediaSummary }
  | { readonly music: MusicSummary }
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
  readonly author: Author;
  readonly signal: AbortSignal;
}

/** A dropped file becomes a script, a film, music or a timeline of the production; or nothing, with a reason. */
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
    const timeline = await timelineFormat(file.name, path);
    if (timeline !== undefined) {
      const { production, name, rate, author } = file;
      const by = author.kind === 'person' ? author.id : author.onBehalfOf;
      const title = titleOf(name);
      const came = { production, name, path, title, format: timeline, by, ...(rate ? { rate } : {}) };
      return { timeline: await takeTimeline(studio, came) };
    }
    if (format !== undefined) return { script: await takeScript(studio, file, path, format) };
    const received = { ...file, path, title: titleOf(file.name) };
    // What cannot be opened at all is a film that cannot: its sentence says why.
    const facts = await soundOf(received, file.signal).catch(() => undefined);
    return facts && !facts.picture
      ? { music: await keepMusic(studio, received, facts.sound) }
      : { media: await keepFilm(studio, received) };
  } finally {
    // What was kept has been moved away from here.
    await rm(path, { force: true });
  }
}

function mostBytes(name: string, format: ScriptFormat | undefined): number {
  const timeline = timelineFormatOf(name);
  if (timeline === 'otioz') return MOST_BYTES.bundle;
  // What ends in .xml may be either.
  if (timeline !== undefined && format === undefined) return MOST_BYTES.timeline;
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
