import { measureOf, type RecordedFrame } from '../records/frame-record.ts';
import type { CameraStep } from './camera-step.ts';

/** The camera's step to a recorded frame from the one before it. */
export function stepOfRecord(frame: RecordedFrame): CameraStep {
  return {
    pan: measureOf(frame, 'pan'),
    tilt: measureOf(frame, 'tilt'),
    zoom: measureOf(frame, 'zoom'),
    roll: measureOf(frame, 'roll'),
    share: measureOf(frame, 'share'),
    off: measureOf(frame, 'off'),
  };
}
