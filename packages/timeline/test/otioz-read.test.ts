import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { clip, frameRange, readOtio, TimelineError, timeline, track, writeOtio } from '../src/index.ts';
import { openOtioz, otiozStream, planOtioz, readTimelineFile, writeOtiozFile } from '../src/node.ts';

const data = resolve(
  import.meta.dirname,
  '../../..',
  process.env.SECOND_UNIT_DATA ?? '../shared/data',
  'timelines/otio',
);
if (!existsSync(data)) console.warn(`skipped: the sample timelines (${data} is not there)`);

let folder = '';
const at = (name: string): string => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otioz-read-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const cutOf = (...urls: string[]) =>
  timeline('x', [
    track(
      'Video',
      'V1',
      urls.map((targetUrl) =>
        clip('c', { schema: 'ExternalReference', name: '', metadata: {}, targetUrl }, frameRange(0, 5, 24)),
      ),
    ),
  ]);
const cut = cutOf('media/a.mov');
const content = { 'content.otio': strToU8(writeOtio(cut)), 'version.txt': strToU8('1.0.0') };

const NOTHING = Buffer.alloc(1 << 20);
const ZEROS = new Uint8Array(64 << 20);

/** The bytes as a bundle, read: its timeline and the names of its media. */
async function read(bytes: Uint8Array) {
  await writeFile(at('in.otioz'), bytes);
  const { timeline, media } = await readTimelineFile(at('in.otioz'), 'otioz');
  return { timeline, media };
}

/** A bundle with one film as long as is said: zeros, which are on no disk, neither in the film nor in the bundle. */
async function largeBundle(bytes: number): Promise<void> {
  const film = at('film.mov');
  const source = await open(film, 'w');
  await source.truncate(bytes);
  await source.close();
  const url = pathToFileURL(film).href;
  const bundle = await otiozStream(await planOtioz(cutOf(url), new Map([[url, { path: film }]])));
  await using target = await open(at('large.otioz'), 'w');
  let written = 0;
  for await (const chunk of bundle.stream as AsyncIterable<Buffer>) {
    if (!chunk.equals(NOTHING.subarray(0, chunk.length))) await target.write(chunk, 0, chunk.length, written);
    written += chunk.length;
  }
  expect(written).toBe(bundle.bytes);
}

