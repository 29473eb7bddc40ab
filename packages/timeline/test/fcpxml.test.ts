import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import {
  type Clip,
  type Composable,
  clip,
  type ExternalReference,
  frameRange,
  mediaReference,
  rational,
  rationalTime,
  readFcpxml,
  seconds,
  type Timeline,
  TimelineError,
  timeline,
  track,
  writeEdl,
  writeFcpxml,
} from '../src/index.ts';
import { neverCrashes } from './mutations.ts';

const data = join(process.env.SECOND_UNIT_DATA ?? join(import.meta.dirname, '../../../../shared/data'), 'timelines');
const folder = join(data, 'fcpxml');
const samples = existsSync(folder) ? readdirSync(folder) : [];
const sample = (name: string): string => readFileSync(join(folder, name), 'utf8');
const dtdFile = join(data, 'fcpxml_dtd/FCPXMLv1_11.dtd');

describe.skipIf(samples.length === 0)('the samples of FCPXML (skipped: SECOND_UNIT_DATA holds none)', () => {
  it.each(samples)('%s is read, and equal after write and read', (name) => {
    const read = readFcpxml(sample(name));
    expect(read.timelines.length + read.clips.length).toBeGreaterThan(0);
    const again = readFcpxml(writeFcpxml(read));
    expect(again.clips).toEqual(read.clips);
    expect(again.timelines).toEqual(read.timelines);
    for (const one of read.timelines) expect(readFcpxml(writeFcpxml(one)).timelines).toEqual([one]);
  });

  it.each(samples)('%s is written so that the DTD of 1.11 holds', (name) => {
    using validator = new DtdValidator(XmlDtd.fromBuffer(readFileSync(dtdFile)));
    using document = XmlDocument.fromString(writeFcpxml(readFcpxml(sample(name))));
    expect(() => validator.validate(document)).not.toThrow();
  });

  it('never fails but with a sentence, whatever the text', () => {
    neverCrashes(readFcpxml, samples.map(sample));
  });
});

const NTSC = rational(30000, 1001);

