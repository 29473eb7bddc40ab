import { AV_NOPTS_VALUE } from 'node-av/constants';
import type { Packet, Stream } from 'node-av/lib';
import type { Subtitle } from '../info.ts';
import { plainText } from '../subtitle-text.ts';
import { codecName } from './input.ts';

/** The text in a packet of a text subtitle codec; undefined for picture subtitles and unknown ones. */
function textIn(codec: string, data: Buffer): string | undefined {
  switch (codec) {
    case 'mov_text':
      return data.length < 2 ? '' : data.toString('utf8', 2, 2 + data.readUInt16BE(0));
    case 'subrip':
    case 'srt':
    case 'webvtt':
    case 'text':
      return data.toString('utf8');
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
