import { Fault } from '@second-unit/evidence';
import { savePaperRender } from '../../database/paper-edits.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { openPaper } from '../../productions/paper.ts';
import { editOfPaper } from '../../productions/paper-export.ts';
import { renderFilm } from '../../productions/render-film.ts';
import type { JobHandler } from '../handler.ts';

/** Renders a paper edit as it stands into the home, from as many films as it is made from; goes on where it was cut off. */
export const handler: JobHandler = async (context) => {
  const { subject, home, database } = context;
  const { store } = database;
  const place = { store, home };
  const paper = await openPaper(place, subject);
  const { row, films } = paper;
  // The pictures that its words are of, and no others.
  for (const film of films.values()) await filmPath(home, film);
  const edit = await editOfPaper(place, paper);
  const { revision } = row;
  const { saved, note } = await renderFilm(context, row, edit, (trx, file) =>
    savePaperRender(trx, subject, { file, revision }),
  );
  // It was changed meanwhile: this is a picture of what it no longer is.
  if (!saved) {
    throw new Fault('conflict', 'The paper edit was changed while it was rendered; render it again.', {
      place: row.title,
    });
  }
  return note;
};
