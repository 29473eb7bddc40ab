import type { MediaInfo } from './info.ts';
import { call, type RequestOptions } from './process/pool.ts';

/** A few hundred packets take no longer, even from a slow disk; a container may be made to go on for ever. */
const MOST_SECONDS = 120;

/**
 * Says what a film file is, from its container and its first packets.
 *
 * Throws `MediaError`: 'not-found' when there is no such file; 'input', with one sentence, when it is empty, a folder,
 * cut off, not a film, has sound only, has no frame, or takes longer than two minutes; 'cancelled'.
 */
export async function probe(path: string, options: RequestOptions = {}): Promise<MediaInfo> {
  const answer = await call({ ...options, op: 'probe', place: path, args: { path }, totalSeconds: MOST_SECONDS });
  return (answer.done as { info: MediaInfo }).info;
}
