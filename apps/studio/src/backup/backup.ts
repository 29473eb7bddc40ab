import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault, toFault } from '@second-unit/evidence';
import { type Pack, pack } from 'tar-stream';
import type { Database } from '../database/index.ts';
import { schemaVersion } from '../database/migrate.ts';
import { listFiles, writeRows } from '../database/rows.ts';
import { HOME_VERSION, type Home, storedPath, syncFolder } from '../home/index.ts';
import { CHECKSUMS, type Checksum, isEntryName, MANIFEST, type Manifest, manifest } from './format.ts';

export interface BackupOptions {
  readonly home: Home;
  readonly database: Database;
  /** The file to make; it must not exist. */
  readonly out: string;
  /** `fraction` 0 to 1, of bytes. */
  readonly progress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

/** A file to go into the backup, by its name in there. */
interface Source {
  readonly name: string;
  readonly path: string;
  readonly size: number;
}

async function sourceOf(name: string, path: string): Promise<Source | undefined> {
  try {
    const facts = await stat(path);
    return facts.isFile() ? { name, path, size: facts.size } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Every mirror, whoever wrote it: the writer's words are in them too. Not what is being written beside them. */
async function mirrors(home: Home): Promise<Source[]> {
  const sources: Source[] = [];
  for (const entry of await readdir(home.productions, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.fountain')) continue;
    const path = join(entry.parentPath, entry.name);
    const name = `files/productions/${path.slice(home.productions.length + 1).replaceAll('\\', '/')}`;
    const source = isEntryName(name) ? await sourceOf(name, path) : undefined;
    if (source) sources.push(source);
  }
  return sources;
}

/**
 * Adds one file, as long as it was when it was opened, and answers its checksum; undefined where the
 * file is gone by now, as a render is when its cut is changed.
 */
async function addFile(
  tar: Pack,
  { name, path }: Source,
  tell: (bytes: number) => void,
): Promise<Checksum | undefined> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    const { size, mtime } = await file.stat();
    const hash = createHash('sha256');
    const hashing = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        tell(chunk.length);
        done(null, chunk);
      },
    });
    const content = size === 0 ? Readable.from([]) : file.createReadStream({ end: size - 1, autoClose: false });
    await pipeline(content, hashing, tar.entry({ name, size, mtime, mode: 0o600 }));
    return { name, size, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

async function addText(tar: Pack, name: string, text: string): Promise<Checksum> {
  const { promise, resolve: done, reject } = Promise.withResolvers<void>();
  tar.entry({ name, mode: 0o600 }, text, (error) => (error ? reject(error) : done()));
  await promise;
  return { name, size: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
}

function lost(what: string): Fault {
  return new Fault('unavailable', `The backup could not be finished: its copy of ${what} is gone.`);
}

/**
 * Writes the whole home, as it is at one instant, into one file; the studio may go on working. The
 * file is there when it is whole, or not at all. It holds everything people wrote and shot: keep it
 * as carefully as the home. `settings.json` is not in it: it speaks of one machine, and may name the
 * very database that a restore is to leave. Nor is `signing`, where the studio's private key lies. Errors: `conflict` where the file exists, `cancelled`.
 */
export async function backUp({ home, database, out, progress, signal }: BackupOptions): Promise<Manifest> {
  if (signal?.aborted) throw new Fault('cancelled', 'Cancelled.');
  const target = resolve(out);
  if (existsSync(target)) {
    throw new Fault('conflict', 'There is a file of this name already; give the backup another.', { place: target });
  }
  const partial = `${target}.${randomUUID()}.partial`;
  // Beside what it becomes: a studio that starts meanwhile clears its own folders.
  const work = `${target}.${randomUUID()}.rows`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await mkdir(work, { mode: 0o700 });
    const createdAt = new Date().toISOString();
    const { rows, stored, version } = await database.snapshot(async (store) => ({
      rows: await writeRows(store, work),
      stored: await listFiles(store),
      version: await schemaVersion(store),
    }));
    const tables: Source[] = [];
    for (const table of Object.keys(rows)) {
      const source = await sourceOf(`database/${table}.jsonl`, join(work, `${table}.jsonl`));
      if (!source) throw lost(table);
      tables.push(source);
    }
    const files: Source[] = [];
    const missing: string[] = [];
    /** Files that were there when the backup began, by their names in it. */
    const byName = new Map<string, string>();
    const gone: string[] = [];
    const outside = stored.filter(isAbsolute);
    for (const path of stored.filter((one) => !isAbsolute(one))) {
      const source = await sourceOf(`files/${path}`, storedPath(home, path));
      if (source && isEntryName(source.name)) {
        files.push(source);
        byName.set(source.name, path);
      } else missing.push(path);
    }
    files.push(...(await mirrors(home)));

    const facts = manifest({
      homeVersion: HOME_VERSION,
      schemaVersion: version,
      createdAt,
      rows,
      outside,
      missing,
    });
    const sources = [...tables, ...files];
    const total = sources.reduce((sum, one) => sum + one.size, 0);
    let told = 0;
    const tar = pack();
    // Told by `written`; unheard, it would end the process.
    tar.on('error', () => {});
    const written = pipeline(tar, createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true }), {
      ...(signal ? { signal } : {}),
    });
    const entries = (async () => {
      const checksums = [await addText(tar, MANIFEST, `${JSON.stringify(facts, null, 2)}\n`)];
      for (const source of sources) {
        signal?.throwIfAborted();
        const checksum = await addFile(tar, source, (bytes) => {
          told += bytes;
          progress?.(Math.min(1, told / total));
        });
        if (checksum) checksums.push(checksum);
        else if (tables.includes(source)) throw lost(source.name);
        // A mirror is written again from the database.
        else if (byName.has(source.name)) gone.push(byName.get(source.name) ?? '');
      }
      await addText(tar, CHECKSUMS, `${JSON.stringify({ entries: checksums, missing: gone })}\n`);
      tar.finalize();
    })().catch((error: unknown) => {
      tar.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    });
    const results = await Promise.allSettled([entries, written]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    await rename(partial, target);
    await syncFolder(dirname(target));
    return { ...facts, missing: [...missing, ...gone] };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC') {
      throw new Fault('unavailable', 'There is no room left for the backup.', { place: target, cause: error });
    }
    throw toFault(error);
  } finally {
    await rm(partial, { force: true });
    await rm(work, { recursive: true, force: true });
  }
}
