import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close } from '@second-unit/media';
import { checkSigner, LOCAL_SIGNER, makeLocalSigner, signCredentials } from '@second-unit/media/credentials';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backUp } from '../../src/backup/index.ts';
import type { CredentialsSettings, CredentialsView, CutView, MediaSummary } from '../../src/contract/index.ts';
import { credentialsView as readView, signRender } from '../../src/productions/credentials.ts';
import { drawFilm } from './film.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

const RUNS = process.platform === 'linux' && process.arch === 'x64';

let studio: TestStudio;
let production: string;
let folder: string;
let media: MediaSummary;
let cut: CutView;
let why: string | undefined;
const at = (name: string): string => join(folder, name);

async function finished(job: string): Promise<void> {
  const view = await studio.studio?.jobs.finished(job);
  expect([view?.state, view?.message]).toEqual([
    'done',
    view?.kind === 'render' ? expect.stringContaining('LUFS') : undefined,
  ]);
}

async function render(): Promise<CredentialsView> {
  await finished((await studio.act('cut.render', { cut: cut.id })).id);
  return studio.get<CredentialsView>(`/cuts/${cut.id}/credentials`);
}

/** What the end of a render job does with a film, without the render. */
async function signed(): Promise<CredentialsView | undefined> {
  if (!studio.studio) throw new Error('no studio');
  await copyFile(at('film.mp4'), at('render.mp4'));
  const edit = {
    clips: [{ path: at('film.mp4'), inFrame: 0, outFrame: 10 }],
    width: 96,
    height: 54,
    frameRate: { num: 24, den: 1 },
    sampleRate: 48_000,
  };
  const { signal } = new AbortController();
  why = await signRender(studio.studio, cut, { edit, path: at('render.mp4'), signal });
  return readView(studio.studio, at('render.mp4'));
}

async function refused(name: string, input: unknown): Promise<string> {
  const response = await send(studio.address, name, input);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  return ((await response.json()) as { error: { message: string } }).error.message;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit credentials 🎬 '));
  await drawFilm(at('film.mp4'));
  studio = await testStudio();
  production = (await studio.act('production.create', { title: 'The Sea' })).id;
  const response = await fetch(
    `${studio.address}/api/v1/productions/${production}/files?name=Anna%20Kowalska.mp4&basis=own`,
    { method: 'POST', body: new Uint8Array(await readFile(at('film.mp4'))) },
  );
  media = ((await response.json()) as { media: MediaSummary }).media;
  await finished(media.job ?? '');
  cut = await studio.act('cut.propose', { media: media.id, seconds: 5 });
}, 120_000);

