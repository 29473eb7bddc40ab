import { Fault } from '@second-unit/evidence';
import type { Hono } from 'hono';
import { facePicture } from '../../productions/face-pictures.ts';
import { endConsents } from '../../productions/people-forgetting.ts';
import { peopleView } from '../../productions/people-view.ts';
import { idOf } from '../params.ts';
import type { Studio } from '../studio.ts';

const LARGEST = 512;

/** People seen in films. Nothing of it is kept by a browser: it may be forgotten at any time. */
export function peopleRoutes(api: Hono, studio: Studio): void {
  api.get('/media/:id/people', async (c) => {
    const id = idOf(c);
    await endConsents(studio);
    return c.json(await peopleView(studio, id));
  });

  api.get('/media/:id/people/faces/:track', async (c) => {
    const asked = c.req.query('size') ?? '160';
    const size = Number(asked);
    if (!/^\d{1,3}$/.test(asked) || size < 16 || size > LARGEST) {
      throw new Fault('input', `A picture of a face is 16 to ${LARGEST} pixels to a side.`, {
        place: asked.slice(0, 20),
      });
    }
    const track = idOf(c, 'track');
    const jpeg = await facePicture(studio, { media: idOf(c), track, size, signal: c.req.raw.signal });
    return c.body(Buffer.from(jpeg), 200, { 'Content-Type': 'image/jpeg', 'Cache-Control': 'no-store' });
  });
}
