import { defaultRights } from '@second-unit/evidence';
import { getProduction } from '../database/index.ts';
import { getShootDay } from '../database/shoot-days.ts';
import { correctShootDay, exportShootDay, openShootDay, readSoon, turnShootDay } from '../productions/shoot-days.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';
import { stated } from './rights.ts';

export const shootDayActions = {
  'shootDay.open': async (studio, { production, path, rights }) => {
    await getProduction(studio.store, production);
    return openShootDay(studio, {
      production,
      path,
      rights: rights ? stated(rights) : defaultRights(),
      author: await personOf(studio),
    });
  },

  'shootDay.read': async (studio, { shootDay }) => readSoon(studio, await getShootDay(studio.store, shootDay)),

  'shootDay.correct': async (studio, { shootDay, correction }) =>
    correctShootDay(studio, shootDay, correction, await personOf(studio)),

  'shootDay.undo': async (studio, { shootDay }) => turnShootDay(studio, shootDay, 'undo', await personOf(studio)),

  'shootDay.redo': async (studio, { shootDay }) => turnShootDay(studio, shootDay, 'redo', await personOf(studio)),

  'shootDay.export': async (studio, { shootDay, format }) => exportShootDay(studio, shootDay, format),
} satisfies Partial<Actions>;
