import { AV_NOPTS_VALUE } from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import type { Subtitle } from '../info.ts';
import type { Message } from '../process/wire.ts';
import { plainText } from '../subtitle-text.ts';
import { DEMUXERS, SUBTITLE_DEMUXERS } from './allowed.ts';
import { closeInput, codecName, openInput, readOnly, readPacket } from './input.ts';

/** Sidecar files are UTF-8, or old and Western. */
function wordsIn(data: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return new TextDecoder('windows-1252').decode(data);
  }
}

/** The text in a packet of a text subtitle codec; undefined for picture subtitles and unknown ones. */
function textIn(codec: string, data: Buffer): string | undefined {
  switch (codec) {
    case 'mov_text':
      return data.length < 2 ? '' : data.toString('utf8', 2, 2 + data.readUInt16BE(0));
    case 'subrip':
    case 'srt':
    case 'webvtt':
    case 'text':
      return wordsIn(data);
    case 'ass':
    case 'ssa':
      // ReadOrder, Layer, Style, Name, MarginL, MarginR, MarginV, Effect, Text
      return data.toString('utf8').split(',').slice(8).join(',');
    default:
      return undefined;
  }
}

/** The subtitle in a packet; `origin` is the second of the film's first frame. Undefined when it shows no words. */
export function subtitleOf(stream: Stream, packet: Packet, origin: number): Subtitle | undefined {
  const data = packet.data;
  if (data === null || packet.pts === AV_NOPTS_VALUE) return undefined;
  const raw = textIn(codecName(stream), data);
  const text = raw === undefined ? '' : plainText(raw);
  if (text === '') return undefined;
  const { num, den } = stream.timeBase;
  const start = (Number(packet.pts) * num) / den - origin;
  return { start, end: start + (Number(packet.duration) * num) / den, text };
}

/** All subtitles of a film's text track, or of a sidecar file, in order. */
export function subtitles(args: Message): Message {
  const isSidecar = args.sidecar === true;
  const input = openInput(String(args.path), isSidecar ? SUBTITLE_DEMUXERS : DEMUXERS);
  try {
    const { subtitle, video } = input;
    const found: Subtitle[] = [];
    if (subtitle === undefined) return { subtitles: found };
    readOnly(input, [subtitle]);
    const isTimed = video !== undefined && video.startTime !== AV_NOPTS_VALUE;
    const origin = isTimed ? (Number(video.startTime) * video.timeBase.num) / video.timeBase.den : 0;
    const packet = new Packet();
    packet.alloc();
    while (readPacket(input, packet) === 'packet') {
      const words = packet.streamIndex === subtitle.index ? subtitleOf(subtitle, packet, origin) : undefined;
      if (words !== undefined) found.push(words);
      packet.unref();
    }
    packet.free();
    return { subtitles: found.sort((one, other) => one.start - other.start) };
  } finally {
    closeInput(input);
  }
}
