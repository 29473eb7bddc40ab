import { Fault } from '@second-unit/evidence';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Only pages that this studio served may use it. A name that someone else's DNS points at
 * 127.0.0.1 fails at `Host`; a page of another site or port fails at `Origin` or `Sec-Fetch-Site`.
 * A program that is no browser sends neither and is let through: it runs as the same person.
 */
export const sameMachineOnly: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? '';
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  if (!LOOPBACK.has(name)) {
    throw new Fault('refused', 'The studio answers only under 127.0.0.1 or localhost.', { place: host });
  }
  const origin = c.req.header('origin');
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    throw new Fault('refused', 'This request comes from another site; the studio answers only its own pages.', {
      place: origin,
    });
  }
  const site = c.req.header('sec-fetch-site');
  const foreign = site === 'cross-site' || site === 'same-site';
  // Following a link to the studio is harmless; loading its data into another page is not.
  const opensPage =
    c.req.method === 'GET' && c.req.header('sec-fetch-mode') === 'navigate' && !c.req.path.startsWith('/api/');
  if (foreign && !opensPage) {
    throw new Fault('refused', 'This request comes from another site; the studio answers only its own pages.');
  }
  await next();
};

/** Headers of every answer. Styles may be inline because the editor and charts set them by script. */
export const safeHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  crossOriginResourcePolicy: 'same-origin',
  crossOriginOpenerPolicy: 'same-origin',
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  // Plain HTTP on loopback: there is nothing to be strict about.
  strictTransportSecurity: false,
});
