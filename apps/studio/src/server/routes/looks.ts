import { BASES, defaultRights, Fault } from '@second-unit/evidence';
import type { Hono } from 'hono';
import { z } from 'zod';
import { getMedia, getProduction } from '../../database/index.ts';
import { getLook, getStill } from '../../database/looks.ts';
import { storedPath } from '../../home/index.ts';
import { openCut } from '../../productions/cut-room.ts';
import { exportLook, keepStill, lookedPicture, viewLook, viewLooks } from '../../productions/looks.ts';
import { contentDisposition, sendFile } from '../file-range.ts';
import { checked, idOf } from '../params.ts';
import { personOf, type Studio } from '../studio.ts';

const strength = z.coerce.number().min(0).max(1);
const frame = z.coerce.number().int().min(0).optional();
const upload = z.object({
  name: z.string().trim().min(1, 'the file needs a name').max(1024),
  basis: z.enum(BASES as [string, ...string[]]).optional(),
});
const fileQuery = z.object({ strength: strength.default(1) });
/** `strength` 0 is the frame as shot. */
const lookPictureQuery = z.object({ frame, strength: strength.default(1) });
/** `look`: one of the production's, or `none`; without it the picture is as the cut has it. */
const cutPictureQuery = z.object({
  item: z.string().min(1).max(64).optional(),
  frame,
  look: z.union([z.literal('none'), z.uuid()]).optional(),
  strength: strength.optional(),
});

/** Looks of a production, their references, and pictures before and after. */
export function lookRoutes(api: Hono, studio: Studio): void {
  api.get('/productions/:id/looks', async (c) => {
    const { id } = await getProduction(studio.store, idOf(c));
    return c.json(await viewLooks(studio.store, id));
  });

  api.post('/productions/:id/stills', async (c) => {
    const { id } = await getProduction(studio.store, idOf(c));
    const { name, basis } = checked(upload, { name: c.req.query('name'), basis: c.req.query('basis') });
    const announced = Number(c.req.header('content-length') ?? Number.NaN);
    return c.json(
      await keepStill(studio, {
        production: id,
        name,
        body: c.req.raw.body,
        ...(Number.isFinite(announced) ? { announced } : {}),
        rights: defaultRights(BASES.find((one) => one === basis)),
        author: await personOf(studio),
      }),
    );
  });

  api.get('/stills/:id/picture', async (c) => {
    const { file, type } = await getStill(studio.store, idOf(c));
    return sendFile(c.req.raw, { path: storedPath(studio.home, file), type });
  });

  api.get('/looks/:id', async (c) => c.json(await viewLook(studio.store, idOf(c))));

  api.get('/looks/:id/file', async (c) => {
    const asked = checked(fileQuery, { strength: c.req.query('strength') });
    const { name, content } = await exportLook(studio, idOf(c), asked.strength);
    return c.body(content, 200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': contentDisposition(name),
    });
  });

  api.get('/looks/:id/picture', async (c) => {
    const asked = checked(lookPictureQuery, { frame: c.req.query('frame'), strength: c.req.query('strength') });
    const look = await getLook(studio.store, idOf(c));
    const media = await getMedia(studio.store, look.source.media);
    const at = asked.frame ?? look.fitted?.frame ?? 0;
    const shown = asked.strength === 0 ? undefined : { id: look.id, strength: asked.strength };
    return sendFile(c.req.raw, { path: await lookedPicture(studio, media, at, shown), type: 'image/jpeg' });
  });

  api.get('/cuts/:id/picture', async (c) => {
    const asked = checked(cutPictureQuery, {
      item: c.req.query('item'),
      frame: c.req.query('frame'),
      look: c.req.query('look'),
      strength: c.req.query('strength'),
    });
    const { cut, row } = await openCut(studio, idOf(c));
    const item = asked.item === undefined ? cut.items[0] : cut.items.find(({ id }) => id === asked.item);
    if (!item) throw new Fault('not-found', 'There is no such item in this cut.', { place: row.title });
    const look =
      asked.look === 'none'
        ? undefined
        : asked.look === undefined
          ? cut.look && { ...cut.look, strength: asked.strength ?? cut.look.strength }
          : { id: asked.look, strength: asked.strength ?? 1 };
    if (look && (await getLook(studio.store, look.id)).production !== row.production) {
      throw new Fault('not-found', 'There is no such look.', { place: look.id });
    }
    const at = asked.frame ?? (item.inFrame + item.outFrame - 1) >> 1;
    const path = await lookedPicture(studio, await getMedia(studio.store, item.media), at, look);
    return sendFile(c.req.raw, { path, type: 'image/jpeg' });
  });
}
