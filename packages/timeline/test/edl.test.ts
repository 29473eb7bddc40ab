import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Clip,
  type Composable,
  clip,
  type Effect,
  editRate,
  frameRange,
  type JsonObject,
  mediaReference,
  type Rational,
  rational,
  rationalTime,
  readEdl,
  type Timeline,
  TimelineError,
  type Track,
  timeline,
  track,
  writeEdl,
} from '../src/index.ts';
import { neverCrashes } from './mutations.ts';

const data = join(
  process.env.SECOND_UNIT_DATA ?? join(import.meta.dirname, '../../../../shared/data'),
  'timelines/edl',
);
const samples = existsSync(data) ? readdirSync(data) : [];
const sample = (name: string): string => readFileSync(join(data, name), 'utf8');

const tracksOf = (of: Timeline): Track[] => of.tracks.children.filter((one): one is Track => one.schema === 'Track');
const clipsOf = (of: Timeline, index = 0): Clip[] =>
  (tracksOf(of)[index]?.children ?? []).filter((one): one is Clip => one.schema === 'Clip');
const again = (of: Timeline): Timeline => readEdl(writeEdl(of), { rate: editRate(of)! });
const failure = (read: () => unknown): TimelineError => {
  try {
    read();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(TimelineError);
    return thrown as TimelineError;
  }
  return expect.unreachable();
};

describe.skipIf(samples.length === 0)('the samples of CMX3600 (skipped: SECOND_UNIT_DATA holds none)', () => {
  it.each(samples)('%s is read, and equal after write and read', (name) => {
    const read = readEdl(sample(name));
    expect(clipsOf(read).length).toBeGreaterThan(0);
    expect(again(read)).toEqual(read);
  });

  it('reads speeds and frozen frames', () => {
    const clips = clipsOf(readEdl(sample('speed_effects_small.edl'), { rate: rational(24) }));
    expect(
      clips.map(({ effects }) => effects.map((one) => one.schema !== 'UnknownSchema' && [one.schema, one.timeScalar])),
    ).toEqual([[], [['FreezeFrame', 0]], [['FreezeFrame', 0]], [], [['LinearTimeWarp', 47.6 / 24]]]);
    // What plays is as long as the record side says.
    expect(clips[1]!.sourceRange!.duration.value).toBe(17);
    expect(clips[1]!.metadata.cmx_3600).toMatchObject({ comments: ['* * FREEZE FRAME'] });
  });

  it('reads locators, reels, source files and colour decisions', () => {
    const clips = clipsOf(readEdl(sample('screening_example.edl')));
    expect(clips).toHaveLength(9);
    expect(clips[0]!.metadata.cmx_3600).toEqual({ reel: 'ZZ100_50', source_file: 'ZZ100_501.LAY3.01' });
    const markers = clips[3]!.markers.filter((one) => one.schema === 'Marker');
    expect(markers.map(({ name, color }) => [name, color])).toEqual([
      ['ANIM FIX NEEDED', 'RED'],
      ['ANIM FIX NEEDED', 'PINK'],
    ]);
    // 01:00:01:14 on the record side is 3:14 into the event.
    expect(markers[0]!.markedRange.startTime.value - clips[3]!.sourceRange!.startTime.value).toBe(3 * 24 + 14);
    for (const one of clipsOf(readEdl(sample('cdl.edl')))) {
      expect(one.metadata.cdl).toEqual({
        asc_sop: { slope: [0.1, 0.2, 0.3], offset: [1, -0.0122, 0.0305], power: [1, 0, 1] },
        asc_sat: 0.9,
      });
    }
    expect(mediaReference(clipsOf(readEdl(sample('avid_example.edl')))[0]!)).toMatchObject({
      targetUrl: 'S:\\path\\to\\ZZ100_501.take_1.0001.exr',
    });
  });

  it('reads transitions where they start, gaps, and several channels of sound', () => {
    const items = (name: string) => tracksOf(readEdl(sample(name)))[0]!.children;
    expect(items('wipe_test.edl')[1]).toMatchObject({
      transitionType: 'Custom_Transition',
      metadata: { cmx_3600: { transition: 'W001' } },
      inOffset: rationalTime(0, 24),
      outOffset: rationalTime(10, 24),
    });
    // What this list dissolves from is no continuation of the event before.
    expect(items('dissolve_test_3.edl').map((one) => one.schema)).toEqual([
      'Clip',
      'Clip',
      'Transition',
      'Clip',
      'Clip',
    ]);
    expect(items('gap_test.edl').map((one) => one.schema)).toEqual(['Clip', 'Gap', 'Clip', 'Gap', 'Clip']);
    expect(tracksOf(readEdl(sample('multi_audio.edl'))).map(({ kind, name }) => [kind, name])).toEqual([
      ['Audio', 'A1'],
      ['Audio', 'A2'],
      ['Audio', 'A3'],
    ]);
    expect(editRate(readEdl(sample('25fps.edl')))).toEqual(rational(25));
    // Where lengths differ the record side holds.
    expect(clipsOf(readEdl(sample('timecode_mismatch.edl')))[3]).toMatchObject({
      sourceRange: { duration: { value: 47 } },
      metadata: { cmx_3600: { mismatch: { source: 49, record: 47 } } },
    });
  });

  it('never fails but with a sentence, whatever the text', () => {
    neverCrashes((text) => readEdl(text), samples.filter((name) => name !== 'speed_effects.edl').map(sample));
  });
});

