import { AV_CODEC_ID_H264, AV_NOPTS_VALUE, AV_PKT_FLAG_CORRUPT, AV_PKT_FLAG_KEY } from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import { isCleanStart } from './h264-start.ts';
import { type Input, readPacket } from './input.ts';
import { indexKey } from './kept-index.ts';
import { seekBefore } from './seek-before.ts';

/** A clock that stands still, goes back or leaps further than this is not one clock. */
const MOST_GAP_SECONDS = 1;
/** A film that takes longer to read than this (a slow network drive) is not cut. */
const MOST_MS = 120_000;
/** Packets behind a cut that have to be the same whether reading began there or at the start. */
const COMPARED = 48;
/** Packets between the place that a seek leads to and the key frame. */
const MOST_PACKETS = 20_000;
/** Key frames that may fail: each costs a search, and where the clock misleads one it misleads all. */
const MOST_FAILED = 20;
const KEPT = 8;

/** The picture's packets of a transport stream, in the order in which they lie. */
interface Listing {
  readonly start: bigint;
  /** Stamp and size of each packet: those of a cut's first ones are compared. */
  readonly packets: readonly { readonly pts: bigint; readonly size: number }[];
  /** Places in `packets` at which decoding can begin. */
  readonly keys: readonly number[];
}

const known = new Map<string, Listing | undefined>();

/** Lists the packets of a stream that is whole and of one clock; undefined of any other. */
function listPackets(input: Input, video: Stream): Listing | undefined {
  const packets: { pts: bigint; size: number }[] = [];
  const keys: number[] = [];
  const { num, den } = video.timeBase;
  const mostGap = BigInt(Math.ceil((MOST_GAP_SECONDS * den) / num));
  const isH264 = video.codecpar.codecId === AV_CODEC_ID_H264;
  const until = performance.now() + MOST_MS;
  let last: bigint | undefined;
  const packet = new Packet();
  packet.alloc();
  try {
    for (;;) {
      const read = readPacket(input, packet);
      if (read === 'end') break;
      if (read === 'damaged' || performance.now() > until) return undefined;
      if (packet.streamIndex === video.index) {
        const { pts, dts } = packet;
        const isTold = pts !== AV_NOPTS_VALUE && dts !== AV_NOPTS_VALUE;
        const goesOn = last === undefined || (dts > last && dts - last <= mostGap);
        if (!isTold || !goesOn || packet.hasFlags(AV_PKT_FLAG_CORRUPT)) return undefined;
        last = dts;
        if (packet.hasFlags(AV_PKT_FLAG_KEY) && (!isH264 || isCleanStart(packet.data, video.codecpar.extradata)))
          keys.push(packets.length);
        packets.push({ pts, size: packet.size });
      }
      packet.unref();
    }
  } finally {
    packet.free();
  }
  const start = packets[keys[0] ?? 0]?.pts;
  return start === undefined ? undefined : { start, packets, keys };
}

/** Do the packets behind a key frame come out the same where reading begins near it? */
function isSameFrom(input: Input, video: Stream, { packets }: Listing, key: number): boolean {
  const packet = new Packet();
  packet.alloc();
  try {
    const stamp = packets[key]?.pts ?? 0n;
    seekBefore(input, video, stamp);
    let at = key;
    for (let count = 0; count < MOST_PACKETS; count++) {
      const expected = packets[at];
      if (expected === undefined || at === key + COMPARED) return true;
      if (readPacket(input, packet) !== 'packet') return false;
      const isPicture = packet.streamIndex === video.index;
      const isOn = at > key || (packet.pts === stamp && packet.hasFlags(AV_PKT_FLAG_KEY));
      const isSame = packet.pts === expected.pts && packet.size === expected.size;
      packet.unref();
      if (!isPicture || !isOn) continue;
      if (!isSame) return false;
      at += 1;
    }
    return false;
  } catch {
    // No place before it to which a seek leads.
    return false;
  } finally {
    packet.free();
  }
}

/**
 * Stamps of key frames about `step` ticks apart at which an MPEG transport stream can be cut. It has no index, so that all
 * of it is read once (nothing is decoded), and each cut is tried. Empty where packets were lost, the clock leaps, or
 * reading takes long.
 */
export function streamCuts(input: Input, video: Stream, step: number): bigint[] {
  const name = indexKey(input.path);
  const listing = known.has(name) ? known.get(name) : listPackets(input, video);
  known.delete(name);
  known.set(name, listing);
  for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
  if (listing === undefined) return [];
  const cuts: bigint[] = [];
  let wanted = Number(listing.start) + step;
  let failed = 0;
  for (const key of listing.keys) {
    const stamp = listing.packets[key]?.pts ?? 0n;
    if (Number(stamp) < wanted || stamp <= (cuts.at(-1) ?? listing.start)) continue;
    if (failed === MOST_FAILED) break;
    if (!isSameFrom(input, video, listing, key)) {
      failed += 1;
      continue;
    }
    cuts.push(stamp);
    wanted += Math.ceil((Number(stamp) + 1 - wanted) / step) * step;
  }
  return cuts;
}
