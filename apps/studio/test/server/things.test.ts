import { appendFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { defaultRights } from '@second-unit/evidence';
import type { ShotSearch } from '@second-unit/footage/search';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShotsAlike, ThingModelsView, ThingsView } from '../../src/contract/index.ts';
import {
  atomically,
  findLog,
  getMedia,
  type LogRow,
  listOutgoing,
  listThingSearches,
  newId,
  saveShotLog,
  type ThingSearch,
} from '../../src/database/index.ts';
import { shotsKey } from '../../src/database/media.ts';
import { handler as lookForThings } from '../../src/jobs/handlers/things.ts';
import { fingerprintOf } from '../../src/productions/fingerprint.ts';
import type { Studio } from '../../src/server/studio.ts';
import { saveTranscript } from '../../src/transcription/keep.ts';
import { drawnLog, evenStarts } from '../support/drawn-log.ts';
import { drawChairs, drawFilm, SHOT_FRAMES } from './film.ts';
import { send, type TestStudio, testStudio } from './harness.ts';
import { colourWords } from './tiny-encoder.ts';

const SHOTS = 3;
/** A server that speaks OpenAI's protocol and says what it was asked. */
interface Asked {
  readonly url: string;
  readonly body: { readonly model: string; readonly messages: readonly { readonly content: unknown }[] };
  readonly key: string | undefined;
}

function visionServer(asked: Asked[], answer: () => string): Promise<{ server: Server; address: string }> {
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = (await json(request)) as Asked['body'];
    asked.push({ url: request.url ?? '', body, key: request.headers.authorization });
    const content = answer();
    // As a server does whose key has run out.
    if (content === 'stop') return void response.writeHead(401).end('{}');
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify({
        id: 'x',
        object: 'chat.completion',
        created: 1,
        model: body.model,
        choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      }),
    );
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      resolve({ server, address: `http://127.0.0.1:${port}/v1` });
    });
  });
}

