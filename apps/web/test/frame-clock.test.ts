import type { Shot, ShotLog } from '@second-unit/footage';
import type { MediaInfo } from '@second-unit/media';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shotAt } from '../src/footage/shots.ts';
import { frameClock } from '../src/picture/frame-clock.ts';
import { durationOf, timecodeOf } from '../src/picture/timecode.ts';

const info = (over: Partial<MediaInfo> = {}): MediaInfo => ({
  frames: 4271,
  timeBase: { num: 1, den: 90_000 },
  frameRate: { num: 25, den: 1 },
  variableFrameRate: false,
  width: 1280,
  height: 720,
  rotation: 0,
  duration: 170.84,
  videoCodec: 'h264',
  originalPath: 'film.mp4',
  playsInBrowser: true,
  ...over,
});

const shot = (index: number, startFrame: number, endFrame: number, start: number, end: number): Shot => ({
  id: `s${String(index + 1).padStart(4, '0')}`,
  index,
  startFrame,
  endFrame,
  start,
  end,
  transitionIn: { type: index === 0 ? 'none' : 'cut', startFrame, endFrame: startFrame },
  confidence: 1,
  keyFrame: startFrame,
  palette: [],
  brightness: 0,
  contrast: 0,
  motion: 0,
  lines: [],
});

const logOf = (media: MediaInfo, shots: readonly Shot[]): ShotLog => ({
  format: 'second-unit/log@1',
  media,
  shots,
  subtitles: [],
  barcode: [],
  damage: [],
});

describe('frameClock', () => {
  test('a frame asked for is the frame that comes back, at any constant rate', () => {
    const rates = [
      { num: 24, den: 1 },
      { num: 24_000, den: 1001 },
      { num: 30_000, den: 1001 },
      { num: 60, den: 1 },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...rates), fc.nat(200_000), (frameRate, frame) => {
        const clock = frameClock(info({ frames: 200_001, frameRate }));
        expect(clock.frameAt(clock.secondsInside(frame))).toBe(frame);
        // A player may name a frame by its first instant, rounded to microseconds.
        const first = Math.floor(((frame * frameRate.den) / frameRate.num) * 1e6) / 1e6;
        expect(clock.frameAt(first)).toBe(frame);
      }),
    );
  });

  test('at a variable rate every frame has its own time', () => {
    // A phone: thirty a second in good light, now one shown three times as long, now a jump of half a second.
    const runs = fc.array(fc.tuple(fc.constantFrom(20, 3000, 9000, 45_000), fc.integer({ min: 1, max: 40 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(runs, fc.nat(), (durations, pick) => {
        const frames = durations.reduce((sum, [, count]) => sum + count, 0);
        const media = info({ variableFrameRate: true, frames, frameDurations: durations.flat() });
        const clock = frameClock(info({ variableFrameRate: true, frames: 7 }), logOf(media, []));
        const frame = pick % frames;
        const starts = durations.flatMap(([ticks, count]) => Array<number>(count).fill(ticks));
        const start = starts.slice(0, frame).reduce((sum, ticks) => sum + ticks, 0) / 90_000;
        const length = starts[frame]! / 90_000;
        expect(clock.secondsInside(frame)).toBeCloseTo(start + length / 2, 9);
        // Shorter than the slack, a frame is passed over before anybody sees it.
        if (length < 0.001) return;
        expect(clock.frameAt(clock.secondsInside(frame))).toBe(frame);
        expect(clock.frameAt(Math.floor(start * 1e6) / 1e6)).toBe(frame);
      }),
    );
    // Without a log the average has to do.
    expect(frameClock(info({ variableFrameRate: true })).frameAt(1)).toBe(25);
  });

  test('times outside of the film stay inside', () => {
    const clock = frameClock(info());
    expect(clock.frameAt(-3)).toBe(0);
    expect(clock.frameAt(9999)).toBe(4270);
  });
});

test('shotAt finds the shot on the screen', () => {
  const shots = [shot(0, 0, 10, 0, 1), shot(1, 10, 25, 1, 2), shot(2, 30, 40, 3, 4)];
  expect([0, 9, 10, 24, 27, 30, 39, 99].map((frame) => shotAt(shots, frame))).toEqual([0, 0, 1, 1, 1, 2, 2, 2]);
  expect(shotAt([], 5)).toBe(0);
});

test('timecode counts from the film’s own start', () => {
  expect(timecodeOf(info(), 26)).toBe('00:00:01:01');
  expect(timecodeOf(info({ startTimecode: '01:00:00:00' }), 26)).toBe('01:00:01:01');
  expect(durationOf(59.6)).toBe('1:00');
  expect(durationOf(3725)).toBe('1:02:05');
});
