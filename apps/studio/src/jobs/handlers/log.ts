import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { logFilm } from '@second-unit/footage';
import { makePlayable, probe, subtitles } from '@second-unit/media';
import { getMedia, saveShotLog } from '../../database/index.ts';
import { storedPath } from '../../home/index.ts';
import { filmPath, fingerprintOf, liesOutside } from '../../productions/fingerprint.ts';
import { exists, forgetPictures, framePictures, pictureKey, proxyOf } from '../../productions/pictures.ts';
import { withKeptTranscript } from '../../transcription/keep.ts';
import type { JobHandler } from '../handler.ts';

/**
 * Logs a film: one pass over it, a picture of each shot, and a copy for browsers where they do not
 * play the film itself. The log counts as there when all of it is.
 */
export const handler: JobHandler = async ({ subject, home, database, progress, signal }) => {
  const { store } = database;
  const media = await getMedia(store, subject);
  const film = storedPath(home, media.file);
  const fingerprint = liesOutside(media) ? await fingerprintOf(film) : null;
  const key = pictureKey({ id: subject, fingerprint });
  // Where another file is in its place, what was known of the old one does not hold.
  const { playsInBrowser } = fingerprint === media.fingerprint ? media.info : await probe(film, { signal });
  // Shares of the job by how long each part takes.
  const [watching, copying] = playsInBrowser ? [0.85, 0] : [0.45, 0.45];

  const log = await logFilm(film, {
    signal,
    // Those in the film, or in a file beside it.
    subtitles: await subtitles(film, { signal }),
    onProgress: ({ frame, frames, words }) => progress((frame / frames) * watching, `Watching, ${words}`),
  });

  const proxy = proxyOf(home, key);
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
  const soFar = watching + copying;
  await framePictures(home, {
    media: key,
    film,
    frames: keyFrames,
    signal,
    done: (count) => {
      progress(soFar + (count / keyFrames.length) * (1 - soFar), `Pictures, ${count} of ${keyFrames.length}`);
    },
  });
  // Nor may it be replaced while it was watched.
  await filmPath(home, media, fingerprint);
  await saveShotLog(store, subject, await withKeptTranscript(store, subject, log, fingerprint), fingerprint);
  const before = pictureKey(media);
  if (before !== key) await forgetPictures(home, before);
};
