import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { RENDER_FORMATS, render } from '@second-unit/media';
import { type RenderSettings, renderSettingsSchema } from '../../contract/render-settings.ts';
import { saveRender } from '../../database/index.ts';
import { itemPath, storedPath } from '../../home/index.ts';
import { signRender } from '../../productions/credentials.ts';
import { openCut } from '../../productions/cut-room.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { editOf, renderWords } from '../../productions/rendering.ts';
import { toRender } from '../../productions/to-render.ts';
import type { JobHandler } from '../handler.ts';

/**
 * Renders a cut as it stands into the home. The job's id names the file, so a second run replaces it. What was rendered
 * when a run was cut off lies in the cache, by the cut, and is not rendered again.
 */
export const handler: JobHandler<Partial<RenderSettings> | null> = async (context) => {
  const { id, subject, home, database, progress, signal } = context;
  const { store } = database;
  const settings = renderSettingsSchema.parse(context.input ?? {});
  const opened = await openCut({ store, home }, subject);
  const { media, row, log } = opened;
  // The pictures that the cut was made from, and no others.
  await filmPath(home, media, log.fingerprint);
  const file = itemPath('renders', id, RENDER_FORMATS[settings.format].ending);
  const path = storedPath(home, file);
  await mkdir(home.renders, { recursive: true });
  progress(0, 'Setting up');
  const edit = await editOf(await toRender({ store, home }, opened), settings, signal);
  const partsFolder = join(home.cache, 'renders', subject);
  await mkdir(partsFolder, { recursive: true });
  await render(edit, path, {
    signal,
    partsFolder,
    onProgress: (done) => progress(done.frame / done.frames, renderWords(done)),
  });
  await signRender({ store, home }, row, { edit, path, signal });
  if (await saveRender(store, subject, { file, revision: row.revision })) {
    if (row.render !== null && row.render !== file) await rm(storedPath(home, row.render), { force: true });
  } else {
    // The cut was changed meanwhile: this is a picture of what it no longer is.
    await rm(path, { force: true });
    throw new Fault('conflict', 'The cut was changed while it was rendered; render it again.', { place: row.title });
  }
};
