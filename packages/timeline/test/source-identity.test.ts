import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allowsDropFrame,
  type Clip,
  type Composable,
  clip,
  type Effect,
  formatTimecode,
  frameRange,
  mediaReference,
  type Rational,
  rational,
  rationalTime,
  readTimeline,
  rescaledTo,
  type Timeline,
  type TimelineTextFormat,
  type Transition,
  timeline,
  track,
  trimmedRange,
  writeTimeline,
} from '../src/index.ts';

/** What an editing program finds a shot by. */
interface Identity {
  readonly name: string;
  readonly timecode: string;
  readonly frames: number;
  readonly reel: string;
  readonly channels: number;
  readonly speed: number;
  /** Frames before and after the cut that it dissolves out over. */
  readonly dissolve: readonly [number, number] | undefined;
}

const RATES: readonly Rational[] = [
  rational(24000, 1001),
  rational(24),
  rational(25),
  rational(30000, 1001),
  rational(60000, 1001),
];
const speeds = [1, 1, 1, 2, 0.5, 0.25] as const;

interface Shot {
  readonly file: number;
  readonly from: number;
  readonly frames: number;
  readonly speed: number;
  readonly dissolve: boolean;
}

const files = fc.array(
  fc.record({
    reel: fc.stringMatching(/^[A-Z][A-Z0-9]{0,7}$/),
    start: fc.integer({ min: 0, max: 23 }),
    channels: fc.integer({ min: 0, max: 8 }),
    dropFrame: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);
const shots = fc.array(
  fc.record({
    file: fc.nat(),
    from: fc.integer({ min: 100, max: 50_000 }),
    frames: fc.integer({ min: 60, max: 400 }),
    speed: fc.constantFrom(...speeds),
    dissolve: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);
const cuts = fc.record({ rate: fc.constantFrom(...RATES), files, shots });

function cutOf({
  rate,
  files: media,
  shots: list,
}: {
  rate: Rational;
  files: readonly { reel: string; start: number; channels: number; dropFrame: boolean }[];
  shots: readonly Shot[];
}): Timeline {
  const nominal = Math.round(rate.num / rate.den);
  const clips = list.map(({ file, from, frames, speed }): Clip => {
    const index = file % media.length;
    const { reel, start, channels, dropFrame } = media[index]!;
    const first = start * 3600 * nominal;
    const own = {
      width: 1920,
      height: 1080,
      ...(channels > 0 ? { audio_channels: channels, audio_rate: 48_000 } : {}),
      ...(dropFrame && allowsDropFrame(rate) ? { drop_frame: true } : {}),
    };
    const effects: Effect[] =
      speed === 1 ? [] : [{ schema: 'LinearTimeWarp', name: '', metadata: {}, effectName: '', timeScalar: speed }];
    return clip(
      `f${index}.mov`,
      {
        schema: 'ExternalReference',
        name: `f${index}.mov`,
        metadata: { second_unit: own },
        targetUrl: `file:///films/f${index}.mov`,
        availableRange: frameRange(first, first + 100_000, rate),
      },
      // Whole source frames at every speed, and enough on both sides for a dissolve.
      frameRange(first + from * 4, first + from * 4 + frames, rate),
      { metadata: { cmx_3600: { reel: `${reel}${index}`.slice(-8) } }, effects },
    );
  });
  const children = clips.flatMap((one, at): Composable[] => {
    const transition: Transition = {
      schema: 'Transition',
      name: '',
      metadata: {},
      transitionType: 'SMPTE_Dissolve',
      inOffset: rationalTime(6, rate),
      outOffset: rationalTime(7, rate),
    };
    return list[at]!.dissolve && at < clips.length - 1 ? [one, transition] : [one];
  });
  return timeline('Cut', [track('Video', 'V1', children)], { globalStartTime: rationalTime(3600 * nominal, rate) });
}

/** Shots that play, in order; an EDL's `dissolve` starts at its cut, so a shot's place is counted without it. */
function identities(of: Timeline, rate: Rational): Identity[] {
  const [main] = of.tracks.children;
  if (main?.schema !== 'Track') return [];
  return main.children.flatMap((one, at): Identity[] => {
    if (one.schema !== 'Clip') return [];
    const media = mediaReference(one)!;
    const range = trimmedRange(one)!;
    if (range.duration.value === 0) return [];
    const own = (media.schema !== 'UnknownSchema' && (media.metadata.second_unit as Record<string, unknown>)) || {};
    const effect = one.effects[0];
    const next = main.children[at + 1];
    const frames = (time: typeof range.startTime): number => rescaledTo(time, rate, 'round').value;
    return [
      {
        name: one.name,
        timecode: formatTimecode(frames(range.startTime), rate, own.drop_frame === true && allowsDropFrame(rate)),
        frames: frames(range.duration),
        reel: String((one.metadata.cmx_3600 as { reel?: string } | undefined)?.reel ?? ''),
        channels: typeof own.audio_channels === 'number' ? own.audio_channels : 0,
        speed: effect && effect.schema !== 'UnknownSchema' ? (effect.timeScalar ?? 1) : 1,
        dissolve: next?.schema === 'Transition' ? [frames(next.inOffset), frames(next.outOffset)] : undefined,
      },
    ];
  });
}

function again(cut: Timeline, format: TimelineTextFormat, rate: Rational): Timeline {
  const bytes = new TextEncoder().encode(writeTimeline(cut, format));
  return readTimeline(bytes, format, format === 'edl' ? { rate } : {}).timeline;
}

const RUNS = { numRuns: 60 };

describe('source timecode, reel and channels of every shot', () => {
  it.each<TimelineTextFormat>(['otio', 'fcp7', 'mlt', 'fcpxml'])('are in %s what they were', (format) => {
    fc.assert(
      fc.property(cuts, (made) => {
        const cut = cutOf(made);
        expect(identities(again(cut, format, made.rate), made.rate)).toEqual(identities(cut, made.rate));
      }),
      RUNS,
    );
  });

  // A list says which channels an event plays, not how many its media has; and its dissolves start at their cuts, so
  // that what comes in is there earlier by what of the dissolve lay before the cut.
  it('are in an EDL what they were, from where its dissolves start', () => {
    fc.assert(
      fc.property(cuts, (made) => {
        const cut = cutOf(made);
        const { rate } = made;
        const before = identities(cut, rate);
        const expected = before.map(({ channels: _channels, dissolve, ...one }, at) => {
          const into = before[at - 1]?.dissolve?.[0] ?? 0;
          const out = dissolve?.[0] ?? 0;
          const first = cut.tracks.children[0];
          const clips = first?.schema === 'Track' ? first.children.filter((child) => child.schema === 'Clip') : [];
          const { startTime } = trimmedRange(clips[at]!)!;
          const own = mediaReference(clips[at]!)!;
          const drop =
            own.schema !== 'UnknownSchema' && (own.metadata.second_unit as { drop_frame?: boolean }).drop_frame;
          const timecode = formatTimecode(startTime.value + Math.round(-into * one.speed), rate, drop === true);
          return { ...one, timecode, frames: one.frames + into - out, dissolve: dissolve && [0, 13] };
        });
        const read = identities(again(cut, 'edl', rate), rate).map(({ channels: _channels, ...one }) => one);
        expect(read).toEqual(expected);
      }),
      RUNS,
    );
  });

  it('is in an EDL which of its channels play', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 16 }), { minLength: 1, maxLength: 8 }), (channels) => {
        const rate = rational(25);
        const shot = clip(
          'a.mov',
          { schema: 'MissingReference', name: 'a.mov', metadata: {} },
          frameRange(0, 50, rate),
        );
        const sorted = channels.toSorted((a, b) => a - b);
        const tracks = sorted.map((number) => ({
          ...track('Audio', `A${number}`, [shot]),
          metadata: { cmx_3600: { channel: `A${number}` } },
        }));
        const read = again(timeline('Sound', tracks), 'edl', rate);
        expect(read.tracks.children.map((one) => one.schema === 'Track' && one.name)).toEqual(
          sorted.map((number) => `A${number}`),
        );
      }),
      RUNS,
    );
  });
});
