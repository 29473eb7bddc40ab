import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home } from '../home/index.ts';

/** Milliseconds for which what a render left half done, and a preview that nobody looks at, are kept. */
const KEPT = 24 * 3600 * 1000;
/** A film that is being written, or its parts. */
const UNFINISHED = /^\..+\.parts?$/;

/**
 * Removes what nobody will go on with: parts of renders that were cut off a day ago or whose cut or paper edit is gone, films that a
 * killed process was writing then, previews that were not looked at since.
 * @param isThere says of an id whether there is such a cut or paper edit
 */
export async function sweepRenders(home: Home, isThere: (id: string) => Promise<boolean>): Promise<void> {
  const old = Date.now() - KEPT;
  for (const { path, name } of await entries(join(home.cache, 'renders'))) {
    if ((await isThere(name)) && (await newest(path)) >= old) continue;
    await rm(path, { recursive: true, force: true });
  }
  const unfinished = (await entries(home.renders)).filter(({ name }) => UNFINISHED.test(name));
  for (const { path } of [...unfinished, ...(await entries(join(home.cache, 'previews')))]) {
    if ((await newest(path)) < old) await rm(path, { recursive: true, force: true });
  }
}

async function entries(folder: string): Promise<{ readonly path: string; readonly name: string }[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.map((name) => ({ path: join(folder, name), name }));
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
