import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { alternatives } from '@second-unit/editing';
import { Fault } from '@second-unit/evidence';
import { otiozStream } from '@second-unit/timeline/node';
import type { Hono } from 'hono';
import { z } from 'zod';
import { CUT_FORMATS, type CutFormat } from '../../contract/cut-lists.ts';
import { getCut } from '../../database/index.ts';
import { storedPath } from '../../home/index.ts';
import { bundleCut, viewBundle } from '../../productions/cut-bundle.ts';
import { exportCut } from '../../productions/cut-export.ts';
import { openCut, viewCut } from '../../productions/cut-room.ts';
import { checkExport, itemsOf } from '../../productions/export-rights.ts';
import { contentDisposition, sendFile } from '../file-range.ts';
import { checked, idOf } from '../params.ts';
import type { Studio } from '../studio.ts';

function isCutFormat(format: string): format is CutFormat {
  return CUT_FORMATS.some((one) => one === format);
}

/** Of a pull list. */
const handlesQuery = z.object({ handles: z.coerce.number().int().min(0).max(10_000).optional() });

/** Cuts: how they stand, what else could stand in them, and what goes out. */
export function cutRoutes(api: Hono, studio: Studio): void {
  api.get('/cuts/:id', async (c) => c.json(await viewCut(studio, idOf(c))));

  api.get('/cuts/:id/alternatives/:item', async (c) => {
    const { context, cut } = await openCut(studio, idOf(c));
    return c.json(alternatives(context, cut, c.req.param('item')));
  });

  api.get('/cuts/:id/export', async (c) => {
    const format = c.req.query('format') ?? 'otio';
    if (!isCutFormat(format)) {
      const known = CUT_FORMATS.join(', ');
      throw new Fault('input', `A cut can be exported as ${known}.`, { place: format.slice(0, 40) });
    }
    const { handles } = checked(handlesQuery, { handles: c.req.query('handles') });
    const { name, type, content } = await exportCut(studio, await openCut(studio, idOf(c)), format, {
      handles,
      signal: c.req.raw.signal,
    });
    return c.body(content, 200, { 'Content-Type': type, 'Content-Disposition': contentDisposition(name) });
  });

  /** Streamed from the films as the browser takes it: it is as large as they are. */
  api.get('/cuts/:id/bundle', async (c) => {
    const opened = await openCut(studio, idOf(c));
    const { stream, bytes } = await otiozStream(await bundleCut(studio, opened, c.req.raw.signal));
    c.req.raw.signal.addEventListener('abort', () => stream.destroy(), { once: true });
    return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
      'Content-Type': 'application/zip',
      'Content-Length': String(bytes),
      'Content-Disposition': contentDisposition(`${opened.row.title}.otioz`),
    });
  });

  api.get('/cuts/:id/bundle/contents', async (c) => c.json(await viewBundle(studio, await openCut(studio, idOf(c)))));

  api.get('/cuts/:id/render', async (c) => {
    const { render, title } = await getCut(studio.store, idOf(c));
    if (render === null) throw new Fault('not-found', 'This cut is not rendered as it stands.', { place: title });
    // A page cannot set this header: only its own player gets a cut that may not be saved.
    const plays = c.req.header('sec-fetch-dest') === 'video';
    if (!plays) checkExport(await itemsOf(studio.store, await openCut(studio, idOf(c))));
    const type = render.endsWith('.mov') ? 'video/quicktime' : 'video/mp4';
    const downloadAs = `${title}${extname(render)}`;
    return sendFile(c.req.raw, { path: storedPath(studio.home, render), type, ...(plays ? {} : { downloadAs }) });
  });
}
