import { open } from 'node:fs/promises';
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Damage, MediaInfo } from '@second-unit/media';
import type { FrameRecord } from './frame-record.ts';
import { MEASURES } from './measures.ts';
import { RECORD_HEIGHT, RECORD_WIDTH } from './size.ts';

/** Of the file's form and of what the measures mean; another number makes every file anew. */
const VERSION = 4;
const RGB_BYTES = RECORD_WIDTH * RECORD_HEIGHT * 3;
/** Records in a block: a second or a few, a megabyte. */
const BLOCK = 128;
const HEAD_BYTES = 12;
/** No block of ours is larger; a length beyond it is no length. */
const MOST_BLOCK_BYTES = 64 * 1024 * 1024;

const JSON_BLOCK = 1;
const RECORD_BLOCK = 2;

/** What a segment says at its end, of all of it. */
export interface SegmentEnd {
  /** What the container says of the film. */
  readonly info: MediaInfo;
  /** Ticks that the last frame is shown. */
  readonly lastDuration: number;
  /** Some of its frames are coded as two fields. */
  readonly interlaced: boolean;
  /** Damaged frames, numbered from the segment's first. */
  readonly damage: readonly Damage[];
  readonly frames: number;
}

/** What a record is, as far as files of them depend on it; other files are made anew. */
export const RECORD_VERSION: string = JSON.stringify([
  'second-unit/records',
  VERSION,
  RECORD_WIDTH,
  RECORD_HEIGHT,
  MEASURES,
]);

function block(kind: number, payload: Uint8Array): Buffer {
  // The quickest level: a segment is written once and read once.
  const packed = zstdCompressSync(payload, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(packed.length, 0);
  head.writeUInt32LE(kind, 4);
  head.writeUInt32LE(crc32(packed), 8);
  return Buffer.concat([head, packed]);
}

const json = (value: unknown): Buffer => block(JSON_BLOCK, Buffer.from(JSON.stringify(value)));

/** Neighbouring pictures are much alike: what is written is how each byte differs from the picture before. */
function packRecords(records: readonly FrameRecord[]): Buffer {
  const count = records.length;
  const numbers = 8 + 4 * MEASURES.length;
  const body = Buffer.alloc(4 + count * (numbers + RGB_BYTES));
  body.writeUInt32LE(count, 0);
  let at = 4;
  for (const { pts } of records) at = body.writeBigInt64LE(pts, at);
  for (const { measures } of records) for (const value of measures) at = body.writeFloatLE(value, at);
  let previous: Uint8Array | undefined;
  for (const { rgb } of records) {
    if (previous === undefined) body.set(rgb, at);
    else for (let byte = 0; byte < RGB_BYTES; byte++) body[at + byte] = rgb[byte]! - previous[byte]!;
    previous = rgb;
    at += RGB_BYTES;
  }
  return block(RECORD_BLOCK, body);
}

function unpackRecords(body: Buffer): FrameRecord[] {
  const count = body.readUInt32LE(0);
  const measuresAt = 4 + 8 * count;
  const rgbAt = measuresAt + 4 * MEASURES.length * count;
  if (body.length !== rgbAt + count * RGB_BYTES) throw new RangeError('A block of records has the wrong length.');
  const records: FrameRecord[] = [];
  let previous: Uint8Array | undefined;
  for (let index = 0; index < count; index++) {
    const from = measuresAt + index * 4 * MEASURES.length;
    const measures = Float32Array.from(MEASURES, (_, place) => body.readFloatLE(from + place * 4));
    const rgb = new Uint8Array(RGB_BYTES);
    const at = rgbAt + index * RGB_BYTES;
    if (previous === undefined) rgb.set(body.subarray(at, at + RGB_BYTES));
    else for (let byte = 0; byte < RGB_BYTES; byte++) rgb[byte] = previous[byte]! + body[at + byte]!;
    previous = rgb;
    records.push({ pts: body.readBigInt64LE(4 + 8 * index), rgb, measures });
  }
  return records;
}

/** Writes records into a file as they come. A file without its end is none: `readSegment` says so. */
export class SegmentWriter {
  readonly #file: Awaited<ReturnType<typeof open>>;
  #waiting: FrameRecord[] = [];
  #frames = 0;

  private constructor(file: Awaited<ReturnType<typeof open>>) {
    this.#file = file;
  }

  static async create(path: string): Promise<SegmentWriter> {
    const writer = new SegmentWriter(await open(path, 'w'));
    await writer.#file.writeFile(json(RECORD_VERSION));
    return writer;
  }

  async write(records: readonly FrameRecord[]): Promise<void> {
    this.#frames += records.length;
    this.#waiting.push(...records);
    while (this.#waiting.length >= BLOCK) await this.#file.writeFile(packRecords(this.#waiting.splice(0, BLOCK)));
  }

  /** Writes what is left and the end, and flushes. */
  async end(end: Omit<SegmentEnd, 'frames'>): Promise<void> {
    if (this.#waiting.length > 0) await this.#file.writeFile(packRecords(this.#waiting.splice(0)));
    await this.#file.writeFile(json({ ...end, frames: this.#frames }));
    await this.#file.sync();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** What was read of a segment file: records in order, then its end. */
export type SegmentPart =
  | { readonly type: 'records'; readonly records: readonly FrameRecord[] }
  | { readonly type: 'end'; readonly end: SegmentEnd };

/** Reads a segment file, a block at a time. Throws a RangeError where it is not whole, or of another version. */
export async function* readSegment(path: string): AsyncGenerator<SegmentPart> {
  const file = await open(path, 'r');
  try {
    const take = async (length: number): Promise<Buffer | undefined> => {
      const into = Buffer.alloc(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await file.read(into, filled, length - filled);
        if (bytesRead === 0) return undefined;
        filled += bytesRead;
      }
      return into;
    };
    let frames = 0;
    let isFirst = true;
    for (;;) {
      const head = await take(HEAD_BYTES);
      const length = head?.readUInt32LE(0) ?? 0;
      const packed = length > MOST_BLOCK_BYTES ? undefined : await take(length);
      if (head === undefined || packed === undefined) throw new RangeError('A segment file ends too early.');
      if (crc32(packed) !== head.readUInt32LE(8)) throw new RangeError('A segment file was changed on the disk.');
      const body = zstdDecompressSync(packed, { maxOutputLength: MOST_BLOCK_BYTES });
      if (head.readUInt32LE(4) === RECORD_BLOCK) {
        const records = unpackRecords(body);
        frames += records.length;
        yield { type: 'records', records };
        continue;
      }
      const value = JSON.parse(body.toString('utf8')) as unknown;
      if (isFirst) {
        if (value !== RECORD_VERSION) throw new RangeError('A segment file is of another version.');
        isFirst = false;
        continue;
      }
      const end = value as SegmentEnd;
      if (end.frames !== frames) throw new RangeError('A segment file has lost some of its records.');
      yield { type: 'end', end };
      return;
    }
  } finally {
    await file.close();
  }
}

/** The end of a segment file that is there, whole, and of this version. */
export async function endOfSegment(path: string): Promise<SegmentEnd | undefined> {
  try {
    for await (const part of readSegment(path)) if (part.type === 'end') return part.end;
  } catch {
    // Not there, or to be made anew.
  }
  return undefined;
}
