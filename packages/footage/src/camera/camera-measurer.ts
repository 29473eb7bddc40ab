import type { Measurer } from '../records/measures.ts';
import { LUMA_HEIGHT, LUMA_WIDTH } from '../records/size.ts';
import { cameraStep } from './camera-step.ts';
import { type LumaPicture, softHalf } from './luma-picture.ts';

/** A frame is halved once and looked at twice: as the later of two and as the earlier. */
const halves = new WeakMap<Uint8Array, LumaPicture>();

function halfOf(luma: Uint8Array): LumaPicture {
  let half = halves.get(luma);
  if (half === undefined) {
    half = softHalf({ width: LUMA_WIDTH, height: LUMA_HEIGHT, luma });
    halves.set(luma, half);
  }
  return half;
}

/** The camera's step to a frame from the one before it: see `CameraStep` for units. */
export const CAMERA = {
  names: ['pan', 'tilt', 'zoom', 'roll', 'share', 'off'],
  measure({ luma }, previous, into, at) {
    if (previous === undefined) return;
    const step = cameraStep(halfOf(previous.luma), halfOf(luma));
    for (const [place, name] of CAMERA.names.entries()) into[at + place] = step[name];
  },
} as const satisfies Measurer;
