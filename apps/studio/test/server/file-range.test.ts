import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentDisposition, parseRange, sendFile } from '../../src/server/file-range.ts';

describe('parseRange', () => {
  test.each([
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=0-', { first: 0, last: 9 }],
    ['bytes=5-', { first: 5, last: 9 }],
    ['bytes=5-1000', { first: 5, last: 9 }],
    ['bytes=-3', { first: 7, last: 9 }],
    ['bytes=-1000', { first: 0, last: 9 }],
    ['bytes=9-9', { first: 9, last: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-20', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=99999999999999999999-', 'unsatisfiable'],
    ['bytes=5-4', undefined],
    ['bytes=-', undefined],
    ['bytes=a-b', undefined],
    ['bytes=0-1,3-4', undefined],
    ['lines=0-1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s of ten bytes', (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected);
  });

  test('nothing of an empty file can be had', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(parseRange('bytes=-1', 0)).toBe('unsatisfiable');
  });

  test('what is answered always lies in the file', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), fc.nat(1e6), (noise, from, to, size) => {
        for (const header of [noise, `bytes=${from}-${to}`, `bytes=${from}-`, `bytes=-${to}`]) {
          const range = parseRange(header, size);
          if (range === undefined || range === 'unsatisfiable') continue;
          expect(range.first).toBeGreaterThanOrEqual(0);
          expect(range.first).toBeLessThanOrEqual(range.last);
          expect(range.last).toBeLessThan(size);
        }
      }),
    );
  });
});

describe('sendFile', () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second-unit-range-'));
    path = join(folder, 'file.bin');
    await writeFile(path, '0123456789');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const ask = (headers: Record<string, string> = {}, method = 'GET') =>
    sendFile(new Request('http://127.0.0.1/', { headers, method }), { path, type: 'video/mp4' });

  test('the whole file, a part of it, and none', async () => {
    const whole = await ask();
    expect([whole.status, await whole.text()]).toEqual([200, '0123456789']);
    const part = await ask({ Range: 'bytes=2-4' });
    expect([part.status, await part.text()]).toEqual([206, '234']);
    expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(part.headers.get('content-length')).toBe('3');
    const none = await ask({ Range: 'bytes=10-' });
    expect([none.status, none.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  });

  test('HEAD says how long it is', async () => {
    const head = await ask({}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
  });

  test('a known version is not sent again, and a range of another version is the whole', async () => {
    const etag = (await ask()).headers.get('etag') ?? '';
    expect((await ask({ 'If-None-Match': etag })).status).toBe(304);
    expect((await ask({ 'If-Range': etag, Range: 'bytes=0-1' })).status).toBe(206);
    expect((await ask({ 'If-Range': '"other"', Range: 'bytes=0-1' })).status).toBe(200);
  });

  test('an empty file and one that is gone', async () => {
    const empty = join(folder, 'empty');
    await writeFile(empty, '');
    const request = new Request('http://127.0.0.1/');
    const answer = await sendFile(request, { path: empty, type: 'video/mp4' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    await expect(sendFile(request, { path: join(folder, 'gone'), type: 'video/mp4' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

test('a download keeps its name, whatever its script', () => {
  expect(contentDisposition('Été "1" 🎬.fountain')).toBe(
    `attachment; filename="_t_ _1_ __.fountain"; filename*=UTF-8''%C3%89t%C3%A9%20%221%22%20%F0%9F%8E%AC.fountain`,
  );
});
