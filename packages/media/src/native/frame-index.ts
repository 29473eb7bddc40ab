import { AV_PKT_FLAG_DISCARD, AV_PKT_FLAG_KEY } from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import { CountedPackets } from './counted-packets.ts';
import { FrameStarts, stampOf } from './frame-starts.ts';
import { containerOf, type Input, readOnly, readPacket } from './input.ts';
import { indexKey, keepIndex, keptIndex } from './kept-index.ts';

/** Where each frame of a picture track lies, from its packets alone. */
export interface FrameIndex {
  /** Time stamps in presentation order; frames that an edit list hides are left out. */
  readonly pts: BigInt64Array;
  /** Stamps of the key frames, in order. */
  readonly keys: BigInt64Array;
  /**
   * Where these key frames' packets lie in the file; only where packets do not tell when their frames are shown (AVI, MPEG
   * program streams) or the clock goes back: there the frames behind a key frame are known by counting them.
   */
  readonly counted?: BigInt64Array;
}

/** Indexes of the films looked at last: a wall of stills asks for the same one again and again. */
const KEPT = 8;
const known = new Map<string, FrameIndex>();

/** As `readIndex`, remembered for as long as the file does not change; of a long film, by other processes too. */
export function indexFrames(input: Input, video: Stream): FrameIndex {
  const key = indexKey(input.path);
  let index = known.get(key) ?? keptIndex(key);
  if (index === undefined) {
    index = readIndex(input, video);
    keepIndex(key, index);
  }
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
  const shown: bigint[] = [];
  const keys: bigint[] = [];
  const packets = new CountedPackets(video.timeBase);
  const starts = new FrameStarts(video, containerOf(input));
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
      const isKey = packet.hasFlags(AV_PKT_FLAG_KEY);
      const stamp = stampOf(packet);
      // Decoding may begin at one that is hidden.
      if (isKey && packet.hasFlags(AV_PKT_FLAG_DISCARD)) keys.push(packet.pts);
      if (starts.isStart(packet)) {
        packets.add(packet, isKey);
        if (isKey && stamp !== undefined) keys.push(stamp);
        if (stamp !== undefined) shown.push(stamp);
      }
    }
    packet.unref();
  }
  packet.free();
  if (packets.isNeeded) return packets.index();
  return { pts: BigInt64Array.from(shown).sort(), keys: BigInt64Array.from(keys).sort() };
}
