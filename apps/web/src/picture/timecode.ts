import { frameTimes } from '@second-unit/footage/frame-grid';
import type { MediaInfo } from '@second-unit/media';
import { formatTimecode, nominalRate, parseTimecode, TimelineError } from '@second-unit/timeline';

/**
 * The film's own timecode of a frame: from its start timecode where it has one that its rate allows, else from zero.
 * Where the rate varies and the frames' times are known, it is the one that an editing program counts to that second.
 * Never throws: it is called while a room is drawn.
 */
export function timecodeOf(info: MediaInfo, frame: number): string {
  const at = countTo(info, Number.isFinite(frame) ? Math.max(0, Math.round(frame)) : 0);
  try {
    const start = info.startTimecode ? parseTimecode(info.startTimecode, info.frameRate) : 0;
    return formatTimecode(start + at, info.frameRate, info.dropFrame ?? false);
  } catch (thrown) {
    if (!(thrown instanceof TimelineError)) throw thrown;
    return fromZero(at, info);
  }
}

function countTo(info: MediaInfo, frame: number): number {
  const times = info.variableFrameRate ? frameTimes(info) : undefined;
  return times ? Math.round((times.seconds(0, frame) * info.frameRate.num) / info.frameRate.den) : frame;
}

function fromZero(frame: number, { frameRate }: MediaInfo): string {
  // Below one frame a second there is no timecode; the frame's number is still true.
  return nominalRate(frameRate) >= 1 ? formatTimecode(frame, frameRate) : String(frame);
}

/** Seconds as `1:02:03`, or `2:03` below the hour. */
export function durationOf(seconds: number): string {
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** Length of a number of frames at the film's rate, in seconds, for reading only. */
export function secondsOf(info: MediaInfo, frames: number): number {
  return (frames * info.frameRate.den) / info.frameRate.num;
}
