import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import {
  type Clip,
  type Composable,
  clip,
  frameRange,
  rational,
  rationalTime,
  readEdl,
  readFcp7Xml,
  readMlt,
  type Timeline,
  type Track,
  type Transition,
  timeline,
  track,
  writeEdl,
  writeFcp7Xml,
  writeFcpxml,
  writeMlt,
} from '../src/index.ts';

const RATE = rational(25);
const shot = (name: string, from: number, frames: number, window?: { x: number; y: number }): Clip =>
  clip(
    name,
    {
      schema: 'ExternalReference',
      name: `${name}.mov`,
      metadata: { second_unit: { width: 1920, height: 1080, audio_channels: 2 } },
      targetUrl: `file:///films/${name}.mov`,
      availableRange: frameRange(0, 2000, RATE),
    },
    frameRange(from, from + frames, RATE),
    window ? { metadata: { second_unit: { window } } } : {},
  );
const transition = (type: string, before: number, after: number, said: string): Transition => ({
  schema: 'Transition',
  name: '',
  transitionType: type,
  inOffset: rationalTime(before, RATE),
  outOffset: rationalTime(after, RATE),
  metadata: { second_unit: { transition: said } },
});

/** Out of black, a dissolve, a fade through black, and into black. */
const parts = (kind: string): Track =>
  track(kind, kind === 'Video' ? 'V1' : 'A1', [
    transition('SMPTE_Dissolve', 0, 10, 'fade'),
    shot('a', 100, 50),
    transition('SMPTE_Dissolve', 4, 4, 'dissolve'),
    shot('b', 400, 60),
    transition('Custom_Transition', 12, 13, 'fade'),
    shot('c', 200, 50),
    transition('SMPTE_Dissolve', 20, 0, 'fade'),
  ]);
const FADED = timeline('Faded', [parts('Video'), parts('Audio')], { globalStartTime: rationalTime(0, RATE) });

const childrenOf = (of: Timeline, index = 0): readonly Composable[] => (of.tracks.children[index] as Track).children;
const shape = (of: readonly Composable[]): unknown[] =>
  of.map((one) => {
    if (one.schema === 'Transition') return [one.transitionType, one.inOffset.value, one.outOffset.value];
    if (one.schema !== 'Clip' && one.schema !== 'Gap') return one.schema;
    return one.schema === 'Gap'
      ? ['gap', one.sourceRange!.duration.value]
      : [one.name, one.sourceRange!.startTime.value, one.sourceRange!.duration.value];
  });
const SPELLED = [
  ['SMPTE_Dissolve', 0, 10],
  ['a', 100, 50],
  ['SMPTE_Dissolve', 4, 4],
  ['b', 400, 60],
  ['SMPTE_Dissolve', 12, 0],
  ['gap', 0],
  ['SMPTE_Dissolve', 0, 13],
  ['c', 200, 50],
  ['SMPTE_Dissolve', 20, 0],
];

describe('fades out of black and into it', () => {
  it('are dissolves with BL in an EDL', () => {
    const written = writeEdl(FADED);
    const rows = written.split('\n').filter((line) => /^\d{3} /.test(line));
    expect(rows.map((row) => row.replace(/\s+/g, ' '))).toEqual([
      '001 BL AA/V C 00:00:00:00 00:00:00:00 00:00:00:00 00:00:00:00',
      '001 AX AA/V D 010 00:00:04:00 00:00:05:21 00:00:00:00 00:00:01:21',
      '002 AX AA/V C 00:00:05:21 00:00:05:21 00:00:01:21 00:00:01:21',
      '002 AX AA/V D 008 00:00:15:21 00:00:17:23 00:00:01:21 00:00:03:23',
      '003 AX AA/V C 00:00:17:23 00:00:17:23 00:00:03:23 00:00:03:23',
      '003 BL AA/V D 012 00:00:00:00 00:00:00:12 00:00:03:23 00:00:04:10',
      '004 BL AA/V C 00:00:00:12 00:00:00:12 00:00:04:10 00:00:04:10',
      '004 AX AA/V D 013 00:00:08:00 00:00:09:05 00:00:04:10 00:00:05:15',
      '005 AX AA/V C 00:00:09:05 00:00:09:05 00:00:05:15 00:00:05:15',
      '005 BL AA/V D 020 00:00:00:00 00:00:00:20 00:00:05:15 00:00:06:10',
    ]);
    const read = readEdl(written, { rate: RATE });
    expect(readEdl(writeEdl(read), { rate: RATE })).toEqual(read);
  });

  it('are one-sided transitions in FCP7 XML', () => {
    const written = writeFcp7Xml(FADED);
    const alignments = [...written.matchAll(/<alignment>(.*?)<\/alignment>/g)].map(([, said]) => said);
    const each = ['start-black', 'center', 'end-black', 'start-black', 'end-black'];
    expect(alignments).toEqual([...each, ...each]);
    // Sound cross-fades, it does not dissolve.
    expect(written.match(/KGAudioTransCrossFade3dB/g)).toHaveLength(5);
    const [read] = readFcp7Xml(written).timelines;
    expect(shape(childrenOf(read!))).toEqual(SPELLED);
    expect(readFcp7Xml(writeFcp7Xml({ timelines: [read!] })).timelines[0]).toEqual(read);
  });

  it('are filters of brightness and volume in MLT XML', () => {
    const written = writeMlt(FADED);
    expect(written.match(/fadeInBrightness/g)).toHaveLength(2);
    expect(written.match(/fadeOutBrightness/g)).toHaveLength(2);
    expect(written.match(/fadeInVolume/g)).toHaveLength(2);
    const read = readMlt(written);
    expect(shape(childrenOf(read))).toEqual(SPELLED);
    expect(shape(childrenOf(read, 1))).toEqual(SPELLED);
    expect(readMlt(writeMlt(read))).toEqual(read);
  });
});

