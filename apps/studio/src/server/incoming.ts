import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@second-unit/evidence';

/** Kept free on the disk whatever is uploaded, so that the database can still write. */
const RESERVE_BYTES = 256 * 1024 * 1024;
/** How many bytes may come in between two looks at the disk; the reserve bears several uploads' worth. */
const LOOK_EVERY = 16 * 1024 * 1024;

/** Bytes that may still be written where this folder is. */
async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * Says before a file is written that the disk has no room for it.
 *
 * @throws Fault `too-large`
 */
export async function checkRoom(folder: string, needed: number, free = freeBytes): Promise<void> {
  if ((await free(folder)) - needed >= RESERVE_BYTES) return;
  throw new Fault('too-large', 'The disk that holds the studio has no room for this file.', { place: folder });
}

export interface Incoming {
  /** The finished, fsynced temporary file; whoever takes it renames or removes it. */
  readonly path: string;
  readonly size: number;
}

/**
 * Writes a request body to a file under a generated name in `folder`, never holding more than a
 * chunk in memory. When anything goes wrong, the file is gone again.
 *
 * @param limit bytes; one more and the upload is refused as it streams.
 * @param free tells how many bytes the disk has left; for tests.
 * @throws Fault `too-large` over the limit or where the disk has no room, `input` when nothing or
 *   less than announced arrives.
 */
export async function receive(
  body: ReadableStream<Uint8Array> | null,
  folder: string,
  limit: number,
  announced?: number,
  free: (folder: string) => Promise<number> = freeBytes,
): Promise<Incoming> {
  if (announced !== undefined && announced > limit) throw tooLarge(limit);
  await mkdir(folder, { recursive: true });
  await checkRoom(folder, announced ?? 0, free);
  const path = join(folder, `${randomUUID()}.part`);
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  let look = LOOK_EVERY;
  try {
    if (body) {
      for await (const chunk of body) {
        size += chunk.byteLength;
        // What is nearly there is let come, as in `letCome`.
        if (size > limit + LET_COME) break;
        if (size > limit) continue;
        // A body may come without its length, and others write to this disk, too.
        if (size > look) {
          await checkRoom(folder, Math.max(chunk.byteLength, (announced ?? 0) - size), free);
          look = size + LOOK_EVERY;
        }
        await file.writeFile(chunk);
      }
    }
    if (size > limit) throw tooLarge(limit);
    if (size === 0) throw new Fault('input', 'The file is empty.');
    await file.sync();
    await file.close();
    return { path, size };
  } catch (thrown) {
    await file.close().catch(() => {});
    await rm(path, { force: true });
    throw asUploadFault(thrown);
  }
}

/** Bytes of an upload that was refused which are let come all the same. */
const LET_COME = 64 * 1024 * 1024;

/**
 * Reads what is left of a request whose answer is a refusal, where it is not long: a sender that writes on while the
 * connection is closed sees the connection break, and not the sentence.
 */
export async function letCome(body: ReadableStream<Uint8Array> | null, announced = 0): Promise<void> {
  if (!body || body.locked || announced > LET_COME) return;
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > LET_COME) return;
    }
  } catch {
    // The sender went away.
  }
}

function tooLarge(limit: number): Fault {
  return new Fault('too-large', `The file is larger than ${Math.floor(limit / (1 << 20))} MB, the most that is taken.`);
}

/** What the disk or the connection says of what comes in, as a sentence. */
export function asUploadFault(thrown: unknown): unknown {
  if (thrown instanceof Fault) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Fault('too-large', 'The disk that holds the studio is full; nothing was taken.', { cause: thrown });
  }
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || (thrown as Error)?.name === 'AbortError') {
    return new Fault('cancelled', 'The upload was broken off.', { cause: thrown });
  }
  return thrown;
}
