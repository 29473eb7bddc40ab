import type { Hono } from 'hono';
import { z } from 'zod';
import { CURVE_CHOICES } from '../../contract/index.ts';
import { getProduction } from '../../database/index.ts';
import { listShootDays } from '../../database/shoot-days.ts';
import { clipPicture, viewShootDay } from '../../productions/shoot-days.ts';
import { sendFile } from '../file-range.ts';
import { checked, idOf } from '../params.ts';
import type { Studio } from '../studio.ts';

/** `look`: the curve that the clip is looked at through; without it the picture is as recorded. */
const pictureQuery = z.object({ clip: z.string().min(1).max(4096), look: z.enum(CURVE_CHOICES).optional() });

/** Folders of clips, sorted into bins. */
export function shootDayRoutes(api: Hono, studio: Studio): void {
  api.get('/productions/:id/shoot-days', async (c) => {
    const { id } = await getProduction(studio.store, idOf(c));
    return c.json(await listShootDays(studio.store, id));
  });

  api.get('/shoot-days/:id', async (c) => c.json(await viewShootDay(studio, idOf(c))));

  api.get('/shoot-days/:id/picture', async (c) => {
    const { clip, look } = checked(pictureQuery, { clip: c.req.query('clip'), look: c.req.query('look') });
    const path = await clipPicture(studio, idOf(c), clip, { curve: look, signal: c.req.raw.signal });
    return sendFile(c.req.raw, { path, type: 'image/jpeg' });
  });
}
