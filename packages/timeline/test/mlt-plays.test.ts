import { describe, expect, it } from 'vitest';
import {
  type Clip,
  clip,
  type Effect,
  type ExternalReference,
  frameRange,
  mediaReference,
  readMlt,
  type Timeline,
  timeline,
  track,
  writeMlt,
} from '../src/index.ts';
import { pathInUrl } from '../src/path-in-url.ts';

const media = (targetUrl: string): ExternalReference => ({
  schema: 'ExternalReference',
  name: '',
  metadata: {},
  targetUrl,
  availableRange: frameRange(0, 1000, 25),
});
const time = (timeScalar: number): Effect => ({
  schema: timeScalar === 0 ? 'FreezeFrame' : 'LinearTimeWarp',
  name: '',
  metadata: {},
  effectName: '',
  timeScalar,
});
const playing = (timeScalar: number, from: number, to: number): Timeline =>
  timeline('x', [
    track('Video', 'V1', [
      clip('a', media('file:///films/a%20b.mov'), frameRange(from, to, 25), { effects: [time(timeScalar)] }),
    ]),
  ]);
const only = (of: Timeline): Clip =>
  of.tracks.children.flatMap((one) => (one.schema === 'Track' ? one.children : []))[0] as Clip;
const entries = (xml: string): string[] =>
  [...xml.matchAll(/<entry producer="producer\d+" (in="\d+" out="\d+")/g)].map((found) => found[1]!);
const said = (xml: string, name: string): string[] =>
  [...xml.matchAll(/<property name="([^"]+)">([^<]*)</g)]
    .filter((found) => found[1] === name)
    .map((found) => found[2]!);

// What each has to be was found by playing such projects with MLT's own program: `npm run bench -- editing-melt`.
describe('MLT XML, as MLT plays it', () => {
  it.each([
    ['file:///my%20films/M%C3%A4rz%20100%25.mov', '/my films/März 100%.mov'],
    ['file://localhost/films/a.mov', '/films/a.mov'],
    ['file:///C:/films/a%20b.mov', 'C:/films/a b.mov'],
    ['file://server/films/a.mov', '//server/films/a.mov'],
    ['file:///films/100%.mov', '/films/100%.mov'],
    ['/films/a%20b.mov', '/films/a%20b.mov'],
    ['media/a.mov', 'media/a.mov'],
    ['https://example.org/a%20b.mov', 'https://example.org/a%20b.mov'],
  ])('opens %s by its path', (url, path) => {
    expect(pathInUrl(url)).toBe(path);
    const cut = timeline('x', [track('Video', 'V1', [clip('a', media(url), frameRange(0, 10, 25))])]);
    const xml = writeMlt(cut);
    expect(said(xml, 'resource')).toContain(path);
    // Which stream is the picture is for MLT to find out: it is the second in many a film.
    expect(said(xml, 'mlt_service')).toContain('avformat');
    expect(mediaReference(only(readMlt(xml)))).toMatchObject({ targetUrl: url });
    const relinked = xml.replaceAll(`>${path}<`, '>/new/a.mov<');
    expect(mediaReference(only(readMlt(relinked)))).toMatchObject({ targetUrl: '/new/a.mov' });
  });

  it('plays backwards from the end of what it takes', () => {
    const xml = writeMlt(playing(-1, 100, 124));
    // Frame 0 of the producer is the last of the film.
    expect(entries(xml)).toEqual(['in="876" out="899"']);
    // Nothing says how large the picture is, and PAL, which MLT would take, is it hardly ever.
    expect(xml).toContain('<profile width="1920" height="1080"');
    expect(only(readMlt(xml))).toMatchObject({ sourceRange: frameRange(100, 124, 25), effects: [{ timeScalar: -1 }] });
    const twice = writeMlt(playing(-2, 100, 112));
    // Of 500 frames: 100 to 124 in the film are 50 to 62 in it, forwards.
    expect(entries(twice)).toEqual(['in="438" out="449"']);
    expect(only(readMlt(twice))).toMatchObject({ sourceRange: frameRange(100, 112, 25) });
  });

  it('refuses what plays backwards in a film of unknown length, with its name', () => {
    const { availableRange: _, ...unknown } = media('file:///films/a.mov');
    const cut = timeline('x', [
      track('Video', 'V1', [clip('street', unknown, frameRange(0, 10, 25), { effects: [time(-1)] })]),
    ]);
    expect(() => writeMlt(cut)).toThrow(/street/);
  });

  it('holds the frame that stands still', () => {
    const xml = writeMlt(playing(0, 320, 344));
    expect(said(xml, 'mlt_service')).toContain('hold');
    expect(said(xml, 'frame')).toEqual(['320']);
    expect(only(readMlt(xml))).toMatchObject({
      sourceRange: frameRange(320, 344, 25),
      effects: [{ schema: 'FreezeFrame' }],
    });
  });

  it('writes the words of a title, as they are, at the size of a card', () => {
    const words = 'Take #1 & #2\nCutting';
    const card: Clip = clip(
      'card',
      { schema: 'GeneratorReference', name: '', metadata: {}, generatorKind: 'title', parameters: { text: words } },
      frameRange(0, 50, 25),
    );
    const xml = writeMlt(
      timeline('x', [track('Video', 'V1', [card])], {
        metadata: { second_unit: { picture: { width: 1280, height: 720 } } },
      }),
    );
    expect(said(xml, 'argument')).toEqual(['Take \\#1 &amp; \\#2\nCutting']);
    expect(said(xml, 'size')).toEqual(['65']);
    expect(mediaReference(only(readMlt(xml)))).toMatchObject({ generatorKind: 'title', parameters: { text: words } });
    // What was changed there is what is read.
    const changed = xml.replace('Take \\#1 &amp; \\#2', 'Take \\#3');
    expect(mediaReference(only(readMlt(changed)))).toMatchObject({ parameters: { text: 'Take #3\nCutting' } });
  });
});
