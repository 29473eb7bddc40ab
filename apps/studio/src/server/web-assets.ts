import { stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { Fault } from '@second-unit/evidence';
import type { Context } from 'hono';
import { sendFile } from './file-range.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  // PostScript fonts, for what pdf.js draws.
  '.pfb': 'application/octet-stream',
  '.wasm': 'application/wasm',
  '.safetensors': 'application/octet-stream',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
};

/** Names that Vite made from the content: what is behind one never changes. */
const HASHED = /^\/assets\/[^/]*-[\w-]{8,}\.\w+$/;

/**
 * Serves the built client: hashed assets for ever, everything else asked for again, and the page
 * itself for every address that is a room rather than a file.
 */
export async function sendAsset(c: Context, dist: string): Promise<Response> {
  const path = safePath(c.req.path);
  if (path !== undefined && path !== '/') {
    const file = join(dist, path);
    const type = TYPES[extname(file).toLowerCase()];
    if (type && file.startsWith(dist + sep) && (await isFile(file))) {
      return sendFile(c.req.raw, {
        path: file,
        type,
        ...(HASHED.test(path) ? { cache: 'public, max-age=31536000, immutable' } : {}),
      });
    }
  }
  // A missing picture must not come back as a page.
  if (path === undefined || extname(path) !== '') throw new Fault('not-found', 'There is nothing at this address.');
  return sendFile(c.req.raw, { path: join(dist, 'index.html'), type: TYPES['.html'] ?? '' });
}

/** The decoded path, or undefined where it tries to be anything but a plain name below the root. */
function safePath(raw: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return undefined;
  }
  if (/[\\\0]/.test(path)) return undefined;
  const parts = path.split('/');
  return parts.some((part) => part === '..' || (part.startsWith('.') && part !== '')) ? undefined : path;
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
