import { MediaError } from './error.ts';
import { type RequestOptions, request } from './process/pool.ts';

/** Which part of a file's sound, and how finely. */
export interface SoundSamplesOptions extends RequestOptions {
  /** Samples a second, 1,000 to 384,000. */
  readonly sampleRate: number;
  /** Seconds from the first frame of the picture, or from the beginning where there is none; 0 if absent. */
  readonly from?: number;
  /** All that is left if absent. */
  readonly seconds?: number;
}

/** Some sound of one channel; `first` counts samples from the file's time 0. */
export interface SamplesEvent {
  readonly first: number;
  /** -1 to 1. */
  readonly samples: Float32Array;
}

/**
 * The sound of a film or of a sound file, all channels mixed to one, in parts in order, without holes. Sample 0 sounds
 * with the film's first frame; what the film has before it is left out.
 *
 * Throws `MediaError`: 'input' for no sound, what cannot be read, or a sample rate out of range; 'not-found';
 * 'cancelled'.
 */
export async function* soundSamples(path: string, options: SoundSamplesOptions): AsyncGenerator<SamplesEvent> {
  const { sampleRate, from = 0, seconds = null, signal, limits } = options;
  const isRate = Number.isInteger(sampleRate) && sampleRate >= 1000 && sampleRate <= 384_000;
  if (!isRate || !(from >= 0) || (seconds !== null && !(seconds >= 0))) {
    throw new MediaError('input', 'Sound is read at 1,000 to 384,000 samples a second, from second 0 on.', {
      place: path,
    });
  }
  const args = { path, wanted: { sampleRate, from, seconds } };
  for await (const message of request({ signal, limits, op: 'soundSamples', place: path, args })) {
    if ('done' in message) return;
    yield { first: Number(message.first), samples: message.samples as Float32Array };
  }
}
