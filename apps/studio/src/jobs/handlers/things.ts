import { Fault } from '@second-unit/evidence';
import { findThings, openThingFinder, type ThingsOfShot } from '@second-unit/footage/things';
import { findLog, getMedia, saveThingSearch } from '../../database/index.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { thingModels } from '../../productions/things.ts';
import type { JobHandler } from '../handler.ts';

/** Has the owner's own detector or encoder look at a film. */
export const handler: JobHandler = async ({ subject, home, database, progress, signal }) => {
  const { store } = database;
  const { manifest } = await thingModels(store);
  if (manifest === null) throw new Fault('conflict', 'No model that finds things is set; set one first.');
  const media = await getMedia(store, subject);
  const row = await findLog(store, subject);
  if (!row) throw new Fault('conflict', 'Log the film first: things are looked for shot by shot.');
  const film = await filmPath(home, media, row.fingerprint);
  progress(0, 'Opening the model');
  const finder = await openThingFinder(manifest);
  const { log } = row;
  const found: ThingsOfShot[] = [];
  const options = {
    finder,
    signal,
    onProgress: ({ looks, of }: { looks: number; of: number }) =>
      progress(looks / of, `Looking for things, ${looks.toLocaleString('en')} of ${of.toLocaleString('en')} looks`),
  };
  for await (const one of findThings(film, log.media, log.shots, options)) found.push(one);
  await finder.model.close();
  // Nor may the film be replaced while it was looked at.
  await filmPath(home, media, row.fingerprint);
  const search = { log: row.revision, model: `${finder.model.name} ${finder.model.version}` };
  const idOf = ({ shot }: ThingsOfShot) => log.shots[shot]?.id ?? '';
  if (finder.kind === 'detector') {
    const shots = found.map((one) => ({ shot: idOf(one), things: one.things }));
    await saveThingSearch(store, subject, { ...search, kind: 'detector', shots });
    return;
  }
  const encodings = Float32Array.from(found.flatMap(({ encoding }) => [...(encoding ?? [])]));
  await saveThingSearch(store, subject, { ...search, kind: 'image-text', shots: found.map(idOf), encodings });
};
