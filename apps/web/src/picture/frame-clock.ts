import type { ShotLog } from '@second-unit/footage';
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

interface Knot {
  readonly frame: number;
  readonly seconds: number;
}

/**
 * At a constant rate this is one division. At a variable rate the log's shots say at what second
 * each of them begins, and frames are spread evenly inside a shot.
 */
export function frameClock(info: MediaInfo, log?: ShotLog): FrameClock {
  const frames = log?.media.frames ?? info.frames;
  const step = info.frameRate.den / info.frameRate.num;
  const knots = info.variableFrameRate && log ? knotsOf(log, frames, info.duration) : undefined;
  const clamp = (frame: number) => Math.min(Math.max(0, frames - 1), Math.max(0, frame));
  if (!knots) {
    return {
      frames,
      step,
      secondsInside: (frame) => (clamp(frame) + 0.5) * step,
      // A presented frame's time is its first instant, so a little slack keeps it from rounding down.
      frameAt: (seconds) => clamp(Math.floor(seconds / step + 0.01)),
    };
  }
  return {
    frames,
    step,
    secondsInside: (frame) => along(knots, clamp(frame) + 0.5, 'frame', 'seconds'),
    frameAt: (seconds) => clamp(Math.floor(along(knots, seconds, 'seconds', 'frame') + 0.01)),
  };
}

function knotsOf(log: ShotLog, frames: number, duration: number): readonly Knot[] {
  const knots: Knot[] = [{ frame: 0, seconds: 0 }];
  for (const { startFrame, start } of log.shots) {
    if (startFrame > knots.at(-1)!.frame) knots.push({ frame: startFrame, seconds: start });
  }
  if (frames > knots.at(-1)!.frame) knots.push({ frame: frames, seconds: duration });
  return knots;
}

function along(knots: readonly Knot[], value: number, from: keyof Knot, to: keyof Knot): number {
  let low = 0;
  let high = Math.max(0, knots.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (knots[middle]![from] <= value) low = middle;
    else high = middle - 1;
  }
  const a = knots[low]!;
  const b = knots[low + 1] ?? a;
  const span = b[from] - a[from];
  return span === 0 ? a[to] : a[to] + ((value - a[from]) / span) * (b[to] - a[to]);
}
