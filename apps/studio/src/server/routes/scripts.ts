import { Fault } from '@second-unit/evidence';
import type { Hono } from 'hono';
import type { UpdateAck } from '../../contract/index.ts';
import { checkExport } from '../../productions/export-rights.ts';
import { MAX_UPDATE_BYTES } from '../../scripts/index.ts';
import { contentDisposition } from '../file-range.ts';
import { atMost, idOf } from '../params.ts';
import { personOf, type Studio } from '../studio.ts';

const CLIENT = /^[\w-]{1,64}$/;

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
    const id = idOf(c);
    const { text, seq } = await studio.scripts.read(id);
    return c.body(await studio.reader.read(`${id} ${seq}`, text), 200, { 'Content-Type': 'application/json' });
  });

  api.get('/scripts/:id/file', async (c) => {
    const id = idOf(c);
    const script = await studio.scripts.summary(id);
    checkExport([script]);
    return c.body((await studio.scripts.read(id)).text, 200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': contentDisposition(script.mirror),
      'Cache-Control': 'no-cache',
    });
  });
}
