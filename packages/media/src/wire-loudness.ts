import type { Loudness } from './info.ts';
import type { Message } from './process/wire.ts';

/** The loudness in a message of the media process: numbers as bytes, as JSON has no -Infinity. */
export function loudnessFrom(message: Message): Loudness {
  const [integrated = -Infinity, range = 0, truePeak = -Infinity] = message.values as Float64Array;
  return { integrated, range, truePeak, momentary: message.momentary as Float32Array };
}
