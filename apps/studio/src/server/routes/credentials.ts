import type { Hono } from 'hono';
import { getProduction } from '../../database/index.ts';
import {
  credentialsSettings,
  cutCredentials,
  mediaCredentials,
  paperCredentials,
} from '../../productions/credentials.ts';
import { idOf } from '../params.ts';
import type { Studio } from '../studio.ts';

/** Content credentials: what files carry, and what the studio signs with. */
export function credentialRoutes(api: Hono, studio: Studio): void {
  api.get('/cuts/:id/credentials', async (c) => c.json(await cutCredentials(studio, idOf(c))));
  api.get('/papers/:id/credentials', async (c) => c.json(await paperCredentials(studio, idOf(c))));
  api.get('/media/:id/credentials', async (c) => c.json(await mediaCredentials(studio, idOf(c))));
  api.get('/productions/:id/credentials', async (c) => {
    const { id } = await getProduction(studio.store, idOf(c));
    return c.json(await credentialsSettings(studio, id));
  });
}
