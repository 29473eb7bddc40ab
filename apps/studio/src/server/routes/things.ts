import { Fault } from '@second-unit/evidence';
import type { Hono } from 'hono';
import { shotsAlike, thingModelsView, thingsView } from '../../productions/things.ts';
import { idOf } from '../params.ts';
import type { Studio } from '../studio.ts';

const LONGEST = 300;

/** What models of the owner's own said of films. */
export function thingRoutes(api: Hono, studio: Studio): void {
  api.get('/things', async (c) => c.json(await thingModelsView(studio.store)));

  api.get('/media/:id/things', async (c) => c.json(await thingsView(studio, idOf(c))));

  api.get('/media/:id/things/alike', async (c) => {
    const words = (c.req.query('words') ?? '').trim();
    if (words === '' || words.length > LONGEST || words.includes('\0')) {
      throw new Fault('input', `Give the words to look for, up to ${LONGEST} characters.`, { place: 'words' });
    }
    return c.json(await shotsAlike(studio.store, idOf(c), words));
  });
}
