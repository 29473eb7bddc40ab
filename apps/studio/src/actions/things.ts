import { lookSoon, setThingModels } from '../productions/things.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const thingActions = {
  'things.set': async ({ store }, models) => setThingModels(store, models),

  'things.find': async (studio, { media }) => lookSoon(studio, { media, kind: 'things' }, (await personOf(studio)).id),

  'things.describe': async (studio, { media }) =>
    lookSoon(studio, { media, kind: 'describe' }, (await personOf(studio)).id),
} satisfies Partial<Actions>;
