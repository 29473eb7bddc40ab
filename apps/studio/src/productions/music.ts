import { rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Music } from '@second-unit/editing';
import { type Author, Fault, type Person, type Rights, toFault } from '@second-unit/evidence';
import { type ClipFacts, clipFacts } from '@second-unit/media';
import type { MusicSummary } from '../contract/music.ts';
import { newId } from '../database/index.ts';
import { createMusic, getMusic, type MusicRow, setMusicRemoved } from '../database/music.ts';
import { itemPath, placeFile, storedPath } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';

/** A sound file that came in, and lies where it was received. */
export interface MusicFile {
  readonly production: string;
  readonly title: string;
  readonly path: string;
  /** What the person knows it by. */
  readonly name: string;
  readonly rights: Rights;
  readonly author: Author;
}

/** Nobody lays more under a cut; what is heard of it is kept in a row of the database. */
const MOST_SECONDS = 6 * 3600;

/** The sound of a received file, and whether there is a picture too. Errors: `input`, by the name that the person knows. */
export async function soundOf(
  { path, name }: Pick<MusicFile, 'path' | 'name'>,
  signal?: AbortSignal,
): Promise<Pick<ClipFacts, 'picture' | 'sound'>> {
  try {
    return await clipFacts(path, { signal });
  } catch (thrown) {
    const fault = toFault(thrown);
    throw new Fault(fault.code, fault.message.replaceAll(path, name).replaceAll(basename(path), basename(name)), {
      place: name,
      cause: thrown,
    });
  }
}

/** Takes a received sound file into the home as music, and has it heard. Errors: `input` for no sound, or too long. */
export async function keepMusic(
  studio: Studio,
  file: MusicFile,
  sound: ClipFacts['sound'],
): Promise<MusicSummary & { readonly job: string }> {
  const { production, title, rights, author, name } = file;
  if (!sound) throw new Fault('input', `“${basename(name)}” has no sound.`, { place: name });
  const { seconds, channels } = sound;
  if (seconds > MOST_SECONDS) {
    throw new Fault('input', 'Music is taken up to six hours; give the part that is wanted.', { place: name });
  }
  const id = newId();
  const stored = itemPath('media', id, extname(name));
  const path = storedPath(studio.home, stored);
  await placeFile(file.path, path);
  try {
    await createMusic(studio.store, { id, production, title, file: stored, seconds, channels, rights, author });
  } catch (thrown) {
    await rm(path, { force: true });
    throw thrown;
  }
  const job = await studio.jobs.enqueue({
    kind: 'music',
    production,
    subject: id,
    label: `Hear “${title}”`,
    input: null,
  });
  studio.events.emit({ kind: 'production', production });
  return { ...musicSummary(await getMusic(studio.store, id)), job: job.id };
}

/** Music without where it lies and without each of its beats. */
export function musicSummary({ file: _, channels: __, heard, ...music }: MusicRow): MusicSummary {
  if (!heard) return music;
  const { seconds, bpm, beats } = heard;
  return { ...music, seconds, heard: { beats: beats.length, ...(bpm === undefined ? {} : { bpm }) } };
}

/** Puts music away, or brings it back. Cuts that lie over it keep it. */
export async function turnMusic(studio: Studio, id: string, removed: boolean, person: Person): Promise<MusicSummary> {
  const { production } = await setMusicRemoved(studio.store, id, removed, person);
  studio.events.emit({ kind: 'production', production });
  return musicSummary(await getMusic(studio.store, id));
}

/**
 * Music of a production as the cutter needs it: only by its id, so that no path comes from outside.
 *
 * @throws Fault `not-found` for none of this production, `conflict` where it was removed or not heard yet, `input` where
 *   it ends before it would begin
 */
export async function musicFor(
  { store }: Pick<Studio, 'store'>,
  production: string,
  { media: id, from }: { readonly media: string; readonly from?: number | undefined },
): Promise<Music> {
  const music = await getMusic(store, id);
  const { title, heard, removed } = music;
  if (music.production !== production) throw new Fault('not-found', 'There is no such music.', { place: id });
  if (removed) throw new Fault('conflict', 'This music was removed; bring it back first.', { place: title });
  if (!heard) throw new Fault('conflict', `“${title}” is not heard yet; ask again in a moment.`, { place: title });
  if (from !== undefined && from >= heard.seconds) {
    throw new Fault('input', `“${title}” ends before second ${from}.`, { place: title });
  }
  return { media: id, beats: heard.beats, title, ...(from === undefined ? {} : { from }) };
}
