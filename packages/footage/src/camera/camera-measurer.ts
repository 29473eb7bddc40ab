import { softHalfInto } from '../records/luma-measures.ts';
import type { Measurer } from '../records/measures.ts';
import { LUMA_HEIGHT, LUMA_WIDTH } from '../records/size.ts';
import { cameraStep } from './camera-step.ts';
import { halved, type LumaPicture } from './luma-picture.ts';

const WIDTH = LUMA_WIDTH >> 1;
const HEIGHT = LUMA_HEIGHT >> 1;

/** A frame's luma and what motion is looked for in, in memory of its own. */
interface Halved {
  luma: Uint8Array | undefined;
  readonly picture: LumaPicture & { readonly luma: Float32Array; readonly half: { readonly luma: Float32Array } };
}

function empty(): Halved {
  const half = { width: WIDTH >> 1, height: HEIGHT >> 1, luma: new Float32Array((WIDTH >> 1) * (HEIGHT >> 1)) };
  return { luma: undefined, picture: { width: WIDTH, height: HEIGHT, luma: new Float32Array(WIDTH * HEIGHT), half } };
}

/**
 * A frame is halved once and looked at twice: as the later of two and as the earlier. Two ranges of a film may come in
 * turn, so more than two are kept; they are written over, for a picture made anew for each frame would be litter.
 */
const places = [empty(), empty(), empty(), empty()];
let next = 0;

/** The half picture of a frame; that of `other` stays what it is. */
function halfOf(luma: Uint8Array, other?: LumaPicture): LumaPicture {
  const found = places.find((place) => place.luma === luma);
  if (found !== undefined) return found.picture;
  if (places[next]!.picture === other) next = (next + 1) % places.length;
  const place = places[next]!;
  next = (next + 1) % places.length;
  softHalfInto(luma, place.picture.luma);
  halved(place.picture, place.picture.half.luma);
  place.luma = luma;
  return place.picture;
}

/** The camera's step to a frame from the one before it: see `CameraStep` for units. */
export const CAMERA = {
  names: ['pan', 'tilt', 'zoom', 'roll', 'share', 'off'],
  measure({ luma }, previous, into, at) {
    const before = previous === undefined ? undefined : halfOf(previous.luma);
    const after = halfOf(luma, before);
    if (before === undefined) return;
    const { pan, tilt, zoom, roll, share, off } = cameraStep(before, after);
    into[at] = pan;
    into[at + 1] = tilt;
    into[at + 2] = zoom;
    into[at + 3] = roll;
    into[at + 4] = share;
    into[at + 5] = off;
  },
} as const satisfies Measurer;
