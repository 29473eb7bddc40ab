import { logFilm } from '@second-unit/footage';
import { subtitles } from '@second-unit/media';
import { getMedia, saveShotLog } from '../../database/index.ts';
import { storedPath } from '../../home/index.ts';
import { framePictures } from '../../productions/pictures.ts';
import type { JobHandler } from '../handler.ts';

/** Share of the job that the one decoding pass takes; the pictures take the rest. */
const WATCHING = 0.85;

/** Logs a film: one pass over it, then a picture of each shot. The log is kept before the pictures. */
export const handler: JobHandler = async ({ subject, home, database, progress, signal }) => {
  const { store } = database;
  const media = await getMedia(store, subject);
  const film = storedPath(home, media.file);
  const log = await logFilm(film, {
    signal,
    // Those in the film, or in a file beside it.
    subtitles: await subtitles(film, { signal }),
    onProgress: ({ frame, frames, words }) => progress((frame / frames) * WATCHING, `Watching, ${words}`),
  });
  const keyFrames = log.shots.map((shot) => shot.keyFrame);
  await framePictures(home, {
    media: subject,
    film,
    frames: keyFrames,
    signal,
    done: (count) => {
      progress(WATCHING + (count / keyFrames.length) * (1 - WATCHING), `Pictures, ${count} of ${keyFrames.length}`);
    },
  });
  await saveShotLog(store, subject, log);
};
