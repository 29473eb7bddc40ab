import { BASES, defaultRights } from '@second-unit/evidence';
import { exactRate } from '@second-unit/timeline';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { ProductionView } from '../../contract/index.ts';
import { allScripts, getProduction, listCuts, listLedger, listMedia } from '../../database/index.ts';
import { listMusic } from '../../database/music.ts';
import { cutSummary, mediaSummary, scriptSummary, takeIn } from '../../productions/index.ts';
import { musicSummary } from '../../productions/music.ts';
import { searchProduction } from '../../productions/shot-search.ts';
import type { Unpacking } from '../../productions/timeline-bundle.ts';
import { letCome } from '../incoming.ts';
import { checked, idOf } from '../params.ts';
import { personOf, type Studio } from '../studio.ts';

const upload = z.object({
  name: z.string().trim().min(1, 'the file needs a name').max(1024),
  basis: z.enum(BASES as [string, ...string[]]).optional(),
  /** Frames a second of an EDL: `25`, `23.976`. */
  rate: z.coerce.number().positive().max(240).optional(),
  /** Of subtitles: the film whose they are. */
  film: z.uuid().optional(),
  /** The sender's own id of it, by which the events say how far it is. */
  upload: z.uuid().optional(),
});

const shotQuery = z.object({
  media: z.uuid().optional(),
  q: z.string().max(1000).default(''),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});

/** `after`: the id of an entry already seen. */
const ledgerQuery = z.object({ after: z.uuid().optional() });

/** One production: what is in it, what comes in, and its ledger. */
export function productionRoutes(api: Hono, studio: Studio): void {
  api.get('/productions/:id', async (c) => {
    const production = await getProduction(studio.store, idOf(c));
    const [scripts, media, cuts, music] = await Promise.all([
      allScripts(studio.store, production.id),
      listMedia(studio.store, production.id),
      listCuts(studio.store, production.id),
      listMusic(studio.store, production.id),
    ]);
    const view: ProductionView = {
      ...production,
      scripts: scripts.filter(({ removedAt }) => removedAt === null).map(scriptSummary),
      removed: scripts.filter(({ removedAt }) => removedAt !== null).map(scriptSummary),
      media: media.map((row) => mediaSummary(row, studio.home)),
      cuts: cuts.map(cutSummary),
      music: music.map(musicSummary),
    };
    return c.json(view);
  });

  api.get('/productions/:id/shots', async (c) => {
    const { id } = await getProduction(studio.store, idOf(c));
    const { q, limit, media } = checked(shotQuery, {
      q: c.req.query('q'),
      limit: c.req.query('limit'),
      media: c.req.query('media'),
    });
    const where = { production: id, ...(media === undefined ? {} : { media }) };
    return c.json(await searchProduction(studio, where, q, { limit, signal: c.req.raw.signal }));
  });

  api.post('/productions/:id/files', async (c) => {
    const { id } = await getProduction(studio.store, idOf(c));
    const {
      name,
      basis,
      rate,
      film,
      upload: as,
    } = checked(upload, {
      name: c.req.query('name'),
      basis: c.req.query('basis'),
      rate: c.req.query('rate'),
      film: c.req.query('film'),
      upload: c.req.query('upload'),
    });
    const announced = Number(c.req.header('content-length') ?? Number.NaN);
    const { body } = c.req.raw;
    const taken = takeIn(studio, {
      production: id,
      name,
      body,
      ...(Number.isFinite(announced) ? { announced } : {}),
      ...(rate === undefined ? {} : { rate: exactRate(rate) }),
      ...(film === undefined ? {} : { film }),
      rights: defaultRights(BASES.find((one) => one === basis)),
      author: await personOf(studio),
      signal: c.req.raw.signal,
      ...(as === undefined ? {} : { onProgress: unpackingOf(studio, as) }),
    });
    return c.json(
      await taken.catch(async (thrown: unknown) => {
        await letCome(body, announced);
        throw thrown;
      }),
    );
  });

  api.get('/productions/:id/ledger', async (c) => {
    const { id } = await getProduction(studio.store, idOf(c));
    const { after } = checked(ledgerQuery, { after: c.req.query('after') });
    return c.json(await listLedger(studio.store, id, after === undefined ? {} : { after }));
  });
}

/** Tells who listens how far the unpacking of an upload is, percent by percent. */
function unpackingOf({ events }: Studio, upload: string): Unpacking {
  let told = -1;
  return (film, share) => {
    const percent = Math.floor(share * 100);
    if (percent === told) return;
    told = percent;
    events.emit({ kind: 'upload', upload, film, share });
  };
}
