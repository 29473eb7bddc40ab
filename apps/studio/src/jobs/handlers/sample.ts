import { mkdir } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';
import { probe } from '@second-unit/media';
import { z } from 'zod';
import { createMedia, listMedia } from '../../database/index.ts';
import { itemPath, storedPath } from '../../home/index.ts';
import { SAMPLE_AUTHOR, SAMPLE_RIGHTS } from '../../productions/sample.ts';
import { renderSampleFilm } from '../../sample/index.ts';
import type { JobHandler } from '../handler.ts';

const inputSchema = z.object({ media: z.uuid() });

/** Renders the film of the sample production and records it as rendered, not footage. */
export const handler: JobHandler = async ({ production, input, home, database, progress, signal }) => {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) throw new Fault('internal', 'The sample job does not say which film to make.');
  const { media } = parsed.data;
  const { store } = database;
  if ((await listMedia(store, production)).some((film) => film.id === media)) return;
  const file = itemPath('media', media, '.mp4');
  const path = storedPath(home, file);
  await mkdir(home.media, { recursive: true });
  await renderSampleFilm(path, { signal, onProgress: progress });
  await createMedia(store, {
    id: media,
    production,
    title: 'Living or Otherwise',
    file,
    info: await probe(path, { signal }),
    rendered: true,
    rights: SAMPLE_RIGHTS,
    author: SAMPLE_AUTHOR,
  });
};
