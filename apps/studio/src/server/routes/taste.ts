import type { Hono } from 'hono';
import { viewTaste } from '../../productions/taste.ts';
import type { Studio } from '../studio.ts';

/** What was learned of how somebody cuts. */
export function tasteRoutes(api: Hono, studio: Studio): void {
  api.get('/taste', async (c) => c.json(await viewTaste(studio, c.req.raw.signal)));
}
