import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { MediaError } from './error.ts';

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** So that the new name survives a power cut; not every system lets a folder be opened. */
async function flushFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows: renames are made durable by the file system itself.
  }
}

/**
 * Lets `write` make a file under a temporary name in the same folder, then flushes it and gives it its name. Until
 * then a file of that name stays as it was; when `write` throws, nothing is left. `name`: the same each time for what may
 * be killed and done again, so that it finds what it left.
 */
export async function writeAtomically<T>(
  path: string,
  write: (temporary: string) => Promise<T>,
  name: string = randomUUID(),
): Promise<T> {
  const target = resolve(path);
  const folder = dirname(target);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new MediaError('not-found', `There is no folder “${folder}” to write into.`, { place: path });
  }
  if ((await stat(target).catch(() => undefined))?.isDirectory()) {
    throw new MediaError('conflict', `“${basename(target)}” is a folder; choose another name.`, { place: path });
  }
  const temporary = join(folder, `.${name}.part`);
  try {
    // Who was writing it may not have noticed yet that nobody waits for it.
    await rm(temporary, { force: true });
    const result = await write(temporary);
    await flush(temporary);
    await rename(temporary, target);
    await flushFolder(folder);
    return result;
  } catch (error) {
    await rm(temporary, { force: true });
    if (error instanceof MediaError) {
      // The temporary name means nothing to anybody.
      if (error.place !== temporary) throw error;
      throw new MediaError(error.code, error.message, { place: path, cause: error.cause });
    }
    throw error;
  }
}
