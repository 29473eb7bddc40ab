import type { MediaInfo } from '@second-unit/media';
import { describe, expect, it } from 'vitest';
import { timecodeOf } from '../src/picture/timecode.ts';

const film: MediaInfo = {
  frames: 100,
  timeBase: { num: 1, den: 30_000 },
  frameRate: { num: 30_000, den: 1001 },
  variableFrameRate: false,
  width: 160,
  height: 90,
  rotation: 0,
  duration: 3.3,
  videoCodec: 'h264',
  originalPath: '/film.mp4',
  playsInBrowser: true,
};

describe('timecodeOf', () => {
  it('counts from the start timecode, in drop-frame where the film does', () => {
    expect(timecodeOf({ ...film, startTimecode: '10:00:59;28', dropFrame: true }, 2)).toBe('10:01:00;02');
    expect(timecodeOf(film, 31)).toBe('00:00:01:01');
  });

  it.each([
    ['drop-frame at 29.97 counted as 2997/100', '10:00:00;00', true, { num: 2997, den: 100 }],
    ['a frame that the second does not have', '01:00:00:25', false, { num: 24_000, den: 1001 }],
    ['a number that drop-frame skips', '01:01:00;00', true, { num: 30_000, den: 1001 }],
    ['no timecode at all', 'soon', false, { num: 25, den: 1 }],
  ])('counts from zero for %s', (_, startTimecode, dropFrame, frameRate) => {
    expect(timecodeOf({ ...film, startTimecode, dropFrame, frameRate }, 3)).toBe('00:00:00:03');
  });

  it('counts to the second where the rate varies', () => {
    // 24 pictures a second in a file that says 50, as screen recorders write.
    const varying = { ...film, frameRate: { num: 50, den: 1 }, timeBase: { num: 1, den: 24 }, variableFrameRate: true };
    expect(timecodeOf({ ...varying, frameDurations: [1, 100] }, 48)).toBe('00:00:02:00');
    expect(timecodeOf({ ...varying, frameDurations: [1, 100], startTimecode: '01:00:00:00' }, 60)).toBe('01:00:02:25');
    // Until it is watched, nobody knows better.
    expect(timecodeOf(varying, 48)).toBe('00:00:00:48');
  });

  it('says something for any rate and frame', () => {
    expect(timecodeOf({ ...film, frameRate: { num: 1, den: 4 } }, 7)).toBe('7');
    expect(timecodeOf(film, Number.NaN)).toBe('00:00:00:00');
    expect(timecodeOf(film, -4)).toBe('00:00:00:00');
  });
});
