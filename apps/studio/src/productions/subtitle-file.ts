import { readFile, rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Decision, Fault, toFault } from '@second-unit/evidence';
import type { LogSubtitle, SpokenLine } from '@second-unit/footage';
import { subtitles } from '@second-unit/media';
import type { SubtitlesSummary } from '../contract/index.ts';
import {
  appendLedger,
  findLog,
  getMedia,
  listMedia,
  type MediaRow,
  newId,
  now,
  type Store,
} from '../database/index.ts';
import { type Home, itemPath, placeFile, storedPath, writeAtomic } from '../home/index.ts';
import { personOf, type Studio } from '../server/studio.ts';
import { saveEarlierLines, saveTranscript } from '../transcription/keep.ts';
import { filmPath, liesOutside } from './fingerprint.ts';
import { exists } from './pictures.ts';

const ENDINGS = ['.srt', '.vtt'];

/** Ending of the lines that a film had before it was given a file: they may have been paid for. */
const EARLIER = '.lines';

/** What lies there. */
interface Earlier {
  readonly fingerprint: string | null;
  readonly frames: number;
  readonly subtitles: readonly LogSubtitle[];
}

/** More than the lines of any film. */
export const MOST_SUBTITLE_BYTES = 16 * 1024 * 1024;

/** Is this, by its name, subtitles in a file of their own? */
export function isSubtitleFile(name: string): boolean {
  return ENDINGS.includes(extname(name).toLowerCase());
}

export interface ReceivedSubtitles {
  readonly production: string;
  /** As the person's machine calls it. */
  readonly name: string;
  /** Its name without folders and ending. */
  readonly title: string;
  /** Where it lies now; it is moved away from there. */
  readonly path: string;
  /** The film whose they are, where the person said or has it open; else told from the names. */
  readonly film?: string;
  readonly signal?: AbortSignal;
}

/**
 * Keeps a subtitle file in the home with its film, in place of one that was given before, and puts its lines into the
 * film's log; where that is still being made, they come into it at its end. Errors: `input` for no subtitles, and where
 * it is not clear whose they are.
 */
