import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type Author, type Rights, toFault } from '@second-unit/evidence';
import type { MediaInfo } from '@second-unit/media';
import type { UsedMedia } from '@second-unit/timeline';
import { type MediaInBundle, type OpenOtioz, openOtioz } from '@second-unit/timeline/node';
import { asUploadFault, checkRoom } from '../server/incoming.ts';
import type { Studio } from '../server/studio.ts';
import { FILM_ENDINGS } from './film-endings.ts';
import { keepFilm, probed } from './films.ts';

/** What a sentence names one by one. */
const MOST_NAMED = 5;

/** Is told what is being unpacked of a bundle, and how far all of it is, 0 to 1. */
export type Unpacking = (name: string, share: number) => void;

interface Bundle {
  readonly production: string;
  readonly path: string;
  /** Media that the production has no film of. */
  readonly wanted: readonly UsedMedia[];
  readonly rights: Rights;
  readonly author: Author;
  readonly signal: AbortSignal;
  /** The film that is being unpacked, and how much of all of them is, 0 to 1. */
  readonly onProgress?: Unpacking;
}

interface Brought {
  /** Films that were taken in, by the key of the media that they are. */
  readonly films: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/** What was unpacked and is a film. */
interface Unpacked {
  readonly path: string;
  readonly name: string;
  readonly info: MediaInfo;
  readonly keys: readonly string[];
}

/**
 * Takes the films of a bundle in that its timeline plays and the production lacks, each as if it had come alone, once all
 * of them are unpacked: where that is given up, none has been. What is no film, cannot be opened as one, or finds no room
 * on the disk is said in a note and does not stop the rest.
 *
 * @throws Fault `cancelled`; what else the disk says
 */
export async function takeBundledFilms(studio: Studio, came: Bundle): Promise<Brought> {
  await using bundle = await openOtioz(came.path);
  const { wanted, left } = filmsIn(bundle, came.wanted);
  const notes: string[] = [];
  const unpacked: Unpacked[] = [];
  try {
    const bytes = [...wanted.keys()].reduce((sum, media) => sum + media.bytes, 0);
    let before = 0;
    for (const [media, keys] of wanted) {
      const name = basename(media.name);
      const path = join(studio.home.incoming, `${randomUUID()}.part`);
      const onProgress = (done: number): void => came.onProgress?.(name, (before + done) / Math.max(1, bytes));
      onProgress(0);
      try {
        await checkRoom(studio.home.incoming, media.bytes);
        await bundle.extract(media.name, path, { mode: 0o600, signal: came.signal, onProgress });
        unpacked.push({ path, name, keys, info: await probed({ path, name, signal: came.signal }) });
      } catch (thrown) {
        await rm(path, { force: true });
        const { code, message } = toFault(asUploadFault(thrown));
        came.signal.throwIfAborted();
        if (code !== 'input' && code !== 'too-large') throw thrown;
        notes.push(`${name}, which the bundle holds, was not taken in: ${message}`);
      }
      before += media.bytes;
    }
    came.signal.throwIfAborted();
    // From here on it is quick, and all of it.
    const films = new Map<string, string>();
    for (const one of unpacked) {
      const id = await takeFilm(studio, came, one);
      for (const key of one.keys) films.set(key, id);
    }
    if (unpacked.length > 0) {
      notes.unshift(
        `The bundle brought ${namesOf(unpacked.map(({ name }) => name))} along, now ${unpacked.length === 1 ? 'a film' : 'films'} of this production.`,
      );
    }
    if (left.length > 0) notes.push(`The bundle also holds ${namesOf(left)}; only films are taken in from a bundle.`);
    return { films, notes };
  } finally {
    // What was kept has been moved away from here.
    for (const { path } of unpacked) await rm(path, { force: true });
  }
}

/** The films of a bundle among what is wanted, each with the keys that mean it, and the names of what is no film. */
function filmsIn(bundle: OpenOtioz, wanted: readonly UsedMedia[]) {
  const films = new Map<MediaInBundle, string[]>();
  const left = new Set<string>();
  for (const { key, name } of wanted) {
    const media = key.startsWith('url ') ? bundle.mediaOf(name) : undefined;
    if (!media) continue;
    const file = basename(media.name);
    if (FILM_ENDINGS.has(extname(file).toLowerCase())) films.set(media, [...(films.get(media) ?? []), key]);
    else left.add(file);
  }
  return { wanted: films, left: [...left] };
}

async function takeFilm(studio: Studio, { production, rights, author }: Bundle, film: Unpacked): Promise<string> {
  const { path, name, info } = film;
  const title = [...name.slice(0, name.length - extname(name).length)].slice(0, 120).join('') || 'Untitled';
  return (await keepFilm(studio, { production, title, path, name, rights, author }, info)).id;
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => `“${name}”`);
  const more = names.length > MOST_NAMED ? [`${names.length - MOST_NAMED} more`] : [];
  return new Intl.ListFormat('en').format([...shown, ...more]);
}
