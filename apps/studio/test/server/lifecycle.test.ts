import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StudioView } from '../../src/contract/index.ts';
import { createApp } from '../../src/server/app.ts';
import { listen as listenOn } from '../../src/server/listen.ts';
import { claimHome } from '../../src/server/running.ts';
import { openStudio } from '../../src/server/studio.ts';
import { raw, testStudio } from './harness.ts';

const BIN = fileURLToPath(new URL('../../../../bin/second-unit.mjs', import.meta.url));

let home: string;
let web: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'second-unit-life-'));
  home = join(folder, 'home');
  web = join(folder, 'pages');
  await mkdir(web);
  await writeFile(join(web, 'index.html'), '<!doctype html>');
});
afterEach(() => rm(join(home, '..'), { recursive: true, force: true, maxRetries: 10 }));

function start(...args: string[]) {
  const child = spawn(process.execPath, [BIN, 'studio', '--home', home, '--no-open', ...args], {
    env: { ...process.env, SECOND_UNIT_WEB: web, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, stderr }));
  });
  return { child, ended, line: async () => (await lines.next()).value as string | undefined };
}

describe('a studio', () => {
  test('is found by a second start, closes on a signal, and lets its home go', async () => {
    const first = start('--port', '0');
    const said = await first.line();
    const address = /^Second Unit is open at (http:\/\/127\.0\.0\.1:\d+)$/.exec(said ?? '')?.[1];
    expect(address, said).toBeTruthy();
    expect(await readdir(home)).toContain('running.json');

    const second = start('--port', '0');
    expect(await second.line()).toBe(`Second Unit is already open at ${address}`);
    expect((await second.ended).code).toBe(0);

    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    expect(await readdir(home)).not.toContain('running.json');
    await expect(fetch(`${address}/`)).rejects.toThrow();
  }, 60_000);

  test('makes the sample production in a new home, and not in one that has productions', async () => {
    const first = start('--port', '0');
    const address = (await first.line())?.split(' ').at(-1);
    const view = async () => (await (await fetch(`${address}/api/v1/studio`)).json()) as StudioView;
    await expect.poll(async () => (await view()).jobs.length, { timeout: 20_000 }).toBe(1);
    const { productions, jobs } = await view();
    expect(productions).toMatchObject([{ sample: true, title: 'Living or Otherwise' }]);
    expect(jobs).toMatchObject([{ kind: 'sample', production: productions[0]?.id }]);
    const mirrors = await readdir(join(home, 'productions'), { recursive: true });
    expect(mirrors.filter((name) => name.endsWith('.fountain'))).toHaveLength(1);
    first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(0);
    // What was interrupted goes on at the next start: one job, not two.
    const again = await testStudio(home);
    await again.act('job.cancel', { job: jobs[0]?.id ?? '' });
    expect((await again.get<StudioView>('/studio')).jobs).toHaveLength(1);
    await again.stop();
  }, 60_000);

  test('a port that is taken leads to the next, one that is none to exit 2', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const studio = start('--port', String(port));
    expect(await studio.line()).not.toContain(`:${port}`);
    studio.child.kill('SIGINT');
    await studio.ended;
    taken.close();
  }, 60_000);

  test('says in one sentence why a home cannot be opened', async () => {
    await writeFile(home, 'a file');
    const studio = start('--port', '0');
    const { code, stderr } = await studio.ended;
    expect([1, 2]).toContain(code);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(home);
    expect(stderr).not.toMatch(/\bat .+:\d+:\d+/);
  }, 60_000);

  test('that was killed is closed by its launcher’s end', async () => {
    const first = start('--port', '0');
    const address = (await first.line())?.split(' ').at(-1) ?? '';
    // Under this Node the launcher is the studio itself; killed, it leaves a note that must not stop the next.
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await readdir(home)).toContain('running.json');
    const second = start('--port', '0');
    expect(await second.line()).toMatch(/^Second Unit is open at/);
    expect(await fetch(address).catch(() => 'gone')).toBe('gone');
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  }, 60_000);
});

