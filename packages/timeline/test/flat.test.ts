import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import {
  type Clip,
  type Composable,
  clip,
  type ExternalReference,
  frameRange,
  parseTimecode,
  type Rational,
  rational,
  rationalTime,
  type Timeline,
  timeline,
  track,
  writeEdl,
  writeFcpxml,
} from '../src/index.ts';

const RATE = rational(24000, 1001);
const NTSC = rational(30000, 1001);

function media(name: string, rate: Rational, own: ExternalReference['metadata'] = {}): ExternalReference {
  return {
    schema: 'ExternalReference',
    name,
    metadata: { second_unit: { width: 1920, height: 1080, audio_channels: 2, audio_rate: 48000, ...own } },
    targetUrl: `file:///films/${encodeURIComponent(name)}`,
    availableRange: frameRange(86400, 86400 + 5000, rate),
  };
}

function shot(
  name: string,
  from: number,
  to: number,
  rest: { reel?: string; rate?: Rational; own?: ExternalReference['metadata'] } = {},
): Clip {
  const rate = rest.rate ?? RATE;
  const range = frameRange(86400 + from, 86400 + to, rate);
  return clip(name, media(name, rate, rest.own), range, {
    metadata: rest.reel === undefined ? {} : { cmx_3600: { reel: rest.reel } },
    markers: [
      {
        schema: 'Marker',
        name: 'carries the line “Où est-elle?”\n& <more>',
        color: 'GREEN',
        comment: 'why "this"',
        metadata: {},
        markedRange: { startTime: range.startTime, duration: rationalTime(1, rate) },
      },
    ],
  });
}

function cutOf(children: readonly Composable[], sound: readonly Composable[] = [], start = 0, rate = RATE): Timeline {
  return timeline(
    'A Teaser',
    [track('Video', 'V1', children), ...(sound.length ? [track('Audio', 'A1', sound)] : [])],
    {
      globalStartTime: rationalTime(start, rate),
    },
  );
}

const dissolve = (inOffset: number, outOffset: number): Composable => ({
  schema: 'Transition',
  name: '',
  metadata: {},
  transitionType: 'SMPTE_Dissolve',
  inOffset: rationalTime(inOffset, RATE),
  outOffset: rationalTime(outOffset, RATE),
});
const gap = (length: number): Composable => ({
  schema: 'Gap',
  name: '',
  metadata: {},
  effects: [],
  markers: [],
  enabled: true,
  sourceRange: frameRange(0, length, RATE),
});

