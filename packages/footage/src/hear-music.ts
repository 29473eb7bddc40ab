import { soundSamples } from '@second-unit/media';
import { Hearing, SAMPLE_RATE } from './sound/index.ts';

/** A piece of music, as an editor cuts to it. */
export interface HeardMusic {
  /** Length. */
  readonly seconds: number;
  /** Beats a minute; absent where it has no steady beat. */
  readonly bpm?: number;
  /** Seconds from the beginning, rising; none where it has no steady beat. */
  readonly beats: readonly number[];
}

/** Hears a sound file, or the sound of a film, for its beat. Errors: as `soundSamples`. */
export async function hearMusic(
  path: string,
  options: {
    readonly signal?: AbortSignal | undefined;
    /** Told how many seconds were heard so far. */
    readonly onHeard?: (seconds: number) => void;
  } = {},
): Promise<HeardMusic> {
  const hearing = new Hearing();
  let samples = 0;
  for await (const part of soundSamples(path, { signal: options.signal, sampleRate: SAMPLE_RATE })) {
    hearing.push(part.samples, part.first);
    samples = part.first + part.samples.length;
    options.onHeard?.(samples / SAMPLE_RATE);
  }
  const { tempo } = hearing.end({ isMusic: true });
  return {
    seconds: samples / SAMPLE_RATE,
    ...(tempo ? { bpm: Math.round(tempo.bpm * 10) / 10 } : {}),
    beats: (tempo?.beats ?? []).map((beat) => Math.round(beat * 1000) / 1000),
  };
}
