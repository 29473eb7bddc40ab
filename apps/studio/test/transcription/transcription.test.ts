import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { encode, close as endMedia } from '@second-unit/media';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LogView, TranscriptionView } from '../../src/contract/index.ts';
import { createProduction, listOutgoing, lockProduction, newId } from '../../src/database/index.ts';
import { openGate } from '../../src/gate/index.ts';
import { chunksOf } from '../../src/transcription/chunks.ts';
import { type Endpoint, transcribeByEndpoint } from '../../src/transcription/endpoint.ts';
import { fetchModel, hasModel, modelPath } from '../../src/transcription/fetch-model.ts';
import { wav } from '../../src/transcription/wav.ts';
import { type TestStudio, testStudio } from '../server/harness.ts';
import { type TestHome, testHome } from '../support/postgres.ts';

/** A server on this machine that answers as each test says. */
let server: Server;
let port: number;
let answer: (request: IncomingMessage, body: Buffer, response: ServerResponse) => void;
const asked: { url: string; key: string | undefined; body: Buffer }[] = [];
let all: TestHome;

beforeAll(async () => {
  all = await testHome('sqlite');
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      asked.push({ url: request.url ?? '', key: request.headers.authorization, body });
      answer(request, body, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => asked.splice(0));
afterAll(async () => {
  server.close();
  endMedia();
  await all.close();
});

async function film(folder: string): Promise<string> {
  const path = join(folder, `${newId()}.mp4`);
  const frames = Array.from({ length: 100 }, () => new Uint8Array(64 * 36 * 3).fill(90));
  const samples = Float32Array.from({ length: 48_000 * 4 }, (_, at) => 0.1 * Math.sin(at / 9));
  const audio = { sampleRate: 48_000, channels: 1, samples } as const;
  await encode(frames, { width: 64, height: 36, frameRate: { num: 25, den: 1 }, audio }, path);
  return path;
}

describe('chunksOf', () => {
  test('covers all speech, in order, in parts of five minutes at most', () => {
    const speech = fc
      .array(fc.tuple(fc.double({ min: 0.1, max: 30, noNaN: true }), fc.double({ min: 0.3, max: 900, noNaN: true })))
      .map((pairs) => {
        let at = 0;
        return pairs.map(([wait, long]) => {
          const start = at + wait;
          at = start + long;
          return { start, end: at };
        });
      });
    fc.assert(
      fc.property(speech, (stretches) => {
        const chunks = chunksOf(stretches);
        for (const [at, { start, end }] of chunks.entries()) {
          expect(end - start).toBeLessThanOrEqual(300.001);
          expect(start).toBeGreaterThanOrEqual(chunks[at - 1]?.end ?? 0);
        }
        for (const { start, end } of stretches) {
          const covered = chunks.reduce(
            (sum, one) => sum + Math.max(0, Math.min(end, one.end) - Math.max(start, one.start)),
            0,
          );
          expect(covered).toBeCloseTo(end - start, 6);
        }
      }),
    );
  });
});

describe('an endpoint', () => {
  const person = newId();
  const speech = [
    { start: 0.5, end: 1.5 },
    { start: 2, end: 3 },
  ];
  const parcel = { production: '', media: newId(), title: 'The Sea', by: person };
  const gate = () => openGate({ database: all.database });
  const endpoint = (more: Partial<Endpoint> = {}): Endpoint => ({
    address: `http://127.0.0.1:${port}/v1/`,
    model: 'tiny',
    ...more,
  });

  test('is sent the speech as a WAV file, and its lines lie where they were said', async () => {
    const production = (await createProduction(all.database.store, { title: 'Sound' })).id;
    answer = (_request, _body, response) => {
      const segments = [
        { start: 0, end: 1, text: ' Is anybody there? ' },
        { start: 1.6, end: 99, text: 'I am.' },
        { start: 2, end: 2.1, text: '  ' },
      ];
      const words = [
        { start: 0, end: 0.25, word: 'Is' },
        { start: 0.75, end: 1, word: 'there' },
        // Longer than its segment, and than the film.
        { start: -5, end: 9, word: 'I' },
      ];
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ text: 'all', segments, words }));
    };
    const out = gate();
    const path = await film(all.home.root);
    const lines = await transcribeByEndpoint(
      out,
      endpoint({ key: 'secret', language: 'en' }),
      { ...parcel, production },
      { path, speech },
    );
    await out.close();
    expect(lines).toEqual([
      {
        start: 0.5,
        end: 1.5,
        text: 'Is anybody there?',
        from: 'endpoint',
        words: [
          { start: 0.5, end: 0.75, text: 'Is' },
          { start: 1.25, end: 1.5, text: 'there' },
        ],
      },
      { start: 2.1, end: 3, text: 'I am.', from: 'endpoint', words: [{ start: 2.1, end: 3, text: 'I' }] },
    ]);
    expect(asked).toHaveLength(1);
    const [{ url, key, body }] = asked as [(typeof asked)[number]];
    expect([url, key]).toEqual(['/v1/audio/transcriptions', 'Bearer secret']);
    const text = body.toString('latin1');
    for (const part of [
      'name="model"\r\n\r\ntiny',
      'name="language"\r\n\r\nen',
      'verbose_json',
      'filename="speech.wav"',
    ]) {
      expect(text).toContain(part);
    }
    // 2.5 s of 16 kHz in 16 bits, and no more of the film.
    const riff = body.indexOf('RIFF');
    expect(body.readUInt32LE(riff + 40)).toBe(2.5 * 16_000 * 2);
    const [left] = await listOutgoing(all.database.store, production);
    expect(left).toMatchObject({
      what: '3 seconds of speech of “The Sea”',
      outcome: 'answered 200',
      bytes: body.length,
    });
  });

  test('away from this machine hears nothing of a locked production', async () => {
    const { store } = all.database;
    const production = (await createProduction(store, { title: 'Closed' })).id;
    await lockProduction(store, production, true, { kind: 'person', id: person, name: 'Ada' });
    const out = openGate({ database: all.database, isThisMachine: () => false });
    const path = await film(all.home.root);
    const asking = transcribeByEndpoint(out, endpoint(), { ...parcel, production }, { path, speech });
    await expect(asking).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('the lock is on') });
    await out.close();
    expect(asked).toEqual([]);
  });

  test.each([
    ['says no', 401, '{"error":{"message":"Wrong key."}}', 'answered 401: Wrong key.'],
    ['fails', 500, 'oops', 'answered 500.'],
    ['answers something else', 200, '<html>', 'answered something that is no transcription.'],
    ['answers other JSON', 200, '{"segments":[{"start":"a"}]}', 'answered something that is no transcription.'],
    [
      'answers without end',
      200,
      JSON.stringify({ text: 'a'.repeat(5 * 1024 * 1024) }),
      'answered more than anybody says in five minutes.',
    ],
    [
      'hears thousands of lines in a second',
      200,
      JSON.stringify({ segments: Array.from({ length: 3001 }, () => ({ start: 0, end: 1, text: 'a' })) }),
      'answered something that is no transcription.',
    ],
  ])('that %s is told of in one sentence', async (_name, status, body, sentence) => {
    const production = (await createProduction(all.database.store, { title: 'Sound' })).id;
    answer = (_request, _body, response) => response.writeHead(status).end(body);
    const out = gate();
    const path = await film(all.home.root);
    const asking = transcribeByEndpoint(out, endpoint(), { ...parcel, production }, { path, speech });
    await expect(asking).rejects.toMatchObject({
      code: 'unavailable',
      message: `The transcription endpoint 127.0.0.1:${port} ${sentence}`,
    });
    await out.close();
  });
});

