import { closeSync, openSync, readSync } from 'node:fs';
import { AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import { type Input, readPacket } from './input.ts';

/** Keys of SMPTE ST 377-1: of a partition's pack, up to which kind of partition it is. */
const PARTITION = Buffer.from('060e2b34020501010d01020101', 'hex');
const HEADER = 2;
const FOOTER = 4;
const COMPLETE = 4;
/** Where a film's index is tried, seconds from its start: all before that is read. */
const TRIED_SECONDS = 2;
const MOST_PACKETS = 20_000;

function bytesAt(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, from));
}

const isPartition = (pack: Buffer, kind: number): boolean =>
  pack.length >= 16 && pack.subarray(0, 13).equals(PARTITION) && pack[13] === kind;

/**
 * Was the file closed by whoever wrote it, and is it whole? Its header says where its footer lies, which is written last;
 * of a file that is still growing, or was cut off, what the index says of its end is a guess.
 */
function isClosed(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = bytesAt(file, 0, 64);
    if (!isPartition(head, HEADER) || head[14] !== COMPLETE) return false;
    // A length of one byte, or of as many as its lower bits say.
    const lengthBytes = 1 + ((head[16] ?? 0) > 0x80 ? (head[16] ?? 0) & 0x7f : 0);
    const footerAt = 16 + lengthBytes + 2 + 2 + 4 + 8 + 8;
    if (head.length < footerAt + 8) return false;
    const footer = Number(head.readBigUInt64BE(footerAt));
    return footer > 0 && Number.isSafeInteger(footer) && isPartition(bytesAt(file, footer, 16), FOOTER);
  } finally {
    closeSync(file);
  }
}

/** The first packet of the picture at or behind a stamp, going on from where the file is. */
function packetAt(
  input: Input,
  video: Stream,
  packet: Packet,
  stamp: bigint,
): { pts: bigint; pos: bigint } | undefined {
  for (let count = 0; count < MOST_PACKETS; count++) {
    if (readPacket(input, packet) !== 'packet') return undefined;
    const { pts, pos, streamIndex } = packet;
    packet.unref();
    if (streamIndex === video.index && pts >= stamp) return { pts, pos };
  }
  return undefined;
}

/**
 * Whether stamps of an MXF file are right wherever reading begins: it is whole, and a seek into it leads to the very
 * packet that reading from the start comes to. Without an index FFmpeg goes by the bit rate and counts on from there.
 * Leaves the file where the seek went.
 */
export function isIndexedMxf(input: Input, video: Stream): boolean {
  if (!isClosed(input.path)) return false;
  const { num, den } = video.timeBase;
  const packet = new Packet();
  packet.alloc();
  try {
    const start = input.format.seekFrameSync(video.index, 0n, AVSEEK_FLAG_BACKWARD) >= 0;
    const tried = BigInt(Math.round((TRIED_SECONDS * den) / num));
    if (!start || input.format.seekFrameSync(video.index, tried, AVSEEK_FLAG_BACKWARD) < 0) return false;
    const sought = packetAt(input, video, packet, 0n);
    if (sought === undefined || input.format.seekFrameSync(video.index, 0n, AVSEEK_FLAG_BACKWARD) < 0) return false;
    const read = packetAt(input, video, packet, sought.pts);
    return read !== undefined && read.pts === sought.pts && read.pos === sought.pos;
  } finally {
    packet.free();
  }
}
