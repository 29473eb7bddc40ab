import { statSync } from 'node:fs';
import { AV_NOPTS_VALUE, AV_PKT_FLAG_KEY } from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import { type Input, readOnly, readPacket } from './input.ts';
import { shownAt } from './packet-stamps.ts';

/** Where each frame of a picture track lies, from its packets alone. */
export interface FrameIndex {
  /** Time stamps in presentation order; frames that an edit list hides are left out. */
  readonly pts: BigInt64Array;
  /** Stamps of the key frames, in order. */
  readonly keys: BigInt64Array;
}

/** Indexes of the films looked at last: a wall of stills asks for the same one again and again. */
const KEPT = 8;
const known = new Map<string, FrameIndex>();

/** As `readIndex`, remembered for as long as the file does not change. */
export function indexFrames(input: Input, video: Stream): FrameIndex {
  const { size, mtimeMs } = statSync(input.path);
  const key = JSON.stringify([input.path, size, mtimeMs]);
  const index = known.get(key) ?? readIndex(input, video);
  known.delete(key);
  known.set(key, index);
  for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
  return index;
}

/** In a row; a demuxer that cannot get past a place says so again and again. */
const MOST_DAMAGED_READS = 100;

/** Reads the packets of the picture track (no decoding) and puts them in presentation order. */
function readIndex(input: Input, video: Stream): FrameIndex {
  readOnly(input, [video]);
  const packet = new Packet();
  packet.alloc();
  const pts: bigint[] = [];
  const keys: bigint[] = [];
  for (let damaged = 0; damaged < MOST_DAMAGED_READS; ) {
    const read = readPacket(input, packet);
    if (read === 'end') break;
    if (read === 'damaged') {
      damaged += 1;
      continue;
    }
    damaged = 0;
    // Opening has read some packets of the other streams already.
    if (packet.streamIndex === video.index) {
      if (packet.hasFlags(AV_PKT_FLAG_KEY)) keys.push(packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts);
      const stamp = shownAt(packet);
      if (stamp !== undefined) pts.push(stamp);
    }
    packet.unref();
  }
  packet.free();
  return { pts: BigInt64Array.from(pts).sort(), keys: BigInt64Array.from(keys).sort() };
}
