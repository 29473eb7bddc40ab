import { Fault } from '@second-unit/evidence';
import type { Hono } from 'hono';
import { actionViews, runAction } from '../../actions/index.ts';
import type { StudioView } from '../../contract/index.ts';
import { getPerson, listProductions } from '../../database/index.ts';
import { atMost } from '../params.ts';
import { INSTANCE_HEADER } from '../running.ts';
import { type Studio, suggestedName } from '../studio.ts';
import { VERSION } from '../version.ts';

/** The studio itself and its actions. */
export function studioRoutes(api: Hono, studio: Studio, instance: string): void {
  api.get('/studio', async (c) => {
    const person = await getPerson(studio.store);
    const view: StudioView = {
      version: VERSION,
      ...(person ? { person } : {}),
      suggestedName: suggestedName(),
      database: studio.database.dialect,
      productions: await listProductions(studio.store),
      jobs: await studio.jobs.list(),
    };
    return c.json(view, 200, { [INSTANCE_HEADER]: instance });
  });

  api.get('/actions', (c) => c.json(actionViews()));

  api.post('/actions/:name', atMost(1024 * 1024), async (c) => {
    // A form of another site can send anything but this type without asking first.
    if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
      throw new Fault('input', 'An action takes JSON: send Content-Type: application/json.');
    }
    const body: unknown = await c.req.json().catch((cause: unknown) => {
      throw new Fault('input', 'The body is not JSON.', { cause });
    });
    return c.json(await runAction(studio, c.req.param('name'), body, c.req.raw.signal));
  });
}
