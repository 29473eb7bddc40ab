import { Fault } from '@second-unit/evidence';
import type { Hono } from 'hono';
import { getProduction } from '../../database/index.ts';
import { getPaper, listPapers } from '../../database/paper-edits.ts';
import { storedPath } from '../../home/index.ts';
import { checkExport } from '../../productions/export-rights.ts';
import { EXPORTS, isExport } from '../../productions/exports.ts';
import { viewWords } from '../../productions/film-words.ts';
import { viewLineTakes } from '../../productions/line-takes.ts';
import { itemsOfPaper, openPaper, paperSummary, viewPaper } from '../../productions/paper.ts';
import { exportPaper } from '../../productions/paper-export.ts';
import { contentDisposition, sendFile } from '../file-range.ts';
import { idOf } from '../params.ts';
import type { Studio } from '../studio.ts';

/** Paper edits, and the words that they are made from. */
export function paperRoutes(api: Hono, studio: Studio): void {
  api.get('/productions/:id/papers', async (c) => {
    const { id } = await getProduction(studio.store, idOf(c));
    const papers = await listPapers(studio.store, id);
    return c.json(papers.map(paperSummary));
  });

  api.get('/productions/:id/line-takes', async (c) => {
    const { id } = await getProduction(studio.store, idOf(c));
    return c.json(await viewLineTakes(studio, id));
  });

  api.get('/media/:id/words', async (c) => c.json(await viewWords(studio, idOf(c))));

  api.get('/papers/:id', async (c) => c.json(await viewPaper(studio, idOf(c))));

  api.get('/papers/:id/render', async (c) => {
    const { render, title } = await getPaper(studio.store, idOf(c));
    if (render === null)
      throw new Fault('not-found', 'This paper edit is not rendered as it stands.', { place: title });
    // A page cannot set this header: only its own player gets what may not be saved.
    const plays = c.req.header('sec-fetch-dest') === 'video';
    if (!plays) checkExport(await itemsOfPaper(studio.store, await openPaper(studio, idOf(c))));
    return sendFile(c.req.raw, { path: storedPath(studio.home, render), type: 'video/mp4' });
  });

  api.get('/papers/:id/export', async (c) => {
    const format = c.req.query('format') ?? 'otio';
    if (!isExport(format)) {
      const known = Object.keys(EXPORTS).join(', ');
      throw new Fault('input', `A paper edit can be exported as ${known}.`, { place: format.slice(0, 40) });
    }
    const { name, type, content } = await exportPaper(studio, idOf(c), format);
    return c.body(content, 200, { 'Content-Type': type, 'Content-Disposition': contentDisposition(name) });
  });
}
