import { AV_NOPTS_VALUE } from 'node-av/constants';
import { send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { closeInput, inputError, openInput } from './input.ts';
import { soundSeconds } from './sound-length.ts';
import { SoundReader } from './sound-reader.ts';

/** Where the file's time 0 lies in the container, and how long its sound is, both in seconds. */
export function extent(path: string): { origin: number; seconds: number } {
  const input = openInput(path);
  try {
    const { audio, video } = input;
    if (audio === undefined) throw inputError(path, 'has no sound.');
    const of = (stream: { startTime: bigint; timeBase: { num: number; den: number } }): number =>
      stream.startTime === AV_NOPTS_VALUE ? 0 : (Number(stream.startTime) * stream.timeBase.num) / stream.timeBase.den;
    const origin = of(video ?? audio);
    return { origin, seconds: Math.max(0, of(audio) - origin + soundSeconds(input, audio)) };
  } finally {
    closeInput(input);
  }
}

/** Sends one channel of sound, from one second on for so many, in parts of ten seconds. */
export function soundSamples(args: Message): Message {
  const path = String(args.path);
  const { sampleRate, from, seconds } = args.wanted as { sampleRate: number; from: number; seconds: number | null };
  const { origin, seconds: length } = extent(path);
  const reader = new SoundReader(path, origin, sampleRate, 1);
  try {
    let at = Math.round(from * sampleRate);
    const end = Math.round(Math.min(length, seconds === null ? length : from + seconds) * sampleRate);
    while (at < end) {
      const count = Math.min(end - at, sampleRate * 10);
      // A header may promise any length.
      const samples = seconds === null ? reader.takeToEnd(at, count) : reader.take(at, count);
      if (samples.length > 0) send({ type: 'samples', first: at, samples });
      if (samples.length < count) break;
      at += count;
    }
    return {};
  } finally {
    reader.free();
  }
}
