import type { Measurer } from '../records/measures.ts';
import { LUMA_HEIGHT, LUMA_WIDTH } from '../records/size.ts';
import { cameraStep } from './camera-step.ts';
import { halved, type LumaPicture, SoftHalf } from './luma-picture.ts';

/** A frame's luma and what motion is looked for in. */
interface Halved {
  readonly luma: Uint8Array;
  readonly picture: LumaPicture;
}

const soft = new SoftHalf(LUMA_WIDTH, LUMA_HEIGHT);
/** A frame is halved once and looked at twice: as the later of two and as the earlier. What the other was is kept. */
let last: Halved | undefined;

function halfOf(luma: Uint8Array): LumaPicture {
  if (last?.luma === luma) return last.picture;
  const out = new Float32Array((LUMA_WIDTH >> 1) * (LUMA_HEIGHT >> 1));
  soft.write(luma, out);
  const picture = { width: LUMA_WIDTH >> 1, height: LUMA_HEIGHT >> 1, luma: out };
  return { ...picture, half: halved(picture) };
}

/** The camera's step to a frame from the one before it: see `CameraStep` for units. */
export const CAMERA = {
  names: ['pan', 'tilt', 'zoom', 'roll', 'share', 'off'],
  measure({ luma }, previous, into, at) {
    const before = previous === undefined ? undefined : halfOf(previous.luma);
    const after = halfOf(luma);
    last = { luma, picture: after };
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
