import type { FramesEvent } from '@second-unit/media';
import type { FrameRecord } from './frame-record.ts';
import { MEASURES } from './measures.ts';
import { RECORD_HEIGHT, RECORD_WIDTH } from './size.ts';

/** What a decode must be asked for, for its frames to become records: they are measured where they are decoded. */
export const RECORD_FRAMES = {
  width: RECORD_WIDTH,
  height: RECORD_HEIGHT,
  measure: new URL('./frame-measure.ts', import.meta.url).href,
} as const;

const RGB_BYTES = RECORD_WIDTH * RECORD_HEIGHT * 3;

/** The records of decoded frames, in the memory of the event. */
export function recordsOf({ pts, rgb, measures }: FramesEvent): FrameRecord[] {
  if (measures === undefined)
    throw new RangeError('Records are made of frames that were measured as they were decoded.');
  return Array.from(pts, (stamp, at) => ({
    pts: stamp,
    rgb: rgb.subarray(at * RGB_BYTES, (at + 1) * RGB_BYTES),
    measures: measures.subarray(at * MEASURES.length, (at + 1) * MEASURES.length),
  }));
}
