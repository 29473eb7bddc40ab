import { Fault } from '@second-unit/evidence';
import { type RenderSettings, renderSettingsSchema } from '../../contract/render-settings.ts';
import { saveRender } from '../../database/index.ts';
import { openCut } from '../../productions/cut-room.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { renderFilm } from '../../productions/render-film.ts';
import { editOf, framingWords } from '../../productions/rendering.ts';
import { notInRender } from '../../productions/timeline-import.ts';
import { toRender } from '../../productions/to-render.ts';
import type { JobHandler } from '../handler.ts';

/** Renders a cut as it stands into the home; goes on where it was cut off. Answers how loud it came out. */
export const handler: JobHandler<Partial<RenderSettings> | null> = async (context) => {
  const { subject, home, database, progress, signal } = context;
  const { store } = database;
  const settings = renderSettingsSchema.parse(context.input ?? {});
  const opened = await openCut({ store, home }, subject);
  const { media, row, log } = opened;
  // The pictures that the cut was made from, and no others.
  await filmPath(home, media, log.fingerprint);
  progress(0, 'Setting up');
  const edit = await editOf(await toRender({ store, home }, opened), settings, signal, undefined, (number, of) =>
    progress(0, framingWords(number, of)),
  );
  const { revision } = row;
  const { saved, note } = await renderFilm(
    context,
    row,
    edit,
    (trx, file) => saveRender(trx, subject, { file, revision }),
    await notInRender({ store, home }, subject),
  );
  // It was changed meanwhile: this is a picture of what it no longer is.
  if (!saved) {
    throw new Fault('conflict', 'The cut was changed while it was rendered; render it again.', { place: row.title });
  }
  return note;
};