describe('fetchModel', () => {
  const bytes = Buffer.alloc(100_000, 7);
  const model = () => ({
    name: 'test',
    url: `http://127.0.0.1:${port}/model.bin`,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  const fetched = async (wanted = model()) => {
    const gate = openGate({ database: all.database });
    try {
      return await fetchModel({ home: all.home, gate }, wanted, { by: 'Ada' });
    } finally {
      await gate.close();
    }
  };

  test.each([
    ['is not there', (response: ServerResponse) => response.writeHead(404).end(), 'it answered 404'],
    [
      'is another file',
      (response: ServerResponse) => response.end(Buffer.alloc(bytes.length)),
      'it is not the file that it should be',
    ],
    ['comes in part', (response: ServerResponse) => response.end(bytes.subarray(0, 500)), 'it came only in part'],
    [
      'is too long',
      (response: ServerResponse) => response.end(Buffer.alloc(bytes.length + 1)),
      'it is larger than it should be',
    ],
    [
      'breaks off',
      (response: ServerResponse) => {
        response.writeHead(200, { 'Content-Length': bytes.length });
        response.write(bytes.subarray(0, 500), () => response.destroy());
      },
      '',
    ],
  ])('leaves nothing where the file %s, and says so in one sentence', async (_name, behave, why) => {
    answer = (_request, _body, response) => void behave(response);
    await expect(fetched()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^The Whisper model “test” could not be fetched from 127\.0\.0\.1:\d+: .*own\.$/),
    });
    await expect(fetched()).rejects.toMatchObject({ message: expect.stringContaining(why) });
    expect(await hasModel(all.home, model())).toBe(false);
    expect(await readdir(join(all.home.cache, 'whisper'))).toEqual([]);
  });

  test('is fetched by two at once without one writing into the file of the other', async () => {
    const folder = join(all.home.cache, 'whisper');
    const left = `${modelPath(all.home, model())}.left.part`;
    await mkdir(folder, { recursive: true });
    await writeFile(left, 'left by a killed process');
    await utimes(left, 1, 1);
    const waiting: ServerResponse[] = [];
    const { promise: bothAsked, resolve } = Promise.withResolvers<void>();
    answer = (_request, _body, response) => {
      if (waiting.push(response) === 2) resolve();
      response.write(bytes.subarray(0, 40_000));
    };
    const both = [fetched(), fetched()];
    await bothAsked;
    // Neither is whole: each is in a file of its own.
    await vi.waitFor(async () => expect(await readdir(folder)).toHaveLength(2), { timeout: 20_000 });
    for (const response of waiting) response.end(bytes.subarray(40_000));
    const path = modelPath(all.home, model());
    expect(await Promise.all(both)).toEqual([path, path]);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(await readdir(folder)).toHaveLength(1);
    await rm(path);
  });

  test('keeps the right file, and asks for it once', async () => {
    answer = (_request, _body, response) => response.end(bytes);
    expect(await fetched()).toBe(modelPath(all.home, model()));
    expect(await fetched()).toBe(modelPath(all.home, model()));
    expect(asked).toHaveLength(1);
    expect(await hasModel(all.home, model())).toBe(true);
  });
});

