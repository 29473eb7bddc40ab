import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  clip,
  frameRange,
  timeline as makeTimeline,
  mapMedia,
  rational,
  readEdl,
  readTimeline,
  relink,
  type Timeline,
  type TimelineTextFormat,
  timelineFormatOf,
  track,
  usedMedia,
  writeTimeline,
  xmlTimelineFormat,
} from '../src/index.ts';

const data = resolve(import.meta.dirname, '../../..', process.env.SECOND_UNIT_DATA ?? '../shared/data', 'timelines');
const HAS_DATA = existsSync(data);
if (!HAS_DATA) console.warn(`skipped: the sample timelines (${data} is not there)`);

const LIST = `TITLE: Teaser
001  A001     V  C        01:00:00:00 01:00:01:00 00:00:00:00 00:00:01:00
* FROM CLIP NAME: café.mov
002  A002     V  C        02:00:00:13 02:00:01:00 00:00:01:00 00:00:01:12
`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('formats of timelines', () => {
  it('are told by names, and XML by its root', () => {
    expect(
      ['a.OTIO', 'b.otioz', 'c.edl', 'd.fcpxml', 'e.xml', 'f.mlt', 'g.kdenlive', 'h.fdx'].map(timelineFormatOf),
    ).toEqual(['otio', 'otioz', 'edl', 'fcpxml', 'fcp7', 'mlt', 'mlt', undefined]);
    expect(xmlTimelineFormat('\uFEFF<?xml version="1.0"?>\n<!DOCTYPE xmeml>\n<xmeml version="5">')).toBe('fcp7');
    expect(xmlTimelineFormat('<?xml version="1.0"?><!-- made --><fcpxml version="1.8">')).toBe('fcpxml');
    expect(xmlTimelineFormat('<mlt/>')).toBe('mlt');
    expect(xmlTimelineFormat('<document type="Open Screenplay Format document">')).toBeUndefined();
    expect(xmlTimelineFormat('<'.repeat(100_000))).toBeUndefined();
  });

  it('keep a title card by way of each other', () => {
    const shot = {
      schema: 'ExternalReference',
      name: 'a.mov',
      metadata: {},
      targetUrl: 'file:///a.mov',
      availableRange: frameRange(0, 250, 25),
    } as const;
    const card = {
      schema: 'GeneratorReference',
      name: 'One last',
      metadata: {},
      generatorKind: 'title',
      parameters: { text: 'One last\nnight' },
    } as const;
    const items = [
      clip('a', shot, frameRange(5, 30, 25)),
      clip('One last', card, frameRange(0, 50, 25)),
      clip('b', shot, frameRange(50, 75, 25)),
    ];
    const film = makeTimeline('Cards', [track('Video', 'V1', items)]);
    const through = (of: Timeline, format: TimelineTextFormat): Timeline =>
      readTimeline(bytes(writeTimeline(of, format)), format, { rate: rational(25) }).timeline;
    const cardOf = (of: Timeline) => {
      const found: unknown[] = [];
      mapMedia(of, (media, { sourceRange }) => {
        if (media.schema === 'GeneratorReference') {
          found.push([media.generatorKind, media.parameters.text, sourceRange?.duration.value]);
        }
        return media;
      });
      return found;
    };
    const formats = ['otio', 'fcpxml', 'fcp7', 'mlt'] satisfies TimelineTextFormat[];
    for (const from of formats) {
      for (const to of formats) {
        expect(cardOf(through(through(film, from), to)), `${from}, ${to}`).toEqual([['title', 'One last\nnight', 50]]);
      }
      // An event list has no words on black.
      expect(cardOf(through(through(film, from), 'edl')), from).toEqual([['black', undefined, 50]]);
    }
    const lower = writeTimeline(film, 'fcp7')
      .replaceAll('>Text<', '>Lower 3rd<')
      .replace('<parameterid>str<', '<parameterid>str1<');
    expect(cardOf(readTimeline(bytes(lower), 'fcp7').timeline)).toEqual([['title', 'One last\nnight', 50]]);
    // What was read is written again as it was.
    expect(writeTimeline(readTimeline(bytes(lower), 'fcp7').timeline, 'fcp7')).toContain('<parameterid>str1<');
  });

  it('turn into each other, old encodings too', () => {
    const list = readTimeline(bytes(LIST.replaceAll('é', 'e')), 'edl', { rate: rational(25) }).timeline;
    expect(() => writeTimeline(list, 'fcpxml')).toThrow('FCPXML needs the media file of “cafe.mov” and its length.');
    const { timeline, lost } = relink(list, [
      { url: 'file:///a/cafe.mov', reel: 'A001', availableRange: frameRange(90_000, 91_000, rational(25)) },
      { url: 'file:///a/A002.mov', reel: 'A002', availableRange: frameRange(180_000, 181_000, rational(25)) },
    ]);
    expect(lost).toEqual([]);
    for (const format of ['otio', 'edl', 'fcpxml', 'fcp7', 'mlt'] satisfies TimelineTextFormat[]) {
      const again = readTimeline(bytes(writeTimeline(timeline, format)), format, { rate: rational(25) });
      expect(usedMedia(again.timeline).map(({ used }) => used.length)).toEqual([1, 1]);
    }
    const latin = Uint8Array.from(LIST, (letter) => letter.codePointAt(0) ?? 0);
    expect(JSON.stringify(readTimeline(latin, 'edl', { rate: rational(25) }))).toContain('café.mov');
    const wide = Uint8Array.from([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from(LIST, (one) => one.charCodeAt(0)).buffer),
    ]);
    expect(readTimeline(wide, 'edl').timeline.name).toBe('Teaser');
  });

  it('of a list at a wrong rate: the event, and the rates that fit', () => {
    const failure = (rate: number): string => {
      try {
        readEdl(LIST.replace('02:00:00:13', '02:00:00:29').replace('00:00:01:12', '00:00:01:01'), {
          rate: rational(rate),
        });
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(failure(25)).toMatch(/line 4, event 002: .*frame 29, and at 25 .* It fits 30, 48, 50, or 60\.$/);
    expect(failure(30)).toBe('');
  });
});

describe.runIf(HAS_DATA)('the samples', () => {
  const folders = { edl: 'edl', fcp7: 'fcp7', fcpxml: 'fcpxml', otio: 'otio' } as const;
  const samples = HAS_DATA
    ? Object.entries(folders).flatMap(([format, folder]) =>
        readdirSync(join(data, folder))
          .filter((name) => timelineFormatOf(name) !== undefined)
          .map((name) => [`${folder}/${name}`, format as TimelineTextFormat] as const),
      )
    : [];

  it('are read, or refused in a sentence, and what is read can be written as OpenTimelineIO', () => {
    let read = 0;
    for (const [name, format] of samples) {
      const content = readFileSync(join(data, name));
      // One sample is a filter by itself.
      if (format.startsWith('fcp') && !name.endsWith('_filter.xml'))
        expect(xmlTimelineFormat(content.toString('utf8'))).toBe(format);
      try {
        const { timeline } = readTimeline(content, format);
        const again = readTimeline(bytes(writeTimeline(timeline, 'otio')), 'otio').timeline;
        expect(usedMedia(again).map(({ key }) => key)).toEqual(usedMedia(timeline).map(({ key }) => key));
        read += 1;
      } catch (error) {
        expect(error).toMatchObject({ name: 'TimelineError', code: 'input' });
      }
    }
    expect(read).toBeGreaterThanOrEqual(samples.length - 4);
  });
});
