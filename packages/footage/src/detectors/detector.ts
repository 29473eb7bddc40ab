import type { RecordedFrame } from '../records/frame-record.ts';

/** One decoded frame, small: what every picture detector looks at. */
export interface SmallFrame {
  /** Zero-based, in presentation order. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  /** `width` × `height` × 3 bytes, row by row, red first. Valid only during the call. */
  readonly rgb: Uint8Array;
}

/**
 * What looks at a film: frames in, events out. A detector keeps a bounded amount of memory however long the film is,
 * and may answer later than it is asked: an event belongs to the frames it names, not to the call that returned it.
 */
export interface Detector<Event> {
  frame(frame: SmallFrame): readonly Event[];
  /** The film is over: whatever was still undecided. */
  end(): readonly Event[];
}

/** What describes a shot: is shown the shot's frames in order, without those of its transitions, then asked. */
export interface ShotDetector<Value> {
  /** `previous` is the frame before, where it belongs to the same shot. */
  frame(frame: RecordedFrame, previous: RecordedFrame | undefined): void;
  /** The shot is over; the next frame begins another. */
  shot(): Value;
}
