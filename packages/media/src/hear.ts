import { checkSound, type DecodeRequest, type SoundEvent } from './decode.ts';
import type { Loudness, MediaInfo, Subtitle } from './info.ts';
import { type RequestOptions, request } from './process/pool.ts';
import { loudnessFrom } from './wire-loudness.ts';

/** What is to be heard of a film. What is absent is not computed. */
export type HearRequest = Pick<DecodeRequest, 'sound' | 'loudness' | 'subtitles'>;

/** What `hear` tells, as it goes. `end` comes last. */
export type HearEvent =
  | SoundEvent
  | { readonly type: 'subtitle'; readonly subtitle: Subtitle }
  /** A place where the sound could not be read, seconds from the first frame. */
  | { readonly type: 'damage'; readonly time: number; readonly message: string }
  /** Once, near the end, when asked for and the film has sound. */
  | { readonly type: 'loudness'; readonly loudness: Loudness }
  /** Last: what the container says. */
  | { readonly type: 'end'; readonly info: MediaInfo };

/**
 * The same sound, loudness and words as `decode` gives, without decoding the pictures: for a process beside the one
 * that does. Times count from the film's first frame, which is decoded for that.
 *
 * Throws `MediaError` as `decode`.
 */
export async function* hear(
  path: string,
  wanted: HearRequest,
  options: RequestOptions = {},
): AsyncGenerator<HearEvent, void, undefined> {
  checkSound(path, wanted.sound);
  for await (const message of request({ ...options, op: 'hear', place: path, args: { path, wanted } })) {
    if ('done' in message) yield { type: 'end', info: (message.done as { info: MediaInfo }).info };
    else if (message.type === 'loudness') yield { type: 'loudness', loudness: loudnessFrom(message) };
    else yield message as unknown as HearEvent;
  }
}
