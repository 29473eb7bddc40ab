import { readOtio, type Track, toSeconds, trimmedRange, writeEdl, writeFcpxml, writeOtio } from '@second-unit/timeline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logTimeline } from '../src/interchange/index.ts';
import type { Shot, ShotLog } from '../src/shot-log.ts';
import { sampleLog } from './sample-log.ts';

const spoken = [{ startFrame: 60, endFrame: 80, text: 'Where is\neverybody?' }];

function film(): ShotLog {
  const log = sampleLog(3, 50, spoken);
  const shots = log.shots.map(
    (shot): Shot =>
      shot.index === 1
        ? {
            ...shot,
            startFrame: 56,
            transitionIn: { type: 'dissolve', startFrame: 46, endFrame: 56 },
            scale: { size: 'close-up', confidence: 0.7, by: 'faces' },
            camera: { movement: 'push', confidence: 0.8, pan: 0, tilt: 0, zoom: 0.1, roll: 0, shake: 0 },
          }
        : shot.index === 0
          ? { ...shot, endFrame: 46 }
          : shot,
  );
  return {
    ...log,
    media: {
      ...log.media,
      frameRate: { num: 30_000, den: 1001 },
      startTimecode: '01:00:00;02',
      dropFrame: true,
      reel: 'A001C003_220101_R1AB',
      audio: { codec: 'pcm_s24le', sampleRate: 48_000, channels: 2 },
      originalPath: '/Volumes/A 001/clip #3.mov',
    },
    shots,
  };
}

const videoOf = (log: ShotLog) => logTimeline(log).tracks.children[0] as Track;

describe('a log as a timeline', () => {
  it('is the whole film, shot after shot, by its own timecode', () => {
    const ranges = videoOf(film()).children.map((child) => trimmedRange(child as never)!);
    expect(ranges.map(({ startTime }) => startTime.value - ranges[0]!.startTime.value)).toEqual([0, 51, 100]);
    // 01:00:00;02 at 29.97: 108,000 frames an hour, but for 108 numbers that are left out.
    expect(ranges[0]!.startTime.value).toBe(107_892 + 2);
    expect(ranges.reduce((sum, { duration }) => sum + duration.value, 0)).toBe(150);
  });

  it.each([
    ['a colon before the frames of drop-frame timecode', '01:00:00:02', 107_892 + 2],
    ['a timecode that there is not', '25:61:00;00', 0],
  ])('begins where its first clip does: %s', (_, startTimecode, start) => {
    const log = film();
    const timeline = logTimeline({ ...log, media: { ...log.media, startTimecode } });
    expect(timeline.globalStartTime?.value).toBe(start);
    expect(trimmedRange((timeline.tracks.children[0] as Track).children[0] as never)?.startTime.value).toBe(start);
  });

  it('comes back from OTIO with reel, original and what the log knows', () => {
    const back = readOtio(writeOtio(logTimeline(film())));
    const clip = (back.tracks.children[0] as Track).children[1]!;
    expect(clip).toMatchObject({
      metadata: { cmx_3600: { reel: 'A001C003_220101_R1AB' }, second_unit: { shot: 's0002' } },
      mediaReferences: { DEFAULT_MEDIA: { targetUrl: 'file:///Volumes/A%20001/clip%20%233.mov' } },
      markers: [{ name: 's0002, close-up, push, dissolve of 10 frames', comment: 'Where is everybody?' }],
    });
    expect(back.tracks.children).toHaveLength(2);
  });

  it('is an EDL with source timecode, reel and a locator for each shot', () => {
    const lines = writeEdl(logTimeline(film())).split('\n');
    expect(lines[1]).toBe('FCM: DROP FRAME');
    expect(lines.filter((line) => /^\d{3} /.test(line))).toEqual([
      '001  A001C003 AA/V  C        01:00:00;02 01:00:01;23 01:00:00;02 01:00:01;23',
      '002  A001C003 AA/V  C        01:00:01;23 01:00:03;12 01:00:01;23 01:00:03;12',
      '003  A001C003 AA/V  C        01:00:03;12 01:00:05;02 01:00:03;12 01:00:05;02',
    ]);
    expect(lines.filter((line) => line.startsWith('* LOC:'))).toHaveLength(3);
    expect(lines).toContain('* REEL: A001C003_220101_R1AB');
  });

  it('is FCPXML with every marker', () => {
    expect(writeFcpxml(logTimeline(film())).match(/<marker /g)).toHaveLength(3);
  });

  it('leaves no frame out and takes none twice, whatever the transitions', () => {
    const shots = fc.array(
      fc.record({ length: fc.integer({ min: 1, max: 200 }), change: fc.integer({ min: 0, max: 60 }) }),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(shots, (drawn) => {
        let frame = 0;
        const log = sampleLog(drawn.length, 1);
        const made = log.shots.map((shot, at) => {
          const change = at === 0 ? 0 : drawn[at]!.change;
          const startFrame = frame + change;
          const transitionIn = { ...shot.transitionIn, startFrame: frame, endFrame: startFrame };
          frame = startFrame + drawn[at]!.length;
          return { ...shot, startFrame, endFrame: frame, transitionIn };
        });
        const clips = videoOf({ ...log, media: { ...log.media, frames: frame }, shots: made }).children;
        let at = 0;
        for (const clip of clips) {
          const { startTime, duration } = trimmedRange(clip as never)!;
          expect(startTime.value).toBe(at);
          expect(duration.value).toBeGreaterThan(0);
          at += duration.value;
        }
        expect(at).toBe(frame);
      }),
    );
  });

  it('plays as long as a film of which the rate varies', () => {
    const log = sampleLog(2, 30);
    const media = {
      ...log.media,
      variableFrameRate: true,
      timeBase: { num: 1, den: 1000 },
      frameDurations: [40, 30, 80, 30],
      frameRate: { num: 50, den: 3 },
    };
    const clips = videoOf({ ...log, media }).children;
    const seconds = clips.map((clip) => toSeconds(trimmedRange(clip as never)!.duration));
    expect(seconds[0]).toBeCloseTo(1.2, 1);
    expect(seconds[1]).toBeCloseTo(2.4, 1);
  });
});
