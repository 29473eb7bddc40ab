import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { logFilm, type ViewsOfShot } from '@second-unit/footage';
import { curveOfFile } from '@second-unit/footage/shoot-day';
import { makePlayable, probe, subtitles } from '@second-unit/media';
import { getMedia, setViewing } from '../../database/index.ts';
import { insertJob } from '../../database/jobs.ts';
import { storedPath } from '../../home/index.ts';
import { keepViews } from '../../productions/film-scenes.ts';
import { filmPath, fingerprintOf, liesOutside } from '../../productions/fingerprint.ts';
import { exists, forgetPictures, framePictures, pictureKey, proxyOf } from '../../productions/pictures.ts';
import { keepGivenLines } from '../../productions/subtitle-file.ts';
import { saveLogWithTranscript } from '../../transcription/keep.ts';
import type { JobContext, JobHandler } from '../handler.ts';
import { logFolder, type WatchInput } from './log-folder.ts';

/** Seconds of film for which one more helper is worth asking. */
const SECONDS_A_HELPER = 600;
const MOST_HELPERS = 3;

interface Checkpoint {
  /** Others have been asked to help. */
  readonly asked: true;
}

/**
 * Logs a film: one pass over it, a picture of each shot, and a copy for browsers where they do not play the film itself.
 * The log counts as there when all of it is. What was watched is kept in parts in the home's cache until then: another
 * run within a day goes on behind them, where this one was cancelled too, and with PostgreSQL other workers are asked to
 * watch some of them.
 */
export const handler: JobHandler<unknown, Checkpoint> = async (context) => {
  const folder = logFolder(context.home, context.subject);
  const unread = await logMedia(context, folder);
  // A helper may still be writing there. The log is kept: what could not be removed is no reason to fail.
  await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
  return unread;
};

/** Puts jobs into the queue that help with this one; whoever of the team is free takes them. */
async function askForHelp(
  { id, production, database, checkpoint, saveCheckpoint }: JobContext<unknown, Checkpoint>,
  media: { readonly id: string; readonly title: string; readonly info: { readonly duration: number } },
): Promise<void> {
  if (database.dialect !== 'postgresql' || checkpoint?.asked) return;
  await saveCheckpoint({ asked: true });
  const helpers = Math.min(MOST_HELPERS, Math.floor(media.info.duration / SECONDS_A_HELPER));
  const input: WatchInput = { media: media.id };
  for (let helper = 0; helper < helpers; helper++) {
    // Its subject is this job, so that it is not taken for the log of the film.
    const { id: asked } = await insertJob(database.store, {
      kind: 'watch',
      production,
      subject: id,
      label: `Help to log “${media.title}”`,
      input,
    });
    // Unheard, the job is found by those who look for jobs that nobody took, half a minute later.
    await database.signals.tell('queued', asked).catch(() => {});
  }
}

/** Answers which file of words beside the film could not be read, if there is one. */
async function logMedia(context: JobContext<unknown, Checkpoint>, folder: string): Promise<string | undefined> {
  const { subject, home, database, progress, signal, whileHeld } = context;
  const { store } = database;
  const media = await getMedia(store, subject);
  await askForHelp(context, media);
  const film = storedPath(home, media.file);
  const fingerprint = liesOutside(media) ? await fingerprintOf(film) : null;
  const key = pictureKey({ id: subject, fingerprint });
  // Where another file is in its place, what was known of the old one does not hold.
  const { playsInBrowser } = fingerprint === media.fingerprint ? media.info : await probe(film, { signal });
  // Shares of the job by how long each part takes.
  const [watching, copying] = playsInBrowser ? [0.85, 0] : [0.45, 0.45];

  let views: readonly ViewsOfShot[] = [];
  let unread: string | undefined;
  const log = await logFilm(film, {
    signal,
    folder,
    // Those in the film, or in a file beside it.
    subtitles: await subtitles(film, {
      signal,
      onUnread: (sentence) => {
        unread = sentence;
      },
    }),
    onViews: (all) => {
      views = all;
    },
    onProgress: ({ frame, frames, words }) => progress((frame / frames) * watching, `Watching, ${words}`),
  });

  const proxy = proxyOf(home, key);
  if (copying > 0 && !(await exists(proxy))) {
    await mkdir(dirname(proxy), { recursive: true });
    await makePlayable(film, proxy, {
      signal,
      frames: log.damage.length === 0 ? log.media.frames : undefined,
      onProgress: ({ frame, frames }) => {
        const count = `${frame.toLocaleString('en')} of ${frames.toLocaleString('en')} frames`;
        progress(watching + (frame / frames) * copying, `Copying for browsers, ${count}`);
      },
    });
  }

  // What a person chose stands, whatever file it is.
  let { viewing } = media;
  if (viewing?.by !== 'person') {
    viewing = await curveOfFile(film, liesOutside(media) ? film : media.title, { signal });
    await setViewing(store, subject, viewing ?? null);
  }
  await keepViews(home, key, log, views);
  const keyFrames = log.shots.map((shot) => shot.keyFrame);
  const soFar = watching + copying;
  await framePictures(home, {
    media: key,
    film,
    curve: viewing?.curve ?? undefined,
    frames: keyFrames,
    signal,
    done: (count) => {
      progress(soFar + (count / keyFrames.length) * (1 - soFar), `Pictures, ${count} of ${keyFrames.length}`);
    },
  });
  // Nor may it be replaced while it was watched.
  await filmPath(home, media, fingerprint);
  await whileHeld((trx) => saveLogWithTranscript(trx, subject, log, fingerprint));
  // Behind the log: who gives subtitles meanwhile finds either no log, and leaves them to this, or the log.
  await keepGivenLines(store, home, media, signal);
  const before = pictureKey(media);
  if (before !== key) await forgetPictures(home, before);
  return unread;
}
