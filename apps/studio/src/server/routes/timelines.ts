import type { Hono } from 'hono';
import { getProduction, listTimelines } from '../../database/index.ts';
import { timelineSummary, viewTimeline } from '../../productions/timeline-import.ts';
import { idOf } from '../params.ts';
import type { Studio } from '../studio.ts';

/** Timelines that came in from editing programs. */
export function timelineRoutes(api: Hono, studio: Studio): void {
  api.get('/productions/:id/timelines', async (c) => {
    const { id } = await getProduction(studio.store, idOf(c));
    return c.json((await listTimelines(studio.store, id)).map(timelineSummary));
  });
  api.get('/timelines/:id', async (c) => c.json(await viewTimeline(studio, idOf(c))));
}
