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
import { mediaSummary, scriptSummary } from '../productions/index.ts';
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
    const script = await getScript(studio.store, item).catch((error: unknown) => {
      // Then it is a film; anything else is wrong and must be heard of.
      if (toFault(error).code === 'not-found') return undefined;
      throw error;
    });
    return script ? scriptSummary(script) : mediaSummary(await getMedia(studio.store, item), studio.home);
  },
} satisfies Partial<Actions>;
