import { defaultRights } from '@second-unit/evidence';
import { getMedia, getProduction } from '../database/index.ts';
import { logFilmSoon, openFilm } from '../productions/index.ts';
import { exportLog } from '../productions/log-export.ts';
import { titleOf } from '../productions/take-in.ts';
import { viewFilm } from '../productions/viewing.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';
import { stated } from './rights.ts';

export const mediaActions = {
  'media.open': async (studio, { production, path, rights }) => {
    await getProduction(studio.store, production);
    return openFilm(studio, {
      production,
      path,
      title: titleOf(path),
      rights: rights ? stated(rights) : defaultRights(),
      author: await personOf(studio),
    });
  },

  'media.export': async (studio, { media, format }) => exportLog(studio, await getMedia(studio.store, media), format),

  'media.view': async (studio, { media, curve }) => viewFilm(studio, media, curve, await personOf(studio)),

  'media.log': async (studio, { media }) => logFilmSoon(studio, await getMedia(studio.store, media)),
} satisfies Partial<Actions>;

export const jobActions = {
  'job.cancel': async (studio, { job }) => studio.jobs.cancel(job),
  'job.retry': async (studio, { job }) => studio.jobs.retry(job),
} satisfies Partial<Actions>;
