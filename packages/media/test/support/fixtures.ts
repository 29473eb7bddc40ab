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
  readonly delaySeconds?: number;
  /** From this second on, frames are shown twice as long. */
  readonly slowFrom?: number;
  readonly timecode?: string;
  readonly isEmpty?: boolean;
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
  /** Coded as two fields, between which an edge moves on: where it is, the picture is combed. */
  readonly interlaced?: boolean;
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
