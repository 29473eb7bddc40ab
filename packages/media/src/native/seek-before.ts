import { AV_NOPTS_VALUE, AV_PKT_FLAG_KEY, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import { type Input, inputError, readPacket } from './input.ts';

/** Seconds to go back when a container lands behind the place: it may seek by decoding time. The last is the start. */
const BACK_SECONDS = [0, 1, 10, 100, 1_000_000];
/** Packets of the wanted track that may come before one that says where it lies. */
const MOST_PACKETS = 1000;

/** Where a seek has landed: the stamp of the next key frame. */
function landsAt(input: Input, video: Stream, packet: Packet): bigint | undefined {
  for (let count = 0; count < MOST_PACKETS; count++) {
    if (readPacket(input, packet) !== 'packet') return undefined;
    const isKey = packet.streamIndex === video.index && packet.hasFlags(AV_PKT_FLAG_KEY);
    const stamp = packet.pts;
    packet.unref();
    if (isKey) return stamp === AV_NOPTS_VALUE ? undefined : stamp;
  }
  return undefined;
}

/** Moves to a key frame that is shown at `stamp` or before it. Throws 'input' where the container leads to none. */
export function seekBefore(input: Input, video: Stream, stamp: bigint): void {
  const { num, den } = video.timeBase;
  const packet = new Packet();
  packet.alloc();
  try {
    for (const seconds of BACK_SECONDS) {
      const wanted = stamp - BigInt(Math.round((seconds * den) / num));
      const seek = (): boolean => input.format.seekFrameSync(video.index, wanted, AVSEEK_FLAG_BACKWARD) >= 0;
      if (!seek()) continue;
      const found = landsAt(input, video, packet);
      if (found !== undefined && found <= stamp && seek()) return;
    }
  } finally {
    packet.free();
  }
  throw inputError(input.path, 'has no key frame from which this part of it can be decoded.');
}
