import { createHash } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { decode, MAX_BYTES } from '@second-unit/screenplay';
import { syncFolder, writeAtomic } from '../home/index.ts';
import { normalForm } from './normal-form.ts';

/** SHA-256, hex, of a script's text in its normal form: another line ending is no other text. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * What is known of a mirror: hashes of what may stand in it by our own hand. Two while a write is
 * under way, for a crash may leave either, and neither is another program's doing.
 */
export function knownHashes(noted: string | null): readonly string[] {
  return noted?.split(' ') ?? [];
}

export type MirrorState =
  | { readonly kind: 'missing' }
  | { readonly kind: 'ours'; readonly hash: string }
  | { readonly kind: 'foreign' };

/** Whose text is in the mirror? A file that cannot be read as a script is foreign. */
export async function mirrorState(path: string, ours: readonly string[]): Promise<MirrorState> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) return { kind: 'missing' };
  if (size > MAX_BYTES) return { kind: 'foreign' };
  const bytes = await readFile(path);
  try {
    const hash = hashOf(normalForm(decode(bytes, path)));
    return ours.includes(hash) ? { kind: 'ours', hash } : { kind: 'foreign' };
  } catch {
    return { kind: 'foreign' };
  }
}

/** Writes the mirror: whole or not at all, and on disk when it returns. */
export async function writeMirror(path: string, text: string): Promise<void> {
  await writeAtomic(path, text);
}

/** What a file system without second names says to one, such as exFAT. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * Keeps another program's version beside the mirror, under a name that says when, before the mirror
 * is written over. Nothing of it is lost, whatever is decided. Answers its path.
 */
export async function setAside(path: string, at: Date): Promise<string> {
  for (let later = 0; ; later++) {
    const time = new Date(at.getTime() + later).toISOString().replace(/[-:]/g, '').replace('.', '-');
    const aside = path.replace(/\.fountain$/, `.conflict-${time}.fountain`);
    try {
      // A second name for the same file: the mirror is never missing, not even for a moment.
      await link(path, aside);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      // Of that very millisecond there is one already, which is somebody's work too.
      if (code === 'EEXIST') continue;
      if (!NO_LINKS.has(code)) throw error;
      if (await stat(aside).catch(() => undefined)) continue;
      await rename(path, aside);
    }
    await syncFolder(dirname(path));
    return aside;
  }
}

/** Moves the mirror of a removed script to the home's trash. What an earlier removal left there keeps another name. */
export async function throwAway(path: string, trash: string): Promise<void> {
  if ((await stat(path).catch(() => undefined)) === undefined) return;
  await mkdir(dirname(trash), { recursive: true });
  if (await stat(trash).catch(() => undefined)) await setAside(trash, new Date());
  await rename(path, trash);
  await syncFolder(dirname(trash));
  await syncFolder(dirname(path));
}

/** Moves a mirror from the trash back where it was, unless something stands there; answers whether it did. */
export async function putBack(trash: string, path: string): Promise<boolean> {
  if (await stat(path).catch(() => undefined)) return false;
  if ((await stat(trash).catch(() => undefined)) === undefined) return false;
  await mkdir(dirname(path), { recursive: true });
  await rename(trash, path);
  await syncFolder(dirname(path));
  return true;
}

/** The newest version that was set aside, or undefined. */
export async function newestAside(path: string): Promise<string | undefined> {
  const begins = `${basename(path, '.fountain')}.conflict-`;
  const names = await readdir(dirname(path)).catch(() => []);
  const newest = names
    .filter((name) => name.startsWith(begins) && name.endsWith('.fountain'))
    .sort()
    .at(-1);
  return newest && join(dirname(path), newest);
}

/** The text of a foreign version, in normal form. Errors: `input`, `too-large`. */
export async function readForeign(path: string): Promise<string> {
  return normalForm(decode(await readFile(path), path));
}
