import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** An odd file made out of an ordinary one, its packets copied. */
export interface Remux {
  readonly from: string;
  readonly to: string;
  readonly only?: 'picture' | 'sound';
  /** Each track so many times. */
  readonly tracks?: number;
  /** Each picture so many times one after the other; for key frames alone. */
  readonly repeat?: number;
  readonly rotation?: 90 | 180 | 270;
  readonly pixelAspect?: { readonly num: number; readonly den: number };
  /** Below 0: the film begins before second 0, which the muxer is told to write as it is. */
  readonly delaySeconds?: number;
  /** Of the sound, besides. */
  readonly soundDelaySeconds?: number;
  /** From this second on, frames are shown twice as long. */
  readonly slowFrom?: number;
  readonly timecode?: string;
  readonly isEmpty?: boolean;
  /** So many packets of the picture are left out at the beginning. */
  readonly withoutFirst?: number;
  /** No sound from this second up to that. */
  readonly soundGap?: readonly [from: number, to: number];
}

/** A film of 64 × 64 pixels at 25 frames a second, in a codec that is not ours; frame n has the grey 40 + 10 n. */
export interface EncodeAs {
  readonly to: string;
  readonly codec: string;
  readonly pixelFormat: string;
  readonly frames: number;
  /** Pixels across and down; 64 if absent. */
  readonly size?: number;
  /** Frames between key frames, with two bidirectional ones in a row; MPEG-2's groups are then open. */
  readonly group?: number;
  /** Marks the stream as high dynamic range by its curve. */
  readonly transfer?: 'pq' | 'hlg';
  /**
   * Coded as two fields with an edge that moves from frame to frame: it moves on between the fields, and combs the
   * picture, or, of whole frames that are only marked as interlaced, does not.
   */
  readonly interlaced?: 'fields' | 'whole frames';
}

/** A film whose frames are coded as two fields each. */
export interface FieldStream {
  readonly to: string;
  readonly frames: number;
  /** What the container calls a packet. */
  readonly packets: 'one a frame' | 'one a field';
}

const CHILD = fileURLToPath(new URL('./remux-child.ts', import.meta.url));
const run = promisify(execFile);

export async function remux(request: Remux): Promise<void> {
  await run(process.execPath, [CHILD, JSON.stringify({ remux: request })]);
}

/** A JPEG file scaled to so many RGB pixels. */
export async function readJpeg(jpeg: string, columns: number, rows: number): Promise<Uint8Array> {
  const { stdout } = await run(process.execPath, [CHILD, JSON.stringify({ jpeg, columns, rows })]);
  return Uint8Array.from(JSON.parse(stdout) as number[]);
}

export async function encodeAs(request: EncodeAs): Promise<void> {
  await run(process.execPath, [CHILD, JSON.stringify({ encode: request })]);
}

export async function writeFields(request: FieldStream): Promise<void> {
  await run(process.execPath, [CHILD, JSON.stringify({ fields: request })]);
}
