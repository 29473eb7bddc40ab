import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Fault, toFault } from '@second-unit/evidence';
import { extract } from 'tar-stream';
import { openRestoreTarget } from '../database/restore.ts';
import { HOME_VERSION, homeEntries, layout, RESTORING, syncFolder, writeMark } from '../home/index.ts';
import {
  BACKUP_VERSION,
  CHECKSUMS,
  type Checksum,
  checksumsSchema,
  damaged,
  isEntryName,
  MANIFEST,
  type Manifest,
  manifestSchema,
  parseEntry,
} from './format.ts';

export interface RestoreOptions {
  /** The backup file. */
  readonly from: string;
  /** The home to make; it must not exist or be empty. */
  readonly home: string;
  /** PostgreSQL, where set, and empty; else SQLite in the home. */
  readonly databaseUrl?: string;
  readonly signal?: AbortSignal;
}

function refuseNewer(facts: Manifest, place: string): void {
  if (facts.version > BACKUP_VERSION || facts.homeVersion > HOME_VERSION) {
    throw new Fault('conflict', 'The backup was made by a newer Second Unit; update Second Unit to restore it.', {
      place,
    });
  }
}

/** Once this has ended, in whatever way, nothing more is written to `path`. */
async function unpackEntry(entry: AsyncIterable<Buffer>, path: string, name: string): Promise<Checksum> {
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash('sha256');
  let size = 0;
  const hashing = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  };
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  try {
    await pipeline(entry, hashing, file);
  } finally {
    // A pipeline that fails does not wait for a file that is still being opened.
    if (!file.closed) await once(file, 'close');
  }
  return { name, size, sha256: hash.digest('hex') };
}

/** Unpacks and checks every entry against the checksums at the end. Errors: `input`, `conflict`. */
async function unpack(from: string, folder: string, signal: AbortSignal | undefined): Promise<Manifest> {
  const found: Checksum[] = [];
  let facts: Manifest | undefined;
  const tar = extract();
  // Told by `feeding`; unheard, it would end the process.
  tar.on('error', () => {});
  const feeding = pipeline(createReadStream(from), tar, { ...(signal ? { signal } : {}) });
  // A file that ends in the middle of an entry leaves the entry's reader waiting for ever.
  const broken = feeding.then(() => new Promise<never>(() => {}));
  broken.catch(() => {});
  const entries = tar[Symbol.asyncIterator]();
  let unpacking: Promise<Checksum> | undefined;
  try {
    for (;;) {
      const { value: entry, done } = await Promise.race([entries.next(), broken]);
      if (done) break;
      const { name, type } = entry.header;
      const last = found.at(-1)?.name === CHECKSUMS;
      if (last || type !== 'file' || !isEntryName(name) || (found.length === 0) !== (name === MANIFEST)) {
        throw damaged(from);
      }
      unpacking = unpackEntry(entry as AsyncIterable<Buffer>, join(folder, name), name);
      found.push(await Promise.race([unpacking, broken]));
      if (name === MANIFEST) {
        facts = parseEntry(manifestSchema, await readFile(join(folder, name), 'utf8'), from);
        // First of all, so that a newer format is called newer and not damaged.
        refuseNewer(facts, from);
      }
    }
    await feeding;
  } finally {
    tar.destroy();
    // The folder is taken away next: a file that came after that would stay.
    await Promise.allSettled([feeding, unpacking]);
  }
  if (!facts || found.pop()?.name !== CHECKSUMS) throw damaged(from);
  const { entries: named, missing } = parseEntry(
    checksumsSchema,
    await readFile(join(folder, CHECKSUMS), 'utf8'),
    from,
  );
  if (JSON.stringify(named) !== JSON.stringify(found)) throw damaged(from);
  return { ...facts, missing: [...facts.missing, ...missing] };
}

/**
 * Makes an empty home, on either database, what the backup holds. Checks all of it before anything
 * counts; on any error the home and the database are as empty as before. Jobs that were running are
 * queued again. Errors: `not-found`, `conflict` (home or database not empty, backup newer), `input`
 * (damaged), `cancelled`.
 */
export async function restore({ from, home: root, databaseUrl, signal }: RestoreOptions): Promise<Manifest> {
  if (signal?.aborted) throw new Fault('cancelled', 'Cancelled.');
  const home = layout(root);
  if (!existsSync(from)) throw new Fault('not-found', 'There is no such backup.', { place: from });
  const existed = existsSync(home.root);
  // What an earlier restore left when it was cut short is not somebody's work.
  const inTheWay = (await homeEntries(home.root)).filter((name) => name !== RESTORING);
  if (inTheWay.length > 0) {
    throw new Fault('conflict', 'A backup is restored into an empty home only; name another folder.', {
      place: home.root,
    });
  }
  const staging = join(home.root, RESTORING);
  const files = join(staging, 'files');
  await rm(staging, { recursive: true, force: true });
  await mkdir(home.root, { recursive: true, mode: 0o700 });
  await mkdir(staging);
  const placed: string[] = [];
  try {
    const facts = await unpack(from, staging, signal);
    const target = await openRestoreTarget({ file: join(staging, 'second-unit.sqlite'), databaseUrl });
    await target.fill({
      folder: join(staging, 'database'),
      schemaVersion: facts.schemaVersion,
      rows: facts.rows,
      beforeCommit: async () => {
        signal?.throwIfAborted();
        await mkdir(files, { recursive: true });
        for (const name of await readdir(files)) {
          await rename(join(files, name), join(home.root, name));
          placed.push(name);
        }
      },
    });
    if (databaseUrl === undefined) {
      await rename(join(staging, 'second-unit.sqlite'), home.database);
      placed.push('second-unit.sqlite');
    }
    await writeMark(home);
    await rm(staging, { recursive: true, force: true });
    await syncFolder(home.root);
    return facts;
  } catch (error) {
    for (const name of placed) await rm(join(home.root, name), { recursive: true, force: true });
    await rm(staging, { recursive: true, force: true });
    if (!existed) await rmdir(home.root).catch(() => {});
    throw restoreFault(error, from, home.root);
  }
}

function restoreFault(error: unknown, from: string, root: string): Fault {
  const fault = toFault(error);
  if (fault.code !== 'internal') return fault;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (typeof code === 'string' && syscall !== undefined) {
    return new Fault('unavailable', `The home could not be written (${code}).`, { place: root, cause: error });
  }
  // Whatever a reader of tar, JSON or rows trips over is the backup's fault.
  return damaged(from, error);
}
