import type { CodecContext, Packet } from 'node-av/lib';
import type { RenderFormat } from '../edit.ts';
import { AacEncoder, type AacFormat } from './aac.ts';
import { PcmEncoder } from './pcm.ts';

/** Takes interleaved samples and hands packets on. */
export interface SoundEncoder {
  readonly context: CodecContext;
  write(samples: Float32Array): void;
  finish(): void;
}

/** The encoder of a format's sound. */
export function openSound(format: RenderFormat, sound: AacFormat, take: (packet: Packet) => void): SoundEncoder {
  return format === 'h264' ? new AacEncoder(sound, take) : new PcmEncoder(sound, take);
}
