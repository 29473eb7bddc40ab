import { AV_NOPTS_VALUE, AV_TIME_BASE } from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import { containerOf, type Input, readOnly, readPacket } from './input.ts';

/** They say no length: FFmpeg guesses it of the bit rate of the first seconds. */
const GUESSED: ReadonlySet<string> = new Set(['aac', 'mp3']);
const MOST_DAMAGED_READS = 100;

/** How long a track of sound is, in seconds: as the file says, or by its packets, all of which are read then. */
export function soundSeconds(input: Input, audio: Stream): number {
  const { num, den } = audio.timeBase;
  const said =
    audio.duration > 0n ? (Number(audio.duration) * num) / den : Number(input.format.duration) / AV_TIME_BASE;
  if (said > 0 && !GUESSED.has(containerOf(input))) return said;
  readOnly(input, [audio]);
  const packet = new Packet();
  packet.alloc();
  const start = audio.startTime === AV_NOPTS_VALUE ? 0n : audio.startTime;
  let end = start;
  let damaged = 0;
  for (;;) {
    const read = readPacket(input, packet);
    if (read === 'end' || (read === 'damaged' && ++damaged > MOST_DAMAGED_READS)) break;
    if (read === 'damaged') continue;
    const { pts, duration, streamIndex } = packet;
    if (streamIndex === audio.index && pts !== AV_NOPTS_VALUE && pts + duration > end) end = pts + duration;
    packet.unref();
  }
  packet.free();
  return (Number(end - start) * num) / den;
}