describe('what models say of shots', () => {
  let all: TestStudio;
  let studio: Studio;
  let production: string;
  let media: string;
  let server: Server;
  let address: string;
  const asked: Asked[] = [];
  let answer = (): string => '';
  const view = () => all.get<ThingsView>(`/media/${media}/things`);
  const refused = async (name: string, input: unknown): Promise<[number, string]> => {
    const response = await send(all.address, name, input);
    return [response.status, ((await response.json()) as { error?: { message: string } }).error?.message ?? ''];
  };

  beforeAll(async () => {
    all = await testStudio();
    studio = all.studio as Studio;
    ({ server, address } = await visionServer(asked, () => answer()));
    production = (await all.act('production.create', { title: 'Film' })).id;
    const path = join(all.home, 'film.mp4');
    await drawFilm(path, SHOTS);
    const film = await all.act('media.open', { production, path });
    await studio.jobs.finished(film.job ?? '');
    media = film.id;
    const { info } = await getMedia(studio.store, media);
    const log = drawnLog({ ...info, frames: SHOTS * SHOT_FRAMES }, evenStarts(SHOTS, SHOT_FRAMES));
    await saveShotLog(studio.store, media, log, await fingerprintOf(path));
  }, 60_000);
  afterAll(async () => {
    server?.close();
    await all?.close();
  });

  test('a detector comes with the studio, says how well it does, and others are set by the owner', async () => {
    const models = await all.get<ThingModelsView>('/things');
    expect(models).toMatchObject({ models: { manifest: null, vision: null } });
    expect(models.shipped.things.map(({ word }) => word)).toContain('dog');
    expect((await refused('things.describe', { media }))[1]).toContain('none comes with Second Unit');
    const wrong = { manifest: null, vision: { address: 'file:///etc/passwd', model: 'm' } };
    expect((await refused('things.set', wrong))[0]).toBe(422);
    const set = (vision: string) => refused('things.set', { manifest: null, vision: { address: vision, model: 'm' } });
    expect((await set('https://me:key@models.example/v1'))[1]).toContain('SECOND_UNIT_VISION_KEY');
    expect(await set('http://169.254.169.254/v1')).toEqual([403, expect.stringContaining('nothing is ever sent to')]);
    expect(await view()).toEqual({ media, jobs: [] });
  });

  test('what the detector that comes along sees is a finding with its frame and box, and a word finds it', async () => {
    const path = join(all.home, 'chairs.mp4');
    await drawChairs(path);
    const other = (await all.act('production.create', { title: 'Chairs' })).id;
    const film = await all.act('media.open', { production: other, path });
    await studio.jobs.finished(film.job ?? '');
    const job = await all.act('things.find', { media: film.id });
    expect(await studio.jobs.finished(job.id)).toMatchObject({ state: 'done' });
    const { own } = await all.get<ThingsView>(`/media/${film.id}/things`);
    expect(own).toMatchObject({ kind: 'detector', stale: false, model: expect.stringContaining('SSD MobileNetV2') });
    const table = own?.shots[0]?.things.find(({ value }) => value.label === 'table');
    expect(table).toMatchObject({
      what: 'thing seen',
      method: expect.stringMatching(
        /^seen by SSD MobileNetV2 .* in one frame; on pictures held out it was right in 22 of 24$/,
      ),
      evidence: [{ kind: 'film', media: film.id }],
    });
    expect(table?.confidence).toBeGreaterThan(0.4);
    // It was drawn over the middle of the picture.
    expect(table?.value.box.x).toBeCloseTo(0.27, 1);
    const { hits } = await all.get<ShotSearch>(`/productions/${other}/shots?q=table`);
    expect(hits.map((hit) => hit.media)).toEqual([film.id]);
  }, 60_000);

  test('words find shots by the owner’s own encoder', async () => {
    const manifest = await colourWords(all.home, ['red', 'green']);
    await all.act('things.set', { manifest, vision: null });
    const job = await all.act('things.find', { media });
    expect(await studio.jobs.finished(job.id)).toMatchObject({ state: 'done' });
    expect((await view()).own).toMatchObject({ model: 'colour-words 1', kind: 'image-text', stale: false });
    const alike = (words: string) => all.get<ShotsAlike>(`/media/${media}/things/alike?words=${words}`);
    // The first drawn shot is red, the second green.
    expect((await alike('red')).shots[0]?.shot).toBe('s0001');
    expect((await alike('green')).shots[0]?.shot).toBe('s0002');
    expect((await fetch(`${all.address}/api/v1/media/${media}/things/alike?words=`)).status).toBe(422);
    // Run again, a job goes on behind what it found in the same shots with the same model.
    const row = (await findLog(studio.store, media)) as LogRow;
    const found = [{ shot: 's0001', things: [], encoding: [0, 0, 1] }];
    for (const [key, first] of [
      [shotsKey(row), [0, 0, 1]],
      ['of other shots', undefined],
    ] as const) {
      await lookForThings({
        ...{ id: newId(), production, subject: media, input: null, progress: () => {} },
        checkpoint: { key, model: 'image-text colour-words 1', found },
        saveCheckpoint: async () => {},
        whileHeld: (write) => atomically(studio.store, write),
        signal: new AbortController().signal,
        home: studio.home,
        database: studio.database,
      });
      const [{ encodings, shots }] = (await listThingSearches(studio.store, media)) as [ThingSearch];
      expect(shots).toEqual(['s0001', 's0002', 's0003']);
      expect(encodings).toHaveLength(9);
      const own = [...(encodings ?? [])].slice(0, 3);
      if (first) expect(own).toEqual(first);
      else expect(own).not.toEqual([0, 0, 1]);
    }
    await all.act('things.set', { manifest: join(all.home, 'nothing.json'), vision: null });
    const failed = await all.act('things.find', { media });
    expect(await studio.jobs.finished(failed.id)).toMatchObject({
      state: 'failed',
      message: 'There is no manifest of a model at this path.',
    });
  }, 60_000);

  test('a search goes to that encoder with the words that no filter understands, and says by which model', async () => {
    // Two names that are no colours of the search's own: what finds them can only be the encoder.
    const folder = join(all.home, 'encoder');
    await mkdir(folder);
    const search = (q: string) => all.get<ShotSearch>(`/productions/${production}/shots?q=${encodeURIComponent(q)}`);
    expect((await search('ruby')).all).toBe(0);
    await all.act('things.set', { manifest: await colourWords(folder, ['ruby', 'jade']), vision: null });
    const job = await all.act('things.find', { media });
    expect(await studio.jobs.finished(job.id)).toMatchObject({ state: 'done' });
    expect((await search('ruby')).hits.map(({ shot }) => shot.id)).toEqual(['s0001']);
    expect((await search('jade')).hits[0]).toMatchObject({
      shot: { id: 's0002' },
      reasons: [
        { term: 'jade', by: 'thing', because: expect.stringMatching(/^like “jade” by 0\.\d\d, by colour-words 1$/) },
      ],
    });
    expect((await search('-ruby')).hits.map(({ shot }) => shot.id)).not.toContain('s0001');
    // Without its model, or with one that cannot be run, a search goes on as before.
    await all.act('things.set', { manifest: join(folder, 'nothing.json'), vision: null });
    expect((await search('jade')).all).toBe(0);
    await all.act('things.set', { manifest: null, vision: null });
    expect((await search('jade')).all).toBe(0);
  }, 60_000);

  test('a vision-language model describes each shot over HTTP, as a finding that names it, and what left is on record', async () => {
    await all.act('things.set', { manifest: null, vision: { address, model: 'looker-7b' } });
    const said = { text: 'A card of one colour.', setting: 'nowhere', objects: ['card'], action: 'nothing' };
    answer = () => JSON.stringify(said);
    const job = await all.act('things.describe', { media });
    expect(await studio.jobs.finished(job.id)).toMatchObject({ state: 'done' });
    expect(asked).toHaveLength(SHOTS);
    expect(asked[0]?.url).toBe('/v1/chat/completions');
    expect(asked[0]?.body.model).toBe('looker-7b');
    expect(asked[0]?.key).toBeUndefined();
    expect(JSON.stringify(asked[0]?.body.messages)).toMatch(/data:image\/jpeg;base64,\/9j\//);
    const { described } = await view();
    expect(described).toMatchObject({ model: 'looker-7b', stale: false });
    expect(described?.shots.map(({ shot }) => shot)).toEqual(['s0001', 's0002', 's0003']);
    expect(described?.shots[1]?.finding).toMatchObject({
      what: 'shot description',
      value: { text: 'A card of one colour.', objects: ['card'] },
      method: expect.stringContaining('looker-7b'),
      evidence: [{ kind: 'film', media, startFrame: 1.5 * SHOT_FRAMES, endFrame: 1.5 * SHOT_FRAMES + 1 }],
    });
    const out = await listOutgoing(studio.store, production);
    expect(out.filter(({ outcome }) => outcome === 'answered 200')).toHaveLength(SHOTS);
    expect(out[0]).toMatchObject({ items: [media], what: expect.stringContaining('frame of each shot') });
  }, 60_000);

  test('a shot of which nothing can be said is left out, and the others are not paid for again', async () => {
    await all.act('things.set', { manifest: null, vision: { address, model: 'looker-7b' } });
    const said = { text: 'A card.', setting: 'nowhere', objects: ['card'], action: 'nothing' };
    const run = async () => studio.jobs.finished((await all.act('things.describe', { media })).id);
    const described = async () => (await view()).described?.shots.map(({ shot }) => shot);
    const sayFrom = (first: number, of: readonly string[]) => {
      asked.length = 0;
      answer = () => of[first + asked.length - 1] ?? '';
    };
    const good = JSON.stringify(said);
    sayFrom(0, [good, 'I am sorry, but I cannot help with that.', good]);
    expect(await run()).toMatchObject({ state: 'done' });
    expect(await described()).toEqual(['s0001', 's0003']);

    // A frame that is not in the film.
    const row = (await findLog(studio.store, media)) as LogRow;
    const shots = row.log.shots.map((shot, at) => (at === 1 ? { ...shot, keyFrame: 9999 } : shot));
    await saveShotLog(studio.store, media, { ...row.log, shots }, row.fingerprint);
    sayFrom(0, [good, good]);
    expect(await run()).toMatchObject({ state: 'done' });
    expect(asked).toHaveLength(2);
    expect(await described()).toEqual(['s0001', 's0003']);
    await saveShotLog(studio.store, media, row.log, row.fingerprint);

    // Of a film that is replaced while its frames are described, nothing is kept.
    const path = join(all.home, 'film.mp4');
    const before = await readFile(path);
    asked.length = 0;
    answer = () => {
      appendFileSync(path, 'another');
      return JSON.stringify({ ...said, text: 'Another film.' });
    };
    expect(await run()).toMatchObject({ state: 'failed', message: expect.stringContaining('changed or replaced') });
    await writeFile(path, before);
    expect(await described()).toEqual(['s0001', 's0003']);

    // Of nothing at all, it fails, and says why.
    sayFrom(0, []);
    expect(await run()).toMatchObject({
      state: 'failed',
      message: 'The model looker-7b did not answer as it was asked to; try another.',
    });

    // One that breaks off goes on behind what was described, though lines were added to the log meanwhile.
    sayFrom(0, [good, 'stop']);
    const broken = await all.act('things.describe', { media });
    expect(await studio.jobs.finished(broken.id)).toMatchObject({ state: 'failed' });
    await saveTranscript(studio.store, media, row, [{ start: 0.2, end: 1, text: 'Hello.', from: 'endpoint' }]);
    sayFrom(0, [good, good]);
    await studio.jobs.retry(broken.id);
    expect(await studio.jobs.finished(broken.id)).toMatchObject({ state: 'done' });
    expect(asked).toHaveLength(2);
    expect(await described()).toEqual(['s0001', 's0002', 's0003']);
    expect((await view()).described?.stale).toBe(false);
  }, 120_000);

  test('lock and rights hold: nothing leaves this machine, and one sentence says why', async () => {
    // An address of documentation, on no machine: it must be refused before anybody is asked.
    const away = { address: 'http://192.0.2.1/v1', model: 'looker-7b' };
    await all.act('things.set', { manifest: null, vision: away });
    const run = async () => studio.jobs.finished((await all.act('things.describe', { media })).id);
    await all.act('rights.set', { item: media, rights: { ...defaultRights('own'), mayLeaveMachine: true } });
    await all.act('production.lock', { production, nothingLeaves: true });
    expect(await run()).toMatchObject({ state: 'failed', message: expect.stringContaining('the lock is on') });
    await all.act('production.lock', { production, nothingLeaves: false });
    await all.act('rights.set', { item: media, rights: defaultRights('own') });
    expect(await run()).toMatchObject({ state: 'failed', message: expect.stringContaining('do not let it leave') });
    const out = await listOutgoing(studio.store, production);
    expect(out.filter(({ destination }) => destination === 'http://192.0.2.1').map(({ outcome }) => outcome)).toEqual([
      expect.stringContaining('refused'),
      expect.stringContaining('refused'),
    ]);
    // What was described before stays.
    expect((await view()).described?.shots).toHaveLength(SHOTS);
  }, 60_000);
});
