import { AV_FRAME_FLAG_INTERLACED } from 'node-av/constants';
import { Frame } from 'node-av/lib';
import { isCombed } from './combed.ts';
import { FilterChain } from './filter-chain.ts';
import type { FrameReader } from './frame-reader.ts';

/** Frames that are gone through rather than begun anew. */
const NEAR = 8;

const likeOf = (frame: Frame): string => `${frame.width} ${frame.height} ${frame.format}`;
const isOfTwoMoments = (frame: Frame): boolean => frame.hasFlags(AV_FRAME_FLAG_INTERLACED) && isCombed(frame);

/**
 * Frames of a film by number, as `FrameReader` gives them; one whose two fields show two moments is made of the moment of
 * its first, with the frames on either side (bwdif). One that was shot as a whole stays as it is, whatever its mark says.
 */
export class Deinterlacer {
  readonly #reader: FrameReader;
  /** What the chain was given last, and before that; what it made of the latter. */
  readonly #given = new Frame();
  readonly #own = new Frame();
  readonly #made = new Frame();
  #chain: FilterChain | undefined;
  #like = '';
  /** Number of the frame in `#own`. */
  #at = -1;
  /** Was there no frame behind it? */
  #isOver = true;

  constructor(reader: FrameReader) {
    this.#reader = reader;
    for (const frame of [this.#given, this.#own, this.#made]) frame.alloc();
  }

  /** The frame, valid until the next call; undefined as of `FrameReader.read`. */
  read(number: number): Frame | undefined {
    const isKnown = this.#chain !== undefined && number === this.#at;
    const isNear = this.#chain !== undefined && !this.#isOver && number > this.#at && number - this.#at <= NEAR;
    if (!isKnown && !isNear) {
      const frame = this.#reader.read(number);
      if (frame === undefined || !isOfTwoMoments(frame)) return frame;
      this.#begin(frame, number);
    }
    while (this.#at < number && !this.#isOver) this.#advance();
    if (this.#at !== number) return this.#reader.read(number);
    return isOfTwoMoments(this.#own) ? this.#made : this.#own;
  }

  /** The chain begins with the frame before, where there is one, so that each has both sides. */
  #begin(frame: Frame, number: number): void {
    this.#end();
    this.#like = likeOf(frame);
    const { num, den } = this.#reader.video.timeBase;
    this.#chain = FilterChain.pictures(frame, { num, den }, 'bwdif=mode=send_frame:parity=auto:deint=interlaced');
    const before = number > 0 ? this.#reader.read(number - 1) : undefined;
    const isSide = before !== undefined && likeOf(before) === this.#like;
    const first = isSide ? before : (this.#reader.read(number) as Frame);
    this.#at = (isSide ? number - 1 : number) - 1;
    this.#isOver = false;
    this.#chain.push(first);
    this.#given.ref(first);
  }

  /** One frame more; the last is its own next. */
  #advance(): void {
    const next = this.#reader.read(this.#at + 2);
    const isSide = next !== undefined && likeOf(next) === this.#like;
    this.#own.unref();
    this.#own.ref(this.#given);
    if (isSide) {
      this.#given.unref();
      this.#given.ref(next);
    }
    this.#made.unref();
    this.#chain?.push(this.#given);
    if (this.#chain?.pull(this.#made) !== true) this.#made.ref(this.#own);
    this.#at += 1;
    this.#isOver = !isSide;
  }

  #end(): void {
    this.#chain?.free();
    this.#chain = undefined;
    for (const frame of [this.#given, this.#own, this.#made]) frame.unref();
  }

  free(): void {
    this.#end();
    for (const frame of [this.#given, this.#own, this.#made]) frame.free();
  }
}
