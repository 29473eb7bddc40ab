import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { TimelineError } from '../fault.ts';
import type { Timeline } from '../model.ts';
import { nameInUrl } from '../name-in-url.ts';
import { beside } from './beside.ts';
import { checkedEntries, checkUnpacks, refused } from './bundle-entries.ts';
import { readOtio } from './read.ts';

/** A media file in a bundle. */
export interface MediaInBundle {
  /** Its path in the bundle, as references say it: `media/a.mov`. */
  readonly name: string;
  /** Unpacked, as the bundle says. */
  readonly bytes: number;
}

interface ExtractOptions {
  readonly mode?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}

/** A bundle that lies open: its directory is checked, nothing is unpacked yet. */
export interface OpenOtioz extends AsyncDisposable {
  /** Unpacks and reads the timeline. Errors: TimelineError `input`. */
  readonly timeline: () => Promise<Timeline>;
  readonly media: readonly MediaInBundle[];
  /** The media that an address of its timeline means; undefined of what lies elsewhere. */
  readonly mediaOf: (targetUrl: string) => MediaInBundle | undefined;
  /**
   * Writes a media file of the bundle to `to`, whole or not at all, as a stream. Names in the bundle lead nowhere: the
   * caller says where it goes. What stands there is written over.
   * @param options `mode`: who may read the file, as the system says if absent; `onProgress`: bytes of how many
   * @throws TimelineError `not-found` for no such media, `input` for what is damaged; what the disk says;
   *   `signal.reason` where it is given up
   */
  readonly extract: (name: string, to: string, options?: ExtractOptions) => Promise<void>;
}

const CHUNK = 256 * 1024;
const TOO_FAR = 'It says more than it holds.';

/** Says of every range whether the file has it: the zip's own words are not to be believed. */
class BundleBytes extends RandomAccessReader {
  readonly #file: FileHandle;
  readonly #size: number;

  constructor(file: FileHandle, size: number) {
    super();
    this.#file = file;
    this.#size = size;
  }

  #has(start: number, end: number): boolean {
    return start >= 0 && start <= end && end <= this.#size;
  }

  /** Not the stream of the file itself, which closes it wherever it is given up. */
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#chunks(start, end), { objectMode: false });
  }

  async *#chunks(start: number, end: number): AsyncGenerator<Buffer> {
    if (!this.#has(start, end)) throw new Error(TOO_FAR);
    for (let at = start; at < end; ) {
      const { buffer, bytesRead } = await this.#file.read(Buffer.allocUnsafe(Math.min(CHUNK, end - at)), {
        position: at,
      });
      if (bytesRead === 0) throw new Error(TOO_FAR);
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null, bytesRead?: number) => void,
  ): void {
    if (!this.#has(position, position + length)) {
      setImmediate(() => done(new Error(TOO_FAR)));
      return;
    }
    this.#file.read(buffer, offset, length, position).then(({ bytesRead }) => done(null, bytesRead), done);
  }
}

/**
 * Opens an `.otioz` bundle by its zip's directory, so that it takes no more memory with a feature in it than without.
 * ZIP64 is read.
 * @throws TimelineError `not-found`; `input` for what is no bundle, is cut short or damaged, holds names that lead out of
 *   it, or unpacks to more than a timeline can be
 */
export async function openOtioz(path: string): Promise<OpenOtioz> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new TimelineError('not-found', 'This .otioz bundle cannot be opened.', { place: path, cause });
  });
  const { size } = await file.stat();
  const bytes = new BundleBytes(file, size);
  let zip: ZipFile;
  try {
    zip = await fromRandomAccessReaderPromise(bytes, size, { autoClose: false, decodeStrings: false });
  } catch (cause) {
    await file.close();
    throw damaged(cause);
  }
  // An error is said to whoever waits for an entry, too.
  zip.on('error', () => {});
  try {
    const { content, media } = await checkedEntries(zip.eachEntry(), size);
    const listed = [...media].map(([name, { uncompressedSize }]): MediaInBundle => ({ name, bytes: uncompressedSize }));
    const byName = new Map(listed.map((one) => [one.name, one]));
    return {
      timeline: async () => readOtio(await contentIn(zip, content)),
      media: listed,
      mediaOf: (url) => byName.get(url) ?? byName.get(decoded(url)),
      extract: (name, to, options = {}) => extract(zip, media.get(name), { name, to, ...options }),
      [Symbol.asyncDispose]: () => file.close(),
    };
  } catch (thrown) {
    await file.close();
    throw thrown instanceof TimelineError ? thrown : damaged(thrown);
  }
}

/** Some programs write the references into a bundle as URLs, some as paths. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function damaged(cause: unknown): TimelineError {
  return new TimelineError('input', 'This .otioz bundle is no zip file, or it is cut short or damaged.', { cause });
}

async function contentIn(zip: ZipFile, entry: Entry): Promise<string> {
  checkUnpacks(entry, 'content.otio');
  const chunks: Buffer[] = [];
  try {
    // The library ends a stream that gives more than its entry says, which was checked.
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw damaged(cause);
  }
  const bytes = Buffer.concat(chunks);
  if (crc32(bytes) !== entry.crc32) throw refused('its timeline is damaged', 'content.otio');
  return bytes.toString('utf8');
}

async function extract(
  zip: ZipFile,
  entry: Entry | undefined,
  { name, to, mode, signal, onProgress }: ExtractOptions & { readonly name: string; readonly to: string },
): Promise<void> {
  if (!entry) throw new TimelineError('not-found', 'The bundle holds no such media.', { place: name.slice(0, 200) });
  signal?.throwIfAborted();
  checkUnpacks(entry, name);
  const part = await beside(to);
  let [done, sum] = [0, 0];
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      sum = crc32(chunk, sum);
      onProgress?.(done, entry.uncompressedSize);
      next(null, chunk);
    },
    // Before the file is in its place.
    flush: (next) => next(sum === entry.crc32 ? null : new Error('Its checksum is another.')),
  });
  // Opened before anything is piped into it: one that is still being opened could not be taken away again.
  const file = await open(part, 'w', mode);
  const target = file.createWriteStream({ flush: true });
  const closed = new Promise<void>((done) => {
    target.once('close', done);
  });
  let ofDisk: unknown;
  target.once('error', (error: NodeJS.ErrnoException) => {
    if (error.syscall !== undefined) ofDisk = error;
  });
  try {
    const source = await zip.openReadStreamPromise(entry);
    await pipeline(source, counted, target, { ...(signal ? { signal } : {}) });
    await rename(part, to).catch((error: unknown) => {
      ofDisk = error;
      throw error;
    });
  } catch (thrown) {
    target.destroy();
    await closed;
    await rm(part, { force: true });
    signal?.throwIfAborted();
    if (ofDisk !== undefined) throw ofDisk;
    throw new TimelineError('input', `“${nameInUrl(name)}” is damaged in this .otioz bundle, so it was not unpacked.`, {
      place: name,
      cause: thrown,
    });
  }
}