describe('an .otioz that is read', () => {
  it('says what another reader of zips says, packed or stored', async () => {
    const packed = zipSync({ ...content, 'media/a.mov': strToU8('A'.repeat(5000)), 'media/sub/b.wav': strToU8('B') });
    const other = unzipSync(packed);
    await writeFile(at('in.otioz'), packed);
    await using bundle = await openOtioz(at('in.otioz'));
    expect(await bundle.timeline()).toEqual(readOtio(strFromU8(other['content.otio']!)));
    expect(bundle.media).toEqual([
      { name: 'media/a.mov', bytes: 5000 },
      { name: 'media/sub/b.wav', bytes: 1 },
    ]);
    for (const { name } of bundle.media) {
      await bundle.extract(name, at('out'));
      expect(new Uint8Array(await readFile(at('out')))).toEqual(other[name]);
    }
    expect(bundle.mediaOf('media/sub%2Fb.wav')).toBe(bundle.media[1]);
    expect(bundle.mediaOf('media/100%.mov')).toBeUndefined();
    await expect(bundle.extract('media/none.mov', at('none'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it.runIf(existsSync(data))('has the timeline that was written, of every sample', async () => {
    const samples = readdirSync(data).filter((name) => name.endsWith('.otio'));
    for (const name of samples) {
      const plan = await planOtioz(readOtio(await readFile(join(data, name), 'utf8')), new Map());
      await writeOtiozFile(at('sample.otioz'), plan);
      expect((await readTimelineFile(at('sample.otioz'), 'otioz')).timeline).toEqual(plan.timeline);
    }
    expect(samples.length).toBeGreaterThan(5);
  });

  it('takes no more memory for 700 MB than for 7, and gives its media as streams', async () => {
    const bytes = 700 << 20;
    await largeBundle(bytes);
    const before = process.memoryUsage().rss;
    let most = 0;
    const look = (): void => {
      most = Math.max(most, process.memoryUsage().rss - before);
    };
    await using bundle = await openOtioz(at('large.otioz'));
    expect(bundle.media).toEqual([{ name: 'media/film.mov', bytes }]);
    expect((await bundle.timeline()).name).toBe('x');
    look();
    expect(most).toBeLessThan(40 << 20);
    // A part of it is enough to see what is held, and that it is given up without a trace.
    const giving = new AbortController();
    const given = bundle.extract('media/film.mov', at('out.mov'), {
      signal: giving.signal,
      onProgress: (done, of) => {
        look();
        expect(of).toBe(bytes);
        if (done > 100 << 20) giving.abort(new Error('given up'));
      },
    });
    await expect(given).rejects.toThrow('given up');
    expect(most).toBeLessThan(100 << 20);
    expect((await readdir(folder)).sort()).toEqual(['film.mov', 'large.otioz']);
  });

  it('may be a ZIP64', async () => {
    const zip = await zip64();
    await writeFile(at('in.otioz'), zip);
    await using bundle = await openOtioz(at('in.otioz'));
    expect([await bundle.timeline(), bundle.media]).toEqual([cut, [{ name: 'media/a.mov', bytes: 8 }]]);
    // Offsets past what a file can be are refused, not read.
    const locator = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x06, 0x07]));
    await expect(read(zip.fill(0xff, locator + 8, locator + 16))).rejects.toThrow(/no zip file/);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['a way out', zipSync({ ...content, '../evil': strToU8('x') }), /leads out/],
    ['a way out inside', zipSync({ ...content, 'media/../../evil': strToU8('x') }), /leads out/],
    ['a root', zipSync({ ...content, '/etc/passwd': strToU8('x') }), /leads out/],
    ['a drive', zipSync({ ...content, 'C:\\evil': strToU8('x') }), /leads out/],
    ['a way out as a folder', zipSync({ ...content, '../': strToU8('') }), /leads out/],
    ['a name twice', twice(), /holds “media\/a\.mov” twice/],
    ['a long timeline', zipSync({ 'content.otio': new Uint8Array(21 * 1024 ** 2) }), /larger than 20 MB/],
    ['a long version', zipSync({ ...content, 'version.txt': new Uint8Array(2000) }), /its version/],
    ['a long line in its directory', zipSync({ ...content, [`media/${'a'.repeat(5000)}`]: strToU8('x') }), /directory/],
    ['no timeline', zipSync({ 'version.txt': strToU8('1.0.0') }), /no content\.otio/],
    ['no zip', strToU8('PK no'), /no zip file, or it is cut short/],
    ['nothing', new Uint8Array(), /no zip file, or it is cut short/],
  ])('is refused with %s in one sentence', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
    await expect(read(bytes)).rejects.toBeInstanceOf(TimelineError);
  });

  it('cannot say that its timeline is shorter than it is', async () => {
    const bomb = zipSync({ 'content.otio': [ZEROS, { level: 1 }] });
    const view = Buffer.from(bomb.buffer);
    const line = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    view.writeUInt32LE(100_000, line + 24);
    expect(bomb.length).toBeLessThan(1_000_000);
    const before = process.memoryUsage().rss;
    await expect(read(bomb)).rejects.toThrow(/damaged/);
    expect(process.memoryUsage().rss - before).toBeLessThan(40 << 20);
  });

  it('gives its timeline without unpacking its media, whatever they claim to be', async () => {
    const packed = zipSync({ ...content, 'media/a.mov': [ZEROS, { level: 1 }] });
    expect(packed.length).toBeLessThan(1_000_000);
    await writeFile(at('in.otioz'), packed);
    const before = process.memoryUsage().rss;
    const found = await readTimelineFile(at('in.otioz'), 'otioz');
    expect(process.memoryUsage().rss - before).toBeLessThan(40 << 20);
    expect(found).toEqual({ timeline: cut, notes: [], media: [{ name: 'media/a.mov', bytes: ZEROS.length }] });
    // One that says more than Deflate can hold is not begun.
    const line = Buffer.from(packed.buffer).lastIndexOf('media/a.mov') - 46;
    Buffer.from(packed.buffer).writeUInt32LE(0xf0000000, line + 24);
    await writeFile(at('in.otioz'), packed);
    await using bundle = await openOtioz(at('in.otioz'));
    await expect(bundle.extract('media/a.mov', at('out'))).rejects.toThrow(/unpacks to more than it can hold/);
  });

  it('says of a damaged media that it is, and leaves what stood there', async () => {
    const bytes = zipSync({ ...content, 'media/a.mov': [strToU8('pictures'), { level: 0 }] });
    bytes[Buffer.from(bytes).indexOf('pictures')]! ^= 1;
    await writeFile(at('in.otioz'), bytes);
    await writeFile(at('out'), 'before');
    await using bundle = await openOtioz(at('in.otioz'));
    expect(await bundle.timeline()).toEqual(cut);
    await expect(bundle.extract('media/a.mov', at('out'))).rejects.toThrow('“a.mov” is damaged in this .otioz bundle');
    expect(await readFile(at('out'), 'utf8')).toBe('before');
    expect((await readdir(folder)).sort()).toEqual(['in.otioz', 'out']);
    await mkdir(at('full'));
    await expect(bundle.extract('media/a.mov', join(at('full'), 'no', 'out'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('does not call a media damaged that cannot be put where it is to go, and leaves no part of it', async () => {
    await writeFile(at('in.otioz'), zipSync({ ...content, 'media/a.mov': strToU8('pictures') }));
    await mkdir(join(at('taken'), 'by'), { recursive: true });
    await using bundle = await openOtioz(at('in.otioz'));
    await expect(bundle.extract('media/a.mov', at('taken'))).rejects.toMatchObject({ syscall: 'rename' });
    expect((await readdir(folder)).sort()).toEqual(['in.otioz', 'taken']);
  });

  it('leaves no part of a media whose entry cannot be opened, or that is given up as it begins', async () => {
    const bytes = zipSync({ ...content, 'media/a.mov': strToU8('pictures') });
    await writeFile(at('in.otioz'), bytes);
    await using bundle = await openOtioz(at('in.otioz'));
    const giving = new AbortController();
    const given = bundle.extract('media/a.mov', at('out'), { signal: giving.signal });
    giving.abort(new Error('given up'));
    await expect(given).rejects.toThrow('given up');
    // The entry's own header, which is read only when it is opened.
    const header = Buffer.from(bytes.buffer).indexOf('media/a.mov') - 30;
    bytes[header]! ^= 1;
    await writeFile(at('broken.otioz'), bytes);
    await using broken = await openOtioz(at('broken.otioz'));
    await expect(broken.extract('media/a.mov', at('out'))).rejects.toThrow('“a.mov” is damaged');
    expect((await readdir(folder)).sort()).toEqual(['broken.otioz', 'in.otioz']);
  });

  it('is refused where it is cut short anywhere, and holds no file open', async () => {
    await largeBundle(1 << 20);
    const { size } = await stat(at('large.otioz'));
    const open = async (): Promise<number> => (await readdir('/proc/self/fd').catch(() => [])).length;
    const before = await open();
    for (const left of [size - 1, size - 30, size - 300, size >> 1, 400, 1]) {
      await truncate(at('large.otioz'), left);
      await expect(readTimelineFile(at('large.otioz'), 'otioz')).rejects.toThrow(/cut short/);
    }
    await expect(openOtioz(at('gone.otioz'))).rejects.toMatchObject({ code: 'not-found' });
    expect(await open()).toBeLessThanOrEqual(before);
  });

  it('never fails but with a sentence, whatever the bytes', async () => {
    const good = zipSync({ ...content, 'media/a.mov': strToU8('C'.repeat(300)) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 }),
        async (edits) => {
          const bytes = good.slice();
          for (const [at, value] of edits) bytes[at] = value;
          try {
            await writeFile(at('in.otioz'), bytes);
            await using bundle = await openOtioz(at('in.otioz'));
            await bundle.timeline();
            for (const { name } of bundle.media) await bundle.extract(name, at('out'));
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(TimelineError);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** A bundle that holds one media under the same name twice, of which readers choose differently. */
function twice(): Uint8Array {
  const bytes = zipSync({ ...content, 'media/a.mov': strToU8('A'), 'media/b.mov': strToU8('B') });
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('media/b.mov', 'media/a.mov'), 'latin1');
}

/** A bundle whose every size and offset is said as a ZIP64 says it. */
async function zip64(): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries({ ...content, 'media/a.mov': strToU8('pictures') })) {
    zip.addBuffer(Buffer.from(bytes), name, { forceZip64Format: true });
  }
  zip.end({ forceZip64Format: true, comment: '' });
  return Buffer.concat(await Readable.from(zip.outputStream).toArray());
}
