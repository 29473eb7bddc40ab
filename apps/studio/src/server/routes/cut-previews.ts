import { join } from 'node:path';
import type { Hono } from 'hono';
import { z } from 'zod';
import { renderSettingsSchema } from '../../contract/render-settings.ts';
import { Previews } from '../../productions/cut-preview.ts';
import { openCut } from '../../productions/cut-room.ts';
import { checkExport, itemsOf } from '../../productions/export-rights.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { toRender } from '../../productions/to-render.ts';
import { sendFile } from '../file-range.ts';
import { checked, idOf } from '../params.ts';
import type { Studio } from '../studio.ts';

/** What of a render's settings is to be seen in a preview. */
const query = renderSettingsSchema.pick({ aspect: true, subtitles: true }).extend({ item: z.string().max(200) });

/** Shots of a cut as they will be rendered, made when they are looked at. */
export function cutPreviewRoutes(api: Hono, studio: Studio): void {
  const { store, home } = studio;
  const previews = new Previews();
  const folder = join(home.cache, 'previews');

  api.get('/cuts/:id/preview', async (c) => {
    const { item, ...looks } = checked(query, c.req.query());
    // A page cannot set this header: only its own player gets a cut that may not be saved.
    const plays = c.req.header('sec-fetch-dest') === 'video';
    // No picture of a cut depends on its script, whose alignment would be waited for.
    const opened = await openCut(plays ? { store, home } : studio, idOf(c));
    if (!plays) checkExport(await itemsOf(store, opened));
    await filmPath(home, opened.media, opened.log.fingerprint);
    const settings = renderSettingsSchema.parse(looks);
    const of = await toRender({ store, home }, opened);
    const path = await previews.film(of, { item, settings, folder }, c.req.raw.signal);
    return sendFile(c.req.raw, { path, type: 'video/mp4' });
  });
}
