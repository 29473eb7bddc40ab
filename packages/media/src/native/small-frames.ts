import { AV_PIX_FMT_RGB24 } from 'node-av/constants';
import { Frame, SoftwareScaleContext } from 'node-av/lib';
import { isSideways, type Orientation, turnTable } from './orientation.ts';

/** Scales decoded frames to small upright RGB pictures (3 bytes a pixel, rows without gaps). */
export class SmallFrames {
  readonly bytes: number;
  readonly #scaler = new SoftwareScaleContext();
  readonly #scaled = new Frame();
  readonly #width: number;
  readonly #height: number;
  readonly #table: Uint32Array | undefined;

  /** `width` and `height` are those of the upright picture. */
  constructor(width: number, height: number, orientation: Orientation) {
    this.bytes = width * height * 3;
    const sideways = isSideways(orientation);
    this.#width = sideways ? height : width;
    this.#height = sideways ? width : height;
    this.#table = turnTable(orientation, width, height);
    this.#scaler.allocContext();
    // Each output pixel is the mean of its area: nothing flickers as fine detail would with bilinear.
    this.#scaler.setOption('sws_flags', 'area');
    this.#scaled.alloc();
    this.#scaled.width = this.#width;
    this.#scaled.height = this.#height;
    this.#scaled.format = AV_PIX_FMT_RGB24;
    this.#scaled.getBuffer(0);
  }

  /** Writes `frame` into `target` at byte `at`. False when it could not be scaled. */
  write(frame: Frame, target: Uint8Array, at: number): boolean {
    if (this.#scaler.scaleFrameSync(this.#scaled, frame) < 0) return false;
    const data = this.#scaled.data?.[0];
    const stride = this.#scaled.linesize[0];
    if (data === undefined || stride === undefined) return false;
    const row = this.#width * 3;
    if (this.#table !== undefined) {
      let to = at;
      for (const from of this.#table) {
        const pixel = Math.floor(from / this.#width) * stride + (from % this.#width) * 3;
        target[to++] = data[pixel] as number;
        target[to++] = data[pixel + 1] as number;
        target[to++] = data[pixel + 2] as number;
      }
    } else if (stride === row) {
      target.set(data.subarray(0, this.bytes), at);
    } else {
      for (let y = 0; y < this.#height; y++) {
        target.set(data.subarray(y * stride, y * stride + row), at + y * row);
      }
    }
    return true;
  }

  free(): void {
    this.#scaled.free();
    this.#scaler.freeContext();
  }
}
