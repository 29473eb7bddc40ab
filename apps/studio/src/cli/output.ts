import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { syncFolder, writeAtomic } from '../home/index.ts';

/**
 * Says before the work what would only fail after it. `inputs` are the files that are read, none of which is ever
 * written over, by whatever name. Errors: `not-found`, `input`.
 */
export async function checkOutput(path: string, inputs: readonly (string | undefined)[] = []): Promise<void> {
  const folder = dirname(resolve(path));
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new Fault(
      'not-found',
      `There is no folder ${folder} to write ${basename(path)} into; make it first, or name another.`,
      { place: folder },
    );
  }
  const standing = await stat(path).catch(() => undefined);
  if (standing?.isDirectory()) throw new Fault('input', `${path} is a folder; name a file to write.`, { place: path });
  for (const input of inputs) {
    if (input === undefined || !(await isSameFile(path, input))) continue;
    const which = resolve(path) === resolve(input) ? 'which is read' : `which is the file ${input} that is read`;
    throw new Fault('input', `${path} would be written over, ${which}; give another name to write.`, { place: path });
  }
}

/** Says that two outputs are one file, of which only the last would stay. Errors: `input`. */
export async function checkApart(one: string, other: string): Promise<void> {
  if (!(await isSameFile(one, other))) return;
  throw new Fault('input', `${one} and ${other} are one file; give each output a name of its own.`, { place: other });
}

/** Whether two names are of one file: the same, or by way of links. */
async function isSameFile(path: string, other: string): Promise<boolean> {
  if (resolve(path) === resolve(other)) return true;
  const [one, two] = await Promise.all(
    [path, other].map((name) => stat(name, { bigint: true }).catch(() => undefined)),
  );
  return one !== undefined && two !== undefined && one.ino === two.ino && one.dev === two.dev;
}

/** Writes a whole file, in place of what stood there, or leaves that as it was. */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  await writeAtomic(path, content).catch((cause: unknown) => {
    throw asOutputFault(path, cause);
  });
}

/** Does a folder stand there already? Errors: `input` for a file. */
export async function checkFolder(folder: string): Promise<boolean> {
  const standing = await stat(resolve(folder)).catch(() => undefined);
  if (standing && !standing.isDirectory()) {
    throw new Fault('input', `${folder} is a file; name a folder to write into.`, { place: folder });
  }
  return standing !== undefined;
}

/** Makes a folder for what is to come to `out`, and those above it. Answers the first that was not there. */
export async function makeFolder(path: string, out: string): Promise<string | undefined> {
  return mkdir(path, { recursive: true }).catch((cause: unknown) => {
    throw asOutputFault(out, cause);
  });
}

/**
 * Takes away a folder that `makeFolder` made, and those above it up to the first that it made; one in which somebody
 * else has put something since stays, and so do those above that.
 * @param made what `makeFolder` answered
 */
export async function removeMade(path: string, made: string | undefined): Promise<void> {
  await rm(path, { recursive: true, force: true });
  if (made === undefined) return;
  for (let folder = dirname(path); folder.length >= made.length; folder = dirname(folder)) {
    const isGone = await rmdir(folder).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
    );
    if (!isGone) return;
  }
}

/**
 * Lets `work` fill a folder, and folders in it, that nobody sees yet, then puts every file in place in `folder`. When
 * `work` throws, nothing is left behind and `folder` is as it was.
 * @param within a folder on the same disk that stands, for what nobody sees yet; beside `folder` if absent
 */
export async function fillFolder(
  folder: string,
  work: (staging: string) => Promise<void>,
  within?: string,
): Promise<void> {
  const target = resolve(folder);
  const standing = await checkFolder(folder);
  // Beside the target, so that putting in place is a rename.
  const staging = join(within ?? dirname(target), `.${basename(target)}-${randomUUID().slice(0, 8)}`);
  const madeAbove = await makeFolder(staging, folder);
  try {
    await work(staging);
    await syncFolder(staging);
    if (standing) {
      await putInPlace(staging, target);
    } else {
      await rename(staging, target);
    }
  } catch (thrown) {
    await removeMade(staging, madeAbove);
    throw thrown;
  }
  await rm(staging, { recursive: true, force: true });
}

/** Every file into a folder that stands, and into those that stand in it. */
async function putInPlace(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    const standing = entry.isDirectory() ? await stat(target).catch(() => undefined) : undefined;
    if (standing?.isDirectory()) await putInPlace(source, target);
    else await rename(source, target);
  }
  await syncFolder(to);
}

/** What the disk says of an output as a sentence. */
export function asOutputFault(path: string, cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const because: Record<string, string> = {
    EACCES: 'you may not write there',
    EPERM: 'you may not write there',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk is full',
    EFBIG: 'the disk is full',
    ENOENT: 'there is no such folder',
    ENOTDIR: 'a part of the path is a file',
    ENAMETOOLONG: 'the name is too long',
  };
  const why = typeof code === 'string' ? because[code] : undefined;
  return why === undefined ? cause : new Fault('input', `${path} cannot be written: ${why}.`, { place: path, cause });
}