const list = (...lines: string[]): string => ['TITLE: x', ...lines].join('\n');

describe('reading an EDL', () => {
  it.each([
    [
      list('001  AX  V  C  00:00:01:25 00:00:02:25 00:00:00:00 00:00:01:00'),
      24,
      'line 2, event 001',
      /frame 25.*24 frames.*another rate/,
    ],
    [
      list(
        '001  A  V  C  00:00:00:20 00:00:01:10 00:00:00:00 00:00:00:14',
        '002  A  V  C  00:00:00:20 00:00:01:10 00:00:00:14 00:00:01:04',
      ),
      30,
      'line 2, event 001',
      /different lengths at 30.*alike in every event at 24/,
    ],
    [
      list('001  AX  V  C  00:00:01;00 00:00:02;00 00:00:00;00 00:00:01;00'),
      25,
      'line 2, event 001',
      /drop-frame.*29\.97/,
    ],
    [
      list(
        '001  AX  V  C  00:00:01:00 00:00:02:00 00:00:00:00 00:00:01:00',
        '* COMMENT',
        '002  AX  V  C  00:00:01:00 00:00:02:00 00:00:00:12 00:00:01:12',
      ),
      undefined,
      'line 4, event 002',
      /begins on V before event 001 \(line 2\) ends/,
    ],
    [
      list('001  AX  V  C  00:00:01:00 00:00:02:00 00:00:02:00 00:00:01:00'),
      undefined,
      'line 2, event 001',
      /record out is before/,
    ],
    [list('001  AX  V  K B  00:00:01:00 00:00:02:00 00:00:00:00 00:00:01:00'), undefined, 'line 2, event 001', /keys/],
    [
      list('001  AX  V  D  00:00:01:00 00:00:02:00 00:00:00:00 00:00:01:00'),
      undefined,
      'line 2, event 001',
      /length of its D/,
    ],
    [
      list('001  AX  V  D 099 00:00:01:00 00:00:02:00 00:00:00:00 00:00:01:00'),
      undefined,
      'line 2, event 001',
      /longer/,
    ],
    [
      list('001  AX  Q  C  00:00:01:00 00:00:02:00 00:00:00:00 00:00:01:00'),
      undefined,
      'line 2, event 001',
      /channels/,
    ],
    [list('001  AX  V  C  00:00:01:00 00:00:02:00'), undefined, 'line 2, event 001', /four timecodes/],
    ['<?xml version="1.0"?>', undefined, 'line 1', /no CMX3600/],
    ['TITLE: x\nhello', undefined, 'line 1', /no events behind it/],
  ])('says in one sentence what is wrong with %j', (text, rate, place, message) => {
    const error = failure(() => readEdl(text, rate === undefined ? {} : { rate: rational(rate) }));
    expect(error.message).toMatch(message);
    expect(error.place).toBe(place);
  });

  it('takes a list in colons under FCM: DROP FRAME for drop-frame, and a changed mode for the sources below', () => {
    const text = list(
      'FCM: DROP FRAME',
      '001  A1  V  C  00:00:59:29 00:01:00:12 01:00:00:00 01:00:00:11',
      'FCM: NON-DROP FRAME',
      '002  A2  V  C  00:00:59:29 00:01:00:10 01:00:00:11 01:00:00:22',
    );
    const read = readEdl(text);
    expect(editRate(read)).toEqual(rational(30000, 1001));
    const clips = clipsOf(read);
    expect(clips.map(({ sourceRange }) => sourceRange!.duration.value)).toEqual([11, 11]);
    expect(
      clips.map((one) => {
        const media = mediaReference(one);
        return media?.schema === 'MissingReference' && media.metadata;
      }),
    ).toEqual([{ second_unit: { drop_frame: true } }, {}]);
    expect(again(read)).toEqual(read);
  });

  it('sorts a list that is ordered by source, and reads each word for channels', () => {
    const words = ['V', 'A', 'A2', 'AA', 'B', 'AA/V', 'A2/V', 'NONE'];
    const rows = words.map(
      (word, at) =>
        `00${at}  R${at}  ${word}  C  00:00:00:00 00:00:01:00 00:00:${10 + at}:00 00:00:${11 + at}:00\nAUD 4`,
    );
    const read = readEdl(list(...rows.reverse()));
    const heard = tracksOf(read).map((one) => [
      one.name,
      one.children
        .flatMap((item) => (item.schema === 'Clip' ? [(item.metadata.cmx_3600 as { reel: string }).reel] : []))
        .join(' '),
    ]);
    expect(heard).toEqual([
      ['V1', 'R0 R4 R5 R6'],
      ['A1', 'R1 R3 R4 R5'],
      ['A2', 'R2 R3 R5 R6'],
      ['A4', 'R0 R1 R2 R3 R4 R5 R6 R7'],
    ]);
    expect(again(read)).toEqual(read);
  });

  it('holds black, dissolves from and to it, and everything that is said below an event', () => {
    const text = list(
      '* ON TOP',
      '001  BL  V  C  00:00:00:00 00:00:00:00 01:00:00:00 01:00:00:00',
      '001  R1  V  D 012 00:00:10:00 00:00:12:00 01:00:00:00 01:00:02:00',
      '* TO CLIP NAME: one',
      'FINAL CUT PRO REEL: R1 REPLACED BY: X',
      '* SOURCE FILE: /Volumes/My Disk/one two.mov',
      '002  R1  V  C  00:00:12:00 00:00:12:00 01:00:02:00 01:00:02:00',
      '002  BL  V  D 024 00:00:00:00 00:00:01:00 01:00:02:00 01:00:03:00',
      '>>> SOMETHING',
      '* LOC: 09:00:00:00 RED elsewhere',
    );
    const read = readEdl(text);
    expect(tracksOf(read)[0]!.children.map((one) => one.schema)).toEqual(['Transition', 'Clip', 'Transition', 'Clip']);
    expect(mediaReference(clipsOf(read)[0]!)).toMatchObject({ targetUrl: '/Volumes/My Disk/one two.mov' });
    expect(mediaReference(clipsOf(read)[1]!)).toMatchObject({ generatorKind: 'black' });
    expect(again(read)).toEqual(read);
    const written = writeEdl(read);
    for (const line of [
      '* ON TOP',
      'FINAL CUT PRO REEL: R1 REPLACED BY: X',
      '>>> SOMETHING',
      '* LOC: 09:00:00:00 RED elsewhere',
    ]) {
      expect(written).toContain(`\n${line}\n`);
    }
  });
});

