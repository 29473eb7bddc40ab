import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { AV_NOPTS_VALUE } from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import type { Subtitle } from '../info.ts';
import type { Message } from '../process/wire.ts';
import { plainText } from '../subtitle-text.ts';
import { DEMUXERS, SUBTITLE_DEMUXERS } from './allowed.ts';
import { checkFile, closeInput, codecName, type Input, inputError, openInput, readOnly, readPacket } from './input.ts';
import { encodingOf, utf16Of } from './old-encodings.ts';

/**
 * The text in a packet of a text subtitle codec; undefined for picture subtitles and unknown ones. `encoding`: of what
 * is not UTF-8 by its format; by the packet alone if absent.
 */
function textIn(codec: string, data: Buffer, encoding = encodingOf(data)): string | undefined {
  switch (codec) {
    case 'mov_text':
      return data.length < 2 ? '' : data.toString('utf8', 2, 2 + data.readUInt16BE(0));
    case 'subrip':
    case 'srt':
    case 'webvtt':
    case 'text':
      return new TextDecoder(encoding).decode(data);
    case 'ass':
    case 'ssa':
      // ReadOrder, Layer, Style, Name, MarginL, MarginR, MarginV, Effect, Text
      return data.toString('utf8').split(',').slice(8).join(',');
    default:
      return undefined;
  }
}

/** Words as they lie in a packet, in seconds of the film. */
interface Coded {
  readonly start: number;
  readonly end: number;
  readonly data: Buffer;
}

function codedIn(stream: Stream, packet: Packet, origin: number): Coded | undefined {
  const data = packet.data;
  if (data === null || packet.pts === AV_NOPTS_VALUE) return undefined;
  const { num, den } = stream.timeBase;
  const start = (Number(packet.pts) * num) / den - origin;
  // FFmpeg shows a line that ends before it begins until the next one begins; the last of a file it leaves so.
  return { start, end: start + Math.max(0, (Number(packet.duration) * num) / den), data };
}

function decoded(stream: Stream, { start, end, data }: Coded, encoding?: string): Subtitle | undefined {
  const raw = textIn(codecName(stream), data, encoding);
  const text = raw === undefined ? '' : plainText(raw);
  return text === '' ? undefined : { start, end, text };
}

/** The subtitle in a packet; `origin` is the second of the film's first frame. Undefined when it shows no words. */
export function subtitleOf(stream: Stream, packet: Packet, origin: number): Subtitle | undefined {
  const coded = codedIn(stream, packet, origin);
  return coded && decoded(stream, coded);
}

/** Twice what the subtitles of any film have in UTF-8. */
const MOST_UTF16_BYTES = 32 * 1024 * 1024;

/** FFmpeg 8 reads UTF-16 too, but loses bytes of a line's first letter, and knows no WebVTT in it. */
function openSidecar(path: string): Input {
  const { size } = checkFile(path);
  const encoding = utf16Of(headOf(path));
  if (encoding === undefined) return openInput(path, SUBTITLE_DEMUXERS);
  if (size > MOST_UTF16_BYTES) throw inputError(path, 'is larger than the subtitles of any film.');
  // Half a letter at the end is none.
  const bytes = readFileSync(path).subarray(0, size - (size % 2));
  return openInput(path, SUBTITLE_DEMUXERS, new TextDecoder(encoding).decode(bytes));
}

/** The first four bytes; none where they cannot be read, as FFmpeg will find. */
function headOf(path: string): Uint8Array {
  const head = new Uint8Array(4);
  try {
    const file = openSync(path, 'r');
    try {
      return head.subarray(0, readSync(file, head));
    } finally {
      closeSync(file);
    }
  } catch {
    return head.subarray(0, 0);
  }
}

/** All subtitles of a film's text track, or of a sidecar file, in order. */
export function subtitles(args: Message): Message {
  const path = String(args.path);
  const input = args.sidecar === true ? openSidecar(path) : openInput(path, DEMUXERS);
  try {
    const { subtitle, video } = input;
    if (subtitle === undefined) return { subtitles: [] };
    const coded: Coded[] = [];
    readOnly(input, [subtitle]);
    const isTimed = video !== undefined && video.startTime !== AV_NOPTS_VALUE;
    const origin = isTimed ? (Number(video.startTime) * video.timeBase.num) / video.timeBase.den : 0;
    const packet = new Packet();
    packet.alloc();
    while (readPacket(input, packet) === 'packet') {
      const words = packet.streamIndex === subtitle.index ? codedIn(subtitle, packet, origin) : undefined;
      // What lies in the packet is gone with it.
      if (words !== undefined) coded.push({ ...words, data: Buffer.from(words.data) });
      packet.unref();
    }
    packet.free();
    // A line alone is too little to tell an old encoding by; a file has one.
    const encoding = encodingOf(Buffer.concat(coded.map(({ data }) => data)));
    const found = coded.flatMap((one) => decoded(subtitle, one, encoding) ?? []);
    return { subtitles: found.sort((one, other) => one.start - other.start) };
  } finally {
    closeInput(input);
  }
}
