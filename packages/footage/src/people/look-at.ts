/** The part of a shot that faces are looked for in. */
export interface FramesOfShot {
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
}

/** A frame to look at. */
export interface Look {
  /** Index of its shot. */
  readonly shot: number;
  readonly frame: number;
  /** Whether the slower detector is to look too. */
  readonly thorough: boolean;
  /** Is it the last one of its shot? */
  readonly last: boolean;
}

/** Looks a second: a face that turns to the camera for a moment is met. */
const A_SECOND = 3;
/** Every so many looks the slower detector looks too, and always at the first of a shot. */
const THOROUGH_EVERY = 3;

/** Frames between two looks at a film of so many frames a second. */
export function stepOf(framesASecond: number): number {
  return Math.max(1, Math.round(framesASecond / A_SECOND));
}

/** The frames to look at, in film order: a few a second in each shot, each shot at least once, never in a transition. */
export function looksAt(shots: readonly FramesOfShot[], framesASecond: number): Look[] {
  const step = stepOf(framesASecond);
  return shots.flatMap(({ startFrame, endFrame }, shot) => {
    const length = endFrame - startFrame;
    if (length <= 0) return [];
    // In from the edges, where compression and motion are worst.
    const count = Math.max(1, Math.round(length / step));
    return Array.from({ length: count }, (_, at): Look => {
      const frame = startFrame + Math.min(length - 1, Math.floor(((at + 0.5) * length) / count));
      return { shot, frame, thorough: at % THOROUGH_EVERY === 0, last: at === count - 1 };
    });
  });
}