it('reads what is said below an event in one go, however much it is', () => {
  const notes = Array.from({ length: 60_000 }, (_, at) => `* NOTE ${at}`);
  const before = process.cpuUsage();
  const read = readEdl(
    ['TITLE: T', '001  R1  V  C  00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00', ...notes].join('\n'),
  );
  const { user, system } = process.cpuUsage(before);
  const [only] = clipsOf(read);
  expect((only!.metadata.cmx_3600 as JsonObject).comments).toEqual(notes);
  // Milliseconds; a copy of all that came before, for each, takes many seconds.
  expect((user + system) / 1000).toBeLessThan(1500);
});

it('goes on with a shot that plays past midnight, or up to it, where it dissolves', () => {
  for (const [from, out] of [
    ['23:59:55:00', '00:00:00:00'],
    ['23:59:58:00', '00:00:03:00'],
  ]) {
    const read = readEdl(
      `TITLE: Midnight

001  A0       V     C        ${from} ${out} 01:00:00:00 01:00:05:00
002  A0       V     C        ${out} ${out} 01:00:05:00 01:00:05:00
002  B0       V     D    012 10:00:00:00 10:00:05:00 01:00:05:00 01:00:10:00
`,
      { rate: rational(24) },
    );
    const [main] = read.tracks.children;
    const schemas = main?.schema === 'Track' ? main.children.map(({ schema }) => schema) : [];
    expect(schemas).toEqual(['Clip', 'Transition', 'Clip']);
  }
});

