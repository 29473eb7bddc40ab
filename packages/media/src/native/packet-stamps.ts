import { AV_NOPTS_VALUE, AV_PKT_FLAG_DISCARD } from 'node-av/constants';
import type { Packet } from 'node-av/lib';

/** Where a packet's frame is shown; undefined for one that an edit list hides. */
export function shownAt(packet: Packet): bigint | undefined {
  if (packet.hasFlags(AV_PKT_FLAG_DISCARD)) return undefined;
  return packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts;
}

/** How a decoded frame stands among the packets that were sent. */
interface Place {
  /** Stamps, in order, of frames before this one that the decoder has not given and will not give. */
  readonly lost: readonly bigint[];
  /** False for a frame whose number has been given away, or that no packet stands for. */
  readonly isCounted: boolean;
}

/**
 * Which frames a decoder lost. A frame's number is its place among the packets of the film in presentation order, as an
 * editing program counts, so that those lost in a damaged place must be counted too. Only behind damage, and only in a
 * film whose packets make one frame each: in others (fields that lie in packets of their own, frames never shown) a
 * packet without a frame is nothing lost.
 */
export class PacketStamps {
  /** Of packets whose frame is still to come, in presentation order. */
  readonly #waiting: bigint[] = [];
  #isDamaged = false;
  #isOneEach = true;

  /** A packet goes to the decoder. */
  sent(stamp: bigint): void {
    const before = this.#waiting.findLastIndex((other) => other <= stamp);
    this.#waiting.splice(before + 1, 0, stamp);
  }

  /** Something could not be read or decoded. */
  damaged(): void {
    this.#isDamaged = true;
  }

  /** The decoder gives a frame. */
  shown(stamp: bigint): Place {
    const isFirst = this.#waiting.length > 0 && this.#waiting[0] === stamp;
    if (isFirst) {
      this.#waiting.shift();
      return { lost: [], isCounted: true };
    }
    const behind = this.#waiting.findIndex((other) => other >= stamp);
    const isKnown = this.#waiting[behind] === stamp;
    const canCount = this.#isDamaged && this.#isOneEach;
    if (canCount && !isKnown) return { lost: [], isCounted: false };
    const lost = this.#waiting.splice(0, behind < 0 ? this.#waiting.length : behind);
    if (isKnown) this.#waiting.shift();
    if (canCount) return { lost, isCounted: true };
    this.#isOneEach = false;
    return { lost: [], isCounted: true };
  }
}
