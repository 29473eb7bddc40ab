import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { raw, send, type TestStudio, testStudio } from './harness.ts';

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.close());

const code = (body: string): string => (JSON.parse(body) as { error: { code: string } }).error.code;

describe('who may ask', () => {
  test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost.evil.example:4711', '0.0.0.0'])(
    'a page under the name %j is refused',
    async (host) => {
      for (const path of ['/', '/api/v1/studio', '/api/v1/events']) {
        const answer = await raw(studio.address, { path, headers: { Host: host } });
        expect(answer.status, path).toBe(403);
      }
    },
  );

  test.each(['127.0.0.1', 'localhost', '[::1]'])('%s is this machine', async (name) => {
    const { port } = new URL(studio.address);
    const answer = await raw(studio.address, { path: '/api/v1/studio', headers: { Host: `${name}:${port}` } });
    expect(answer.status).toBe(200);
  });

  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1', 'http://localhost:4711'])(
    'a page of %s is refused',
    async (Origin) => {
      const answer = await raw(studio.address, {
        path: '/api/v1/actions/production.create',
        method: 'POST',
        headers: { Origin, 'Content-Type': 'application/json' },
        body: '{"title":"Stolen"}',
      });
      expect(answer.status).toBe(403);
      expect(code(answer.body)).toBe('refused');
      expect((await studio.get<{ productions: unknown[] }>('/studio')).productions).toEqual([]);
    },
  );

  test('our own page is let in', async () => {
    const answer = await raw(studio.address, { path: '/api/v1/studio', headers: { Origin: studio.address } });
    expect(answer.status).toBe(200);
  });

  test('another site can open the page by a link, but load nothing from it', async () => {
    const cross = { 'Sec-Fetch-Site': 'cross-site' };
    const link = { ...cross, 'Sec-Fetch-Mode': 'navigate' };
    expect((await raw(studio.address, { path: '/', headers: link })).status).toBe(200);
    expect((await raw(studio.address, { path: '/', headers: cross })).status).toBe(403);
    expect((await raw(studio.address, { path: '/api/v1/studio', headers: link })).status).toBe(403);
    const other = { 'Sec-Fetch-Site': 'same-site' };
    expect((await raw(studio.address, { path: '/api/v1/studio', headers: other })).status).toBe(403);
  });

  test('a form cannot run an action', async () => {
    const answer = await raw(studio.address, {
      path: '/api/v1/actions/production.create',
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: '{"title":"Stolen"}',
    });
    expect(answer.status).toBe(422);
  });

  test('every answer forbids what the pages do not need', async () => {
    for (const path of ['/', '/api/v1/studio', '/nowhere.js', '/api/v1/nowhere']) {
      const { headers } = await raw(studio.address, { path });
      expect(headers['content-security-policy'], path).toContain("default-src 'none'");
      expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options'], path).toBe('nosniff');
      expect(headers['cross-origin-resource-policy'], path).toBe('same-origin');
    }
  });
});

describe('paths', () => {
  test.each([
    '/../package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%2f..%2f..%2fetc%2fpasswd',
    '/assets/..%5c..%5cwindows',
    '//etc/passwd',
    '/%2fetc/passwd',
    '/.sources',
    '/%2esources',
    '/assets/%00.js',
    '/assets/%ff.js',
  ])('%s leads nowhere outside the pages', async (path) => {
    const answer = await raw(studio.address, { path });
    // Either refused, or a room's address, which answers with the page itself.
    if (answer.status === 200) expect(answer.body).toBe('<!doctype html><title>Second Unit</title>');
    else expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('root:');
    expect(answer.body).not.toContain('secret');
  });

  test.each(['/api/v1/scripts/..%2f..%2fx', '/api/v1/scripts/%2e%2e', '/api/v1/media/..%2f..%2fetc%2fpasswd/file'])(
    '%s is no id',
    async (path) => {
      const answer = await raw(studio.address, { path });
      expect(answer.status).toBe(404);
      expect(code(answer.body)).toBe('not-found');
    },
  );

  test('hashed assets are kept for ever, the page is asked for again', async () => {
    const asset = await raw(studio.address, { path: '/assets/main-a1b2c3d4.js' });
    expect(asset.status).toBe(200);
    expect(asset.headers['cache-control']).toContain('immutable');
    const room = await raw(studio.address, { path: '/productions/x/script' });
    expect(room.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(room.headers['cache-control']).toBe('no-cache');
    expect((await raw(studio.address, { path: '/assets/gone-a1b2c3d4.js' })).status).toBe(404);
  });
});

describe('actions', () => {
  test('input that its schema refuses is named', async () => {
    const answer = await send(studio.address, 'production.create', { title: '' });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ error: { code: 'input', place: 'title' } });
  });

  test.each(['nothing', '__proto__', 'constructor', 'toString'])('%s is no action', async (name) => {
    expect((await send(studio.address, name, {})).status).toBe(404);
  });

  test('a body that is no JSON, and one that is too long', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const path = '/api/v1/actions/production.create';
    expect((await raw(studio.address, { path, method: 'POST', headers, body: '{' })).status).toBe(422);
    const long = JSON.stringify({ title: 'x'.repeat(2 ** 21) });
    expect((await raw(studio.address, { path, method: 'POST', headers, body: long })).status).toBe(413);
  });

  test('the table is published with JSON Schemas', async () => {
    const actions = await studio.get<{ name: string; input: { properties?: object } }[]>('/actions');
    const create = actions.find((action) => action.name === 'production.create');
    expect(create?.input.properties).toHaveProperty('title');
  });
});
