import { mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clip, clip, frameRange, mediaReference, type Track, timeline, track } from '../src/index.ts';
import { openOtioz, otiozStream, planOtioz, writeOtiozFile } from '../src/node.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otioz-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const url = (name: string): string => pathToFileURL(join(folder, name)).href;
const shot = (name: string): Clip =>
  clip(
    name,
    { schema: 'ExternalReference', name: '', metadata: { a: 1 }, targetUrl: url(name) },
    frameRange(0, 24, 24),
  );
const cut = (...names: string[]) => timeline('Cut', [track('Video', 'V1', names.map(shot))]);
const referencesOf = (of: ReturnType<typeof cut>) =>
  (of.tracks.children[0] as Track).children.map((one) => mediaReference(one as Clip));

describe('a bundle of files', () => {
  it('says that a file has gone since it was planned, and leaves nothing', async () => {
    await writeFile(join(folder, 'a.mov'), 'pictures');
    const plan = await planOtioz(cut('a.mov'), new Map([[url('a.mov'), { path: join(folder, 'a.mov') }]]));
    await rm(join(folder, 'a.mov'));
    const isGone = { code: 'not-found', message: 'a.mov is not where it was, so the bundle cannot hold it.' };
    await expect(otiozStream(plan)).rejects.toMatchObject(isGone);
    await expect(writeOtiozFile(join(folder, 'cut.otioz'), plan)).rejects.toMatchObject(isGone);
    expect(await readdir(folder)).toEqual([]);
  });

  it('names its media so that a URL of the name is the name', async () => {
    const names = ['Scene #4.mov', '100%25.mov', 'what?.mov'];
    const files = new Map<string, { path: string; name: string }>();
    for (const [at, name] of names.entries()) {
      await writeFile(join(folder, `${at}.mov`), name);
      files.set(url(`${at}.mov`), { path: join(folder, `${at}.mov`), name });
    }
    const { files: packed } = await planOtioz(cut('0.mov', '1.mov', '2.mov'), files);
    const paths = packed.map(({ inBundle }) => inBundle);
    expect(paths).toEqual(['media/Scene _4.mov', 'media/100_25.mov', 'media/what_.mov']);
  });

  it('holds the timeline and its media, stored, and says what it does not hold', async () => {
    await writeFile(join(folder, 'one take.mov'), 'pictures');
    await writeFile(join(folder, 'two.mov'), 'more');
    const files = new Map([
      [url('one take.mov'), { path: join(folder, 'one take.mov') }],
      [url('two.mov'), { path: join(folder, 'two.mov'), name: 'One Take.mov' }],
    ]);
    const plan = await planOtioz(cut('one take.mov', 'two.mov', 'gone.mov', 'two.mov'), files);
    expect(plan).toMatchObject({ bytes: 12, missing: [url('gone.mov')] });
    const out = join(folder, 'cut.otioz');
    const seen: number[] = [];
    await writeOtiozFile(out, plan, { onProgress: (done, of) => seen.push(done / of) });
    expect(seen.at(-1)).toBe(1);
    const bytes = await readFile(out);
    await using read = await openOtioz(out);
    expect(read.media).toEqual([
      { name: 'media/one take.mov', bytes: 8 },
      { name: 'media/One Take-2.mov', bytes: 4 },
    ]);
    for (const [name, content] of Object.entries({ 'one take.mov': 'pictures', 'One Take-2.mov': 'more' })) {
      await read.extract(`media/${name}`, join(folder, 'unpacked'));
      expect(await readFile(join(folder, 'unpacked'), 'utf8')).toBe(content);
    }
    expect(referencesOf(await read.timeline())).toMatchObject([
      { targetUrl: 'media/one take.mov' },
      { targetUrl: 'media/One Take-2.mov' },
      { schema: 'MissingReference', metadata: { a: 1, original_target_url: url('gone.mov') } },
      { targetUrl: 'media/One Take-2.mov' },
    ]);
    const again = await otiozStream(plan);
    expect(again.bytes).toBe(bytes.length);
    expect(Buffer.concat(await again.stream.toArray())).toEqual(bytes);
  });

  it('is refused for a file that is gone, before anything is written', async () => {
    const files = new Map([[url('gone.mov'), { path: join(folder, 'gone.mov') }]]);
    await expect(planOtioz(cut('gone.mov'), files)).rejects.toThrow('gone.mov is not where it was');
  });

  it('leaves what stood there where it is given up, or the media is cut off meanwhile', async () => {
    const [film, out] = [join(folder, 'film.mov'), join(folder, 'cut.otioz')];
    await writeFile(film, Buffer.alloc(4 << 20));
    await writeFile(out, 'before');
    const plan = await planOtioz(cut('film.mov'), new Map([[url('film.mov'), { path: film }]]));
    const giving = new AbortController();
    const given = writeOtiozFile(out, plan, {
      signal: giving.signal,
      onProgress: (done) => done > 1 << 20 && giving.abort(new Error('given up')),
    });
    await expect(given).rejects.toThrow('given up');
    const { stream } = await otiozStream(plan);
    await truncate(film, 1 << 20);
    await expect(stream.toArray()).rejects.toThrow();
    expect(await readFile(out, 'utf8')).toBe('before');
    expect((await readdir(folder)).sort()).toEqual(['cut.otioz', 'film.mov']);
  });

  it('takes no more memory for five gigabytes than for five megabytes, as ZIP64', async () => {
    const film = join(folder, 'film.mov');
    const handle = await open(film, 'w');
    // Sparse: it is on no disk.
    await handle.truncate(5 * 1024 ** 3);
    await handle.close();
    const plan = await planOtioz(cut('film.mov'), new Map([[url('film.mov'), { path: film }]]));
    const { stream, bytes } = await otiozStream(plan);
    expect(bytes).toBeGreaterThan(5 * 1024 ** 3);
    // A part of it is enough to see what is held: reading all of it takes many seconds.
    const before = process.memoryUsage().rss;
    let [read, most] = [0, 0];
    for await (const chunk of stream) {
      read += (chunk as Buffer).length;
      most = Math.max(most, process.memoryUsage().rss - before);
      if (read > 300 << 20) break;
    }
    expect(most).toBeLessThan(100 << 20);
  });
});
