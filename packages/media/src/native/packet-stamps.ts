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
 * packet without a frame is nothing lost. What lies before a film's first key frame is lost in any film: one that was
 * cut out of another without being coded again, or a broadcast that was taken up, begins in the middle of a group.
 */
export class PacketStamps {
  /** Of packets whose frame is still to come, in presentation order. */
  readonly #waiting: bigint[] = [];
  #isDamaged = false;
  #isOneEach = true;
  #firstKey: bigint | undefined;
  #isOpen = true;

  /** A packet goes to the decoder. */
  sent(stamp: bigint, isKey = false): void {
    if (isKey) this.#firstKey ??= stamp;
    const before = this.#waiting.findLastIndex((other) => other <= stamp);
    this.#waiting.splice(before + 1, 0, stamp);
  }

  /** Something could not be read or decoded. */
  damaged(): void {
    this.#isDamaged = true;
  }

  /** The decoder gives a frame. */
  shown(stamp: bigint): Place {
    const isOpening = this.#isOpen && stamp === this.#firstKey;
    this.#isOpen = false;
    const isFirst = this.#waiting.length > 0 && this.#waiting[0] === stamp;
    if (isFirst) {
      this.#waiting.shift();
      return { lost: [], isCounted: true };
    }
    const behind = this.#waiting.findIndex((other) => other >= stamp);
    const isKnown = this.#waiting[behind] === stamp;
    const canCount = isOpening || (this.#isDamaged && this.#isOneEach);
    if (canCount && !isKnown) return { lost: [], isCounted: false };
    const lost = this.#waiting.splice(0, behind < 0 ? this.#waiting.length : behind);
    if (isKnown) this.#waiting.shift();
    if (canCount) return { lost, isCounted: true };
    this.#isOneEach = false;
    return { lost: [], isCounted: true };
  }
}