test('wav clips what is too loud and says how long it is', () => {
  const bytes = Buffer.from(wav(Float32Array.of(0, 1, -2)));
  expect(bytes.length).toBe(50);
  expect([44, 46, 48].map((at) => bytes.readInt16LE(at))).toEqual([0, 32_767, -32_767]);
});

describe('in the studio', () => {
  let studio: TestStudio;
  beforeAll(async () => {
    studio = await testStudio();
  });
  afterAll(async () => {
    await studio.close();
  });

  test('is off until somebody chooses, and refuses addresses that nothing is sent to', async () => {
    const view = await studio.get<TranscriptionView>('/transcription');
    expect(view.setting).toEqual({ by: 'off' });
    expect(view.models.map(({ name, fetched }) => [name, fetched])).toContainEqual(['base', false]);
    const choose = (address: string) =>
      studio.act('transcription.set', { setting: { by: 'endpoint', address, model: 'whisper-1' } });
    await expect(choose('http://169.254.169.254/v1')).rejects.toThrow(/nothing is ever sent to/);
    await expect(choose('http://[fe80::1]/v1')).rejects.toThrow(/nothing is ever sent to/);
    await expect(choose('file:///etc/passwd')).rejects.toThrow(/begins with http/);
    await expect(choose('https://me:key@models.example/v1')).rejects.toThrow(/SECOND_UNIT_TRANSCRIPTION_KEY/);
    expect((await studio.get<TranscriptionView>('/transcription')).setting).toEqual({ by: 'off' });
  });

  const clip = resolve(
    import.meta.dirname,
    '../../../..',
    process.env.SECOND_UNIT_DATA ?? '../shared/data',
    'clips/hamilton_short.mp4',
  );
  test.skipIf(!existsSync(clip))('writes what an endpoint heard into the log', { timeout: 120_000 }, async () => {
    answer = (_request, _body, response) => response.end('{"segments":[{"start":1,"end":2,"text":"Thank you."}]}');
    const production = (await studio.act('production.create', { title: 'The Sea' })).id;
    const media = await studio.act('media.open', { production, path: clip });
    await expect(studio.act('media.transcribe', { media: media.id })).rejects.toThrow(/Transcription is off/);
    await studio.act('transcription.set', { setting: { by: 'whisper', model: 'base' } });
    expect(await studio.studio!.jobs.finished(media.job!)).toMatchObject({ state: 'done' });
    await expect(studio.act('media.transcribe', { media: media.id })).rejects.toThrow(/agree that it is fetched/);
    const address = `http://127.0.0.1:${port}/v1`;
    await studio.act('transcription.set', { setting: { by: 'endpoint', address, model: 'whisper-1' } });
    const job = await studio.act('media.transcribe', { media: media.id });
    expect(await studio.studio!.jobs.finished(job.id)).toMatchObject({ state: 'done' });
    const { log } = await studio.get<LogView>(`/media/${media.id}/log`);
    expect(log.subtitles).toMatchObject([{ text: 'Thank you.', from: 'endpoint' }]);
    expect(log.shots.flatMap(({ lines }) => lines)).toEqual([0]);
    expect(asked).toHaveLength(1);
    // Logged again, the film keeps what was heard in it.
    const again = await studio.act('media.log', { media: media.id });
    expect(await studio.studio!.jobs.finished(again.id)).toMatchObject({ state: 'done' });
    expect((await studio.get<LogView>(`/media/${media.id}/log`)).log.subtitles).toEqual(log.subtitles);
  });
});
