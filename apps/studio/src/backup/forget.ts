import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Extract, extract, type Header, pack } from 'tar-stream';
import {
  forgetInCopy,
  forgetInFolder,
  forgetInLines,
  personsInLines,
  type ToForget,
} from '../database/people-forgetting.ts';
import { type Home, syncFolder } from '../home/index.ts';
import { CHECKSUMS, type Checksum, MANIFEST, manifestSchema, parseEntry } from './format.ts';

/** What was done with the copies of the database that lie in the home. Paths are relative to it. */
export interface ForgottenInCopies {
  readonly cleaned: readonly string[];
  /** They could not be read or written: they may still hold what was to go. */
  readonly left: readonly string[];
}

/** Removes people from every copy of the database in the home: those made before a migration, and backups put there. */
export async function forgetInCopies(home: Home, what: ToForget): Promise<ForgottenInCopies> {
  const cleaned: string[] = [];
  const left: string[] = [];
  const attempt = async (path: string, clean: () => Promise<boolean>) => {
    try {
      if (await clean()) cleaned.push(relative(home.root, path));
    } catch {
      left.push(relative(home.root, path));
    }
  };
  for (const entry of await readdir(home.backups, { withFileTypes: true })) {
    const path = join(home.backups, entry.name);
    if (entry.isFile() && entry.name.endsWith('.sqlite')) await attempt(path, () => forgetInCopy(path, what));
    else if (entry.isDirectory()) await attempt(path, () => forgetInFolder(path, what));
  }
  for (const folder of [home.root, home.backups]) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isFile() && !isLocked(home, path) && (await isBackup(path)))
        await attempt(path, () => forgetInBackup(path, what));
    }
  }
  return { cleaned, left };
}

/**
 * Is it of the database, or of the claim on the home? Where a process opens such a file past SQLite and closes it, the
 * system takes away its locks on it: another would take the database's log away under it, or the home.
 */
function isLocked({ root, database }: Home, path: string): boolean {
  const files = [database, join(root, 'running.lock')];
  return files.some(
    (file) => ['', '-wal', '-shm', '-journal'].includes(path.slice(file.length)) && path.startsWith(file),
  );
}

/** Does a file begin as a backup does: a tar whose first entry is the manifest? */
async function isBackup(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return bytesRead === 512 && buffer.toString('latin1', 0, 100).replace(/\0+$/, '') === MANIFEST;
  } finally {
    await file.close();
  }
}

/** A backup's entry as it is read. */
type Entry = Extract extends AsyncIterable<infer One> ? One : never;

const TABLE = /^database\/([a-z_]+)\.jsonl$/;

/** Calls `use` with each entry in turn; what it does not read is passed over. */
async function eachEntry(path: string, use: (headers: Header, entry: Entry) => Promise<void>): Promise<void> {
  const tar = extract();
  // Told by `feeding`; unheard, it would end the process.
  tar.on('error', () => {});
  const feeding = pipeline(createReadStream(path), tar);
  // A file that ends in the middle of an entry leaves the entry's reader waiting for ever.
  const broken = feeding.then(() => new Promise<never>(() => {}));
  broken.catch(() => {});
  const entries = tar[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value: entry, done } = await Promise.race([entries.next(), broken]);
      if (done) break;
      await Promise.race([use(entry.header, entry), broken]);
      entry.resume();
    }
    await feeding;
  } finally {
    tar.destroy();
    await feeding.catch(() => {});
  }
}

/** Writes a backup anew without these people, whole or not at all. */
async function forgetInBackup(path: string, what: ToForget): Promise<boolean> {
  // Once to see what goes: the manifest, which counts rows, comes first in the file.
  const tables = new Map<string, string>();
  await eachEntry(path, async ({ name }, entry) => {
    const table = TABLE.exec(name)?.[1];
    if (table !== undefined && forgetInLines(table, '', what, new Set())) tables.set(table, await text(entry));
  });
  const persons = personsInLines(tables.get('people') ?? '', what);
  const changed = new Map<string, { readonly text: string; readonly rows: number }>();
  for (const [table, lines] of tables) {
    const kept = forgetInLines(table, lines, what, persons);
    if (kept && kept.gone > 0) changed.set(table, kept);
  }
  if (changed.size === 0) return false;

  const partial = `${path}.${randomUUID()}.partial`;
  const { mode } = await stat(path);
  const tar = pack();
  tar.on('error', () => {});
  const written = pipeline(tar, createWriteStream(partial, { flags: 'wx', mode, flush: true }));
  try {
    const checksums: Checksum[] = [];
    const addText = async (headers: Header, content: string) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const { name, mode, mtime } = headers;
      tar.entry({ name, ...(mode ? { mode } : {}), ...(mtime ? { mtime } : {}) }, content, (error) =>
        error ? reject(error) : resolve(),
      );
      await promise;
      const sha256 = createHash('sha256').update(content).digest('hex');
      checksums.push({ name, size: Buffer.byteLength(content), sha256 });
    };
    await eachEntry(path, async (headers, entry) => {
      const { name, size = 0, mode, mtime } = headers;
      const table = TABLE.exec(name)?.[1];
      const kept = table === undefined ? undefined : changed.get(table);
      if (kept) await addText(headers, kept.text);
      else if (name === MANIFEST) {
        const facts = parseEntry(manifestSchema, await text(entry), path);
        const rows = { ...facts.rows };
        for (const [one, { rows: count }] of changed) rows[one] = count;
        await addText(headers, `${JSON.stringify({ ...facts, rows }, null, 2)}\n`);
      } else if (name === CHECKSUMS) {
        const { missing = [] } = JSON.parse(await text(entry)) as { missing?: string[] };
        const entries = [...checksums];
        await addText(headers, `${JSON.stringify({ entries, missing })}\n`);
      } else {
        const hash = createHash('sha256');
        const hashing = async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            hash.update(chunk);
            yield chunk;
          }
        };
        const target = tar.entry({ name, size, ...(mode ? { mode } : {}), ...(mtime ? { mtime } : {}) });
        await pipeline(entry, hashing, target);
        checksums.push({ name, size, sha256: hash.digest('hex') });
      }
    });
    tar.finalize();
    await written;
    await rename(partial, path);
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    tar.destroy();
    await written.catch(() => {});
    throw error;
  } finally {
    await rm(partial, { force: true });
  }
}
