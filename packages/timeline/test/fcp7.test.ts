import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Composable,
  clip,
  type ExternalReference,
  frameRange,
  mediaReference,
  rational,
  rationalTime,
  readFcp7Xml,
  seconds,
  type Timeline,
  timeline,
  track,
  writeEdl,
  writeFcp7Xml,
} from '../src/index.ts';
import { neverCrashes } from './mutations.ts';

const folder = join(
  process.env.SECOND_UNIT_DATA ?? join(import.meta.dirname, '../../../../shared/data'),
  'timelines/fcp7',
);
const samples = existsSync(folder) ? readdirSync(folder) : [];
const sample = (name: string): string => readFileSync(join(folder, name), 'utf8');
/** One filter, cut out of a file: no timeline. */
const FRAGMENT = 'premiere_example_filter.xml';
const whole = samples.filter((name) => name !== FRAGMENT);

describe.skipIf(samples.length === 0)('the samples of FCP7 XML (skipped: SECOND_UNIT_DATA holds none)', () => {
  it.each(whole)('%s is read, and equal after write and read', (name) => {
    const read = readFcp7Xml(sample(name));
    expect(read.timelines.length).toBeGreaterThan(0);
    expect(readFcp7Xml(writeFcp7Xml(read)).timelines).toEqual(read.timelines);
  });

  it('refuses a filter that was cut out of a file', () => {
    expect(() => readFcp7Xml(sample(FRAGMENT))).toThrow(/should begin with <xmeml>/);
  });

  it('never fails but with a sentence, whatever the text', () => {
    neverCrashes(readFcp7Xml, whole.filter((name) => name !== 'empty_name_tags.xml').map(sample), 150);
  });
});

const NTSC = rational(30000, 1001);
function shot(name: string, from: number, to: number, scalar?: number) {
  const media: ExternalReference = {
    schema: 'ExternalReference',
    name: `${name}.mov`,
    metadata: { second_unit: { width: 1920, height: 1080, audio_channels: 2, audio_rate: 48000, drop_frame: true } },
    targetUrl: `file://localhost/my%20films/${name}%20%26%20more.mov`,
    availableRange: frameRange(107892, 107892 + 3000, NTSC),
  };
  return clip(name, media, frameRange(107892 + from, 107892 + to, NTSC), {
    metadata: { cmx_3600: { reel: 'A001' } },
    markers: [
      {
        schema: 'Marker',
        name: 'why',
        comment: 'because',
        metadata: {},
        markedRange: frameRange(107892 + from + 2, 107892 + from + 3, NTSC),
      },
    ],
    effects:
      scalar === undefined
        ? []
        : [{ schema: 'LinearTimeWarp', name: '', metadata: {}, effectName: '', timeScalar: scalar }],
  });
}
const gap = (length: number): Composable => ({
  schema: 'Gap',
  name: '',
  metadata: {},
  effects: [],
  markers: [],
  enabled: true,
  sourceRange: frameRange(0, length, NTSC),
});
const dissolve = (before: number, after: number): Composable => ({
  schema: 'Transition',
  name: '',
  metadata: {},
  transitionType: 'SMPTE_Dissolve',
  inOffset: rationalTime(before, NTSC),
  outOffset: rationalTime(after, NTSC),
});

/** What plays when, of what, at which of its timecodes and with which reel. */
function plays(of: Timeline): unknown[] {
  return of.tracks.children.flatMap((one) =>
    one.schema !== 'Track'
      ? []
      : one.children.map((item) => {
          if (item.schema === 'Transition')
            return [one.kind, item.transitionType, seconds(item.inOffset), seconds(item.outOffset)];
          if (item.schema !== 'Clip')
            return [one.kind, item.schema, item.schema === 'Gap' && item.sourceRange?.duration];
          const media = mediaReference(item);
          const url = media?.schema === 'ExternalReference' && [
            media.targetUrl,
            media.availableRange,
            media.metadata.second_unit,
          ];
          const speeds = item.effects.map((effect) => effect.schema !== 'UnknownSchema' && effect.timeScalar);
          return [one.kind, item.name, url, item.sourceRange, item.metadata.cmx_3600, speeds, item.markers];
        }),
  );
}

