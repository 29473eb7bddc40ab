import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  clip,
  type ExternalReference,
  frameRange,
  readOtioz,
  readTimeline,
  TimelineError,
  timeline,
  track,
  writeOtio,
  writeOtioz,
} from '../src/index.ts';

const media = (targetUrl: string): ExternalReference => ({
  schema: 'ExternalReference',
  name: '',
  metadata: {},
  targetUrl,
});
const cut = timeline('x', [
  track(
    'Video',
    'V1',
    ['file:///a/one%20two.mov', 'file:///b/one%20two.mov', 'file:///c.mov'].map((url) =>
      clip('c', media(url), frameRange(0, 5, 24)),
    ),
  ),
]);

describe('.otioz', () => {
  it('carries media along, and is equal after write and read', () => {
    const bytes = new Map([
      ['file:///a/one%20two.mov', strToU8('A')],
      ['file:///b/one%20two.mov', strToU8('B')],
    ]);
    const read = readOtioz(writeOtioz({ timeline: cut, media: bytes }));
    expect([...read.media]).toEqual([
      ['media/one two.mov', strToU8('A')],
      ['media/one two-2.mov', strToU8('B')],
    ]);
    expect(writeOtio(read.timeline)).toContain('"media/one two-2.mov"');
    expect(writeOtio(read.timeline)).toContain('"file:///c.mov"');
    expect(readOtioz(writeOtioz(read))).toEqual(read);
    expect(readOtioz(writeOtioz({ timeline: cut, media: new Map() })).timeline).toEqual(cut);
  });

  const content = { 'content.otio': strToU8(writeOtio(cut)), 'version.txt': strToU8('1.0.0') };
  it.each([
    ['a way out', zipSync({ ...content, '../evil': strToU8('x') }), {}, /leads out/],
    ['a way out inside', zipSync({ ...content, 'media/../../evil': strToU8('x') }), {}, /leads out/],
    ['a root', zipSync({ ...content, '/etc/passwd': strToU8('x') }), {}, /leads out/],
    ['a drive', zipSync({ ...content, 'C:\\evil': strToU8('x') }), {}, /leads out/],
    ['too much', zipSync({ ...content, 'media/a': new Uint8Array(5000) }), { maxBytes: 4000 }, /more than 4000 bytes/],
    ['a bomb', zipSync({ ...content, 'media/a': new Uint8Array(50_000_000) }), { maxBytes: 1e7 }, /unpacks to more/],
    ['a long timeline', zipSync({ 'content.otio': new Uint8Array(21 * 1024 ** 2) }), {}, /larger than 20 MB/],
    ['a long version', zipSync({ ...content, 'version.txt': new Uint8Array(2000) }), {}, /its version/],
    ['no timeline', zipSync({ 'version.txt': strToU8('1.0.0') }), {}, /no content\.otio/],
    ['no zip', strToU8('PK no'), {}, /no zip file/],
  ])('refuses %s in one sentence', (_, bytes, options, message) => {
    expect(() => readOtioz(bytes, options)).toThrow(message);
  });

  it('gives its timeline without unpacking its media, whatever they claim to be', () => {
    const packed = zipSync({ ...content, 'media/a.mov': new Uint8Array(30_000_000) });
    expect(packed.length).toBeLessThan(50_000);
    const before = process.memoryUsage().arrayBuffers;
    const { timeline: read, notes } = readTimeline(packed, 'otioz');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10e6);
    expect(read).toEqual(cut);
    expect(notes).toEqual(['The bundle holds a media file beside the timeline.']);
    // Packed data that is no data is not looked at either.
    const broken = zipSync({ ...content, 'media/a.mov': [new Uint8Array(5000), { level: 9 }] });
    const at = Buffer.from(broken).indexOf('media/a.mov') + 'media/a.mov'.length;
    broken.fill(0xff, at, at + 10);
    expect(() => readOtioz(broken)).toThrow(/damaged/);
    expect(readTimeline(broken, 'otioz').timeline).toEqual(cut);
  });

  it('never fails but with a sentence, whatever the bytes', () => {
    const good = writeOtioz({ timeline: cut, media: new Map([['file:///c.mov', strToU8('C')]]) });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 }),
        (edits) => {
          const bytes = good.slice();
          for (const [at, value] of edits) bytes[at] = value;
          try {
            readOtioz(bytes, { maxBytes: 1e6 });
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(TimelineError);
          }
        },
      ),
    );
  });
});
