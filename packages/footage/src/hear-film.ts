import { hear, type Loudness, type Subtitle } from '@second-unit/media';
import type { Sound } from './shot-log.ts';

/** What was heard of a film; all of it can be written as JSON. */
export interface HeardFilm {
  /** Absent where the film has no sound. */
  readonly sound?: Sound;
  readonly subtitles: readonly Subtitle[];
  /** Where the sound could not be read, seconds from the first frame. */
  readonly damage: readonly { readonly time: number; readonly message: string }[];
}

/** Hears a film by itself, in a media process of its own: its pictures are not decoded. Errors as of `hear`. */
export async function hearFilm(
  path: string,
  options: { readonly signal?: AbortSignal | undefined; readonly subtitles?: readonly Subtitle[] | undefined } = {},
): Promise<HeardFilm> {
  const { signal, subtitles: sidecar } = options;
  const subtitles: Subtitle[] = [...(sidecar ?? [])];
  const damage: { time: number; message: string }[] = [];
  let loudness: Loudness | undefined;
  for await (const event of hear(path, { loudness: true, subtitles: sidecar === undefined }, { signal })) {
    if (event.type === 'subtitle') subtitles.push(event.subtitle);
    else if (event.type === 'damage') damage.push({ time: event.time, message: event.message });
    else if (event.type === 'loudness') loudness = event.loudness;
  }
  return { ...(loudness === undefined ? {} : { sound: soundOf(loudness) }), subtitles, damage };
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

function soundOf({ integrated, truePeak, range, momentary }: Loudness): Sound {
  return {
    ...(integrated > -70 ? { integrated: round(integrated, 1) } : {}),
    ...(Number.isFinite(truePeak) ? { truePeak: round(truePeak, 1) } : {}),
    ...(integrated > -70 ? { range: round(range, 1) } : {}),
    momentary: { step: 0.1, values: Array.from(momentary, (value) => (value > -70 ? round(value, 1) : -70)) },
  };
}
