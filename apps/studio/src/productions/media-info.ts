import { extname, isAbsolute } from 'node:path';
import type { MediaInfo } from '@second-unit/media';
import type { MediaRow } from '../database/index.ts';
import { type Home, storedPath } from '../home/index.ts';

/** A film with the path where its home is now, which may not be where it was, and the name under which it came. */
export function infoOf(home: Home, { file, title, info }: Pick<MediaRow, 'file' | 'title' | 'info'>): MediaInfo {
  const fileName = isAbsolute(file) ? {} : { fileName: `${title}${extname(file)}` };
  return { ...info, originalPath: storedPath(home, file), ...fileName };
}