afterAll(async () => {
  await studio.close();
  close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

test.runIf(RUNS)(
  'a render is signed by the studio’s own signer, for its owner only, and says nothing of the film',
  async () => {
    const read = await render();
    expect(read).toMatchObject({
      state: 'untrusted-signer',
      ours: true,
      signer: { organisation: LOCAL_SIGNER },
      actions: [{ action: 'c2pa.created', source: 'composite' }, { action: 'c2pa.placed' }, { action: 'c2pa.edited' }],
      ingredients: [{ credentials: 'none' }],
    });
    const film = await fetch(`${studio.address}/api/v1/cuts/${cut.id}/render`);
    const bytes = Buffer.from(await film.arrayBuffer());
    // Its title is a tag of the film itself, as before.
    const store = bytes.subarray(bytes.indexOf('c2pa.created') - 20_000, bytes.indexOf('c2pa.created') + 20_000);
    for (const word of [media.id, studio.home, 'Kowalska']) expect(store.includes(word)).toBe(false);
    const key = await stat(join(studio.home, 'signing', 'local-signer.pem'));
    expect(key.mode & 0o777).toBe(0o600);
  },
  60_000,
);

test.runIf(RUNS)(
  'a film that came without credentials, and one that came with some',
  async () => {
    expect(await studio.get(`/media/${media.id}/credentials`)).toMatchObject({ state: 'none', ours: false });
    await copyFile(at('film.mp4'), at('signed.mp4'));
    await signCredentials(at('signed.mp4'), {
      signer: await makeLocalSigner(),
      version: '1',
      source: 'trainedAlgorithmicMedia',
      ingredients: [],
    });
    const opened = await studio.act('media.open', { production, path: at('signed.mp4') });
    expect(await studio.get(`/media/${opened.id}/credentials`)).toMatchObject({
      state: 'untrusted-signer',
      ours: false,
      sources: ['trainedAlgorithmicMedia'],
    });
    await finished(opened.job ?? '');
    // The same film, changed where its pictures and sound lie.
    const bytes = await readFile(at('signed.mp4'));
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(at('changed.mp4'), bytes);
    const changed = await studio.act('media.open', { production, path: at('changed.mp4') });
    // Of several who ask at once each is answered, of one reading.
    const [said, again] = await Promise.all([1, 2].map(() => studio.get(`/media/${changed.id}/credentials`)));
    expect(said).toMatchObject({ state: 'tampered', sources: ['trainedAlgorithmicMedia'] });
    expect(again).toEqual(said);
    await finished(changed.job ?? '');
  },
  60_000,
);

test.runIf(RUNS)(
  'the owner’s certificate and roots; a wrong one is refused in a sentence',
  async () => {
    const own = await makeLocalSigner();
    await writeFile(at('chain.pem'), own.certificates);
    await writeFile(at('key.pem'), own.key);
    await writeFile(at('other.pem'), (await makeLocalSigner()).key);
    const pair = { chain: at('chain.pem'), key: at('key.pem') };
    const wrong = (certificate: object): Promise<string> => refused('credentials.useCertificate', { certificate });
    expect(await wrong({ ...pair, key: at('other.pem') })).toBe(
      'The private key is not that of the first certificate.',
    );
    expect(await wrong({ ...pair, key: at('none.pem') })).toBe('There is no file at this path that can be read.');
    expect(await wrong({ ...pair, key: 'key.pem' })).toBe('Give the whole path of the file, from the root.');
    expect(await refused('credentials.trust', { roots: at('key.pem') })).toContain('There is no certificate');
    expect(await studio.act('credentials.useCertificate', { certificate: pair })).toMatchObject({
      signer: { kind: 'own', certificate: pair.chain },
    });
    expect(await signed()).toMatchObject({
      state: 'untrusted-signer',
      ours: true,
      signer: { serial: checkSigner(own).serial },
    });
    await studio.act('credentials.trust', { roots: at('chain.pem') });
    expect(await signed()).toMatchObject({ state: 'valid', problems: [] });
    // The key is gone by the time of the next render: it is there, unsigned, and says why.
    await rm(at('key.pem'));
    expect(await signed()).toMatchObject({
      state: 'none',
    });
    expect(why).toBe('The render is not signed: There is no file at this path that can be read.');
    const settings = await studio.get<CredentialsSettings>(`/productions/${production}/credentials`);
    expect(settings.signer.problem).toBe('There is no file at this path that can be read.');
    expect(await studio.act('credentials.useCertificate', { certificate: null })).toMatchObject({
      signer: { kind: 'local', name: `Local signer, ${LOCAL_SIGNER}` },
    });
  },
  60_000,
);

test('may be switched off for a production', async () => {
  expect(await studio.act('credentials.set', { production, signs: false })).toMatchObject({ signs: false });
  expect(await signed()).toMatchObject({
    state: 'none',
  });
  expect(why).toBe('Content credentials are switched off for this production.');
  await studio.act('credentials.set', { production, signs: true });
}, 60_000);

test.runIf(RUNS)('no key is in a backup', async () => {
  const { home, database } = studio.studio ?? {};
  if (!home || !database) throw new Error('no studio');
  await backUp({ home, database, out: at('all.backup') });
  expect((await readFile(at('all.backup'))).includes('PRIVATE KEY')).toBe(false);
});