function shot(name: string, from: number, to: number, rest: Partial<Clip> = {}): Clip {
  const media: ExternalReference = {
    schema: 'ExternalReference',
    name: `${name}.mov`,
    metadata: { second_unit: { width: 1920, height: 1080, audio_channels: 2, audio_rate: 48000, drop_frame: true } },
    targetUrl: `file:///my%20films/${name}%20%26%20more.mov`,
    availableRange: frameRange(107892, 107892 + 3000, NTSC),
  };
  const range = frameRange(107892 + from, 107892 + to, NTSC);
  return { ...clip(name, media, range, { metadata: { cmx_3600: { reel: 'A001' } } }), ...rest };
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
const dissolve: Composable = {
  schema: 'Transition',
  name: '',
  metadata: {},
  transitionType: 'SMPTE_Dissolve',
  inOffset: rationalTime(6, NTSC),
  outOffset: rationalTime(9, NTSC),
};
const start = { globalStartTime: rationalTime(107892, NTSC) };

/** What plays when, of what, at which of its timecodes and with which reel: all that an editing program must get right. */
function plays(of: Timeline): string[] {
  return of.tracks.children
    .flatMap((one) => {
      if (one.schema !== 'Track') return [];
      let at = 0;
      return one.children.map((item) => {
        if (item.schema === 'Transition')
          return [one.kind, item.transitionType, seconds(item.inOffset), seconds(item.outOffset)];
        if (item.schema !== 'Clip' && item.schema !== 'Gap') return [item.schema];
        const { startTime, duration } = item.sourceRange!;
        const from = at;
        at += (duration.value / duration.rate.num) * duration.rate.den;
        if (item.schema === 'Gap') return [one.kind, 'gap', duration];
        const media = mediaReference(item);
        const speeds = item.effects.map((effect) => effect.schema !== 'UnknownSchema' && effect.timeScalar);
        return [
          one.kind,
          from,
          media?.schema === 'ExternalReference' && [media.targetUrl, media.availableRange, media.metadata],
          seconds(startTime),
          seconds(duration),
          item.metadata.cmx_3600,
          speeds,
        ];
      });
    })
    .map((one) => JSON.stringify(one));
}

describe('FCPXML of a cut', () => {
  const warp = { schema: 'LinearTimeWarp', name: '', metadata: {}, effectName: '', timeScalar: 2 } as const;
  const freeze = { schema: 'FreezeFrame', name: '', metadata: {}, effectName: '', timeScalar: 0 } as const;
  const [a, b, c] = [shot('a', 0, 90), shot('b', 300, 390), shot('c', 30, 60, { effects: [warp] })];
  const cases: [string, Timeline][] = [
    ['dissolves and gaps', timeline('x', [track('Video', 'V1', [a, dissolve, b, gap(12), a])], start)],
    [
      'sound that goes with its picture, and some that is off',
      timeline('x', [track('Video', 'V1', [a, b, a]), track('Audio', 'A1', [a, gap(90), a])], start),
    ],
    [
      'speeds and frozen frames',
      timeline('x', [track('Video', 'V1', [c, shot('a', 9, 40, { effects: [freeze] }), b])], start),
    ],
    [
      'pictures above each other',
      timeline('x', [track('Video', 'V1', [a, b]), track('Video', 'V2', [gap(40), b, dissolve, a])], start),
    ],
    [
      'sound that is cut elsewhere',
      timeline('x', [track('Video', 'V1', [a, b]), track('Audio', 'A1', [gap(10), shot('b', 200, 300)])], start),
    ],
  ];

  it.each(cases)('holds %s, and says them again when it is read', (_, cut) => {
    const [read] = readFcpxml(writeFcpxml(cut)).timelines;
    expect(plays(read!)).toEqual(plays(cut));
    expect(read!.globalStartTime).toEqual(cut.globalStartTime);
    // What was read once is written and read to the letter.
    expect(readFcpxml(writeFcpxml(read!)).timelines).toEqual([read]);
  });

  it.skipIf(!existsSync(dtdFile)).each(cases)('is valid with %s', (_, cut) => {
    using validator = new DtdValidator(XmlDtd.fromBuffer(readFileSync(dtdFile)));
    for (const text of [writeFcpxml(cut), writeFcpxml(readFcpxml(writeFcpxml(cut)).timelines[0]!)]) {
      using document = XmlDocument.fromString(text);
      expect(() => validator.validate(document)).not.toThrow();
    }
  });

  it('keeps source timecode, reel, channels and drop-frame on the way to an EDL', () => {
    const [, cut] = cases[1]!;
    expect(writeEdl(readFcpxml(writeFcpxml(cut)).timelines[0]!)).toBe(writeEdl(cut));
  });
});

const file = (resources: string, spine: string): string =>
  `<fcpxml version="1.9"><resources><format id="r1" frameDuration="1/25s"/>${resources}</resources><project name="p">` +
  `<sequence format="r1" tcStart="3600s" tcFormat="NDF"><spine>${spine}</spine></sequence></project></fcpxml>`;

describe('reading FCPXML', () => {
  it('reads titles, multicam clips, split edits and chapter markers', () => {
    const text = file(
      `<effect id="r2" name="Basic Title" uid="x.moti"/>
       <asset id="r3" name="a" start="3600s" duration="100s" hasVideo="1" hasAudio="1" audioChannels="2" format="r1"><media-rep src="file:///a%20b.mov"/></asset>
       <media id="r4" name="mc"><multicam format="r1"><mc-angle name="One" angleID="A"><asset-clip ref="r3" offset="0s" duration="9s"/></mc-angle>
       <mc-angle name="Two" angleID="B"><gap offset="0s" duration="9s"/></mc-angle></multicam></media>`,
      `<asset-clip ref="r3" offset="3600s" start="3610s" duration="4s" audioStart="3610s" audioDuration="6s" audioRole="dialogue">
         <chapter-marker start="3611s" duration="1/25s" value="One" posterOffset="1/25s"/>
         <title ref="r2" lane="1" offset="3611s" duration="2s" name="Soon"><text><text-style ref="ts1">In June</text-style></text>
           <text-style-def id="ts1"><text-style font="Helvetica" fontSize="60"/></text-style-def></title>
       </asset-clip>
       <mc-clip ref="r4" offset="3604s" duration="3s"><mc-source angleID="B" srcEnable="all"/></mc-clip>`,
    );
    const read = readFcpxml(text);
    const [one] = read.timelines;
    const tracks = one!.tracks.children.map(
      (of) => of.schema === 'Track' && [of.kind, of.children.map(({ schema }) => schema)],
    );
    expect(tracks).toEqual([
      ['Video', ['Clip', 'Stack']],
      ['Video', ['Gap', 'Clip']],
      ['Audio', ['Clip']],
    ]);
    expect(readFcpxml(writeFcpxml(read)).timelines).toEqual(read.timelines);
  });

  it.each([
    [
      '<fcpxml version="1.9"><resources><media id="r1"><sequence format="r9"><spine><ref-clip ref="r1" duration="1s"/></spine></sequence></media></resources><ref-clip ref="r1" duration="1s"/></fcpxml>',
      /contains itself/,
    ],
    ['<!DOCTYPE fcpxml [<!ENTITY a "aaaa">]><fcpxml version="1.9">&a;</fcpxml>', /entities of its own/],
    ['<fcpxml version="2.0"/>', /versions 1\.0 to 1\.11/],
    [file('', '<asset-clip ref="r7" duration="1s"/>'), /“r7”, which is not among its resources/],
    [file('', '<gap duration="1/0s"/>'), /is no time/],
    [`<fcpxml version="1.9">${'<a>'.repeat(300)}`, /levels deep/],
    ['<fcpxml', /well-formed/],
  ])('refuses %s in one sentence', (text, message) => {
    expect(() => readFcpxml(text)).toThrow(message);
    expect(() => readFcpxml(text)).toThrow(TimelineError);
  });

  it('does not let compound clips in compound clips grow without end', () => {
    const levels = Array.from(
      { length: 30 },
      (_, at) =>
        `<media id="m${at}"><sequence format="r1"><spine>${at === 29 ? '<gap duration="1s"/>' : `<ref-clip ref="m${at + 1}" duration="1s"/>`.repeat(9)}</spine></sequence></media>`,
    );
    expect(() => readFcpxml(file(levels.join(''), '<ref-clip ref="m0" duration="1s"/>'))).toThrow(/comes to more than/);
  });
});
