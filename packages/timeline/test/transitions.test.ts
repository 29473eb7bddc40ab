import { describe, expect, it } from 'vitest';
import {
  type Clip,
  type Composable,
  clip,
  type Effect,
  frameRange,
  rational,
  rationalTime,
  readEdl,
  readFcp7Xml,
  TimelineError,
  type Track,
  timeline,
  track,
  writeEdl,
  writeFcp7Xml,
  writeMlt,
} from '../src/index.ts';

const PAL = rational(25);
const shot = (name: string, length: number, effects: readonly Effect[] = [], from = 100): Clip =>
  clip(
    name,
    {
      schema: 'ExternalReference',
      name,
      metadata: {},
      targetUrl: `file:///${name}`,
      availableRange: frameRange(0, 10_000, PAL),
    },
    frameRange(from, from + length, PAL),
    { effects },
  );
const across = (before: number, after: number, rate = PAL): Composable => ({
  schema: 'Transition',
  name: '',
  metadata: {},
  transitionType: 'SMPTE_Dissolve',
  inOffset: rationalTime(before, rate),
  outOffset: rationalTime(after, rate),
});
const gap = (length: number): Composable => ({
  schema: 'Gap',
  name: '',
  metadata: {},
  effects: [],
  markers: [],
  enabled: true,
  sourceRange: frameRange(0, length, PAL),
});
const of = (...items: readonly Composable[]) => timeline('x', [track('Video', 'V1', items)]);
const WRITERS = { writeEdl, writeFcp7Xml, writeMlt };

describe('transitions that no program can show are refused in a sentence', () => {
  it.each<[string, readonly Composable[], RegExp]>([
    ['two that meet in one clip', [shot('a', 50), across(6, 6), shot('b', 10), across(6, 6), shot('c', 50)], /“b”/],
    ['two in a row', [shot('a', 50), across(0, 6), across(6, 0), shot('b', 50)], /Two transitions/],
    ['more than the gap beside it', [shot('a', 50), across(6, 6), gap(3), shot('b', 50)], /gap/],
    ['before the track', [across(4, 4), shot('a', 50)], /begins before the track “V1”/],
  ])('%s', (_, items, why) => {
    for (const [name, write] of Object.entries(WRITERS)) {
      expect(() => write(of(...items)), name).toThrow(TimelineError);
      expect(() => write(of(...items)), name).toThrow(why);
    }
  });
});

it('a clip of unknown length behind a dissolve is refused by its name', () => {
  const { sourceRange: _, ...unknown } = shot('b', 50);
  const media = { schema: 'MissingReference', name: 'b', metadata: {} } as const;
  const behind = of(shot('a', 50), across(6, 6), { ...unknown, mediaReferences: { DEFAULT_MEDIA: media } });
  for (const write of Object.values(WRITERS)) expect(() => write(behind)).toThrow(/length of “b”/);
});

it('a transition of no length, or of less than half a frame, is a cut', () => {
  const cut = of(shot('a', 50), across(0, 0), shot('b', 50));
  const short = of(shot('a', 50), across(0, 1, rational(120)), shot('b', 50));
  for (const one of [cut, short]) {
    const read = readEdl(writeEdl(one), { rate: PAL }).tracks.children[0] as Track;
    expect(read.children.map(({ schema }) => schema)).toEqual(['Clip', 'Clip']);
  }
  for (const write of Object.values(WRITERS)) expect(write(cut)).not.toMatch(/transition|dissolve/i);
});

it('FCP7 XML: a speed of thirds is read as such, from sources of any length', () => {
  const third: Effect = { schema: 'LinearTimeWarp', name: '', metadata: {}, effectName: '', timeScalar: 1 / 3 };
  const cuts = Array.from({ length: 30 }, (_, at) => shot(`${at}`, 20 + at, [third], 2_000_000 + 7 * at));
  const [read] = readFcp7Xml(writeFcp7Xml(of(...cuts))).timelines;
  const ranges = (read!.tracks.children[0] as Track).children.map((one) => one.schema === 'Clip' && one.sourceRange);
  expect(ranges).toEqual(cuts.map(({ sourceRange }) => sourceRange));
});
