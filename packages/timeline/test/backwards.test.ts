import { expect, it } from 'vitest';
import {
  type Clip,
  clip,
  type Effect,
  frameRange,
  readFcpxml,
  readMlt,
  type Timeline,
  timeline,
  track,
  writeFcpxml,
  writeMlt,
} from '../src/index.ts';

const backwards = (timeScalar: number): Effect => ({
  schema: 'LinearTimeWarp',
  name: '',
  metadata: {},
  effectName: '',
  timeScalar,
});
const only = (of: Timeline): Clip =>
  of.tracks.children.flatMap((one) => (one.schema === 'Track' ? one.children : []))[0] as Clip;
const cut = (timeScalar: number): Timeline =>
  timeline('x', [
    track('Video', 'V1', [
      clip(
        'a',
        {
          schema: 'ExternalReference',
          name: 'a.mov',
          metadata: {},
          targetUrl: 'file:///films/a.mov',
          availableRange: frameRange(90_000, 91_000, 25),
        },
        frameRange(90_100, 90_120, 25),
        { effects: [backwards(timeScalar)] },
      ),
    ]),
  ]);

it.each([-1, -2, -0.5])('keeps what a clip at %d shows by way of FCPXML and MLT', (speed) => {
  const given = cut(speed);
  const xml = writeFcpxml({ timelines: [given], clips: [] });
  const read = readFcpxml(xml).timelines[0]!;
  expect(only(read)).toMatchObject({ sourceRange: frameRange(90_100, 90_120, 25), effects: [{ timeScalar: speed }] });
  const through = readMlt(writeMlt(read));
  expect(only(through)).toMatchObject({
    sourceRange: frameRange(90_100, 90_120, 25),
    effects: [{ timeScalar: speed }],
  });
});

it('begins in FCPXML with the last frame of what plays backwards', () => {
  // The media ends at 3640 s; the clip shows its seconds 3604 to 3604.8, the latest first.
  const xml = writeFcpxml({ timelines: [cut(-1)], clips: [] });
  expect(xml).toContain('<timept time="0s" value="3640s"');
  expect(/<asset-clip [^>]*\bstart="([^"]+)"/.exec(xml)?.[1]).toBe('176/5s');
});

it.each(['6s', '4s'])(
  'keeps where a nested sequence with a speed of its own begins (%s of its clock are 8 s)',
  (end) => {
    const value = (at: string): string => (end === '6s' ? at : at === '0s' ? '8s' : '0s');
    const text = `<?xml version="1.0"?><!DOCTYPE fcpxml><fcpxml version="1.11"><resources>
    <format id="r1" frameDuration="1/25s" width="1920" height="1080"/>
    <asset id="r2" name="a" start="0s" duration="100s" hasVideo="1" format="r1"><media-rep kind="original-media" src="file:///a.mov"/></asset>
    <media id="r3" name="in"><sequence format="r1" tcFormat="NDF"><spine><asset-clip ref="r2" offset="0s" start="0s" duration="8s"/></spine></sequence></media>
    </resources><project name="p"><sequence format="r1" tcFormat="NDF"><spine><ref-clip ref="r3" name="in" offset="0s" start="1s" duration="2s">
    <timeMap><timept time="0s" value="${value('0s')}" interp="linear"/><timept time="${end}" value="${value('8s')}" interp="linear"/></timeMap>
    </ref-clip></spine></sequence></project></fcpxml>`;
    const read = readFcpxml(text);
    const written = writeFcpxml(read);
    expect(written).toMatch(/<ref-clip [^>]*start="1s"/);
    expect(readFcpxml(written)).toEqual(read);
  },
);
