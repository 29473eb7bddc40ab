import { hearMusic } from '@second-unit/footage';
import { getMusic, saveHeard } from '../../database/music.ts';
import { storedPath } from '../../home/index.ts';
import type { JobHandler } from '../handler.ts';

/** Hears a piece of music for its beat. */
export const handler: JobHandler = async ({ subject, home, database, progress, signal }) => {
  const { file, seconds: length } = await getMusic(database.store, subject);
  const heard = await hearMusic(storedPath(home, file), {
    signal,
    onHeard: (seconds) => progress(Math.min(0.99, seconds / Math.max(1, length)), 'Listening for the beat'),
  });
  await saveHeard(database.store, subject, heard);
};
