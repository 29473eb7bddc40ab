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

/** Throws `MediaError` 'not-found' or 'conflict' where no file of that name can be written. */
export async function checkTarget(path: string): Promise<void> {
  const target = resolve(path);
  const folder = dirname(target);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new MediaError('not-found', `There is no folder “${folder}” to write into.`, { place: path });
  }
  if ((await stat(target).catch(() => undefined))?.isDirectory()) {
    throw new MediaError('conflict', `“${basename(target)}” is a folder; choose another name.`, { place: path });
  }
}

/** Gives a whole file its name, for good. */
export async function nameFile(temporary: string, path: string): Promise<void> {
  const target = resolve(path);
  await flush(temporary);
  await rename(temporary, target);
  await flushFolder(dirname(target));
}

/**
 * Lets `write` make a file under a temporary name in the same folder, then flushes it and gives it its name. Until
 * then a file of that name stays as it was; when `write` throws, nothing is left.
 */
export async function writeAtomically<T>(path: string, write: (temporary: string) => Promise<T>): Promise<T> {
  await checkTarget(path);
  const temporary = join(dirname(resolve(path)), `.${randomUUID()}.part`);
  try {
    const result = await write(temporary);
    await nameFile(temporary, path);
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
