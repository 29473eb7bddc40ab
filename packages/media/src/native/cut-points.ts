import {
  AV_CODEC_ID_H264,
  AV_NOPTS_VALUE,
  AV_PKT_FLAG_DISCARD,
  AV_PKT_FLAG_KEY,
  AVSEEK_FLAG_BACKWARD,
} from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import type { Message } from '../process/wire.ts';
import { isCleanStart } from './h264-start.ts';
import { closeInput, type Input, openInput, pictureOf, readOnly, readPacket } from './input.ts';

/** Containers with an index of their key frames, whose stamps are right wherever reading begins. */
const WITH_AN_INDEX = /^(mov|matroska)/;
/** Packets read behind a seek in search of a key frame. */
const MOST_PACKETS = 2000;

/**
 * The next key frame at or behind the place that a seek to `wanted` lands on; undefined where there is none near it
 * from which everything shown later can be decoded.
 */
function keyFrameAt(input: Input, video: Stream, packet: Packet, wanted: bigint): bigint | undefined {
  if (input.format.seekFrameSync(video.index, wanted, AVSEEK_FLAG_BACKWARD) < 0) return undefined;
  for (let count = 0; count < MOST_PACKETS; count++) {
    if (readPacket(input, packet) !== 'packet') return undefined;
    // What an edit list hides is decoded but not shown.
    const isShown = packet.streamIndex === video.index && !packet.hasFlags(AV_PKT_FLAG_DISCARD);
    const isKey = isShown && packet.hasFlags(AV_PKT_FLAG_KEY);
    const stamp = packet.pts;
    const isClean =
      isKey && (video.codecpar.codecId !== AV_CODEC_ID_H264 || isCleanStart(packet.data, video.codecpar.extradata));
    packet.unref();
    if (isClean) return stamp === AV_NOPTS_VALUE ? undefined : stamp;
  }
  return undefined;
}

/**
 * Stamps of key frames about `seconds` apart at which decoding can begin as well as at the film's start; found by
 * seeking, so that a few packets of each stretch are read. Empty where the container has no index.
 */
export function cutPoints(args: Message): Message {
  const input = openInput(String(args.path));
  try {
    const video = pictureOf(input);
    readOnly(input, [video]);
    const { num, den } = video.timeBase;
    const step = (Number(args.seconds) * den) / num;
    const points: bigint[] = [];
    const ticks = Number(video.duration > 0n ? video.duration : 0n);
    const duration = ticks > 0 ? ticks : (Number(input.format.duration) / 1e6) * (den / num);
    if (WITH_AN_INDEX.test(input.format.iformat?.name ?? '') && Number.isFinite(duration) && step >= 1) {
      const start = video.startTime === AV_NOPTS_VALUE ? 0 : Number(video.startTime);
      const packet = new Packet();
      packet.alloc();
      for (let at = step; at < duration; at += step) {
        const found = keyFrameAt(input, video, packet, BigInt(Math.floor(start + at)));
        // A key frame may be the nearest of several places, and the film's first is none to cut at.
        if (found !== undefined && Number(found) > start && (points.length === 0 || found > points.at(-1)!))
          points.push(found);
      }
      packet.free();
    }
    // In decimal: JSON has no integers of 64 bits.
    return { points: points.map(String) };
  } finally {
    closeInput(input);
  }
}
