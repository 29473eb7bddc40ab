import type { MeasuredPicture } from '@second-unit/media';
import { CAMERA } from '../camera/camera-measurer.ts';
import { FAULTS } from '../faults/fault-measurer.ts';
import type { FramePicture, FrameRecord } from './frame-record.ts';
import { measureLuma } from './luma-measures.ts';

/** Measures some numbers of a frame and of its step from the one before. */
export interface Measurer {
  /** In the order in which they are written. */
  readonly names: readonly string[];
  /**
   * Writes its numbers into `into` from `at` on. `previous` is undefined for the film's first frame: what measures a
   * step then writes 0. May look at these two frames and at nothing else, not even at what it saw before.
   */
  measure(frame: MeasuredPicture, previous: MeasuredPicture | undefined, into: Float32Array, at: number): void;
}

/** How sharp (`sharpness`, levels) and how bright (`brightness`, 0 to 1), and how much has changed (`change`, 0 to 1). */
const LUMA = {
  names: ['sharpness', 'brightness', 'change'],
  measure: ({ luma }, previous, into, at) => measureLuma(luma, previous?.luma, into, at),
} as const satisfies Measurer;

/** Everything that is measured of a frame while it is at hand. A new measurer is a line here. */
const MEASURERS = [LUMA, CAMERA, FAULTS] as const;

export type Measure = (typeof MEASURERS)[number]['names'][number];

/** Names of a record's measures, in their order. Segment files made with other ones are made anew. */
export const MEASURES: readonly Measure[] = MEASURERS.flatMap(({ names }) => names);

/** Writes all measures of a frame and of its step from the one before into `into`, which holds zeros, from `at` on. */
export function measureInto(
  frame: MeasuredPicture,
  previous: MeasuredPicture | undefined,
  into: Float32Array,
  at: number,
): void {
  let to = at;
  for (const measurer of MEASURERS) {
    measurer.measure(frame, previous, into, to);
    to += measurer.names.length;
  }
}

/** The record of a frame; keeps `frame.rgb`, not its luma. */
export function measureFrame(frame: FramePicture, previous: FramePicture | undefined): FrameRecord {
  const measures = new Float32Array(MEASURES.length);
  measureInto(frame, previous, measures, 0);
  return { pts: frame.pts, rgb: frame.rgb, measures };
}
