import { AV_FRAME_FLAG_KEY, AV_NOPTS_VALUE, AV_PKT_FLAG_KEY } from 'node-av/constants';
import type { Frame, Packet } from 'node-av/lib';
import type { FrameIndex } from './frame-index.ts';

/** Packets in the order of decoding, of a film in which not all say when they are shown, or whose clock goes back. */
export class CountedPackets {
  readonly #pts: bigint[] = [];
  readonly #dts: bigint[] = [];
  readonly #keyPositions: bigint[] = [];
  /** Places of the key frames. */
  readonly #keys: number[] = [];
  readonly #second: bigint;
  #isTold = true;
  #isDecodedInOrder = true;

  constructor({ num, den }: { readonly num: number; readonly den: number }) {
    this.#second = BigInt(Math.ceil(den / num));
  }

  /** The next packet of the picture. */
  add({ pts, dts, pos }: Packet, isKey: boolean): void {
    if (pts === AV_NOPTS_VALUE) this.#isTold = false;
    // Where some stamps are guessed they may be a frame or two off; a clock that is set anew is further.
    const isBack = this.#dts.length > 0 && dts < this.#dts.at(-1)! - this.#second;
    if (dts === AV_NOPTS_VALUE || isBack) this.#isDecodedInOrder = false;
    if (isKey) {
      this.#keys.push(this.#pts.length);
      this.#keyPositions.push(pos);
    }
    this.#pts.push(pts);
    this.#dts.push(dts);
  }

  /** Do the packets' own stamps not say which frame is which? */
  get isNeeded(): boolean {
    return this.#keys.length > 0 && !(this.#isTold && this.#isDecodedInOrder);
  }

  /**
   * One stamp a packet: packets are decoded as often as frames are shown, so those of decoding, put where the first key
   * frame is shown, are those of showing too. Where the clock goes back, time goes on, and only the start leads anywhere.
   */
  index(): Required<FrameIndex> {
    // One whose packet lies within another's cannot be known again; the first is the start.
    const usable = [...this.#keys.keys()].filter((at) => at === 0 || this.#keyPositions[at]! >= 0n);
    const chosen = this.#isDecodedInOrder ? usable : usable.slice(0, 1);
    const keys = chosen.map((at) => this.#keys[at]!);
    const places = keys.map((key) => Math.min(key + this.#leading(key), this.#dts.length - 1));
    const pts = this.#goingOn();
    const first = this.#pts[keys[0]!]!;
    const late = first === AV_NOPTS_VALUE ? 0n : first - pts[places[0]!]!;
    for (let at = 0; at < pts.length; at++) pts[at]! += late;
    return {
      pts,
      keys: BigInt64Array.from(places, (place) => pts[place]!),
      counted: BigInt64Array.from(chosen, (at) => this.#keyPositions[at]!),
    };
  }

  /** Decoding stamps, each later than the one before. */
  #goingOn(): BigInt64Array {
    const stamps = BigInt64Array.from(this.#dts);
    let back = 0n;
    let step = 1n;
    let last: bigint | undefined;
    for (let at = 0; at < stamps.length; at++) {
      const told = stamps[at]!;
      const next = last === undefined ? 0n : last + step;
      if (told === AV_NOPTS_VALUE) stamps[at] = next;
      else {
        const isLate = last === undefined || told + back > last;
        if (!isLate && next - told - back > this.#second) back = next - told;
        stamps[at] = isLate ? told + back : next;
        if (last !== undefined) step = stamps[at]! - last;
      }
      last = stamps[at];
    }
    return stamps;
  }

  /** How many frames are decoded behind a key frame and shown before it. */
  #leading(key: number): number {
    const keyPts = this.#pts[key]!;
    let at = key + 1;
    for (; at < this.#pts.length; at++) {
      const pts = this.#pts[at]!;
      // Of one that nothing refers to, a parser knows that it is shown when it is decoded.
      const isEarlier = this.#isTold ? pts < keyPts : pts === this.#dts[at];
      if (pts === AV_NOPTS_VALUE || !isEarlier) break;
    }
    return at - key - 1;
  }
}

/** The number of the frame that a decoder gives, counted from the first key frame that it was sent since a seek. */
export class FrameCount {
  readonly #index: Required<FrameIndex>;
  #key: number | undefined;
  #number = -1;

  constructor(index: Required<FrameIndex>) {
    this.#index = index;
  }

  /** A seek: what comes next may be any frame. */
  reset(): void {
    this.#key = undefined;
    this.#number = -1;
  }

  /** Is a packet to be decoded? Before a key frame there is nothing to count from. */
  takes(packet: Packet): boolean {
    if (this.#key === undefined && packet.hasFlags(AV_PKT_FLAG_KEY))
      this.#key = this.#index.counted.indexOf(packet.pos);
    return this.#key !== undefined;
  }

  /** The decoder gives a frame. */
  shown(frame: Frame): void {
    if (this.#number >= 0) this.#number += 1;
    else if (frame.hasFlags(AV_FRAME_FLAG_KEY) && this.#key !== undefined && this.#key >= 0) {
      this.#number = this.#index.pts.indexOf(this.#index.keys[this.#key]!);
    }
  }

  /** Is it known which frame was given last? */
  get isKnown(): boolean {
    return this.#number >= 0;
  }

  /** Its stamp; of one that is not known, the first key frame's. */
  get stamp(): bigint {
    const { pts, keys } = this.#index;
    return this.isKnown ? pts[Math.min(this.#number, pts.length - 1)]! : keys[0]!;
  }
}
