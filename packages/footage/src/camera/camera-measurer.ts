import type { Measurer } from '../records/measures.ts';
import { LUMA_HEIGHT, LUMA_WIDTH } from '../records/size.ts';
import { cameraStep } from './camera-step.ts';
import { halved } from './luma-picture.ts';

/** The camera's step to a frame from the one before it: see `CameraStep` for units. */
export const CAMERA = {
  names: ['pan', 'tilt', 'zoom', 'roll', 'share', 'off'],
  measure({ luma }, previous, into, at) {
    if (previous === undefined) return;
    const size = { width: LUMA_WIDTH, height: LUMA_HEIGHT };
    const step = cameraStep(halved({ ...size, luma: previous.luma }), halved({ ...size, luma }));
    for (const [place, name] of CAMERA.names.entries()) into[at + place] = step[name];
  },
} as const satisfies Measurer;
