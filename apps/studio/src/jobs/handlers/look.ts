import { colourDistance, fitLook, throughCube, writeCube } from '@second-unit/editing/looks';
import { getLook, getStill, saveLook } from '../../database/looks.ts';
import { itemPath, storedPath, writeAtomic } from '../../home/index.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { coloursOfFilm, coloursOfPicture } from '../../productions/look-frames.ts';
import { framesOf } from '../../productions/looks.ts';
import type { JobHandler } from '../handler.ts';

/** Fits a look to its reference. The look's id names the file, so a second run replaces it. */
export const handler: JobHandler = async ({ subject, home, database, progress, signal }) => {
  const { store } = database;
  const look = await getLook(store, subject);
  const read = async (of: Parameters<typeof framesOf>[1], from: number, to: number, what: string) => {
    const { media, frames, fingerprint } = await framesOf(store, of);
    const film = await filmPath(home, media, fingerprint);
    const colours = await coloursOfFilm(film, frames, {
      signal,
      done: (count) => progress(from + ((to - from) * count) / frames.length, `Looking at ${what}`),
    });
    return { colours, frame: frames[frames.length >> 1] ?? 0 };
  };
  const { reference } = look;
  const source = await read(look.source, 0, 0.4, 'the shots');
  let wanted: Uint8Array;
  if ('still' in reference) {
    const still = await getStill(store, reference.still);
    wanted = await coloursOfPicture(storedPath(home, still.file), still.title, signal);
  } else {
    wanted = (await read(reference, 0.4, 0.8, 'the reference')).colours;
  }
  signal.throwIfAborted();
  progress(0.8, 'Fitting the look');
  const { cube, heldBack } = fitLook(source.colours, wanted, { title: look.title });
  const file = itemPath('looks', subject, '.cube');
  await writeAtomic(storedPath(home, file), writeCube(cube));
  const fitted = {
    heldBack,
    before: colourDistance(source.colours, wanted),
    after: colourDistance(throughCube(source.colours, cube), wanted),
    frame: source.frame,
  };
  await saveLook(store, subject, { file, fitted });
};
