import type { MediaInfo } from '@second-unit/media';
import { formatTimecode, parseTimecode } from '@second-unit/timeline';

/** The film's own timecode of a frame: from its start timecode where it has one, else from zero. */
export function timecodeOf(info: MediaInfo, frame: number): string {
  const start = info.startTimecode ? parseTimecode(info.startTimecode, info.frameRate) : 0;
  return formatTimecode(start + Math.max(0, Math.round(frame)), info.frameRate, info.dropFrame ?? false);
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
