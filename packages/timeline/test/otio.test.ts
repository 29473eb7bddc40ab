import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Clip,
  editRate,
  exactRate,
  type Json,
  mediaReference,
  rational,
  rationalTime,
  readOtio,
  TimelineError,
  type Track,
  toNumber,
  toSeconds,
  writeEdl,
  writeFcp7Xml,
  writeFcpxml,
  writeMlt,
  writeOtio,
} from '../src/index.ts';
import { formatJson, parseJson } from '../src/json.ts';

const data = join(
  process.env.SECOND_UNIT_DATA ?? join(import.meta.dirname, '../../../../shared/data'),
  'timelines/otio',
);
const samples = existsSync(data) ? readdirSync(data).filter((name) => name.endsWith('.otio')) : [];
const sample = (name: string): string => readFileSync(join(data, name), 'utf8');

describe.skipIf(samples.length === 0)('the samples of OpenTimelineIO (skipped: SECOND_UNIT_DATA holds none)', () => {
  it.each(samples)('%s is equal after write and read', (name) => {
    const read = readOtio(sample(name));
    expect(readOtio(writeOtio(read))).toEqual(read);
  });

  it.each(samples)('%s keeps every value it was read with', (name) => {
    // Each scalar under its field name, in the original and as written: nothing may be lost but
    // what the newer schemas rename, and nulls, which absent fields mean.
    const count = (json: Json, key = '', into = new Map<string, number>()): Map<string, number> => {
      if (typeof json === 'object' && json !== null) {
        for (const [name, value] of Object.entries(json)) count(value, Array.isArray(json) ? key : name, into);
      } else if (json !== null && json !== '' && key !== 'OTIO_SCHEMA' && key !== 'active_media_reference_key') {
        into.set(`${key}=${json}`, (into.get(`${key}=${json}`) ?? 0) + 1);
      }
      return into;
    };
    const [before, after] = [count(parseJson(sample(name))), count(parseJson(writeOtio(readOtio(sample(name)))))];
    for (const [entry, times] of before) expect([entry, after.get(entry) ?? 0]).toSatisfy(([, n]) => n >= times);
  });

  it('keeps integers beyond 2^53, infinities and not-a-number', () => {
    const text = writeOtio(readOtio(sample('big_int.otio')));
    expect(text).toContain('170141183460469231731687303715884105728');
    expect(text).toContain('"floatneginf": -Infinity');
    expect(text).toContain('"floatnan": NaN');
    expect(text).toContain('Viel glück und hab spaß!');
  });

  it('reads a Sequence as a Track and a null media reference as missing', () => {
    const [first] = readOtio(sample('generator_reference_test.otio')).tracks.children;
    expect(first?.schema).toBe('Track');
    const track = readOtio(sample('transition_test.otio')).tracks.children[0];
    const clips = track?.schema === 'Track' ? track.children.filter((child) => child.schema === 'Clip') : [];
    expect(clips.map((clip) => mediaReference(clip)?.schema)).toEqual(Array(3).fill('MissingReference'));
  });

  it('knows the edit rate', () => {
    expect(editRate(readOtio(sample('simple_cut.otio')))).toEqual(rational(24));
  });
});

const small = `{"OTIO_SCHEMA":"Timeline.1","name":"x","tracks":{"OTIO_SCHEMA":"Stack.1","children":[
  {"OTIO_SCHEMA":"Track.1","children":[CHILD]}]}}`;

describe('reading', () => {
  it('keeps unknown schemas and newer versions untouched, wherever they stand', () => {
    const strange = { OTIO_SCHEMA: 'HoloClip.7', depth: [1, { a: null }], source_range: 'sideways' };
    const newer = { OTIO_SCHEMA: 'Clip.9', media_reference: 12 };
    const text = small.replace('CHILD', `${JSON.stringify(strange)},${JSON.stringify(newer)}`);
    const written = JSON.parse(writeOtio(readOtio(text)));
    expect(written.tracks.children[0].children).toEqual([strange, newer]);
  });

  it('keeps unknown fields of known schemas', () => {
    const text = small.replace('CHILD', '{"OTIO_SCHEMA":"Gap.1","name":null,"color":{"r":1}}');
    expect(JSON.parse(writeOtio(readOtio(text))).tracks.children[0].children[0].color).toEqual({ r: 1 });
  });

  it('holds a time between frames exactly, at a multiple of the rate', () => {
    const time = (value: number) => `{"OTIO_SCHEMA":"RationalTime.1","rate":23.976,"value":${value}}`;
    const range = `{"OTIO_SCHEMA":"TimeRange.1","start_time":${time(0.5)},"duration":${time(12)}}`;
    const read = readOtio(small.replace('CHILD', `{"OTIO_SCHEMA":"Gap.1","source_range":${range}}`));
    const track = read.tracks.children[0];
    const gap = track?.schema === 'Track' ? track.children[0] : undefined;
    expect(gap?.schema === 'Gap' && gap.sourceRange?.startTime).toEqual(rationalTime(1, rational(48000, 1001)));
  });

  it.each([
    ['', '', /ends too early/],
    ['{"a": 1,}', 'line 1, column 9', /without a name/],
    ['[1]', '$', /should be an OpenTimelineIO object/],
    ['{"OTIO_SCHEMA":"Clip.1"}', '$.OTIO_SCHEMA', /Timeline\.1/],
    ['{"OTIO_SCHEMA":"Timeline.2"}', '$.OTIO_SCHEMA', /newer/],
    ['{"OTIO_SCHEMA":"Timeline.1","tracks":[]}', '$.tracks', /object/],
    [small.replace('CHILD', '3'), '$.tracks.children[0].children[0]', /object/],
    [small.replace('CHILD', '{}'), '$.tracks.children[0].children[0].OTIO_SCHEMA', /schema/],
    [
      small.replace('CHILD', '{"OTIO_SCHEMA":"Gap.1","source_range":{"OTIO_SCHEMA":"TimeRange.1"}}'),
      '$.tracks.children[0].children[0].source_range.duration',
      /object/,
    ],
    [
      small.replace(
        'CHILD',
        '{"OTIO_SCHEMA":"Gap.1","source_range":{"duration":{"value":1,"rate":0},"start_time":{"value":1,"rate":1}}}',
      ),
      '$.tracks.children[0].children[0].source_range.duration.rate',
      /positive/,
    ],
  ])('says where %s is wrong', (text, place, message) => {
    try {
      readOtio(text);
      expect.unreachable();
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(TimelineError);
      const error = thrown as TimelineError;
      expect(error.code).toBe('input');
      expect(error.message).toMatch(message);
      if (place) expect(error.place).toBe(place);
    }
  });

  it('never fails in another way, whatever the text', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => small.replace('CHILD', json)),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        try {
          readOtio(text);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(TimelineError);
        }
      }),
    );
    expect(() => readOtio('['.repeat(100_000))).toThrow(/levels/);
  });

  it('reads JSON as the platform does, and writes what reads back', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value = parseJson(text);
        // Beyond 2^53 the platform rounds; ours is exact, so it is rounded here to compare.
        const rounded = JSON.parse(formatJson(value));
        expect(rounded).toEqual(JSON.parse(text));
        expect(parseJson(formatJson(value))).toEqual(value);
      }),
    );
  });
});

