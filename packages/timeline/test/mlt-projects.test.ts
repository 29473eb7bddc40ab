import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Clip,
  type Composable,
  frameRange,
  mediaReference,
  rational,
  rationalTime,
  readMlt,
  type Stack,
  type Timeline,
  type Transition,
  writeEdl,
  writeMlt,
} from '../src/index.ts';

const project = (name: string): string => readFileSync(join(import.meta.dirname, 'projects', name), 'utf8');

const itemsOf = (of: Timeline | Stack, index: number): readonly Composable[] => {
  const found = (of.schema === 'Timeline' ? of.tracks : of).children[index];
  return found?.schema === 'Track' ? found.children : [];
};

describe('projects of editing programs on MLT', () => {
  it('reads the sequence of Kdenlive that is open, and the one that it plays inside it', () => {
    const read = readMlt(project('two-sequences.kdenlive'));
    expect(read.name).toBe('Teaser');
    expect(itemsOf(read, 0).map(({ schema }) => schema)).toEqual(['Gap', 'Stack']);
    const opening = itemsOf(read, 0)[1] as Stack;
    expect(opening).toMatchObject({ name: 'Opening', sourceRange: frameRange(25, 125, 25) });
    expect(opening.children.map((one) => one.schema === 'Track' && [one.kind, one.name])).toEqual([
      ['Audio', 'A1'],
      ['Video', 'Main'],
    ]);
    const [shot, slide, card] = itemsOf(opening, 1) as [Clip, Transition, Clip];
    // Ten hours of timecode and two seconds.
    expect(shot.sourceRange).toEqual(frameRange(900_050, 900_125, 25));
    expect(mediaReference(shot)).toMatchObject({
      targetUrl: '/films/day one/A001 C003.mov',
      metadata: { second_unit: { width: 1920, height: 1080, audio_channels: 4, audio_rate: 48_000 } },
    });
    expect(slide).toMatchObject({ transitionType: 'Custom_Transition', outOffset: rationalTime(25, 25) });
    expect(mediaReference(card)).toMatchObject({
      generatorKind: 'title',
      parameters: { text: 'This autumn\nin cinemas' },
    });
    const written = writeMlt(read);
    expect(readMlt(written)).toEqual(read);
    // What the slide is and what brightens the shot is there again.
    expect(written).toContain('-100% 0% 100% 100% 100%');
    expect(written).toContain('00:00:00.000=0;00:00:00.960=1');
  });

  it('reads speeds, channels and drop-frame timecode that Shotcut saw', () => {
    const read = readMlt(project('speed.mlt'));
    const [shot] = itemsOf(read, 0) as [Clip];
    const rate = rational(30_000, 1001);
    // A second into what plays twice as fast is two seconds into the source.
    expect(shot).toMatchObject({
      sourceRange: frameRange(107_892 + 60, 107_892 + 150, rate),
      effects: [{ schema: 'LinearTimeWarp', timeScalar: 2 }],
    });
    expect(mediaReference(shot)).toMatchObject({
      targetUrl: 'C:/My Films/B002.mov',
      metadata: { second_unit: { audio_channels: 8, drop_frame: true } },
    });
    expect(readMlt(writeMlt(read))).toEqual(read);
    expect(writeEdl(read)).toContain('01:00:02;00');
  });

  it('reads a list of files, which has no tractor', () => {
    const read = readMlt(project('list.mlt'));
    expect(itemsOf(read, 0)).toMatchObject([
      { sourceRange: frameRange(24, 72, 24) },
      { schema: 'Gap', sourceRange: frameRange(0, 12, 24) },
      { sourceRange: frameRange(0, 120, 24) },
    ]);
    expect(readMlt(writeMlt(read))).toEqual(read);
  });

  it('says of a project that plays nothing that it does', () => {
    expect(() => readMlt('<mlt><profile frame_rate_num="25" frame_rate_den="1"/></mlt>')).toThrow(/no list of clips/);
  });
});
