import { stat } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';
import { helpLogFilm } from '@second-unit/footage';
import { z } from 'zod';
import { getMedia, type Store } from '../../database/index.ts';
import { getJob } from '../../database/jobs.ts';
import { storedPath } from '../../home/index.ts';
import type { JobHandler } from '../handler.ts';
import { logFolder, type WatchInput } from './log-folder.ts';

const inputSchema: z.ZodType<WatchInput> = z.object({ media: z.uuid() });

/** Milliseconds between looks at the job that is helped. */
const LOOK_MS = 2_000;

/** Does the job that is helped still need it? */
async function isNeeded(store: Store, job: string): Promise<boolean> {
  return getJob(store, job).then(
    ({ state, cancelAsked }) => !cancelAsked && (state === 'running' || state === 'queued'),
    () => false,
  );
}

/** Watches parts of a film that another job logs, in the folder that both see, until none is left or nobody asks. */
export const handler: JobHandler = async ({ subject, input, home, database, progress, signal }) => {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) throw new Fault('internal', 'The job does not say which film to watch.');
  const { store } = database;
  const folder = logFolder(home, parsed.data.media);
  // Made by the job that is helped, and removed by it at its end.
  const isThere = async (): Promise<boolean> => (await stat(folder).catch(() => undefined)) !== undefined;
  if (!(await isNeeded(store, subject)) || !(await isThere())) return;
  const film = storedPath(home, (await getMedia(store, parsed.data.media)).file);
  const over = new AbortController();
  const timer = setInterval(() => {
    isNeeded(store, subject).then((is) => {
      if (!is) over.abort();
    });
  }, LOOK_MS);
  try {
    await helpLogFilm(film, folder, {
      signal: AbortSignal.any([signal, over.signal]),
      onProgress: ({ frame, frames, words }) => progress(frame / frames, `Watching, ${words}`),
    });
  } catch (error) {
    if (!over.signal.aborted && (await isThere())) throw error;
  } finally {
    clearInterval(timer);
  }
};