describe('FCP7 XML of a cut', () => {
  const start = { globalStartTime: rationalTime(107892, NTSC) };
  const [a, b] = [shot('a', 30, 120), shot('b', 300, 390)];
  const cases: [string, Timeline][] = [
    [
      'dissolves and gaps',
      timeline(
        'x',
        [track('Video', 'V1', [a, dissolve(6, 6), b, gap(12), shot('c', 9, 40), dissolve(0, 8), b])],
        start,
      ),
    ],
    ['a dissolve whose cut is not in its middle', timeline('x', [track('Video', 'V1', [a, dissolve(3, 9), b])], start)],
    ['a fade in and a fade out', timeline('x', [track('Video', 'V1', [dissolve(0, 12), a, dissolve(12, 0)])], start)],
    [
      'picture and sound',
      timeline(
        'x',
        [track('Video', 'V1', [a, b]), track('Audio', 'A1', [gap(10), shot('b', 200, 300)]), track('Audio', 'A2', [a])],
        start,
      ),
    ],
    [
      'speeds',
      timeline(
        'x',
        [track('Video', 'V1', [shot('a', 30, 120, 2), shot('b', 30, 60, 0.5), shot('c', 0, 9, -1)])],
        start,
      ),
    ],
  ];

  it.each(cases)('holds %s, and says them again when it is read', (_, cut) => {
    const [read] = readFcp7Xml(writeFcp7Xml(cut)).timelines;
    expect(plays(read!)).toEqual(plays(cut));
    expect(read!.globalStartTime).toEqual(cut.globalStartTime);
    expect(readFcp7Xml(writeFcp7Xml(read!)).timelines).toEqual([read]);
  });

  it('keeps source timecode, reel, channels and drop-frame on the way to an EDL', () => {
    const cut = timeline('x', [track('Video', 'V1', [a, b]), track('Audio', 'A1', [a])], start);
    expect(writeEdl(readFcp7Xml(writeFcp7Xml(cut)).timelines[0]!).replace('B    ', 'AA/V ')).toBe(writeEdl(cut));
  });

  it('links picture and sound that play the same', () => {
    const sound = { ...a };
    const text = writeFcp7Xml(timeline('x', [track('Video', 'V1', [a]), track('Audio', 'A1', [sound])], start));
    expect(text.match(/<linkclipref>/g)).toHaveLength(4);
    expect(text.match(/<pathurl>/g)).toHaveLength(1);
    expect(text).toContain('<string>01:00:00;00</string>');
  });
});

const file = (track: string): string =>
  `<xmeml version="5"><sequence id="s"><name>x</name><rate><timebase>25</timebase></rate><media><video><track>${track}</track></video></media></sequence></xmeml>`;

describe('reading FCP7 XML', () => {
  it.each([
    ['<fcpxml/>', /should begin with <xmeml>/],
    [file('<clipitem><start>0</start><end>9</end><sequence id="s"/></clipitem>'), /contains itself/],
    [file('<clipitem><name>a</name><start>9</start><end>3</end></clipitem>'), /where “a” ends/],
    [file('<clipitem><start>x</start></clipitem>'), /“x”, is no number of frames/],
    [file('<transitionitem><start>9</start></transitionitem>'), /transition begins and ends/],
    ['<xmeml version="5"><sequence><name>x</name></sequence></xmeml>', /says no rate/],
    ['<!DOCTYPE xmeml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xmeml>&a;</xmeml>', /entities of its own/],
  ])('refuses %s in one sentence', (text, message) => {
    expect(() => readFcp7Xml(text)).toThrow(message);
  });
});