describe('the claim on a home', () => {
  test('is kept by a studio that stands still, and given up by one that is killed', async () => {
    const first = start('--port', '0');
    const address = (await first.line())?.split(' ').at(-1);
    first.child.kill('SIGSTOP');
    try {
      const upload = join(home, 'incoming', 'under way.part');
      await writeFile(upload, 'half');
      await expect(claimHome(home, 1500)).rejects.toMatchObject({ code: 'conflict', place: home });
      expect(await readdir(home)).toContain('running.json');
      expect(await readFile(upload, 'utf8')).toBe('half');
      // It goes on before the second start has lost patience.
      setTimeout(() => first.child.kill('SIGCONT'), 1500);
      expect(await claimHome(home)).toEqual({ running: address });
    } finally {
      first.child.kill('SIGKILL');
    }
    await first.ended;
    const claim = await claimHome(home, 0);
    expect(claim).toHaveProperty('release');
    if ('release' in claim) await claim.release();
  }, 60_000);

  test('is given to one of many that ask at once', async () => {
    await mkdir(home);
    const claims = await Promise.allSettled([1, 2, 3, 4].map(() => claimHome(home, 300)));
    const given = claims.flatMap((claim) => (claim.status === 'fulfilled' ? claim.value : []));
    expect(given).toEqual([expect.objectContaining({ release: expect.any(Function) })]);
    const refused = claims.flatMap((claim) => (claim.status === 'rejected' ? claim.reason : []));
    expect(refused).toEqual(Array(3).fill(expect.objectContaining({ code: 'conflict', place: home })));
  });

  test.each([
    '{"instance":"x","pid":999999999}',
    '{"instance":"x","pid":1,"address":"http://127.0.0.1:9"}',
    '{"instance":"x","pid":1,"address":"nonsense"}',
    'not json',
    '',
    'null',
  ])('does not stop at what a dead studio left: %s', async (left) => {
    await mkdir(home);
    await writeFile(join(home, 'running.json'), left);
    const claim = await claimHome(home);
    expect(claim).toHaveProperty('release');
    if ('release' in claim) await claim.release();
    expect(await readdir(home)).toEqual(['running.lock']);
  });
});

describe('the stream of events', () => {
  test('shows that it lives, and ends with the studio', async () => {
    const studio = await openStudio({ home, settings: { port: 0 } });
    const closing = new AbortController();
    const app = createApp({
      studio,
      instance: 'test',
      web: Promise.resolve(web),
      closing: closing.signal,
      heartbeatMs: 30,
    });
    const { server, address } = await listenOn(app, 0);
    const response = await fetch(`${address}/api/v1/events`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array);
      // Two may come in one piece.
      if (text.split(': still here').length >= 3) closing.abort();
    }
    expect(text.startsWith('retry: ')).toBe(true);
    expect(studio.events.listening).toBe(0);
    server.close();
    await studio.close();
  });

  test('is let go of when the reader goes', async () => {
    const studio = await testStudio(home);
    const stop = new AbortController();
    const response = await fetch(`${studio.address}/api/v1/events`, { signal: stop.signal });
    await response.body?.getReader().read();
    expect(studio.studio?.events.listening).toBe(1);
    stop.abort();
    await expect.poll(() => studio.studio?.events.listening, { timeout: 20_000 }).toBe(0);
    await studio.stop();
  });
});

test('a connection outlasts a client that is busy between two requests', async () => {
  const studio = await testStudio(home);
  const { headers } = await raw(studio.address, { path: '/api/v1/studio', headers: { Connection: 'keep-alive' } });
  expect(headers['keep-alive']).toBe('timeout=120');
  await studio.stop();
});

test('a fault of ours is told without its details, and logged with them', async () => {
  const studio = await testStudio(home);
  Object.defineProperty(studio.studio, 'database', {
    get: () => {
      throw new TypeError('secret detail');
    },
  });
  const answer = await raw(studio.address, { path: '/api/v1/studio' });
  expect(answer.status).toBe(500);
  expect(answer.body).not.toContain('secret');
  const log = await readFile(join(home, 'logs', 'studio.log'), 'utf8');
  expect(log).toContain('secret detail');
  await studio.stop().catch(() => {});
});
