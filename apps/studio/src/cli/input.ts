import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';
import { decode, MAX_BYTES } from '@second-unit/screenplay';

/**
 * Looks at a file that a person named, before anything costly is done with it.
 *
 * @returns its size in bytes.
 * @throws Fault `not-found`, or `input` for what is no file, cannot be read, or is empty.
 */
export async function checkFile(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Fault('not-found', `There is no file ${path}.`, { place: path, cause });
  });
  if (found.isDirectory()) throw new Fault('input', `${path} is a folder, not a file.`, { place: path });
  if (!found.isFile()) throw new Fault('input', `${path} is not a file.`, { place: path });
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw new Fault('input', `${path} may not be read by you.`, { place: path, cause });
  });
  if (found.size === 0) throw new Fault('input', `${path} is empty.`, { place: path });
  return found.size;
}

/** The text of a screenplay file. Errors: as `checkFile`, `too-large` over 128 MB, `input` for no text. */
export async function readScript(path: string): Promise<string> {
  const size = await checkFile(path);
  if (size > MAX_BYTES) {
    const megabytes = Math.round(size / 1024 / 1024).toLocaleString('en');
    throw new Fault('too-large', `${path} has ${megabytes} MB; a screenplay may have up to 128 MB.`, { place: path });
  }
  const text = decode(await readFile(path), path);
  if (text.trim() === '') throw new Fault('input', `${path} holds nothing but white space.`, { place: path });
  return text;
}
