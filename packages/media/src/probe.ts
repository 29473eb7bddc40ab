import type { MediaInfo } from './info.ts';
import { call, type RequestOptions } from './process/pool.ts';

/**
 * Says what a film file is, from its container and its first packets.
 *
 * Throws `MediaError`: 'not-found' when there is no such file; 'input', with one sentence, when it is empty, a folder,
 * cut off, not a film, has sound only, or has no frame; 'cancelled'.
 */
export async function probe(path: string, options: RequestOptions = {}): Promise<MediaInfo> {
  const { info } = (await call({ ...options, op: 'probe', place: path, args: { path } })).done as { info: MediaInfo };
  return info;
}
