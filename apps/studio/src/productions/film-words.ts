import { type Transcript, transcriptOf } from '@second-unit/editing';
import { Fault } from '@second-unit/evidence';
import type { WordsView } from '../contract/index.ts';
import { findLog, getMedia, type LogRow, logRevisions, type MediaRow, type Store } from '../database/index.ts';
import type { Home } from '../home/index.ts';
import { Recent } from './recent.ts';

/** A logged film as a paper edit needs it. */
export interface FilmWords {
  readonly media: MediaRow;
  readonly row: LogRow;
  readonly transcript: Transcript;
}

interface Place {
  readonly store: Store;
  readonly home: Home;
}

/** A shoot day's worth of films; the words of a feature are some megabytes. */
const MOST_KEPT = 24;
const recent = new Recent<Promise<Omit<FilmWords, 'media'>>>(MOST_KEPT);

/** A film with its words. Errors: `not-found`; `conflict` where it is not logged. */
export async function filmWords(place: Place, id: string): Promise<FilmWords> {
  const media = await getMedia(place.store, id);
  const revision = (await logRevisions(place.store, media.production)).get(id);
  if (revision === undefined) throw notLogged(media);
  return withWords(place, media, revision);
}

/** The words of those of some films that are logged, by the films' ids. */
export async function wordsOfFilms(place: Place, films: readonly MediaRow[]): Promise<ReadonlyMap<string, FilmWords>> {
  const [first] = films;
  if (!first) return new Map();
  const revisions = await logRevisions(place.store, first.production);
  const found = new Map<string, FilmWords>();
  for (const media of films) {
    const revision = revisions.get(media.id);
    if (revision !== undefined) found.set(media.id, await withWords(place, media, revision));
  }
  return found;
}

async function withWords({ store, home }: Place, media: MediaRow, revision: string): Promise<FilmWords> {
  const key = `${home.root} ${media.id} ${revision}`;
  const read = recent.get(key, async () => {
    const row = await findLog(store, media.id);
    if (!row) throw notLogged(media);
    return { row, transcript: transcriptOf(row.log) };
  });
  // A failure is told, not kept.
  read.catch(() => recent.forget(key));
  return { ...(await read), media };
}

function notLogged({ title }: MediaRow): Fault {
  return new Fault('conflict', `“${title}” is not logged yet; log it first.`, { place: title });
}

/** A film's transcript as the client sees it. Errors: as `filmWords`. */
export async function viewWords(place: Place, id: string): Promise<WordsView> {
  const { row, transcript } = await filmWords(place, id);
  return {
    media: id,
    revision: row.revision,
    words: transcript.words,
    lines: row.log.subtitles.map(({ from }) => (from === undefined ? {} : { from })),
  };
}
