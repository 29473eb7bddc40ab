import { join } from 'node:path';
import { type Home, logParts } from '../../home/index.ts';

/** Where the parts of a film's log are until it is whole. */
export function logFolder(home: Home, media: string): string {
  return join(logParts(home), media);
}

/** What a `watch` job is asked for; its subject is the `log` job that it helps. */
export interface WatchInput {
  readonly media: string;
}
