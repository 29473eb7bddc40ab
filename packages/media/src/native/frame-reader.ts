import { AV_NOPTS_VALUE, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { type CodecContext, Frame, Packet, type Stream } from 'node-av/lib';
import { markAsShown, pixelAspectOf } from './as-shown.ts';
import { type FrameIndex, indexFrames } from './frame-index.ts';
import { type Input, openDecoder, openInput, pictureOf, readOnly, readPacket } from './input.ts';

/** Decoded frames further on than this are reached by seeking rather than by decoding what lies between. */
const WORTH_A_SEEK = 8;

/** Gives decoded frames by their number, in any order; quickest in rising order. */
export class FrameReader {
  readonly input: Input;
  readonly video: Stream;
  readonly #index: FrameIndex;
  readonly #decoder: CodecContext;
  readonly #packet = new Packet();
  readonly #frame = new Frame();
  readonly #aspect: { readonly num: number; readonly den: number };
  /** Number of the frame in `#frame`; -1 before the first. */
  #at = -1;
  #isAtEnd = false;

  constructor(path: string) {
    this.input = openInput(path);
    this.video = pictureOf(this.input);
    this.#aspect = pixelAspectOf(this.video);
    this.#index = indexFrames(this.input, this.video);
    this.#decoder = openDecoder(this.input, this.video);
    readOnly(this.input, [this.video]);
    this.#packet.alloc();
    this.#frame.alloc();
    this.#seek(0);
  }

  /** Frames of the film, as its packets tell. */
  get frames(): number {
    return this.#index.pts.length;
  }

  get index(): FrameIndex {
    return this.#index;
  }

  /** The decoded frame (valid until the next call); undefined when the file has none of that number to show. */
  read(frame: number): Frame | undefined {
    if (frame < 0 || frame >= this.frames) return undefined;
    if (frame === this.#at) return this.#frame;
    const isFar = frame < this.#at || frame - this.#at > WORTH_A_SEEK;
    if (isFar && this.#keyBefore(frame) > this.#at) this.#seek(frame);
    else if (frame < this.#at) this.#seek(frame);
    const wanted = this.#index.pts[frame] as bigint;
    while (this.#next()) {
      const stamp =
        this.#frame.bestEffortTimestamp === AV_NOPTS_VALUE ? this.#frame.pts : this.#frame.bestEffortTimestamp;
      if (stamp >= wanted) {
        this.#at = stamp === wanted ? frame : this.#numberOf(stamp);
        // A damaged frame is missing: the next one stands in.
        return this.#frame;
      }
    }
    return undefined;
  }

  /** Number of the last key frame at or before a frame. */
  #keyBefore(frame: number): number {
    const wanted = this.#index.pts[frame] as bigint;
    const key = this.#index.keys.findLast((stamp) => stamp <= wanted);
    return key === undefined ? 0 : this.#numberOf(key);
  }

  #numberOf(stamp: bigint): number {
    const { pts } = this.#index;
    let low = 0;
    let high = pts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pts[middle] as bigint) < stamp) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #seek(frame: number): void {
    this.#frame.unref();
    const wanted = this.#index.pts[frame] ?? 0n;
    const key = this.#index.keys.findLast((stamp) => stamp <= wanted) ?? wanted;
    if (this.input.format.seekFrameSync(this.video.index, key, AVSEEK_FLAG_BACKWARD) < 0) {
      this.input.format.seekFrameSync(this.video.index, this.#index.pts[0] ?? 0n, AVSEEK_FLAG_BACKWARD);
    }
    this.#decoder.flushBuffers();
    this.#isAtEnd = false;
    this.#at = -1;
  }

  /** Decodes the next frame into `#frame`. */
  #next(): boolean {
    this.#frame.unref();
    for (;;) {
      if (this.#decoder.receiveFrameSync(this.#frame) >= 0) {
        markAsShown(this.#frame, this.#aspect);
        return true;
      }
      if (this.#isAtEnd) return false;
      const read = readPacket(this.input, this.#packet);
      if (read === 'packet') {
        if (this.#packet.streamIndex === this.video.index) this.#decoder.sendPacketSync(this.#packet);
        this.#packet.unref();
      } else {
        this.#decoder.sendPacketSync(null);
        this.#isAtEnd = true;
      }
    }
  }

  free(): void {
    this.#frame.free();
    this.#packet.free();
    this.#decoder.freeContext();
    this.input.format.closeInputSync();
  }
}
