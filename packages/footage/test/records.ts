import type { FramePicture, FrameRecord } from '../src/records/frame-record.ts';
import { measureFrame } from '../src/records/measures.ts';
import { LUMA_HEIGHT, LUMA_WIDTH, RECORD_WIDTH } from '../src/records/size.ts';

/** A frame as a decoder would hand over one that is sharp at 64 × 36 and no finer. */
function pictureOf(rgb: Uint8Array, pts: bigint): FramePicture {
  const luma = new Uint8Array(LUMA_WIDTH * LUMA_HEIGHT);
  for (let y = 0; y < LUMA_HEIGHT; y++) {
    for (let x = 0; x < LUMA_WIDTH; x++) {
      const at = ((y >> 1) * RECORD_WIDTH + (x >> 1)) * 3;
      luma[y * LUMA_WIDTH + x] = 0.2126 * rgb[at]! + 0.7152 * rgb[at + 1]! + 0.0722 * rgb[at + 2]!;
    }
  }
  return { pts, rgb, luma };
}

/** Makes records of 64 × 36 frames one after the other. */
export function recorder(): (rgb: Uint8Array) => FrameRecord {
  let previous: FramePicture | undefined;
  let pts = 0n;
  return (rgb) => {
    const frame = pictureOf(rgb, pts++);
    const record = measureFrame(frame, previous);
    previous = frame;
    return record;
  };
}

export function recordsOf(frames: readonly Uint8Array[]): FrameRecord[] {
  return frames.map(recorder());
}
