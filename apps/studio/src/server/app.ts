import { Fault } from '@second-unit/evidence';
import { Hono } from 'hono';
import { faultResponse } from './faults.ts';
import { safeHeaders, sameMachineOnly } from './guard.ts';
import { credentialRoutes } from './routes/credentials.ts';
import { cutPreviewRoutes } from './routes/cut-previews.ts';
import { cutRoutes } from './routes/cuts.ts';
import { eventRoutes } from './routes/events.ts';
import { letterRoutes } from './routes/letters.ts';
import { lookRoutes } from './routes/looks.ts';
import { mediaRoutes } from './routes/media.ts';
import { paperRoutes } from './routes/papers.ts';
import { peopleRoutes } from './routes/people.ts';
import { productionRoutes } from './routes/productions.ts';
import { scriptRoutes } from './routes/scripts.ts';
import { shootDayRoutes } from './routes/shoot-days.ts';
import { studioRoutes } from './routes/studio.ts';
import { tasteRoutes } from './routes/taste.ts';
import { thingRoutes } from './routes/things.ts';
import { timelineRoutes } from './routes/timelines.ts';
import { transcriptionRoutes } from './routes/transcription.ts';
import type { Studio } from './studio.ts';
import { sendAsset } from './web-assets.ts';

export interface AppOptions {
  readonly studio: Studio;
  /** By which a second start recognises this one. */
  readonly instance: string;
  /** Folder of the built client; waited for by pages, not by the API. */
  readonly web: Promise<string>;
  /** Aborted when the studio closes: streams end. */
  readonly closing: AbortSignal;
  /** For tests: milliseconds between heartbeats of the event stream. */
  readonly heartbeatMs?: number;
}

/** The studio's HTTP side. */
export function createApp({ studio, instance, web, closing, heartbeatMs }: AppOptions): Hono {
  const app = new Hono();
  const report = (fault: Fault): void => {
    studio.log.error({ err: fault.cause instanceof Error ? fault.cause : fault }, fault.message);
  };
  app.onError((thrown, c) => faultResponse(c, thrown, report));
  app.use(safeHeaders);
  app.use(sameMachineOnly);

  const api = new Hono();
  api.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  });
  api.onError((thrown, c) => faultResponse(c, thrown, report));
  studioRoutes(api, studio, instance);
  productionRoutes(api, studio);
  scriptRoutes(api, studio);
  mediaRoutes(api, studio);
  peopleRoutes(api, studio);
  thingRoutes(api, studio);
  transcriptionRoutes(api, studio);
  timelineRoutes(api, studio);
  cutRoutes(api, studio);
  cutPreviewRoutes(api, studio);
  letterRoutes(api);
  lookRoutes(api, studio);
  tasteRoutes(api, studio);
  credentialRoutes(api, studio);
  paperRoutes(api, studio);
  shootDayRoutes(api, studio);
  eventRoutes(api, studio.events, closing, heartbeatMs);
  app.route('/api/v1', api);
  app.all('/api/*', () => {
    throw new Fault('not-found', 'The API has no such address.');
  });
  app.get('*', async (c) => sendAsset(c, await web));
  app.notFound((c) => faultResponse(c, new Fault('not-found', 'There is nothing at this address.'), report));
  return app;
}
