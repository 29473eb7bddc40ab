import { mkdir, rm } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';
import { render } from '@second-unit/media';
import { saveRender } from '../../database/index.ts';
import { itemPath, storedPath } from '../../home/index.ts';
import { signRender } from '../../productions/credentials.ts';
import { openCut } from '../../productions/cut-room.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { lutOf } from '../../productions/looks.ts';
import { editOf, renderWords } from '../../productions/rendering.ts';
import type { JobHandler } from '../handler.ts';

/** Renders a cut as it stands into the home. The job's id names the file, so a second run replaces it. */
export const handler: JobHandler = async ({ id, subject, home, database, progress, signal }) => {
  const { store } = database;
  const { cut, media, context, row, log } = await openCut({ store, home }, subject);
  // The pictures that the cut was made from, and no others.
  await filmPath(home, media, log.fingerprint);
  const file = itemPath('renders', id, '.mp4');
  const path = storedPath(home, file);
  await mkdir(home.renders, { recursive: true });
  const lut = cut.look && (await lutOf({ store, home }, cut.look));
  const edit = editOf(cut, { [media.id]: context.log.media }, row.title, lut);
  await render(edit, path, {
    signal,
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
