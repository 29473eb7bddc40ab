import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Edit, RENDER_FORMATS, render } from '@second-unit/media';
import type { Store } from '../database/index.ts';
import { listJobs } from '../database/jobs.ts';
import { itemPath, storedPath } from '../home/index.ts';
import type { JobContext } from '../jobs/handler.ts';
import { signRender } from './credentials.ts';
import { keepRenderNote, loudnessWords } from './render-note.ts';
import { renderWords } from './rendering.ts';
import { sweepCacheOf } from './sweep-cache.ts';

/** A cut or a paper edit whose render is made. */
interface Rendering {
  readonly id: string;
  readonly production: string;
  /** The render it has now. */
  readonly render: string | null;
}

/**
 * Renders an edit into the home, signed, as the film of a cut or paper edit; a job that was cut off goes on behind the
 * last whole part. The job's id names the file, so a second run replaces it, and the render that was there goes when
 * `save` has noted the new one.
 *
 * @param also what else there is to say of the film, in a sentence
 * @param save notes the file, relative to the home; false where what was rendered is no longer what stands
 * @returns what there is to say of the film, if anything; undefined too where it was not to be saved
 * @throws as `render`, and `cancelled` where another process has the job; what was rendered before is then there as it was
 */
export async function renderFilm(
  { id, home, database, progress, signal, whileHeld }: JobContext,
  of: Rendering,
  edit: Edit,
  save: (store: Store, file: string) => Promise<boolean>,
  also?: string,
): Promise<{ readonly saved: boolean; readonly note?: string }> {
  const { store } = database;
  const file = itemPath('renders', id, RENDER_FORMATS[edit.format ?? 'h264'].ending);
  const path = storedPath(home, file);
  await mkdir(home.renders, { recursive: true });
  const partsFolder = join(home.cache, 'renders', of.id);
  // Parts of what it was before too; another process may be rendering it in another way.
  const clear = async (): Promise<void> => {
    const others = await listJobs(store, { subject: of.id, states: ['queued', 'running'] });
    // A studio may run for months. The film is there: what could not be removed is left to the next.
    if (others.every((job) => job.id === id))
      await rm(partsFolder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
    await sweepCacheOf({ store, home }).catch(() => {});
  };
  const { loudness } = await render(edit, path, {
    signal,
    partsFolder,
    // A job that is cut off before the film is noted is done again.
    keepParts: true,
    onProgress: (done) => progress(done.frame / done.frames, renderWords(done)),
    // Before it has its name: a film that is cut off here is signed when the job is done again, and not rendered anew.
    finish: async (film) => {
      progress(1, 'Signing');
      await signRender({ store, home }, of, { edit, path: film, signal });
      // Another process may have the job by now, and have made the film of that name.
      await whileHeld(async () => {});
    },
  });
  const words = [loudness && loudnessWords(loudness), also].filter((one) => one !== undefined);
  const note = words.length > 0 ? words.join(' ') : undefined;
  if (note !== undefined) await keepRenderNote(store, of.id, { file, note });
  if (!(await whileHeld((trx) => save(trx, file)))) {
    await rm(path, { force: true });
    await clear();
    return { saved: false };
  }
  if (of.render !== null && of.render !== file) await rm(storedPath(home, of.render), { force: true });
  await clear();
  return { saved: true, ...(note === undefined ? {} : { note }) };
}
