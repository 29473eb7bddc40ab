import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allowsDropFrame,
  type Clip,
  clip,
  formatTimecode,
  frameRange,
  parseTimecode,
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

const RATES = [
  rational(24000, 1001),
  rational(24),
  rational(25),
  rational(30000, 1001),
  rational(30),
  rational(48),
  rational(50),
  rational(60000, 1001),
  rational(60),
];
const [FILM, PAL, NTSC, NTSC60, PAL50] = [RATES[1]!, RATES[2]!, RATES[3]!, RATES[7]!, RATES[6]!];

interface Source {
  readonly rate: Rational;
  readonly drop: boolean;
  readonly start: string;
}

/** A second of each source, `from` frames behind its start timecode. */
const played = ({ rate, drop, start }: Source, from: number, length: number, name: string): Clip => {
  const first = parseTimecode(start, rate);
  return clip(
    name,
    {
      schema: 'ExternalReference',
      name,
      metadata: drop ? { second_unit: { drop_frame: true } } : {},
      targetUrl: `file:///${name}`,
      availableRange: frameRange(first, first + 100_000, rate),
    },
    frameRange(first + from, first + from + length, rate),
  );
};

const rows = (of: Timeline): string[][] =>
  writeEdl(of)
    .split('\n')
    .filter((line) => /^\d{3} /.test(line))
    .map((line) => line.trim().split(/\s+/).slice(-4));
const clipsOf = (of: Timeline): Clip[] =>
  (of.tracks.children[0] as Track).children.filter((one): one is Clip => one.schema === 'Clip');

describe('an EDL of sources at other rates than its own', () => {
  it('counts them at its own rate, as no list has two', () => {
    const of = timeline('Mixed', [
      track('Video', 'V1', [
        played({ rate: PAL, drop: false, start: '10:00:00:00' }, 5, 50, 'a.mov'),
        played({ rate: PAL50, drop: false, start: '01:00:00:00' }, 45, 100, 'b.mov'),
        played({ rate: FILM, drop: false, start: '02:00:00:00' }, 12, 48, 'c.mov'),
      ]),
    ]);
    expect(rows(of)).toEqual([
      ['10:00:00:05', '10:00:02:05', '00:00:00:00', '00:00:02:00'],
      ['01:00:00:22', '01:00:02:22', '00:00:02:00', '00:00:04:00'],
      ['02:00:00:12', '02:00:02:12', '00:00:04:00', '00:00:06:00'],
    ]);
    expect(clipsOf(readEdl(writeEdl(of), { rate: PAL })).map(({ sourceRange }) => sourceRange)).toEqual([
      frameRange(10 * 3600 * 25 + 5, 10 * 3600 * 25 + 55, PAL),
      frameRange(3600 * 25 + 22, 3600 * 25 + 72, PAL),
      frameRange(2 * 3600 * 25 + 12, 2 * 3600 * 25 + 62, PAL),
    ]);
  });

  it('keeps drop-frame where both rates have it', () => {
    const of = timeline('Mixed', [
      track('Video', 'V1', [
        played({ rate: NTSC, drop: true, start: '01:00:00;00' }, 0, 30, 'a.mov'),
        // The last frame of a minute, and one that drop-frame counts on from.
        played({ rate: NTSC60, drop: true, start: '00:00:59;58' }, 0, 4, 'b.mov'),
      ]),
    ]);
    expect(rows(of)[1]).toEqual(['00:00:59;29', '00:01:00;03', '00:00:01;00', '00:00:01;02']);
  });

  it('of random sources can be read at its own rate, each as long as it plays and where its timecode says', () => {
    const source = fc
      .record({ rate: fc.constantFrom(...RATES), drop: fc.boolean(), hour: fc.integer({ min: 0, max: 23 }) })
      .map(({ rate, drop, hour }): Source => {
        const drops = drop && allowsDropFrame(rate);
        return { rate, drop: drops, start: `${String(hour).padStart(2, '0')}:00:00${drops ? ';' : ':'}00` };
      });
    const shot = fc.tuple(source, fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 2, max: 300 }));
    fc.assert(
      fc.property(fc.array(shot, { minLength: 1, maxLength: 5 }), (shots) => {
        const own = shots[0]![0].rate;
        const of = timeline('Mixed', [
          track(
            'Video',
            'V1',
            shots.map(([from, frames, length], at) => played(from, frames, length, `${at}.mov`)),
          ),
        ]);
        const read = clipsOf(readEdl(writeEdl(of), { rate: own }));
        expect(read.map(({ metadata }) => metadata)).toEqual(shots.map(() => ({})));
        for (const [at, [{ rate, drop, start }, frames]] of shots.entries()) {
          // To the second: what is behind it counts at another rate.
          const label = formatTimecode(parseTimecode(start, rate) + frames, rate, drop);
          const { startTime } = read[at]!.sourceRange!;
          const isDrop = drop && allowsDropFrame(own);
          expect(formatTimecode(startTime.value, own, isDrop).slice(0, 8)).toBe(label.slice(0, 8));
        }
      }),
      { numRuns: 60 },
    );
  });
});

it('a dissolve from before the first frame of a film is refused by its name', () => {
  const dissolve = {
    schema: 'Transition',
    name: '',
    metadata: {},
    transitionType: 'SMPTE_Dissolve',
    inOffset: rationalTime(5, PAL),
    outOffset: rationalTime(5, PAL),
  } as const;
  const from = { rate: PAL, drop: false, start: '00:00:00:00' };
  const of = timeline('x', [
    track('Video', 'V1', [played(from, 10, 40, 'a.mov'), dissolve, played(from, 2, 50, 'b.mov')]),
  ]);
  expect(() => writeEdl(of)).toThrow(TimelineError);
  expect(() => writeEdl(of)).toThrow(/“b\.mov”.*3 frames/);
});
