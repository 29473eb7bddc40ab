import { hear, type Loudness, type Subtitle } from '@second-unit/media';
import type { LogSubtitle, Sound } from './shot-log.ts';
import { Hearing, SAMPLE_RATE, soundOf } from './sound/index.ts';

/** A line and its time, seconds from the film's first frame, and where it is from, if that is known. */
export interface SpokenLine extends Subtitle {
  readonly from?: NonNullable<LogSubtitle['from']>;
  /** When each of its words is said, where that is known. */
  readonly words?: readonly Subtitle[];
}

/** What was heard of a film; all of it can be written as JSON. */
export interface HeardFilm {
  /** Absent where the film has no sound. */
  readonly sound?: Sound;
  readonly subtitles: readonly SpokenLine[];
  /** Where the sound could not be read, seconds from the first frame. */
  readonly damage: readonly { readonly time: number; readonly message: string }[];
}

/** What hearing means; counts up when the same film is heard otherwise, so that what was kept is heard anew. */
export const HEARD_VERSION = 2;

/**
 * Hears a film by itself, in a media process of its own: its pictures are not decoded. Lines are those of its own track.
 * Errors as of `hear`.
 */
export async function hearFilm(
  path: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<HeardFilm> {
  const subtitles: SpokenLine[] = [];
  const damage: { time: number; message: string }[] = [];
  const hearing = new Hearing();
  let loudness: Loudness | undefined;
  const wanted = { loudness: true, subtitles: true, sound: { sampleRate: SAMPLE_RATE, channels: 1 } } as const;
  for await (const event of hear(path, wanted, { signal })) {
    if (event.type === 'sound') hearing.push(event.samples, event.first);
    else if (event.type === 'subtitle') subtitles.push({ ...event.subtitle, from: 'embedded' });
    else if (event.type === 'damage') damage.push({ time: event.time, message: event.message });
    else if (event.type === 'loudness') loudness = event.loudness;
  }
  return { ...(loudness === undefined ? {} : { sound: soundOf(loudness, hearing.end()) }), subtitles, damage };
}
