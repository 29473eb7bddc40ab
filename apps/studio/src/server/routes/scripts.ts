import { Fault } from '@second-unit/evidence';
import type { Hono } from 'hono';
import { z } from 'zod';
import { EXPORT_FORMATS, type KeptCorrection, type UpdateAck } from '../../contract/index.ts';
import { findOriginal, getScript, listCorrections } from '../../database/index.ts';
import { storedPath } from '../../home/index.ts';
import { checkExport } from '../../productions/export-rights.ts';
import { viewReading } from '../../productions/line-corrections.ts';
import { exportScript } from '../../productions/script-export.ts';
import { readScriptThrough } from '../../productions/script-reading.ts';
import { MAX_UPDATE_BYTES } from '../../scripts/index.ts';
import { contentDisposition, sendFile } from '../file-range.ts';
import { atMost, checked, idOf } from '../params.ts';
import { personOf, type Studio } from '../studio.ts';

const CLIENT = /^[\w-]{1,64}$/;

const exportQuery = z.object({
  format: z.enum(EXPORT_FORMATS),
  paper: z.enum(['letter', 'a4']).optional(),
  tags: z.literal('all').optional(),
});

/** Scripts: their document, its updates, and what can be made of the text. */
export function scriptRoutes(api: Hono, studio: Studio): void {
  api.get('/scripts/:id', async (c) => c.json(await studio.scripts.view(idOf(c))));

  api.post('/scripts/:id/updates', atMost(MAX_UPDATE_BYTES), async (c) => {
    const id = idOf(c);
    const client = c.req.header('x-client') ?? '';
    if (!CLIENT.test(client)) throw new Fault('input', 'An update must say in X-Client which window sends it.');
    const update = new Uint8Array(await c.req.arrayBuffer());
    const seq = await studio.scripts.update(id, update, { person: await personOf(studio), client });
    return c.json({ seq } satisfies UpdateAck);
  });

  api.get('/scripts/:id/read', async (c) => {
    return c.body(await readScriptThrough(studio, idOf(c)), 200, { 'Content-Type': 'application/json' });
  });

  api.get('/scripts/:id/file', async (c) => {
    const { name, type, content } = await exportScript(studio, idOf(c), { format: 'fountain' });
    return c.body(content as string, 200, {
      'Content-Type': type,
      'Content-Disposition': contentDisposition(name),
      'Cache-Control': 'no-cache',
    });
  });

  api.get('/scripts/:id/export', async (c) => {
    const asked = checked(exportQuery, {
      format: c.req.query('format'),
      paper: c.req.query('paper'),
      tags: c.req.query('tags'),
    });
    const { format, paper } = asked;
    const options = { format, ...(paper === undefined ? {} : { paper }), tags: asked.tags === 'all' };
    const { name, type, content, notes } = await exportScript(studio, idOf(c), options, c.req.raw.signal);
    return c.body(typeof content === 'string' ? content : Buffer.from(content), 200, {
      'Content-Type': type,
      'Content-Disposition': contentDisposition(name),
      'Cache-Control': 'no-cache',
      // A header is Latin-1; the page decodes it.
      'X-Notes': encodeURIComponent(JSON.stringify(notes)),
    });
  });

  api.get('/scripts/:id/corrections', async (c) => {
    const { id } = await getScript(studio.store, idOf(c));
    return c.json((await listCorrections(studio.store, id)) satisfies KeptCorrection[]);
  });

  api.get('/scripts/:id/reading', async (c) => c.json(await viewReading(studio, idOf(c))));

  api.get('/scripts/:id/original', async (c) => {
    const script = await getScript(studio.store, idOf(c));
    const original = await findOriginal(studio.store, script.id);
    if (!original) throw new Fault('not-found', 'This script was written here; there is no other file of it.');
    // A page cannot set this header: its own screen may show what may not be saved.
    const shown = c.req.header('sec-fetch-dest') === 'empty';
    if (!shown) checkExport([script]);
    const path = storedPath(studio.home, original.file);
    return sendFile(c.req.raw, { path, type: 'application/octet-stream', downloadAs: original.name });
  });
}
