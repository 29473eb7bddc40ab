import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { render } from '@second-unit/media';
import { savePaperRender } from '../../database/paper-edits.ts';
import { itemPath, storedPath } from '../../home/index.ts';
import { signRender } from '../../productions/credentials.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { openPaper } from '../../productions/paper.ts';
import { editOfPaper } from '../../productions/paper-export.ts';
import { renderWords } from '../../productions/rendering.ts';
import type { JobHandler } from '../handler.ts';

/** Renders a paper edit as it stands into the home, from as many films as it is made from; goes on where it was cut off. */
export const handler: JobHandler = async ({ id, subject, home, database, progress, signal }) => {
  const { store } = database;
  const place = { store, home };
  const paper = await openPaper(place, subject);
  const { row, films } = paper;
  // The pictures that its words are of, and no others.
  for (const film of films.values()) await filmPath(home, film);
  const file = itemPath('renders', id, '.mp4');
  const path = storedPath(home, file);
  await mkdir(home.renders, { recursive: true });
  const edit = await editOfPaper(place, paper);
  const partsFolder = join(home.cache, 'renders', subject);
  await mkdir(partsFolder, { recursive: true });
  await render(edit, path, {
    signal,
    partsFolder,
    onProgress: (done) => progress(done.frame / done.frames, renderWords(done)),
  });
  await signRender(place, row, { edit, path, signal });
  if (await savePaperRender(store, subject, { file, revision: row.revision })) {
    if (row.render !== null && row.render !== file) await rm(storedPath(home, row.render), { force: true });
  } else {
    // It was changed meanwhile: this is a picture of what it no longer is.
    await rm(path, { force: true });
    throw new Fault('conflict', 'The paper edit was changed while it was rendered; render it again.', {
      place: row.title,
    });
  }
};
