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
import { closeInput, containerOf, type Input, openInput, pictureOf, readOnly, readPacket } from './input.ts';
import { isIndexedMxf } from './mxf-index.ts';
import { streamCuts } from './stream-cuts.ts';

/** Containers with an index of their key frames, whose stamps are right wherever reading begins. */
const WITH_AN_INDEX = /^(mov|matroska)/;
/** Containers whose packets all carry their stamps, and no index. */
const STREAM = /^mpegts/;
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

const isIndexed = (input: Input, video: Stream, container: string): boolean =>
  WITH_AN_INDEX.test(container) || (container === 'mxf' && isIndexedMxf(input, video));

/** Does the film's first packet say where it is shown? Else a pass from the start numbers frames otherwise than the stamps. */
function isTimed(input: Input, video: Stream, packet: Packet): boolean {
  for (let count = 0; count < MOST_PACKETS; count++) {
    if (readPacket(input, packet) !== 'packet') return false;
    const isTold = packet.streamIndex === video.index ? packet.pts !== AV_NOPTS_VALUE : undefined;
    packet.unref();
    if (isTold !== undefined) return isTold;
  }
  return false;
}

/** Found by seeking, so that a few packets of each stretch are read. */
function indexedCuts(input: Input, video: Stream, step: number): bigint[] {
  const points: bigint[] = [];
  const { num, den } = video.timeBase;
  const ticks = Number(video.duration > 0n ? video.duration : 0n);
  const duration = ticks > 0 ? ticks : (Number(input.format.duration) / 1e6) * (den / num);
  if (!Number.isFinite(duration)) return points;
  const start = video.startTime === AV_NOPTS_VALUE ? 0 : Number(video.startTime);
  const packet = new Packet();
  packet.alloc();
  try {
    if (!isTimed(input, video, packet)) return points;
    for (let at = step; at < duration; at += step) {
      const found = keyFrameAt(input, video, packet, BigInt(Math.floor(start + at)));
      // A key frame may be the nearest of several places, and the film's first is none to cut at.
      if (found !== undefined && Number(found) > start && (points.length === 0 || found > points.at(-1)!))
        points.push(found);
    }
    return points;
  } finally {
    packet.free();
  }
}

/**
 * Stamps of key frames about `seconds` apart at which decoding can begin as well as at the film's start. Empty where the
 * container has no index and is no stream of one clock.
 */
export function cutPoints(args: Message): Message {
  const input = openInput(String(args.path));
  try {
    const video = pictureOf(input);
    readOnly(input, [video]);
    const { num, den } = video.timeBase;
    const step = (Number(args.seconds) * den) / num;
    const container = containerOf(input);
    if (step < 1) return { points: [] };
    const points = STREAM.test(container)
      ? streamCuts(input, video, step)
      : isIndexed(input, video, container)
        ? indexedCuts(input, video, step)
        : [];
    // In decimal: JSON has no integers of 64 bits.
    return { points: points.map(String) };
  } finally {
    closeInput(input);
  }
}
