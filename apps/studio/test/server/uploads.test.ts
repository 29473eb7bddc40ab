import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { close } from '@second-unit/media';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProductionView } from '../../src/contract/index.ts';
import { BACKENDS, freshDatabaseUrl } from '../support/postgres.ts';
import { drawFilm } from './film.ts';
import { raw, send, type TestStudio, testStudio } from './harness.ts';

describe.each(BACKENDS)('what is no film and no script, on %s', (backend) => {
  let studio: TestStudio;
  let production: string;
  let folder: string;
  const at = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second-unit uploads '));
    await drawFilm(at('film.mp4'));
    studio = await testStudio(undefined, backend === 'postgresql' ? await freshDatabaseUrl() : undefined);
    production = (await studio.act('production.create', { title: 'The Sea' })).id;
  }, 60_000);
  afterAll(async () => {
    await studio.close();
    close();
    await rm(folder, { recursive: true, force: true });
  });

  async function upload(name: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
    return fetch(`${studio.address}/api/v1/productions/${production}/files?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body,
    });
  }

  const nothing = async (): Promise<void> => {
    expect(await readdir(join(studio.home, 'incoming'))).toEqual([]);
    expect(await readdir(join(studio.home, 'media'))).toEqual([]);
    const view = await studio.get<ProductionView>(`/productions/${production}`);
    expect(view.scripts).toEqual([]);
  };

  test.each([
    ['empty.mp4', () => new Uint8Array(0)],
    ['empty.fountain', () => new Uint8Array(0)],
    ['blank.fountain', () => new TextEncoder().encode(' \n \n')],
    ['binary.fountain', () => Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3])],
    ['noise 🎬.mp4', () => Uint8Array.from({ length: 5000 }, (_, n) => (n * 7919) % 251)],
    ['text.mp4', () => new TextEncoder().encode('INT. HOUSE - DAY')],
    ['no ending', () => new TextEncoder().encode('INT. HOUSE - DAY')],
    ['../../escape.mp4', () => new TextEncoder().encode('x')],
    ['/etc/passwd', () => new TextEncoder().encode('x')],
  ])('%s gets one sentence, and nothing is left', async (name, body) => {
    const response = await upload(name, body());
    expect(response.status).toBe(422);
    const { error } = (await response.json()) as { error: { code: string; message: string; place?: string } };
    expect(error.code).toBe('input');
    expect(error.message).not.toMatch(/\n|incoming|\.part|Error:/);
    await nothing();
  });

  test.each(['Draft 3.RTF', 'draft.doc', 'draft.pages'])('%s: says how screenplays come in', async (name) => {
    const response = await upload(name, new TextEncoder().encode('%PDF-1.7'));
    expect(response.status).toBe(422);
    const { error } = (await response.json()) as { error: { message: string; place: string } };
    expect(error).toMatchObject({ message: expect.stringMatching(/\.fountain.*\.fdx.*\.pdf/), place: name });
    await nothing();
  });

  test('a film that is cut off', async () => {
    const whole = new Uint8Array(await readFile(at('film.mp4')));
    const response = await upload('cut off.mp4', whole.slice(0, 700));
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('cut off');
    await nothing();
  });

  test('a script of 2 GB is refused before it is sent, and as it comes where nobody said how long it is', async () => {
    const { hostname, port } = new URL(studio.address);
    const path = `/api/v1/productions/${production}/files?name=huge.fountain`;
    const send2GB = (headers: Record<string, string>) =>
      new Promise<{ status: number; sent: number }>((resolve, reject) => {
        let sent = 0;
        let status = 0;
        const chunk = Buffer.alloc(1 << 20, 'A');
        const sending = request({ hostname, port, path, method: 'POST', headers }, (response) => {
          status = response.statusCode ?? 0;
          response.resume();
          response.on('end', () => {
            sending.destroy();
            resolve({ status, sent });
          });
        });
        sending.on('error', (error) => {
          if (status === 0) reject(error);
        });
        const more = (): void => {
          while (status === 0 && sent < 2 * 1024) {
            sent++;
            if (!sending.write(chunk)) {
              sending.once('drain', more);
              return;
            }
          }
        };
        more();
      });
    const announced = await send2GB({ 'Content-Length': String(2 * 1024 ** 3) });
    expect(announced.status).toBe(413);
    const streamed = await send2GB({ 'Transfer-Encoding': 'chunked' });
    expect(streamed.status).toBe(413);
    // Twice 64 MB are let come, once by us and once by the server's own listener, and some are on their way.
    expect(streamed.sent).toBeLessThan(512);
    await nothing();
    expect((await raw(studio.address, { path: '/api/v1/studio' })).status).toBe(200);
  }, 60_000);

  test.each(['draft.doc', 'long.otio'])('%s: whoever sends slowly, and listens only then, hears why', async (name) => {
    const { hostname, port } = new URL(studio.address);
    const socket = connect(Number(port), hostname).pause();
    const head = `POST /api/v1/productions/${production}/files?name=${name} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n`;
    const write = (data: string | Buffer) =>
      new Promise<void>((resolve, reject) => {
        socket.once('error', reject).write(data, () => resolve());
      });
    await write(`${head}Content-Length: ${24 << 20}\r\nConnection: close\r\n\r\n`);
    await write(Buffer.alloc(1 << 20));
    // Longer than the server waits for a body that nobody reads.
    await sleep(900);
    await write(Buffer.alloc(23 << 20));
    expect(await text(socket.resume())).toMatch(/^HTTP\/1\.1 4(13|22) .*"message":"/s);
    await nothing();
  });

  test('an upload that is broken off leaves nothing', async () => {
    const { hostname, port } = new URL(studio.address);
    const path = `/api/v1/productions/${production}/files?name=half.mp4`;
    const sending = request({ hostname, port, path, method: 'POST', headers: { 'Content-Length': '1000000' } });
    sending.on('error', () => {});
    sending.write(Buffer.alloc(10_000));
    // Broken off when the first of it has come.
    await expect.poll(() => readdir(join(studio.home, 'incoming')), { timeout: 20_000 }).toHaveLength(1);
    sending.destroy();
    await expect.poll(() => readdir(join(studio.home, 'incoming')), { timeout: 20_000 }).toEqual([]);
    await nothing();
  });

  test('a production that is not there, a name that is none, a ground that is none', async () => {
    const nowhere = '01a2029f-26c5-75e5-a0ef-184041707f7d';
    const there = (path: string) =>
      raw(studio.address, { path: `/api/v1/productions/${path}`, method: 'POST', body: 'x' });
    expect((await there(`${nowhere}/files?name=a.fountain`)).status).toBe(404);
    expect((await there(`${production}/files`)).status).toBe(422);
    expect((await there(`${production}/files?name=a.fountain&basis=stolen`)).status).toBe(422);
    await nothing();
  });

  test('a sparse film of 2 GB without a picture is no film', async () => {
    const file = await open(at('sparse.mp4'), 'w');
    await file.truncate(2 * 1024 ** 3);
    await file.close();
    const response = await send(studio.address, 'media.open', { production, path: at('sparse.mp4') });
    expect(response.status).toBe(422);
  });
});
