import { realpath, rm, stat } from 'node:fs/promises';
import { basename, extname, isAbsolute } from 'node:path';
import { type Author, type Decision, Fault, type Person, type Rights, toFault } from '@second-unit/evidence';
import { rawSentence } from '@second-unit/footage/shoot-day';
import { type MediaInfo, probe } from '@second-unit/media';
import type { JobView, MediaSummary } from '../contract/index.ts';
import {
  appendLedger,
  atomically,
  createMedia,
  getMedia,
  listMedia,
  type MediaRow,
  moveMedia,
  newId,
  now,
} from '../database/index.ts';
import { itemPath, placeFile, storedPath } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';
import { filmPath, fingerprintOf, liesOutside, sameFile } from './fingerprint.ts';
import { mediaSummary } from './views.ts';

export interface Film {
  readonly production: string;
  readonly title: string;
  /** Where it lies now. */
  readonly path: string;
  /** What the person knows it by. */
  readonly name: string;
  readonly rights: Rights;
  readonly author: Author;
  readonly signal?: AbortSignal;
}

/**
 * Takes a received file into the home as a film and has it logged. Errors: `input` for no film.
 * @param known what was found of it before; probed if absent
 */
export async function keepFilm(studio: Studio, film: Film, known?: MediaInfo): Promise<MediaSummary> {
  const info = known ?? (await probed(film));
  const id = newId();
  const file = itemPath('media', id, extname(film.name));
  const path = storedPath(studio.home, file);
  await placeFile(film.path, path);
  try {
    return await record(studio, { ...film, id, file, info: { ...info, originalPath: path } });
  } catch (thrown) {
    await rm(path, { force: true });
    throw thrown;
  }
}

/**
 * Takes a film of this machine into a production where it lies, and has it logged. One that the production has, and
 * whose file was moved here, is that film still: all that is known of it stays, its rights too.
 */
export async function openFilm(
  studio: Studio,
  film: Omit<Film, 'name' | 'author'> & { readonly author: Person },
): Promise<MediaSummary> {
  if (!isAbsolute(film.path)) {
    throw new Fault('input', 'Give the whole path of the film, from the root.', { place: film.path });
  }
  const path = await realpath(film.path).catch((cause: unknown) => {
    throw new Fault('not-found', 'There is no file at this path.', { place: film.path, cause });
  });
  const found = await stat(path);
  if (found.isDirectory()) {
    throw new Fault('input', 'This is a folder. Name a film in it, or open the folder under Shoot days.', {
      place: film.path,
    });
  }
  // A pipe or a device could be read for ever.
  if (!found.isFile()) throw new Fault('input', 'This is not a file.', { place: film.path });
  // Before it is looked at: what replaces it meanwhile is noticed later.
  const fingerprint = await fingerprintOf(path);
  const lost = await lostFilm(studio, film.production, fingerprint);
  if (lost) return findAgain(studio, lost, path, film.author);
  const info = await probed({ ...film, path, name: film.path });
  return record(studio, { ...film, file: path, info, fingerprint });
}

/** The film that a file is, where that film's own file is no longer where it was. */
async function lostFilm(
  { store, home }: Studio,
  production: string,
  fingerprint: string,
): Promise<MediaRow | undefined> {
  for (const media of await listMedia(store, production)) {
    if (!liesOutside(media) || media.fingerprint === null || !sameFile(media.fingerprint, fingerprint)) continue;
    try {
      await filmPath(home, media);
    } catch (thrown) {
      const { code } = toFault(thrown);
      if (code === 'not-found' || code === 'conflict') return media;
      throw thrown;
    }
  }
  return undefined;
}

/** Keeps where a film lies now, and in the ledger where it lay. */
async function findAgain(studio: Studio, media: MediaRow, path: string, person: Person): Promise<MediaSummary> {
  const { id, production, file: from } = media;
  await atomically(studio.store, async (trx) => {
    // Another who found it meanwhile has said so.
    if (!(await moveMedia(trx, id, { from, to: path }))) return;
    const change = { kind: 'findFilm', media: id, from, to: path };
    const decision: Decision = { id: newId(), proposal: id, verdict: 'accepted', change, by: person, at: now() };
    await appendLedger(trx, { production, author: person, record: { kind: 'decision', decision } });
  });
  const found = await getMedia(studio.store, id);
  const job = found.logged ? undefined : await logFilmSoon(studio, found);
  studio.events.emit({ kind: 'media', media: id, production });
  return { ...mediaSummary(found, studio.home), ...(job ? { job: job.id } : {}) };
}

/** What a received file is as a film. Errors: `input` for no film, by the name that a person knows it by. */
export async function probed({ path, name, signal }: Pick<Film, 'path' | 'name' | 'signal'>): Promise<MediaInfo> {
  const raw = rawSentence(name);
  if (raw !== undefined) throw new Fault('input', raw, { place: name });
  try {
    return await probe(path, { signal });
  } catch (thrown) {
    const fault = toFault(thrown);
    // The sentence names our temporary file, which tells a person nothing.
    throw new Fault(fault.code, fault.message.replaceAll(path, name).replaceAll(basename(path), basename(name)), {
      place: name,
      cause: thrown,
    });
  }
}

async function record(
  studio: Studio,
  film: Omit<Film, 'path' | 'name'> & { id?: string; file: string; info: MediaInfo; fingerprint?: string },
): Promise<MediaSummary> {
  const row = await createMedia(studio.store, film);
  const job = await logFilmSoon(studio, row);
  studio.events.emit({ kind: 'media', media: row.id, production: row.production });
  return { ...mediaSummary(row, studio.home), job: job.id };
}

/** Queues the job that logs a film, or answers the one that is under way. */
export async function logFilmSoon(studio: Studio, media: MediaRow): Promise<JobView> {
  return studio.jobs.ensure({
    kind: 'log',
    production: media.production,
    subject: media.id,
    label: `Log “${media.title}”`,
    input: null,
  });
}
