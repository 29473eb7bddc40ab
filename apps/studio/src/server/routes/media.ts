import { extname } from 'node:path';
import { Fault } from '@second-unit/evidence';
import type { Hono } from 'hono';
import { z } from 'zod';
import { CURVE_CHOICES, type LogView } from '../../contract/index.ts';
import { findLog, getMedia } from '../../database/index.ts';
import { filmScenes } from '../../productions/film-scenes.ts';
import { filmPath, liesOutside } from '../../productions/fingerprint.ts';
import { mediaSummary } from '../../productions/index.ts';
import { exportLog, isLogFormat, LOG_FORMATS } from '../../productions/log-export.ts';
import { exists, framePicture, pictureKey, proxyOf } from '../../productions/pictures.ts';
import { linedView, linksToScript } from '../../productions/scene-links.ts';
import { shotsWithScale } from '../../productions/shot-scales.ts';
import { cubeOf, curveOf } from '../../productions/viewing.ts';
import { contentDisposition, sendFile } from '../file-range.ts';
import { checked, idOf } from '../params.ts';
import type { Studio } from '../studio.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/mp4',
  '.webm': 'video/webm',
};
/** `look`: the curve that a frame is looked at through, or `recorded`; without it as the film is looked at. */
const frameQuery = z.object({ look: z.enum([...CURVE_CHOICES, 'recorded']).optional() });
const FOR_EVER = 'private, max-age=31536000, immutable';

/** Films: what they are, what they show, and their pictures. */
export function mediaRoutes(api: Hono, studio: Studio): void {
  api.get('/media/:id', async (c) => c.json(mediaSummary(await getMedia(studio.store, idOf(c)), studio.home)));

  api.get('/media/:id/file', async (c) => {
    const media = await getMedia(studio.store, idOf(c));
    const path = await filmPath(studio.home, media);
    if (media.info.playsInBrowser) {
      return sendFile(c.req.raw, { path, type: TYPES[extname(path).toLowerCase()] ?? 'video/mp4' });
    }
    const proxy = proxyOf(studio.home, pictureKey(media));
    if (!(await exists(proxy))) {
      throw new Fault(
        'unavailable',
        media.job === undefined
          ? 'There is no copy of this film that a browser plays; log the film again to make one.'
          : 'The copy of this film that a browser plays is being made.',
      );
    }
    return sendFile(c.req.raw, { path: proxy, type: 'video/mp4' });
  });

  api.get('/media/:id/log', async (c) => {
    const media = await getMedia(studio.store, idOf(c));
    const row = await findLog(studio.store, media.id);
    if (!row) throw new Fault('not-found', 'This film is not logged yet.', { place: media.title });
    const links = await linksToScript(studio, media.production, { ...row, media: media.id });
    const view: LogView = {
      log: {
        ...row.log,
        media: mediaSummary(media, studio.home).info,
        shots: await shotsWithScale(studio.store, media.id, row),
        ...(await filmScenes(studio, media, row)),
      },
      ...(links ? { script: links.script } : {}),
      scenes: links?.scenes ?? [],
    };
    return c.json(view);
  });

  api.get('/media/:id/lined', async (c) => {
    const media = await getMedia(studio.store, idOf(c));
    const row = await findLog(studio.store, media.id);
    if (!row) throw new Fault('not-found', 'This film is not logged yet.', { place: media.title });
    return c.body(await linedView(studio, media, row), 200, { 'Content-Type': 'application/json' });
  });

  api.get('/media/:id/export', async (c) => {
    const format = c.req.query('format') ?? 'csv';
    if (!isLogFormat(format)) {
      throw new Fault('input', `A log can be exported as ${LOG_FORMATS.join(', ')}.`, { place: format.slice(0, 40) });
    }
    const { name, type, content } = await exportLog(studio, await getMedia(studio.store, idOf(c)), format);
    return c.body(content, 200, { 'Content-Type': type, 'Content-Disposition': contentDisposition(name) });
  });

  api.get('/viewing/:curve', async (c) => {
    const curve = CURVE_CHOICES.find((one) => one === c.req.param('curve'));
    if (curve === undefined) {
      throw new Fault('not-found', `There are viewing transforms of ${CURVE_CHOICES.join(', ')}.`, {
        place: c.req.param('curve').slice(0, 40),
      });
    }
    return sendFile(c.req.raw, { path: await cubeOf(studio.home, curve), type: 'text/plain; charset=utf-8' });
  });

  api.get('/media/:id/frames/:frame', async (c) => {
    const media = await getMedia(studio.store, idOf(c));
    const asked = c.req.param('frame');
    const frame = Number(asked);
    if (!/^\d{1,9}$/.test(asked) || frame >= media.info.frames) {
      throw new Fault('not-found', `This film has the frames 0 to ${media.info.frames - 1}.`, { place: asked });
    }
    const film = await filmPath(studio.home, media);
    const { look } = checked(frameQuery, { look: c.req.query('look') });
    const curve = look === undefined ? curveOf(media) : look === 'recorded' ? undefined : look;
    const path = await framePicture(studio.home, {
      media: pictureKey(media),
      film,
      frame,
      curve,
      signal: c.req.raw.signal,
    });
    // A film outside the home may become another under the same address, and what is not asked for may change; then its
    // pictures do too.
    const cache = liesOutside(media) || look === undefined ? {} : { cache: FOR_EVER };
    return sendFile(c.req.raw, { path, type: 'image/jpeg', ...cache });
  });
}
