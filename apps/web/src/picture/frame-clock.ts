import type { ShotLog } from '@second-unit/footage';
import { frameTimes } from '@second-unit/footage/frame-grid';
import type { MediaInfo } from '@second-unit/media';

/** Between a film's frames and the seconds that a browser's player counts in. */
export interface FrameClock {
  readonly frames: number;
  /** Seconds between two frames on average. */
  readonly step: number;
  /** A time inside the frame: a player asked for the very edge may show the frame before. */
  secondsInside(frame: number): number;
  frameAt(seconds: number): number;
}

/** A presented frame's time is its first instant, rounded to microseconds: a little before still is this frame. */
const SLACK_SECONDS = 0.0005;

/**
 * At a constant rate this is one division; where the rate varies, the log knows when each frame is shown. Until there
 * is a log, the average has to do.
 */
export function frameClock(info: MediaInfo, log?: ShotLog): FrameClock {
  const frames = log?.media.frames ?? info.frames;
  const step = info.frameRate.den / info.frameRate.num;
  const clamp = (frame: number) => Math.min(Math.max(0, frames - 1), Math.max(0, frame));
  const times = info.variableFrameRate && log ? frameTimes(log.media) : undefined;
  if (times === undefined) {
    return {
      frames,
      step,
      secondsInside: (frame) => (clamp(frame) + 0.5) * step,
      frameAt: (seconds) => clamp(Math.floor(seconds / step + 0.01)),
    };
  }
  const startOf = (frame: number) => times.seconds(0, frame);
  return {
    frames,
    step,
    secondsInside: (frame) => (startOf(clamp(frame)) + startOf(clamp(frame) + 1)) / 2,
    frameAt: (seconds) => {
      let low = 0;
      let high = Math.max(0, frames - 1);
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (startOf(middle) <= seconds + SLACK_SECONDS) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}
