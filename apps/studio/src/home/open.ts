import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { writeAtomic } from './atomic.ts';
import { type Home, layout } from './layout.ts';

/** Version of the folder layout. The database counts its own. */
export const HOME_VERSION = 1;

/** Stands in a home while a restore is under way; a home that holds it is not whole. */
export const RESTORING = '.restoring';

async function readMark(home: Home): Promise<number | undefined> {
  let text: string;
  try {
    text = await readFile(home.mark, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Fault('unavailable', `The home folder cannot be read: ${(error as Error).message}`, {
      place: home.mark,
      cause: error,
    });
  }
  try {
    const { format, version } = JSON.parse(text) as { format?: unknown; version?: unknown };
    if (format === 'second-unit/home' && typeof version === 'number') return version;
  } catch {
    // Told below: unreadable JSON and foreign JSON are the same to a person.
  }
  throw new Fault('input', 'This file does not say what home it belongs to; put a backup in its place.', {
    place: home.mark,
  });
}

/** The home's files in its root, or an empty list where the folder does not exist. */
export async function homeEntries(root: string): Promise<string[]> {
  try {
    return await readdir(root);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Fault('unavailable', `The home folder cannot be read: ${(error as Error).message}`, {
      place: root,
      cause: error,
    });
  }
}

/** Milliseconds after which an upload that never came to its end is nobody's any more. */
const INCOMING_KEPT = 24 * 3600 * 1000;

/** Removes what a killed process left half-written. Another process may be writing the young ones. */
async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => undefined);
    if (facts && Date.now() - facts.mtimeMs > INCOMING_KEPT) await rm(path, { recursive: true, force: true });
  }
}

/**
 * Opens a home folder, making it where there is none. Refuses (`conflict`) a home that a newer
 * Second Unit wrote and one whose restore was cut short.
 */
export async function openHome(root: string): Promise<Home> {
  const home = layout(root);
  if ((await homeEntries(home.root)).includes(RESTORING)) {
    throw new Fault('conflict', 'A restore into this home was cut short; empty the folder and restore again.', {
      place: home.root,
    });
  }
  const version = await readMark(home);
  if (version !== undefined && version > HOME_VERSION) {
    throw new Fault(
      'conflict',
      `This home was written by a newer Second Unit (home version ${version}, this one knows ${HOME_VERSION}); update Second Unit to open it.`,
      { place: home.root },
    );
  }
  try {
    // For its owner only: it holds what nobody has been shown yet. A folder that is there stays as it is.
    await mkdir(home.root, { recursive: true, mode: 0o700 });
    for (const folder of [
      home.media,
      home.renders,
      home.originals,
      home.productions,
      home.cache,
      home.logs,
      home.backups,
    ]) {
      await mkdir(folder, { recursive: true });
    }
    await mkdir(home.incoming, { recursive: true });
    await removeOld(home.incoming);
    if (version === undefined) await writeMark(home);
  } catch (error) {
    throw new Fault('unavailable', `The home folder cannot be written: ${(error as Error).message}`, {
      place: home.root,
      cause: error,
    });
  }
  return home;
}

export async function writeMark(home: Home): Promise<void> {
  await writeAtomic(home.mark, `${JSON.stringify({ format: 'second-unit/home', version: HOME_VERSION })}\n`);
}

/** The path of a production's mirror of one draft. Both names come from our own slugs. */
export function mirrorPath(home: Home, slug: string, mirror: string): string {
  return join(home.productions, slug, mirror);
}
