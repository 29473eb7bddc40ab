import type { Frame } from 'node-av/lib';
import type { FrameMeasure } from '../frame-measure.ts';
import type { Message } from '../process/wire.ts';
import type { SmallFrames } from './small-frames.ts';

/** How many frames are sent at a time, and with what. */
interface Wanted {
  readonly batch: number;
  /** Their luma too. */
  readonly luma?: boolean;
}

/**
 * Small pictures in a row, on their way to the caller. Their memory is written over as soon as they are sent: a batch
 * made anew each time would have its half megabyte collected each time.
 */
export class FrameBatch {
  readonly #scaler: SmallFrames;
  readonly #size: number;
  readonly #rgb: Uint8Array;
  /** Of the whole batch where it is sent, else of two frames in turn: one that is measured may look at the one before. */
  readonly #luma: Uint8Array;
  readonly #lumas: number;
  readonly #isLumaSent: boolean;
  readonly #numbers: number;
  readonly #measures: Float32Array;
  readonly #measure: ReturnType<FrameMeasure['begin']> | undefined;
  #count = 0;

  /** `scaler` makes luma where it is wanted or measured. */
  constructor(scaler: SmallFrames, { batch, luma }: Wanted, measure: FrameMeasure | undefined) {
    this.#scaler = scaler;
    this.#size = batch;
    this.#isLumaSent = luma === true;
    this.#lumas = this.#isLumaSent ? batch : 2;
    this.#rgb = new Uint8Array(batch * scaler.bytes);
    this.#luma = new Uint8Array(this.#lumas * scaler.lumaBytes);
    this.#numbers = measure?.numbers ?? 0;
    this.#measures = new Float32Array(batch * this.#numbers);
    this.#measure = measure?.begin();
  }

  get isFull(): boolean {
    return this.#count === this.#size;
  }

  /** Adds frame number `index`. False where it could not be scaled: it is black then. */
  add(frame: Frame, index: number): boolean {
    const at = this.#count++;
    const { bytes, lumaBytes } = this.#scaler;
    const place = this.#isLumaSent ? at : index % this.#lumas;
    // Views of their own: a picture is known by its view, and one that is written over is another.
    const rgb = this.#rgb.subarray(at * bytes, (at + 1) * bytes);
    const luma = this.#luma.subarray(place * lumaBytes, (place + 1) * lumaBytes);
    const isScaled = this.#scaler.write(frame, rgb, luma);
    if (!isScaled) {
      rgb.fill(0);
      luma.fill(0);
    }
    this.#measure?.(
      { rgb, luma },
      this.#measures.fill(0, at * this.#numbers, (at + 1) * this.#numbers),
      at * this.#numbers,
    );
    return isScaled;
  }

  /** What there is of the batch, to be sent before the next frame is added; undefined where there is nothing. */
  take(): Message | undefined {
    const count = this.#count;
    if (count === 0) return undefined;
    this.#count = 0;
    return {
      rgb: this.#rgb.subarray(0, count * this.#scaler.bytes),
      ...(this.#isLumaSent ? { luma: this.#luma.subarray(0, count * this.#scaler.lumaBytes) } : {}),
      ...(this.#measure === undefined ? {} : { measures: this.#measures.subarray(0, count * this.#numbers) }),
    };
  }
}
