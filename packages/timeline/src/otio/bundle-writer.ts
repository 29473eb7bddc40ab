import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { TimelineError } from '../fault.ts';
import { mapMedia } from '../map-media.ts';
import type { MissingReference, Timeline } from '../model.ts';
import { nameInUrl } from '../name-in-url.ts';
import { beside } from './beside.ts';
import { bundlePath } from './bundle-names.ts';
import { writeOtio } from './write.ts';

/** A media file that goes into a bundle. */
export interface BundledFile {
  /** Where it lies. */
  readonly path: string;
  /** What it is to be called in the bundle; as its address says if absent. */
  readonly name?: string;
}

/** What a bundle will hold. */
export interface BundlePlan {
  /** The timeline, its references into the bundle; those to files that are not in it are missing references. */
  readonly timeline: Timeline;
  readonly files: readonly { readonly path: string; readonly inBundle: string; readonly bytes: number }[];
  /** Addresses of media that the bundle will not hold. */
  readonly missing: readonly string[];
  /** Of the media together. */
  readonly bytes: number;
}

/** Of the bundle's layout, in its `version.txt`. */
const VERSION = '1.0.0';
/** All entries have one date, so that the same timeline and media give the same bytes. */
const ENTRY = { mtime: new Date(1980, 0, 1), mode: 0o100644, compress: false } as const;

/**
 * Looks at the files of a bundle (`files`, by the `targetUrl` of references) before anything is written. By
 * OpenTimelineIO's policy MissingIfNotFile, what is not among them becomes a missing reference that keeps its address
 * in `metadata.original_target_url`.
 * @throws TimelineError `not-found` for a file that is not there
 */
export async function planOtioz(timeline: Timeline, files: ReadonlyMap<string, BundledFile>): Promise<BundlePlan> {
  const used = new Set<string>();
  const paths = new Map<string, BundlePlan['files'][number]>();
  const missing = new Set<string>();
  const wanted = new Set<string>();
  mapMedia(timeline, (reference) => {
    if (reference.schema === 'ExternalReference') wanted.add(reference.targetUrl);
    return reference;
  });
  for (const url of wanted) {
    const file = files.get(url);
    if (!file) {
      missing.add(url);
      continue;
    }
    const found = await stat(file.path).catch(() => undefined);
    if (!found?.isFile()) throw gone(file.name ?? nameInUrl(url), file.path);
    const inBundle = bundlePath(file.name ?? nameInUrl(url), used);
    paths.set(url, { path: file.path, inBundle, bytes: found.size });
  }
  const packed = mapMedia(timeline, (reference) => {
    if (reference.schema !== 'ExternalReference') return reference;
    const into = paths.get(reference.targetUrl);
    if (into) return { ...reference, targetUrl: into.inBundle };
    const { targetUrl, schema: _schema, ...rest } = reference;
    const metadata = { ...rest.metadata, original_target_url: targetUrl };
    return { ...rest, schema: 'MissingReference', metadata } satisfies MissingReference;
  });
  const all = [...paths.values()];
  return { timeline: packed, files: all, missing: [...missing], bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function gone(name: string, path: string): TimelineError {
  return new TimelineError('not-found', `${name} is not where it was, so the bundle cannot hold it.`, { place: path });
}

/**
 * The bundle as a stream of bytes, with its exact length: media are stored as they are and read as they are wanted, so
 * that it takes no more memory for a feature than for a clip, with ZIP64 where a file or the bundle passes 4 GB. A file
 * that is shorter or longer than it was planned ends the stream with an error.
 * @throws TimelineError `not-found` for a file that has gone since it was planned
 */
export async function otiozStream({ timeline, files }: BundlePlan): Promise<{ stream: Readable; bytes: number }> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(writeOtio(timeline)), 'content.otio', ENTRY);
  zip.addBuffer(Buffer.from(VERSION), 'version.txt', ENTRY);
  for (const { path, inBundle } of files) zip.addFile(path, inBundle, ENTRY);
  const stream = new PassThrough();
  // Before anybody reads, nobody hears it: what waits for the length is told then.
  stream.on('error', () => {});
  const planned = Promise.withResolvers<number>();
  zip.on('error', (error: NodeJS.ErrnoException) => {
    const isGone = error.code === 'ENOENT';
    planned.reject(isGone ? gone(nameInUrl(error.path ?? ''), error.path ?? '') : error);
    stream.destroy(error);
  });
  const source = Readable.from(zip.outputStream);
  source.on('error', (error) => stream.destroy(error));
  // Whoever stops reading stops the reading of the media too.
  stream.on('close', () => source.destroy());
  zip.end({ forceZip64Format: false, comment: '' }, ((total: number) => planned.resolve(total)) as () => void);
  const bytes = await planned.promise;
  source.pipe(stream);
  return { stream, bytes };
}

/**
 * Writes a bundle to a file, whole or not at all: beside it under another name, then put in its place.
 * @param onProgress bytes of how many
 * @throws TimelineError as `planOtioz`; what the disk says; `signal.reason` where it is given up
 */
export async function writeOtiozFile(
  path: string,
  plan: BundlePlan,
  {
    signal,
    onProgress,
  }: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, of: number) => void } = {},
): Promise<void> {
  const { stream, bytes } = await otiozStream(plan);
  const part = await beside(path);
  let done = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      onProgress?.(done, bytes);
      next(null, chunk);
    },
  });
  try {
    await pipeline(stream, counted, createWriteStream(part, { flush: true }), { ...(signal ? { signal } : {}) });
    await rename(part, path);
  } catch (thrown) {
    await rm(part, { force: true });
    signal?.throwIfAborted();
    throw thrown;
  }
}
