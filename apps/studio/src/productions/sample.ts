import { defaultRights, type Person, type Rights } from '@second-unit/evidence';
import {
  allScripts,
  createProduction,
  findSample,
  getMedia,
  listMedia,
  listProductions,
  newId,
} from '../database/index.ts';
import { readSampleScript } from '../sample/script.ts';
import type { Studio } from '../server/studio.ts';
import { logFilmSoon } from './films.ts';

const TITLE = 'Living or Otherwise';

/** Who made the sample: we did, before anybody named themselves here. */
export const SAMPLE_AUTHOR: Person = {
  kind: 'person',
  id: '01900000-0000-7000-8000-000000000001',
  name: 'Second Unit',
};

export const SAMPLE_RIGHTS: Rights = {
  ...defaultRights('own'),
  note: 'Second Unit sample, CC BY 4.0: say where it came from.',
};

/**
 * Makes the sample production in a home that holds none at all: its script now, its film by a job.
 * Safe to call at every opening: what a crash left out is done then.
 */
export async function ensureSample(studio: Studio): Promise<void> {
  const { store, jobs } = studio;
  let sample = await findSample(store);
  if (!sample) {
    if ((await listProductions(store)).length > 0) return;
    sample = await createProduction(store, { title: TITLE, sample: true });
  }
  const production = sample.id;
  // One that was removed is still its script.
  if ((await allScripts(store, production)).length === 0) {
    await studio.scripts.create({
      production,
      title: TITLE,
      rights: SAMPLE_RIGHTS,
      author: SAMPLE_AUTHOR,
      text: await readSampleScript(),
    });
  }
  if ((await listMedia(store, production)).length > 0) {
    await logSample(studio, production);
  } else if ((await jobs.list({ production, kind: 'sample', limit: 1 })).length === 0) {
    // One that failed or was cancelled stays so until somebody tries it again.
    await jobs.enqueue({
      kind: 'sample',
      production,
      subject: production,
      label: `Render the sample film “${TITLE}”`,
      // The film's id is settled now, so that a second run of the job makes the same film.
      input: { media: newId() },
    });
  }
}

/** Has the rendered sample film logged, unless it is or was tried already. */
export async function logSample(studio: Studio, production: string): Promise<void> {
  for (const { id, logged, rendered } of await listMedia(studio.store, production)) {
    if (!rendered || logged) continue;
    const tried = await studio.jobs.list({ subject: id, kind: 'log', limit: 1 });
    if (tried.length === 0) await logFilmSoon(studio, await getMedia(studio.store, id));
  }
}
