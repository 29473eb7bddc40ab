import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Fault } from '@second-unit/evidence';

/** Bytes to send, both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a `Range` header by RFC 9110 §14.
 *
 * @returns `undefined` where the whole file is to be sent (no header, another unit, nonsense, or
 *   several ranges, which a server may answer with everything); `'unsatisfiable'` where no byte of
 *   the file is asked for.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [, from = '', to = ''] = match;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return undefined;
  return first >= size ? 'unsatisfiable' : { first, last };
}

export interface FileAnswer {
  readonly path: string;
  readonly type: string;
  /** Offered as a download under this name. */
  readonly downloadAs?: string;
  /** `Cache-Control`; the default asks again each time. */
  readonly cache?: string;
}

/**
 * A file as an HTTP answer: 200, 206, 304 or 416.
 *
 * @throws Fault `not-found` when the file is gone.
 */
export async function sendFile(request: Request, answer: FileAnswer): Promise<Response> {
  const file = await open(answer.path).catch((cause: unknown) => {
    throw new Fault('not-found', 'This file is no longer where it was.', { place: answer.path, cause });
  });
  let handedOver = false;
  try {
    const { size, mtimeMs, ino } = await file.stat();
    const etag = `"${ino.toString(36)}-${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    const headers = new Headers({
      'Content-Type': answer.type,
      'Accept-Ranges': 'bytes',
      'Cache-Control': answer.cache ?? 'no-cache',
      ETag: etag,
    });
    if (answer.downloadAs !== undefined) headers.set('Content-Disposition', contentDisposition(answer.downloadAs));
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });

    const ifRange = request.headers.get('if-range');
    const asked = ifRange !== null && ifRange !== etag ? undefined : (request.headers.get('range') ?? undefined);
    const range = parseRange(asked, size);
    if (range === 'unsatisfiable') {
      headers.set('Content-Range', `bytes */${size}`);
      return new Response(null, { status: 416, headers });
    }
    const { first, last } = range ?? { first: 0, last: size - 1 };
    headers.set('Content-Length', String(last - first + 1));
    if (range) headers.set('Content-Range', `bytes ${first}-${last}/${size}`);
    const status = range ? 206 : 200;
    if (request.method === 'HEAD' || size === 0) return new Response(null, { status, headers });
    const stream = file.createReadStream({ start: first, end: last, highWaterMark: 1 << 18 });
    handedOver = true;
    return new Response(Readable.toWeb(stream) as ReadableStream, { status, headers });
  } finally {
    // Once a stream reads from it, the stream closes it, also when the client goes away.
    if (!handedOver) await file.close();
  }
}

/** RFC 6266: an ASCII name for old clients and the real one, whatever its script. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => {
    return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
