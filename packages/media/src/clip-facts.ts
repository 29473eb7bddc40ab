import type { MediaInfo } from './info.ts';
import { call, type RequestOptions } from './process/pool.ts';

/** What the header of a camera's or a recorder's file says. */
export interface ClipFacts {
  /** As `probe` tells it, but for `variableFrameRate`, which only packets can tell; absent where there is sound only. */
  readonly picture?: MediaInfo;
  readonly sound?: {
    readonly codec: string;
    readonly sampleRate: number;
    readonly channels: number;
    /** Length by the header. */
    readonly seconds: number;
  };
  /** The high dynamic range curve of BT.2100 that the picture is marked with, if it is. */
  readonly transfer?: 'pq' | 'hlg';
  /** Tags of the container and its streams, names in small letters. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Opening reads a few packets of each stream; one file of a folder must not hold up the rest. */
const MOST_SECONDS = 30;

/**
 * Says what a file of a shoot is, picture or sound only, from its header. Decodes nothing: thousands can be asked one
 * after the other.
 *
 * Throws `MediaError`: as `probe`, but that sound alone will do.
 */
export async function clipFacts(path: string, options: RequestOptions = {}): Promise<ClipFacts> {
  const answer = await call({ ...options, op: 'clipFacts', place: path, args: { path }, totalSeconds: MOST_SECONDS });
  return (answer.done as { facts: ClipFacts }).facts;
}
