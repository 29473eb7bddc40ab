import type { FramesEvent } from '@second-unit/media';
import type { FramePicture, FrameRecord } from './frame-record.ts';
import { measureFrame } from './measures.ts';
import { LUMA_HEIGHT, LUMA_WIDTH, RECORD_HEIGHT, RECORD_WIDTH } from './size.ts';

/** What a decode must be asked for, for its frames to become records. */
export const RECORD_FRAMES = { width: RECORD_WIDTH, height: RECORD_HEIGHT, luma: true } as const;

const RGB_BYTES = RECORD_WIDTH * RECORD_HEIGHT * 3;
const LUMA_BYTES = LUMA_WIDTH * LUMA_HEIGHT;

/** Makes records of decoded frames as they come, in order; remembers the last one, that the next is measured against. */
export class FrameMeasurer {
  #previous: FramePicture | undefined;

  /** Pictures are copied out of the event's memory: most of it is luma, which would be kept as long as they are. */
  *records({ pts, rgb, luma }: FramesEvent): Generator<FrameRecord> {
    if (luma === undefined) throw new RangeError('Records are made of frames that were decoded with their luma.');
    const kept = rgb.slice();
    for (let at = 0; at < pts.length; at++) {
      const frame: FramePicture = {
        pts: pts[at]!,
        rgb: kept.subarray(at * RGB_BYTES, (at + 1) * RGB_BYTES),
        luma: luma.subarray(at * LUMA_BYTES, (at + 1) * LUMA_BYTES),
      };
      const previous = this.#previous;
      this.#previous = frame;
      yield measureFrame(frame, previous);
    }
  }
}
