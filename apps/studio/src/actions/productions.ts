import { toFault } from '@second-unit/evidence';
import {
  createProduction,
  getMedia,
  getScript,
  lockProduction,
  namePerson,
  productionOfItem,
  setRights,
} from '../database/index.ts';
import { getStill } from '../database/looks.ts';
import { getMusic } from '../database/music.ts';
import { getShootDay } from '../database/shoot-days.ts';
import { mediaSummary, scriptSummary } from '../productions/index.ts';
import { stillSummary } from '../productions/looks.ts';
import { musicSummary } from '../productions/music.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';
import { stated } from './rights.ts';

export const productionActions = {
  'studio.name': async (studio, { name }) => ({ person: await namePerson(studio.store, name) }),

  'production.create': async (studio, { title }) => {
    const production = await createProduction(studio.store, { title });
    studio.events.emit({ kind: 'production', production: production.id });
    return production;
  },

  'production.lock': async (studio, { production, nothingLeaves }) => {
    const locked = await lockProduction(studio.store, production, nothingLeaves, await personOf(studio));
    studio.events.emit({ kind: 'production', production });
    return locked;
  },

  'rights.set': async (studio, { item, rights }) => {
    const production = await productionOfItem(studio.store, item);
    await setRights(studio.store, { production, item, rights: stated(rights), author: await personOf(studio) });
    studio.events.emit({ kind: 'production', production });
    // An id is of a script, a film, a picture, music, or a shoot day; what is wrong otherwise must be heard of.
    const elsewhere = (error: unknown) => {
      if (toFault(error).code === 'not-found') return undefined;
      throw error;
    };
    const script = await getScript(studio.store, item).catch(elsewhere);
    if (script) return scriptSummary(script);
    const film = await getMedia(studio.store, item).catch(elsewhere);
    if (film) return mediaSummary(film, studio.home);
    const still = await getStill(studio.store, item).catch(elsewhere);
    if (still) return stillSummary(still);
    const music = await getMusic(studio.store, item).catch(elsewhere);
    if (music) return musicSummary(music);
    const day = await getShootDay(studio.store, item);
    studio.events.emit({ kind: 'shoot-day', shootDay: item, production });
    return day;
  },
} satisfies Partial<Actions>;
