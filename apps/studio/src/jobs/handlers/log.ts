import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { logFilm } from '@second-unit/footage';
import { makePlayable, subtitles } from '@second-unit/media';
import { getMedia, saveShotLog } from '../../database/index.ts';
import { storedPath } from '../../home/index.ts';
import { exists, framePictures, proxyOf } from '../../productions/pictures.ts';
import type { JobHandler } from '../handler.ts';

/**
 * Logs a film: one pass over it, a picture of each shot, and a copy for browsers where they do not
 * play the film itself. The log counts as there when all of it is.
 */
export const handler: JobHandler = async ({ subject, home, database, progress, signal }) => {
  const { store } = database;
  const media = await getMedia(store, subject);
  const film = storedPath(home, media.file);
  // Shares of the job by how long each part takes.
  const [watching, copying] = media.info.playsInBrowser ? [0.85, 0] : [0.45, 0.45];

  const log = await logFilm(film, {
    signal,
    // Those in the film, or in a file beside it.
    subtitles: await subtitles(film, { signal }),
    onProgress: ({ frame, frames, words }) => progress((frame / frames) * watching, `Watching, ${words}`),
  });

  const proxy = proxyOf(home, subject);
  if (copying > 0 && !(await exists(proxy))) {
    await mkdir(dirname(proxy), { recursive: true });
    await makePlayable(film, proxy, {
      signal,
      onProgress: ({ frame, frames }) => {
        const count = `${frame.toLocaleString('en')} of ${frames.toLocaleString('en')} frames`;
        progress(watching + (frame / frames) * copying, `Copying for browsers, ${count}`);
      },
    });
  }

  const keyFrames = log.shots.map((shot) => shot.keyFrame);
  const before = watching + copying;
  await framePictures(home, {
    media: subject,
    film,
    frames: keyFrames,
    signal,
    done: (count) => {
      progress(before + (count / keyFrames.length) * (1 - before), `Pictures, ${count} of ${keyFrames.length}`);
    },
  });
  await saveShotLog(store, subject, log);
};