export async function takeSubtitles(studio: Studio, received: ReceivedSubtitles): Promise<SubtitlesSummary> {
  const { store, home, events } = studio;
  const { name, signal } = received;
  const media = await filmOf(store, received);
  const ending = extname(name).toLowerCase();
  const path = `${received.path}${ending}`;
  await rename(received.path, path);
  try {
    const lines = await subtitles(path, { signal }).catch((thrown: unknown) => {
      throw toFault(thrown).code === 'input' ? unread(name, thrown) : thrown;
    });
    if (lines.length === 0) throw unread(name);
    await keepEarlier(store, home, media);
    await placeFile(path, pathOf(home, media.id, ending));
    for (const other of ENDINGS) {
      if (other !== ending) await rm(pathOf(home, media.id, other), { force: true });
    }
    const isLogged = await putGivenLines(store, media.id, lines);
    await keepDecision(studio, media, { kind: 'giveSubtitles', media: media.id, name, lines: lines.length });
    events.emit({ kind: 'media', media: media.id, production: media.production });
    return { media: media.id, title: media.title, lines: lines.length, logged: isLogged };
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * Takes the subtitle file away that was given with a film, and puts the lines into its log that were there before; where
 * it was transcribed since, those stay. Errors: `not-found` where none was given.
 */
export async function removeSubtitles(studio: Studio, id: string): Promise<void> {
  const { store, home, events } = studio;
  const media = await getMedia(store, id);
  if ((await givenPath(home, id)) === undefined) {
    throw new Fault('not-found', `“${media.title}” was given no subtitle file.`, { place: id });
  }
  for (const ending of ENDINGS) await rm(pathOf(home, id, ending), { force: true });
  const row = await findLog(store, id);
  if (row?.log.subtitles.some(({ from }) => from === 'sidecar')) {
    const earlier = await readFile(pathOf(home, id, EARLIER), 'utf8').then(
      (text) => JSON.parse(text) as Earlier,
      () => undefined,
    );
    const isSame = earlier?.fingerprint === row.fingerprint && earlier.frames === row.log.media.frames;
    if (earlier && isSame) await saveEarlierLines(store, id, row, earlier.subtitles);
    else await saveTranscript(store, id, row, await subtitles(await filmPath(home, media)));
  }
  await rm(pathOf(home, id, EARLIER), { force: true });
  await keepDecision(studio, media, { kind: 'removeSubtitles', media: id });
  events.emit({ kind: 'media', media: id, production: media.production });
}

/** What a person did to a film's subtitles, filed under the film: the ledger says it, and takes back what stands. */
type SubtitlesChange =
  | { readonly kind: 'giveSubtitles'; readonly media: string; readonly name: string; readonly lines: number }
  | { readonly kind: 'removeSubtitles'; readonly media: string };

async function keepDecision(studio: Studio, { production }: MediaRow, change: SubtitlesChange): Promise<void> {
  const by = await personOf(studio);
  const decision: Decision = { id: newId(), proposal: change.media, verdict: 'accepted', change, by, at: now() };
  await appendLedger(studio.store, { production, author: by, record: { kind: 'decision', decision } });
}

/** Puts the lines of a subtitle file that was given with a film into its log; does nothing where none was given. */
export async function keepGivenLines(store: Store, home: Home, media: MediaRow, signal?: AbortSignal): Promise<void> {
  const path = await givenPath(home, media.id);
  if (path === undefined) return;
  await keepEarlier(store, home, media);
  await putGivenLines(store, media.id, await subtitles(path, { signal }));
}

/** Keeps what a film's log says now, unless what it said before an earlier file is kept. */
async function keepEarlier(store: Store, home: Home, media: MediaRow): Promise<void> {
  const path = pathOf(home, media.id, EARLIER);
  const row = await findLog(store, media.id);
  if (row === undefined || (await exists(path))) return;
  const { fingerprint, log } = row;
  // Beside a film of the home there is no file but the one that is given, which the log may have found already.
  const lines = liesOutside(media) ? log.subtitles : log.subtitles.filter(({ from }) => from !== 'sidecar');
  const earlier: Earlier = { fingerprint, frames: log.media.frames, subtitles: lines };
  await writeAtomic(path, JSON.stringify(earlier));
}

async function givenPath(home: Home, media: string): Promise<string | undefined> {
  for (const ending of ENDINGS) {
    const path = pathOf(home, media, ending);
    if (await exists(path)) return path;
  }
  return undefined;
}

/** False where there is no log yet. */
async function putGivenLines(store: Store, media: string, lines: readonly SpokenLine[]): Promise<boolean> {
  const row = await findLog(store, media);
  if (row === undefined) return false;
  await saveTranscript(store, media, row, lines);
  return true;
}

/** Beside an imported film; of a film that lies elsewhere too, where nothing is written. */
function pathOf(home: Home, media: string, ending: string): string {
  return storedPath(home, itemPath('media', media, ending));
}

async function filmOf(store: Store, { production, name, title, film }: ReceivedSubtitles): Promise<MediaRow> {
  if (film !== undefined) {
    const media = await getMedia(store, film);
    if (media.production !== production) throw new Fault('not-found', 'There is no such film.', { place: film });
    return media;
  }
  const films = await listMedia(store, production);
  // A language may stand behind the film's name: film.en.srt.
  const named = films.filter((one) => one.title === title || one.title === title.replace(/\.[\w-]{2,12}$/, ''));
  const [media, other] = named.length > 0 ? named : films;
  if (media !== undefined && other === undefined) return media;
  throw new Fault(
    'input',
    media === undefined
      ? `“${name}” holds subtitles, and there is no film yet: take in its film first, then drop the file on it.`
      : `It is not clear which film the subtitles “${name}” belong to: open the film in Footage, then drop the file there.`,
    { place: name },
  );
}

function unread(name: string, cause?: unknown): Fault {
  return new Fault(
    'input',
    `“${name}” holds no subtitles that can be read: it is empty, damaged, or no SubRip (.srt) or WebVTT (.vtt) file.`,
    { place: name, cause },
  );
}
