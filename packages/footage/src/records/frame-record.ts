import type { SmallFrame } from '../detectors/detector.ts';
import { MEASURES, type Measure } from './measures.ts';

/** A frame as the decoder hands it over, upright. */
export interface FramePicture {
  /** In the film's time base. */
  readonly pts: bigint;
  /** 64 × 36 × 3 bytes, row by row, red first. */
  readonly rgb: Uint8Array;
  /** 128 × 72 bytes, row by row, 0 to 255. */
  readonly luma: Uint8Array;
}

/**
 * What is kept of one frame: its small picture and what was measured of it and of its step from the frame before. It
 * depends on these two frames and on nothing else, so that segments of a film join exactly.
 */
export interface FrameRecord {
  readonly pts: bigint;
  /** 64 × 36 × 3 bytes, row by row, red first. */
  readonly rgb: Uint8Array;
  /** In the order of `MEASURES`. */
  readonly measures: Float32Array;
}

/** A record in its place in the film: what the join looks at. */
export interface RecordedFrame extends SmallFrame {
  /** Seconds from the film's first frame. */
  readonly time: number;
  readonly measures: Float32Array;
}

const PLACES = Object.fromEntries(MEASURES.map((name, at) => [name, at])) as Readonly<Record<Measure, number>>;

/** One measure of a record. */
export function measureOf({ measures }: { readonly measures: Float32Array }, name: Measure): number {
  return measures[PLACES[name]]!;
}
