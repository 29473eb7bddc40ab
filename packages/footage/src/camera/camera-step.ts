import { blockMotions } from './block-motion.ts';
import type { LumaPicture } from './luma-picture.ts';
import { consensus } from './similarity.ts';

/** What the camera did between two frames. */
export interface CameraStep {
  /** Picture widths, right positive: the picture itself goes the other way. */
  readonly pan: number;
  /** Picture heights, up positive. */
  readonly tilt: number;
  /** Natural logarithm of the change of scale, pushing in positive. */
  readonly zoom: number;
  /** Degrees, clockwise positive: the picture itself turns the other way. */
  readonly roll: number;
  /** Share of what can be followed that goes with the camera, 0 to 1; 0 where there is nothing to follow. */
  readonly share: number;
  /** Picture widths that those parts are off the camera's motion, root mean square. */
  readonly off: number;
}

const NOTHING: CameraStep = { pan: 0, tilt: 0, zoom: 0, roll: 0, share: 0, off: 0 };

/**
 * The camera's step from one frame to the next of the same size, as if pixels were square: where they are not, `roll`
 * is too large or too small (see `rollStretch`). A pure function: the same frames give the same step.
 */
export function cameraStep(before: LumaPicture, after: LumaPicture): CameraStep {
  const { width, height } = before;
  if (isSame(before.luma, after.luma)) return { ...NOTHING, share: 1 };
  const found = consensus(blockMotions(before, after));
  if (found === undefined) return NOTHING;
  const { right, down, grow, turn, share, off } = found;
  return {
    pan: -right / width,
    tilt: down / height,
    zoom: Math.log1p(Math.max(-0.5, grow)),
    roll: (-turn * 180) / Math.PI,
    share,
    off: off / width,
  };
}

function isSame(a: LumaPicture['luma'], b: LumaPicture['luma']): boolean {
  const { length } = a;
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/**
 * What a roll is found to be, in parts of what it is, where a film of this shape (width by height as shown) is looked at
 * in a picture of another: its pixels then are no squares, and a turn of them is no turn.
 */
export function rollStretch(shape: number, width: number, height: number): number {
  const pixel = (shape * height) / width;
  const across = (width * width) / (width * width + height * height);
  return across * pixel + (1 - across) / pixel;
}
