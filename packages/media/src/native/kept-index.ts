import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { FRAME_INDEXES } from '../frame-indexes.ts';
import type { FrameIndex } from './frame-index.ts';

/** Counts up when an index says something else. */
const VERSION = 2;
/** To read the packets of a film with fewer frames takes no longer. */
const LEAST_FRAMES = 5000;
/** Check sum, numbers of stamps, of key frames and of counted ones, each 8 bytes so that what is behind them lies even. */
const HEAD_BYTES = 32;
const STAMP_BYTES = 8;

/** What tells a film from others, and from what it was before it was changed. */
export function indexKey(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return JSON.stringify([VERSION, path, size, mtimeMs]);
}

function pathOf(key: string): string | undefined {
  const folder = process.env[FRAME_INDEXES];
  if (folder === undefined || folder === '') return undefined;
  return join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.index`);
}

/** The index that was kept of a film; undefined where there is none, or it was damaged. */
export function keptIndex(key: string): FrameIndex | undefined {
  const path = pathOf(key);
  if (path === undefined) return undefined;
  try {
    const bytes = readFileSync(path);
    const head = Array.from({ length: HEAD_BYTES / 8 }, (_, at) => Number(bytes.readBigUInt64LE(at * 8)));
    const [sum, frames, keys, counted] = head as [number, number, number, number];
    const isWhole = bytes.length === HEAD_BYTES + (frames + keys + counted) * STAMP_BYTES;
    if (!isWhole || crc32(bytes.subarray(8)) !== sum) return undefined;
    // So that it is not taken for one that nobody needs.
    utimesSync(path, new Date(), new Date());
    const stamps = new BigInt64Array(frames + keys + counted);
    new Uint8Array(stamps.buffer).set(bytes.subarray(HEAD_BYTES));
    return {
      pts: stamps.subarray(0, frames),
      keys: stamps.subarray(frames, frames + keys),
      ...(counted === 0 ? {} : { counted: stamps.subarray(frames + keys) }),
    };
  } catch {
    // There is none; or nobody may read it, and the film itself tells.
    return undefined;
  }
}

/** Keeps an index for whoever looks at the film next. Where that cannot be done, the film is read again. */
export function keepIndex(key: string, { pts, keys, counted = new BigInt64Array() }: FrameIndex): void {
  const path = pathOf(key);
  if (path === undefined || pts.length < LEAST_FRAMES) return;
  const parts = [pts, keys, counted];
  const head = Buffer.alloc(HEAD_BYTES);
  for (const [at, { length }] of parts.entries()) head.writeBigUInt64LE(BigInt(length), (at + 1) * 8);
  const stamps = parts.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
  const bytes = Buffer.concat([head, ...stamps]);
  bytes.writeBigUInt64LE(BigInt(crc32(bytes.subarray(8))), 0);
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, path);
  } catch {
    // No room, or a folder that nobody may write to.
    rmSync(unfinished, { force: true });
  }
}