describe('a picture of another shape than its films', () => {
  const dtdFile = join(
    resolve(import.meta.dirname, '../../..', process.env.SECOND_UNIT_DATA ?? '../shared/data'),
    'timelines/fcpxml_dtd/FCPXMLv1_11.dtd',
  );
  const tall: Timeline = {
    ...timeline('Tall', [track('Video', 'V1', [shot('a', 0, 50, { x: 0.25, y: 0.5 }), shot('b', 0, 50)])]),
    metadata: { second_unit: { picture: { width: 1080, height: 1920 } } },
  };

  it('is the size of the sequence in FCPXML, whose clips fill it about their windows', () => {
    const written = writeFcpxml(tall);
    expect(written).toMatch(/<format id="r1"[^>]* width="1080" height="1920"/);
    expect(written).toMatch(/<sequence[^>]* format="r1"/);
    // The film is 3413.33 wide at 1920 high; a quarter of that to the right is 44.4444 hundredths of the height.
    expect(written).toContain('<adjust-conform type="fill"/>');
    expect(written).toContain('<adjust-transform position="44.4444 0"/>');
    expect(written.match(/adjust-conform/g)).toHaveLength(1);
  });

  it.skipIf(!existsSync(dtdFile))('is valid by the DTD (skipped: SECOND_UNIT_DATA holds no DTD)', () => {
    using validator = new DtdValidator(XmlDtd.fromBuffer(readFileSync(dtdFile)));
    using document = XmlDocument.fromString(writeFcpxml(tall));
    expect(() => validator.validate(document)).not.toThrow();
  });

  it('is the size of the sequence in FCP7 XML, with Basic Motion', () => {
    const written = writeFcp7Xml(tall);
    const format = /<format>.*?<\/format>/s.exec(written)![0];
    expect(format).toMatch(/<width>1080<\/width>\s*<height>1920<\/height>/);
    // 1920 high of 1080, and a quarter of 3413.33 pixels as a share of the film's 1920.
    expect(written).toMatch(/<name>Scale<\/name>\s*<value>177\.7778<\/value>/);
    expect(written).toMatch(/<horiz>0\.444444<\/horiz>\s*<vert>0<\/vert>/);
    // The one without a window is seen whole: 1080 wide of 1920.
    expect(written).toMatch(/<name>Scale<\/name>\s*<value>56\.25<\/value>/);
    expect(written.match(/<name>Basic Motion<\/name>/g)).toHaveLength(2);
    const [read] = readFcp7Xml(written).timelines;
    expect(readFcp7Xml(writeFcp7Xml(read!)).timelines[0]).toEqual(read);
  });

  it('is the profile in MLT XML, with Size and Position', () => {
    const written = writeMlt(tall);
    expect(written).toMatch(/<profile width="1080" height="1920"/);
    expect(written).toContain('display_aspect_num="9" display_aspect_den="16"');
    expect(written).toContain('<property name="transition.rect">-313.3333 0 3413.3333 1920 1</property>');
    const read = readMlt(written);
    expect(readMlt(writeMlt(read))).toEqual(read);
  });

  it('keeps its size from format to format', () => {
    const read = readMlt(writeMlt(tall));
    expect(writeFcpxml(read)).toMatch(/width="1080" height="1920"/);
    expect(writeMlt(readFcp7Xml(writeFcp7Xml(tall)).timelines[0]!)).toMatch(/<profile width="1080" height="1920"/);
  });

  it('moves a window inwards that would leave the picture', () => {
    const [one] = childrenOf(tall) as [Clip];
    const edge = { ...one, metadata: { second_unit: { window: { x: 0, y: 0 } } } };
    const written = writeMlt({ ...tall, tracks: { ...tall.tracks, children: [track('Video', 'V1', [edge])] } });
    expect(written).toContain('<property name="transition.rect">0 0 3413.3333 1920 1</property>');
  });
});
