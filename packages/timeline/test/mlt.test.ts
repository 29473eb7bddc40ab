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
  readMlt,
  seconds,
  type Timeline,
  timeline,
  track,
  writeEdl,
  writeMlt,
} from '../src/index.ts';
import { neverCrashes } from './mutations.ts';

const file = (body: string): string =>
  `<?xml version="1.0"?><mlt LC_NUMERIC="C" version="7.22.0" title="Shotcut" producer="main"><profile width="1920" height="1080" frame_rate_num="25" frame_rate_den="1"/>${body}</mlt>`;
const producer = (id: string, more = ''): string =>
  `<producer id="${id}" in="00:00:00.000" out="00:00:19.960"><property name="length">00:00:20.000</property><property name="resource">/my films/${id}.mov</property><property name="mlt_service">avformat</property><property name="shotcut:caption">${id}.mov</property>${more}</producer>`;

/** As Shotcut writes a project: a dissolve is a tractor of two between the clips, times are clocks. */
const SHOTCUT =
  file(`${producer('a', '<filter><property name="mlt_service">brightness</property></filter>')}${producer('b')}
  <producer id="black"><property name="resource">black</property><property name="mlt_service">color</property><property name="length">500</property></producer>
  <playlist id="background"><entry producer="black" in="0" out="499"/></playlist>
  <producer id="w" in="0" out="199"><property name="resource">2:/my films/a.mov</property><property name="mlt_service">timewarp</property><property name="warp_speed">2</property><property name="warp_resource">/my films/a.mov</property></producer>
  <tractor id="t0" in="0" out="9"><property name="shotcut:transition">lumaMix</property><track producer="a" in="00:00:02.000" out="00:00:02.360"/><track producer="b" in="50" out="59"/>
    <transition out="9"><property name="a_track">0</property><property name="b_track">1</property><property name="mlt_service">luma</property></transition></tractor>
  <playlist id="p0"><property name="shotcut:video">1</property><property name="shotcut:name">V1</property>
    <entry producer="a" in="0" out="00:00:01.960"/><entry producer="t0" in="0" out="9"/><entry producer="b" in="60" out="99"/><blank length="00:00:01.000"/><entry producer="w" in="10" out="29"/></playlist>
  <playlist id="p1"><property name="shotcut:audio">1</property><blank length="5"/><entry producer="b" in="7" out="20"/></playlist>
  <tractor id="main"><property name="shotcut">1</property><track producer="background"/><track producer="p0"/><track producer="p1" hide="video"/>
    <transition><property name="a_track">0</property><property name="b_track">1</property><property name="mlt_service">mix</property></transition></tractor>`);

/** As Kdenlive does: each track is a tractor of two playlists, and a mix is where they overlap. */
const KDENLIVE =
  file(`${producer('a')}${producer('b')}<playlist id="p0"><entry producer="a" in="0" out="59"/></playlist>
  <playlist id="p1"><blank length="50"/><entry producer="b" in="10" out="89"/></playlist>
  <tractor id="track"><property name="kdenlive:track_name">Main</property><track producer="p0" hide="audio"/><track producer="p1" hide="audio"/>
    <transition in="50" out="59"><property name="mlt_service">luma</property></transition></tractor>
  <tractor id="main"><track producer="track"/></tractor>`);

const items = (of: Timeline, index = 0): readonly Composable[] => {
  const found = of.tracks.children[index];
  return found?.schema === 'Track' ? found.children : [];
};