describe('writing an EDL', () => {
  it('names a clip without a name by its file, wherever that lies', () => {
    for (const targetUrl of ['C:\\films\\A 1.mov', 'file:///films/A%201.mov', '/films/A 1.mov']) {
      const of = clip('', { schema: 'ExternalReference', name: '', metadata: {}, targetUrl }, frameRange(0, 24, 24));
      expect(writeEdl(timeline('T', [track('Video', 'V1', [of])]))).toContain('* FROM CLIP NAME: A 1.mov\n');
    }
  });

  it('counts the record side as its films are, also where it begins with a card', () => {
    const rate = rational(30000, 1001);
    const card: Clip = clip(
      'SOON',
      {
        schema: 'GeneratorReference',
        name: 'SOON',
        metadata: {},
        generatorKind: 'title',
        parameters: { text: 'SOON' },
      },
      frameRange(0, 30, rate),
    );
    const filmed: Clip = clip(
      'a.mov',
      {
        schema: 'ExternalReference',
        name: 'a.mov',
        metadata: { second_unit: { drop_frame: true } },
        targetUrl: 'file:///a.mov',
      },
      frameRange(0, 30, rate),
    );
    const written = writeEdl(timeline('T', [track('Video', 'V1', [card, filmed])]));
    expect(written).toContain('FCM: DROP FRAME');
    expect(written).toContain('00:00:01;00 00:00:02;00');
    // Black has no timecode of its own: no list changes its mode for it, whose readers take that for all that follows.
    expect(written).not.toContain('NON-DROP');
    expect(written).toMatch(/^001 {2}BL .* 00:00:00;00 00:00:01;00 00:00:00;00 00:00:01;00$/m);
  });

  const shot = (name: string, channels: number): Clip =>
    clip(
      name,
      {
        schema: 'ExternalReference',
        name,
        metadata: { second_unit: { audio_channels: channels } },
        targetUrl: `file:///a%20b/${name}`,
      },
      frameRange(100, 148, 24),
      { metadata: { cmx_3600: { reel: 'A001' } } },
    );

  it('writes speeds with the source that they run over', () => {
    const warp: Effect = { schema: 'LinearTimeWarp', name: '', metadata: {}, effectName: '', timeScalar: 0.5 };
    const text = writeEdl(timeline('x', [track('Video', 'V1', [{ ...shot('a', 2), effects: [warp] }])]));
    expect(text).toContain(
      '00:00:04:04 00:00:05:04 00:00:00:00 00:00:02:00\nM2   A001           012.0                00:00:04:04',
    );
  });

  it('writes sound alone, and sound that is cut elsewhere than its picture, as events of their own', () => {
    const [picture, sound] = [shot('a.mov', 2), { ...shot('a.mov', 2), sourceRange: frameRange(90, 148, 24) }];
    const gap: Composable = {
      schema: 'Gap',
      name: '',
      metadata: {},
      effects: [],
      markers: [],
      enabled: true,
      sourceRange: frameRange(0, 10, 24),
    };
    const cut = timeline('x', [track('Video', 'V1', [gap, picture]), track('Audio', 'A1', [sound])]);
    const rows = writeEdl(cut)
      .split('\n')
      .filter((line) => /^\d{3} /.test(line));
    expect(rows).toEqual([
      '001  A001     AA    C        00:00:03:18 00:00:06:04 00:00:00:00 00:00:02:10',
      '002  A001     V     C        00:00:04:04 00:00:06:04 00:00:00:10 00:00:02:10',
    ]);
  });

  it('gives back every timeline that it can hold', () => {
    const rates: Rational[] = [rational(24), rational(25), rational(30000, 1001), rational(60)];
    const word = fc.stringMatching(/^[A-Za-z][\w ]{0,10}\w$/);
    const item = fc.record({
      gap: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined, freq: 4 }),
      length: fc.integer({ min: 12, max: 4000 }),
      start: fc.integer({ min: 0, max: 80000 }),
      name: word,
      reel: fc.stringMatching(/^[A-Z][\w-]{1,14}$/).filter((reel) => !['AX', 'BL', 'BARS'].includes(reel)),
      path: fc.option(word, { nil: undefined }),
      into: fc.option(fc.constantFrom('D', 'W001', 'W119'), { nil: undefined, freq: 3 }),
      transition: fc.integer({ min: 1, max: 12 }),
      speed: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined, freq: 4 }),
      marker: fc.option(word, { nil: undefined }),
      comment: fc.option(fc.constantFrom('* A NOTE', 'GPI 01', '* BLEND, DISSOLVE'), { nil: undefined }),
      channels: fc.constantFrom(
        ['V'],
        ['A1'],
        ['V', 'A1'],
        ['V', 'A1', 'A2'],
        ['A1', 'A2'],
        ['A3'],
        ['V', 'A1', 'A2', 'A3', 'A4'],
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...rates),
        fc.boolean(),
        fc.array(item, { minLength: 1, maxLength: 8 }),
        (rate, drop, items) => {
          const nominal = Math.round(rate.num / rate.den);
          const dropFrame = drop && rate.den === 1001;
          const at = new Map<string, number>();
          const children = new Map<string, Composable[]>();
          let record = 0;
          let last: string | undefined;
          for (const [index, one] of items.entries()) {
            record += index > 0 ? (one.gap ?? 0) : 0;
            const metadata: JsonObject = dropFrame ? { second_unit: { drop_frame: true } } : {};
            for (const channel of one.channels) {
              const list = children.get(channel) ?? [];
              children.set(channel, list);
              const before = at.get(channel) ?? 0;
              if (record > before) {
                list.push({
                  schema: 'Gap',
                  name: '',
                  metadata: {},
                  effects: [],
                  markers: [],
                  enabled: true,
                  sourceRange: frameRange(0, record - before, rate),
                });
              }
              // Only what every channel leaves alike is one event.
              const joined = one.into && last === one.channels.join() && before === record;
              if (joined) {
                list.push({
                  schema: 'Transition',
                  name: '',
                  metadata: one.into === 'D' ? {} : { cmx_3600: { transition: one.into! } },
                  transitionType: one.into === 'D' ? 'SMPTE_Dissolve' : 'Custom_Transition',
                  inOffset: rationalTime(0, rate),
                  outOffset: rationalTime(one.transition, rate),
                });
              }
              const main = channel === one.channels[0];
              list.push(
                clip(
                  one.name,
                  one.path === undefined
                    ? { schema: 'MissingReference', name: one.name, metadata }
                    : { schema: 'ExternalReference', name: one.name, metadata, targetUrl: `file:///x/${one.path}.mov` },
                  frameRange(one.start, one.start + one.length, rate),
                  {
                    metadata: {
                      cmx_3600: { reel: one.reel, ...(main && one.comment ? { comments: [one.comment] } : {}) },
                    },
                    effects:
                      one.speed === undefined
                        ? []
                        : one.speed === 0
                          ? [{ schema: 'FreezeFrame', name: '', metadata: {}, effectName: '', timeScalar: 0 }]
                          : [
                              {
                                schema: 'LinearTimeWarp',
                                name: '',
                                metadata: {},
                                effectName: '',
                                timeScalar: one.speed / 10 / nominal,
                              },
                            ],
                    markers:
                      main && one.marker
                        ? [
                            {
                              schema: 'Marker',
                              name: one.marker.replace(/ +/g, ' '),
                              color: 'RED',
                              metadata: {},
                              markedRange: frameRange(one.start + 3, one.start + 4, rate),
                            },
                          ]
                        : [],
                  },
                ),
              );
              at.set(channel, record + one.length);
            }
            record += one.length;
            last = one.channels.join();
          }
          const order = [...children.keys()].sort((a, b) => (a === 'V' ? -1 : b === 'V' ? 1 : a < b ? -1 : 1));
          const made = timeline(
            'x',
            order.map((channel) => ({
              ...track(channel === 'V' ? 'Video' : 'Audio', channel === 'V' ? 'V1' : channel, children.get(channel)!),
              metadata: { cmx_3600: { channel } },
            })),
            {
              globalStartTime: rationalTime(nominal * 3600, rate),
              metadata: dropFrame ? { cmx_3600: { drop_frame: true } } : {},
            },
          );
          const names = (of: Timeline): Timeline => JSON.parse(JSON.stringify(of).replace(/ +/g, ' '));
          expect(names(readEdl(writeEdl(made), { rate }))).toEqual(names(made));
        },
      ),
      { numRuns: 200 },
    );
  });
});
