import { AV_NOPTS_VALUE, AV_PKT_FLAG_DISCARD, AV_PKT_FLAG_KEY } from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import { type Input, readOnly, readPacket } from './input.ts';

/** Where each frame of a picture track lies, from its packets alone. */
export interface FrameIndex {
  /** Time stamps in presentation order; frames that an edit list hides are left out. */
  readonly pts: BigInt64Array;
  /** Stamps of the key frames, in order. */
  readonly keys: BigInt64Array;
}

/** Reads the packets of the picture track (no decoding) and puts them in presentation order. */
export function indexFrames(input: Input, video: Stream): FrameIndex {
  readOnly(input, [video]);
  const packet = new Packet();
  packet.alloc();
  const pts: bigint[] = [];
  const keys: bigint[] = [];
  for (let damaged = 0; damaged < 100; ) {
    const read = readPacket(input, packet);
    if (read === 'end') break;
    if (read === 'damaged') {
      damaged += 1;
      continue;
    }
    const stamp = packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts;
    // Opening has read some packets of the other streams already.
    if (packet.streamIndex === video.index) {
      if (packet.hasFlags(AV_PKT_FLAG_KEY)) keys.push(stamp);
      if (!packet.hasFlags(AV_PKT_FLAG_DISCARD)) pts.push(stamp);
    }
    packet.unref();
  }
  packet.free();
  return { pts: BigInt64Array.from(pts).sort(), keys: BigInt64Array.from(keys).sort() };
}
