import { AV_NOPTS_VALUE, AVSEEK_FLAG_BACKWARD, AVSEEK_FLAG_BYTE, type AVSeekFlag } from 'node-av/constants';
import { type CodecContext, Frame, Packet, type Stream } from 'node-av/lib';
import { markAsShown, pixelAspectOf } from './as-shown.ts';
import { FrameCount } from './counted-packets.ts';
import { type FrameIndex, indexFrames } from './frame-index.ts';
import { type Input, openDecoder, openInput, pictureOf, readOnly, readPacket } from './input.ts';

/** Decoded frames further on than this are reached by seeking rather than by decoding what lies between. */
const WORTH_A_SEEK = 8;
const MOST_DAMAGED_READS = 100;
const BEFORE_START_SECONDS = 100;

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
  /** The first number that it stands for: those of lost frames right before it are its own too. */
  #standsFrom = -1;
  #isAtEnd = false;
  /** Where stamps do not tell which frame is which. */
  readonly #count: FrameCount | undefined;

  constructor(path: string) {
    this.input = openInput(path);
    this.video = pictureOf(this.input);
    this.#aspect = pixelAspectOf(this.video);
    this.#index = indexFrames(this.input, this.video);
    const { counted } = this.#index;
    this.#count = counted === undefined ? undefined : new FrameCount({ ...this.#index, counted });
    this.#decoder = openDecoder(this.input, this.video);
    readOnly(this.input, [this.video]);
    this.#packet.alloc();
    this.#frame.alloc();
  }

  /** Frames of the film, as its packets tell. */
  get frames(): number {
    return this.#index.pts.length;
  }

  get index(): FrameIndex {
    return this.#index;
  }

  /**
   * The decoded frame (valid until the next call). Where a damaged place has lost it, the next one stands in, as in
   * `decode`; undefined where there is no next one.
   */
  read(frame: number): Frame | undefined {
    if (frame < 0 || frame >= this.frames) return undefined;
    if (frame >= this.#standsFrom && frame <= this.#at) return this.#frame;
    const isFar = frame - this.#at > WORTH_A_SEEK && this.#numberOf(this.#keyBefore(frame)) > this.#at;
    let hasFrame = this.#at < 0 || frame < this.#at || isFar ? this.#seekBefore(frame) : this.#next();
    const wanted = this.#index.pts[frame] as bigint;
    while (hasFrame && this.#stamp < wanted) hasFrame = this.#next();
    this.#at = -1;
    if (!hasFrame) return undefined;
    this.#at = this.#stamp === wanted ? frame : this.#numberOf(this.#stamp);
    this.#standsFrom = frame;
    return this.#frame;
  }

  get #stamp(): bigint {
    if (this.#count !== undefined) return this.#count.stamp;
    const { bestEffortTimestamp, pts } = this.#frame;
    return bestEffortTimestamp === AV_NOPTS_VALUE ? pts : bestEffortTimestamp;
  }

  /** Time stamp of the last key frame at or before a frame. */
  #keyBefore(frame: number): bigint {
    const wanted = this.#index.pts[frame] as bigint;
    return this.#index.keys.findLast((stamp) => stamp <= wanted) ?? (this.#index.pts[0] as bigint);
  }

  /**
   * Decodes the first frame from a key frame at or before `frame`. Some containers seek by decoding time or by bytes and
   * land behind it; then from an earlier one, at last from the film's start.
   */
  #seekBefore(frame: number): boolean {
    const wanted = this.#index.pts[frame] as bigint;
    const { keys } = this.#index;
    const nearest = keys.findLastIndex((stamp) => stamp <= wanted);
    const lands = (): boolean => this.#next() && this.#count?.isKnown !== false && this.#stamp <= wanted;
    for (let back = 0; nearest - back >= 0; back = back * 2 + 1) {
      if (this.#seek(keys[nearest - back] as bigint, AVSEEK_FLAG_BACKWARD) && lands()) return true;
    }
    const { num, den } = this.video.timeBase;
    const longBefore = (this.#index.pts[0] as bigint) - BigInt(Math.ceil((BEFORE_START_SECONDS * den) / num));
    if (this.#seek(longBefore, AVSEEK_FLAG_BACKWARD) && lands()) return true;
    // Where the film's first frames are lost, nothing lands before them.
    const first = keys[0] ?? (this.#index.pts[0] as bigint);
    if (
      this.#seek(first, AVSEEK_FLAG_BACKWARD) &&
      this.#next() &&
      this.#count?.isKnown !== false &&
      this.#stamp === first
    )
      return true;
    return (this.#seek(0n, AVSEEK_FLAG_BYTE) || this.#seek(first, AVSEEK_FLAG_BACKWARD)) && this.#next();
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

  /** Moves to a time stamp; what is decoded next may lie before or behind it. */
  #seek(stamp: bigint, flag: AVSeekFlag): boolean {
    this.#frame.unref();
    const result = this.input.format.seekFrameSync(this.video.index, stamp, flag);
    this.#decoder.flushBuffers();
    this.#count?.reset();
    this.#isAtEnd = false;
    this.#at = -1;
    return result >= 0;
  }

  /** Decodes the next frame into `#frame`. */
  #next(): boolean {
    this.#frame.unref();
    let damaged = 0;
    for (;;) {
      if (this.#decoder.receiveFrameSync(this.#frame) >= 0) {
        markAsShown(this.#frame, this.#aspect);
        this.#count?.shown(this.#frame);
        return true;
      }
      if (this.#isAtEnd) return false;
      const read = readPacket(this.input, this.#packet);
      if (read === 'damaged' && ++damaged < MOST_DAMAGED_READS) continue;
      if (read === 'packet') {
        const isPicture = this.#packet.streamIndex === this.video.index;
        if (isPicture && this.#count?.takes(this.#packet) !== false) this.#decoder.sendPacketSync(this.#packet);
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