describe('EDL', () => {
  it('writes source timecode, reel and sound of each event, record from the start timecode', () => {
    const clips = [shot('a film.mov', 0, 48, { reel: 'A001' }), shot('b.mov', 100, 124, { reel: 'A002' })];
    expect(writeEdl(cutOf(clips, clips, 86400))).toBe(
      [
        'TITLE: A Teaser',
        'FCM: NON-DROP FRAME',
        '',
        '001  A001     AA/V  C        01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00',
        '* FROM CLIP NAME: a film.mov',
        '* SOURCE FILE: file:///films/a%20film.mov',
        '* LOC: 01:00:00:00 GREEN   carries the line “Où est-elle?” & <more>',
        '002  A002     AA/V  C        01:00:04:04 01:00:05:04 01:00:02:00 01:00:03:00',
        '* FROM CLIP NAME: b.mov',
        '* SOURCE FILE: file:///films/b.mov',
        '* LOC: 01:00:02:00 GREEN   carries the line “Où est-elle?” & <more>',
        '',
      ].join('\n'),
    );
  });

  it('writes a dissolve as two lines whose lengths fit', () => {
    const lines = writeEdl(cutOf([shot('a', 0, 48), dissolve(6, 6), shot('b', 100, 148)]))
      .split('\n')
      .filter((line) => /^\d{3} /.test(line));
    expect(lines.map((line) => line.slice(0, 76).trimEnd())).toEqual([
      '001  AX       V     C        01:00:00:00 01:00:01:18 00:00:00:00 00:00:01:18',
      '002  AX       V     C        01:00:01:18 01:00:01:18 00:00:01:18 00:00:01:18',
      '002  AX       V     D    012 01:00:03:22 01:00:06:04 00:00:01:18 00:00:04:00',
    ]);
  });

  it('leaves a gap open on the record side, and mutes a clip whose sound is off', () => {
    const [a, b] = [shot('a', 0, 24), shot('b', 0, 24)];
    const text = writeEdl(cutOf([a, gap(10), b], [a]));
    expect(text).toContain('AA/V  C        01:00:00:00 01:00:01:00 00:00:00:00 00:00:01:00');
    expect(text).toContain('V     C        01:00:00:00 01:00:01:00 00:00:01:10 00:00:02:10');
  });

  it('counts in drop-frame where the media does', () => {
    const own = { drop_frame: true };
    const text = writeEdl(cutOf([shot('a', 0, 3600, { rate: NTSC, own })], [], 0, NTSC));
    expect(text).toContain('FCM: DROP FRAME');
    expect(text).toContain('00:00:00;00 00:02:00;04');
    const [from, to] = /(\S+) (\S+) 00:00:00;00/.exec(text)!.slice(1) as [string, string];
    expect(parseTimecode(to, NTSC) - parseTimecode(from, NTSC)).toBe(3600);
  });

  it('puts markers where they are in the cut, in the drop-frame of the record side', () => {
    const own = { drop_frame: true };
    const tenMinutes = parseTimecode('00:10:00;00', NTSC);
    const text = writeEdl(
      cutOf([shot('a', 0, tenMinutes + 1800, { rate: NTSC, own }), shot('b', 0, 90, { rate: NTSC, own })], [], 0, NTSC),
    );
    const [first, second] = [...text.matchAll(/LOC: (\S+)/g)].map(([, at]) => at!);
    expect([first, second]).toEqual(['00:00:00;00', '00:11:00;02']);
    expect(parseTimecode(second!, NTSC)).toBe(tenMinutes + 1800);
    // Each lies inside its own event.
    for (const [, from, to, at] of text.matchAll(/C {8}\S+ \S+ (\S+) (\S+)[\s\S]*?LOC: (\S+)/g)) {
      const [start, end, marker] = [from!, to!, at!].map((one) => parseTimecode(one, NTSC)) as [number, number, number];
      expect(marker >= start && marker < end).toBe(true);
    }
  });

  it('leaves out a marker on frames that are not played', () => {
    const whole = shot('a', 0, 100);
    const trimmed = { ...whole, sourceRange: frameRange(86400 + 10, 86400 + 50, RATE) };
    expect(writeEdl(cutOf([trimmed]))).not.toContain('LOC');
  });

  it('keeps long reels apart', () => {
    const text = writeEdl(cutOf(['A001_C001_0101', 'A001_C002_0101'].map((reel) => shot('x', 0, 24, { reel }))));
    expect(text).toMatch(/^001 {2}A001_C00 /m);
    expect(text).toMatch(/^002 {2}A001_C02 /m);
    expect(text).toContain('* REEL: A001_C002_0101');
  });

  it.each([
    [
      'several video tracks',
      timeline('x', [track('Video', 'V1', [shot('a', 0, 5)]), track('Video', 'V2', [])]),
      /one video track/,
    ],
    ['nothing', timeline('x', [track('Video', 'V1', [])]), /no clips/],
    ['nesting', cutOf([shot('a', 0, 5), track('Video', 'inner', [])]), /Track inside/],
    [
      'a speed that changes',
      cutOf([{ ...shot('a', 0, 5), effects: [{ schema: 'TimeEffect', name: '', metadata: {}, effectName: '' }] }]),
      /speed/,
    ],
    [
      'a wipe',
      cutOf([
        shot('a', 0, 5),
        { ...dissolve(1, 1), transitionType: 'Custom_Transition' } as Composable,
        shot('b', 0, 5),
      ]),
      /dissolves/,
    ],
  ])('refuses %s in one sentence', (_, of, message) => {
    expect(() => writeEdl(of)).toThrow(message);
  });
});

const data = process.env.SECOND_UNIT_DATA ?? join(import.meta.dirname, '../../../../shared/data');
const dtdFile = join(data, 'timelines/fcpxml_dtd/FCPXMLv1_11.dtd');

describe('FCPXML', () => {
  const [a, b] = [shot('a film & more.mov', 0, 48), shot('b.mov', 100, 124)];

  it('holds exact times, one asset a file, encoded paths', () => {
    const text = writeFcpxml(cutOf([a, gap(10), b, a], [a], 24));
    expect(text).toContain('<format id="r1" frameDuration="1001/24000s" width="1920" height="1080"/>');
    expect(text.match(/<asset /g)).toHaveLength(2);
    expect(text).toContain('start="18018/5s" duration="1001/500s"');
    expect(text).toContain('src="file:///films/a%20film%20%26%20more.mov"');
    expect(text).toContain('tcStart="1001/1000s"');
    expect(text).toContain('offset="1001/1000s"');
    expect(text.match(/srcEnable="video"/g)).toHaveLength(2);
  });

  it.skipIf(!existsSync(dtdFile))('is valid by the DTD of 1.11 (skipped: SECOND_UNIT_DATA holds no DTD)', () => {
    const dtd = XmlDtd.fromBuffer(readFileSync(dtdFile));
    using validator = new DtdValidator(dtd);
    const strange = { ...shot('\u0001 "strange" <name>', 3, 9, { rate: NTSC, own: { drop_frame: true } }) };
    for (const of of [cutOf([a]), cutOf([a, dissolve(6, 6), b, gap(10), strange], [a, gap(34)], 86400)]) {
      using document = XmlDocument.fromString(writeFcpxml(of));
      expect(() => validator.validate(document)).not.toThrow();
    }
    using wrong = XmlDocument.fromString(writeFcpxml(cutOf([a])).replace('<spine>', '<spine colour="red">'));
    expect(() => validator.validate(wrong)).toThrow();
  });

  it('needs media files of known length', () => {
    const missing = clip('x', { schema: 'MissingReference', name: '', metadata: {} }, frameRange(0, 5, RATE));
    expect(() => writeFcpxml(cutOf([missing]))).toThrow(/media file of “x”/);
  });
});
