/** A small picture while it is at hand. Its memory holds during this call and the next; later pictures write over it. */
export interface MeasuredPicture {
  /** Width × height × 3 bytes, R G B. */
  readonly rgb: Uint8Array;
  /** Twice the width × twice the height, luma of the film's own colours, 0 to 255. */
  readonly luma: Uint8Array;
}

/**
 * What a module that `DecodeRequest.frames.measure` names has as its default export. It is loaded into the media process
 * and measures pictures there, so that they need not cross to the caller.
 */
export interface FrameMeasure {
  /** Numbers that are measured of each frame. */
  readonly numbers: number;
  /** Begins a pass. What it answers is called for each frame, in order, and writes its numbers into `into` from `at` on. */
  begin(): (picture: MeasuredPicture, into: Float32Array, at: number) => void;
}