describe('MLT XML', () => {
  it('reads projects of Shotcut, and they are equal after write and read', () => {
    const read = readMlt(SHOTCUT);
    expect(items(read).map((one) => one.schema)).toEqual(['Clip', 'Transition', 'Clip', 'Gap', 'Clip']);
    const [a, mix, b, , warp] = items(read) as [Clip, Composable, Clip, Composable, Clip];
    expect(a).toMatchObject({ name: 'a.mov', sourceRange: frameRange(0, 50, 25) });
    expect(mediaReference(a)).toMatchObject({ targetUrl: '/my films/a.mov', availableRange: frameRange(0, 500, 25) });
    expect(mix).toMatchObject({ inOffset: rationalTime(0, 25), outOffset: rationalTime(10, 25) });
    expect(b.sourceRange).toEqual(frameRange(50, 100, 25));
    // At twice the speed the tenth frame is the twentieth of its source.
    expect(warp).toMatchObject({ sourceRange: frameRange(20, 40, 25), effects: [{ timeScalar: 2 }] });
    expect(read.tracks.children.map((one) => one.schema === 'Track' && one.kind)).toEqual(['Video', 'Audio']);
    expect(readMlt(writeMlt(read))).toEqual(read);
    expect(writeMlt(read)).toContain('brightness');
  });

  it('reads the mixes of Kdenlive', () => {
    const read = readMlt(KDENLIVE);
    const [a, mix, b] = items(read) as [Clip, Composable, Clip];
    expect(a.sourceRange).toEqual(frameRange(0, 50, 25));
    expect(mix).toMatchObject({ inOffset: rationalTime(0, 25), outOffset: rationalTime(10, 25) });
    expect(b.sourceRange).toEqual(frameRange(10, 90, 25));
    expect(readMlt(writeMlt(read))).toEqual(read);
  });

  it('gives back a cut with its source timecode, reel, channels, dissolves and speeds', () => {
    const RATE = rational(30000, 1001);
    const shot = (name: string, from: number, to: number, scalar?: number): Clip => {
      const media: ExternalReference = {
        schema: 'ExternalReference',
        name: `${name}.mov`,
        metadata: { second_unit: { width: 1920, height: 1080, audio_channels: 2, drop_frame: true } },
        targetUrl: `file:///my%20films/${name}.mov`,
        availableRange: frameRange(107892, 110892, RATE),
      };
      return clip(name, media, frameRange(107892 + from, 107892 + to, RATE), {
        metadata: { cmx_3600: { reel: 'A001' } },
        effects:
          scalar === undefined
            ? []
            : scalar === 0
              ? [{ schema: 'FreezeFrame', name: '', metadata: {}, effectName: '', timeScalar: 0 }]
              : [{ schema: 'LinearTimeWarp', name: '', metadata: {}, effectName: '', timeScalar: scalar }],
      });
    };
    const dissolve: Composable = {
      schema: 'Transition',
      name: '',
      metadata: {},
      transitionType: 'SMPTE_Dissolve',
      inOffset: rationalTime(5, RATE),
      outOffset: rationalTime(9, RATE),
    };
    const gap: Composable = {
      schema: 'Gap',
      name: '',
      metadata: {},
      effects: [],
      markers: [],
      enabled: true,
      sourceRange: frameRange(0, 7, RATE),
    };
    const cut = timeline(
      'A cut',
      [
        track('Video', 'V1', [
          shot('a', 30, 120),
          dissolve,
          shot('b', 60, 120),
          gap,
          shot('c', 0, 40, 0.5),
          shot('d', 31, 50, 3),
          shot('e', 3, 9, 0),
        ]),
        track('Audio', 'A1', [shot('a', 30, 120)]),
      ],
      {
        globalStartTime: rationalTime(107892, RATE),
      },
    );
    const read = readMlt(writeMlt(cut));
    const plays = (of: Timeline) =>
      [0, 1].flatMap((index) =>
        items(of, index).map((one) => {
          if (one.schema === 'Transition') return [seconds(one.inOffset), seconds(one.outOffset)];
          if (one.schema !== 'Clip') return one.schema === 'Gap' && one.sourceRange;
          const media = mediaReference(one);
          return [
            one.name,
            seconds(one.sourceRange!.startTime),
            one.sourceRange!.duration,
            one.metadata.cmx_3600,
            one.effects,
            media?.schema === 'ExternalReference' && [
              media.name,
              media.targetUrl,
              media.availableRange,
              media.metadata.second_unit,
            ],
          ];
        }),
      );
    expect(plays(read)).toEqual(plays(cut));
    expect(read.globalStartTime).toEqual(cut.globalStartTime);
    expect(writeEdl(read)).toBe(writeEdl(cut));
    expect(readMlt(writeMlt(read))).toEqual(read);
  });

  it.each([
    ['<x/>', /should begin with <mlt>/],
    [file(''), /no tractor/],
    [file('<tractor id="main"><track producer="q"/></tractor>'), /“q”, which is not in the file/],
    [
      file(
        '<playlist id="p"><entry producer="main" in="0" out="9"/></playlist><tractor id="main"><track producer="p"/></tractor>',
      ),
      /contains itself/,
    ],
    [
      file(
        `${producer('a')}<playlist id="p"><entry producer="a" in="x" out="9"/></playlist><tractor id="main"><track producer="p"/></tractor>`,
      ),
      /is no time/,
    ],
    ['<mlt><profile frame_rate_num="0"/></mlt>', /no frame rate/],
  ])('refuses %s in one sentence', (text, message) => {
    expect(() => readMlt(text)).toThrow(message);
  });

  it('never fails but with a sentence, whatever the text', () => {
    neverCrashes(readMlt, [SHOTCUT, KDENLIVE]);
  });
});