describe('numbers and names that other programs write', () => {
  const time = (value: number, rate: number) => ({ OTIO_SCHEMA: 'RationalTime.1', value, rate });
  const range = (start: number, duration: number, rate: number) => ({
    OTIO_SCHEMA: 'TimeRange.1',
    start_time: time(start, rate),
    duration: time(duration, rate),
  });
  const media = {
    DEFAULT_MEDIA: {
      OTIO_SCHEMA: 'ExternalReference.1',
      target_url: 'file:///a.mov',
      available_range: range(0, 1_000_000, 24),
    },
  };
  const fileOf = (clips: readonly object[]): string =>
    JSON.stringify({
      OTIO_SCHEMA: 'Timeline.1',
      name: 'x',
      metadata: {},
      tracks: {
        OTIO_SCHEMA: 'Stack.1',
        name: 'tracks',
        metadata: {},
        children: [
          {
            OTIO_SCHEMA: 'Track.1',
            name: 'V1',
            kind: 'Video',
            metadata: {},
            children: clips.map((one) => ({ OTIO_SCHEMA: 'Clip.2', name: 'c', metadata: {}, ...one })),
          },
        ],
      },
    });
  const WRITERS = { writeEdl, writeFcpxml, writeFcp7Xml, writeMlt };

  it('times with many decimals, as rescaling leaves them, can be written in every format', () => {
    const draw = fc.tuple(
      fc.double({ min: 0, max: 100_000, noNaN: true }),
      fc.double({ min: 1, max: 1000, noNaN: true }),
      fc.constantFrom(23.976023976, 24, 25, 29.97, 1),
    );
    fc.assert(
      fc.property(fc.array(draw, { minLength: 2, maxLength: 40 }), (draws) => {
        const text = fileOf(
          draws.map(([from, length, rate]) => ({
            source_range: range(from, length, rate),
            media_references: media,
            active_media_reference_key: 'DEFAULT_MEDIA',
          })),
        );
        const read = readOtio(text);
        expect(readOtio(writeOtio(read))).toEqual(read);
        const first = (read.tracks.children[0] as Track).children[0] as Clip;
        const [from] = draws[0]!;
        const { startTime } = first.sourceRange!;
        // Within a nanosecond.
        expect(Math.abs(toSeconds(startTime) - from / toNumber(exactRate(draws[0]![2])))).toBeLessThan(1e-9);
        for (const [name, write] of Object.entries(WRITERS)) expect(write(read), name).not.toBe('');
      }),
      { numRuns: 25 },
    );
  });

  it.each(['constructor', '__proto__', 'toString', 'missing'])('an active reference “%s” is none', (key) => {
    const read = readOtio(
      fileOf([{ source_range: range(0, 24, 24), media_references: media, active_media_reference_key: key }]),
    );
    expect(mediaReference((read.tracks.children[0] as Track).children[0] as Clip)).toBeUndefined();
    for (const write of Object.values(WRITERS)) expect(isRefusedOrWritten(() => write(read))).toBe(true);
  });

  it('references by any name are kept', () => {
    const text = fileOf([
      { media_references: JSON.parse('{"__proto__":{"OTIO_SCHEMA":"MissingReference.1","name":"x"}}') },
    ]);
    const [made] = (readOtio(text).tracks.children[0] as Track).children;
    expect(Object.keys((made as Clip).mediaReferences)).toEqual(['__proto__']);
  });

  it('metadata of another program cannot make a writer of FCPXML stumble', () => {
    const read = readOtio(
      fileOf([
        { source_range: range(0, 24, 24), media_references: media, metadata: { fcpxml: { element: 'constructor' } } },
      ]),
    );
    expect(writeFcpxml(read)).toContain('<asset-clip');
  });
});

function isRefusedOrWritten(write: () => string): boolean {
  try {
    return write() !== '';
  } catch (thrown) {
    return thrown instanceof TimelineError;
  }
}
