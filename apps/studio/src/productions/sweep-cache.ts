import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCut } from '../database/cuts.ts';
import type { Store } from '../database/index.ts';
import { listJobs } from '../database/jobs.ts';
import { hasPaper } from '../database/paper-edits.ts';
import { frameIndexes, type Home, logParts } from '../home/index.ts';

/** Milliseconds for which what a render or a log left half done, and a preview that nobody looks at, are kept. */
const KEPT = 24 * 3600 * 1000;
/** Milliseconds for which it is kept where the frames of a film lie that nobody looks at. */
const INDEX_KEPT = 60 * KEPT;
/** Bytes of parts that are kept, of all renders that were cut off; those that were left longest ago go first. */
const MOST_BYTES = 20e9;
/** What a film is until it has its name. */
const UNFINISHED = /^\..+\.parts?$/;

/** What is known of a cut, paper edit or film by its id. */
export interface Known {
  /** Is there such a one? */
  readonly isThere: (id: string) => Promise<boolean>;
  /** Does a job on it wait or run, in whatever process? */
  readonly isUsed: (id: string) => Promise<boolean>;
}

/** As `sweepCache`, by what the database says. */
export async function sweepCacheOf({ store, home }: { readonly store: Store; readonly home: Home }): Promise<void> {
  await sweepCache(home, {
    isThere: async (id) => (await hasCut(store, id)) || hasPaper(store, id),
    isUsed: async (subject) => (await listJobs(store, { subject, states: ['queued', 'running'], limit: 1 })).length > 0,
  });
}

/**
 * Removes what nobody will go on with: parts of logs that failed or were cancelled a day ago; parts of renders that were cut off a day ago
 * or whose cut or paper edit is gone, or that are too many; films that a killed process was writing then, previews that
 * were not looked at since. Parts of what waits or runs stay, however old they are.
 */
export async function sweepCache(
  home: Home,
  { isThere, isUsed }: Known,
  mostBytes: number = MOST_BYTES,
): Promise<void> {
  const old = Date.now() - KEPT;
  const kept: { readonly path: string; readonly at: number; readonly bytes: number }[] = [];
  let bytes = 0;
  for (const { path, name } of await entries(join(home.cache, 'renders'))) {
    const size = await sizeOf(path);
    if (await isUsed(name)) {
      bytes += size;
      continue;
    }
    const at = await newest(path);
    if (!(await isThere(name)) || at < old) await rm(path, { recursive: true, force: true });
    else kept.push({ path, at, bytes: size });
  }
  for (const one of kept.sort((a, b) => b.at - a.at)) {
    bytes += one.bytes;
    if (bytes > mostBytes) await rm(one.path, { recursive: true, force: true });
  }
  // A log that failed or was cancelled may be tried again, and goes on from them; after a day it begins anew.
  for (const { path, name } of await entries(logParts(home))) {
    if (!(await isUsed(name)) && (await newest(path)) < old) await rm(path, { recursive: true, force: true });
  }
  const unfinished = (await entries(home.renders)).filter(({ name }) => UNFINISHED.test(name));
  for (const { path } of [...unfinished, ...(await entries(join(home.cache, 'previews')))]) {
    if ((await newest(path)) < old) await rm(path, { recursive: true, force: true });
  }
  for (const { path } of await entries(frameIndexes(home))) {
    if ((await newest(path)) < Date.now() - INDEX_KEPT) await rm(path, { recursive: true, force: true });
  }
}

async function entries(folder: string): Promise<{ readonly path: string; readonly name: string }[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.map((name) => ({ path: join(folder, name), name }));
}

/** Bytes of a file, or of all in a folder. */
async function sizeOf(path: string): Promise<number> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts) return 0;
  if (!facts.isDirectory()) return facts.size;
  const inside = await Promise.all((await readdir(path).catch(() => [])).map((name) => sizeOf(join(path, name))));
  return inside.reduce((sum, size) => sum + size, 0);
}

/** When a file was written or looked at last, or any in a folder; milliseconds. */
async function newest(path: string): Promise<number> {
  // Another process may have taken it away.
  const facts = await stat(path).catch(() => undefined);
  if (!facts) return 0;
  if (!facts.isDirectory()) return Math.max(facts.mtimeMs, facts.atimeMs);
  const inside = await Promise.all((await readdir(path).catch(() => [])).map((name) => newest(join(path, name))));
  return Math.max(facts.mtimeMs, ...inside);
}
