import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionInput, ActionName, ActionOutput } from '../../src/contract/index.ts';
import { type Running, startStudio } from '../../src/server/start.ts';

export interface TestStudio extends Running {
  readonly home: string;
  /** JSON of `GET /api/v1<path>`. */
  get<T>(path: string): Promise<T>;
  act<Name extends ActionName>(name: Name, input: ActionInput<Name>): Promise<ActionOutput<Name>>;
  /** Closes, but leaves the home. */
  stop(): Promise<void>;
  /** Closes and opens again over the same home. */
  reopen(): Promise<TestStudio>;
}

/** A studio over real HTTP on a free port, in a home that goes when `close` is called. */
export async function testStudio(home?: string, databaseUrl?: string): Promise<TestStudio> {
  const folder = home ?? (await mkdtemp(join(tmpdir(), 'second-unit-test-')));
  const web = join(folder, '..', `${folder}-web`);
  await mkdir(join(web, 'assets'), { recursive: true });
  await writeFile(join(web, 'index.html'), '<!doctype html><title>Second Unit</title>');
  await writeFile(join(web, 'assets', 'main-a1b2c3d4.js'), 'export {};');
  await writeFile(join(web, '.sources'), 'secret');
  const running = await startStudio({
    home: folder,
    web,
    settings: { port: 0, openBrowser: false, ...(databaseUrl ? { databaseUrl } : {}) },
    sample: false,
  });
  const stop = running.close;
  if (!running.studio) throw new Error('Another studio has this home.');
  return {
    ...running,
    home: folder,
    get: async <T>(path: string) => {
      const response = await fetch(`${running.address}/api/v1${path}`);
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    act: async (name, input) => {
      const response = await send(running.address, name, input);
      if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
      return (await response.json()) as ActionOutput<typeof name>;
    },
    close: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
      await rm(web, { recursive: true, force: true, maxRetries: 10 });
    },
    stop,
    reopen: async () => {
      await stop();
      return testStudio(folder, databaseUrl);
    },
  };
}

/** Posts an action, whatever its input. */
export function send(address: string, name: string, input: unknown): Promise<Response> {
  return fetch(`${address}/api/v1/actions/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(input),
  });
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** A request as no browser would send it: any path, any Host. */
export function raw(
  address: string,
  options: { path: string; method?: string; headers?: Record<string, string>; body?: string },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(address);
  const { body, ...rest } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, agent: false, ...rest }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What is answered to a request, without waiting for an end that events never have. */
export function statusOf(address: string, options: { path: string; method?: string; body?: string }): Promise<number> {
  const { hostname, port } = new URL(address);
  const { body, ...rest } = options;
  const headers = { 'Content-Type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, agent: false, headers: body === undefined ? {} : headers, ...rest },
      (got) => {
        resolve(got.statusCode ?? 0);
        got.destroy();
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The server-sent events of a studio, as they come. */
export async function listen(
  address: string,
): Promise<{ next(kind: string): Promise<Record<string, unknown>>; close(): void }> {
  const stop = new AbortController();
  const response = await fetch(`${address}/api/v1/events`, { signal: stop.signal });
  const seen: { kind: string; data: Record<string, unknown> }[] = [];
  let wake = (): void => {};
  void (async () => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const kind = /^event: (.*)$/m.exec(part)?.[1];
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (kind && data) seen.push({ kind, data: JSON.parse(data) as Record<string, unknown> });
      }
      wake();
    }
  })().catch(() => {});
  return {
    next: async (kind) => {
      for (;;) {
        const at = seen.findIndex((event) => event.kind === kind);
        const [found] = at === -1 ? [] : seen.splice(at, 1);
        if (found) return found.data;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    close: () => stop.abort(),
  };
}
