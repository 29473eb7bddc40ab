/** When each frame of a film is shown, in seconds from its first. Eight bytes a frame: two megabytes for three hours. */
export class FrameTimes {
  #seconds = new Float64Array(4096);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  push(second: number): void {
    if (this.#count === this.#seconds.length) {
      const longer = new Float64Array(this.#count * 2);
      longer.set(this.#seconds);
      this.#seconds = longer;
    }
    this.#seconds[this.#count++] = second;
  }

  /** Start of a frame; one past the last frame is the film's end. */
  at(frame: number): number {
    if (frame < this.#count) return this.#seconds[Math.max(0, frame)]!;
    return this.#count === 0 ? 0 : this.#seconds[this.#count - 1]! + this.#lastDuration();
  }

  /** The first frame that begins at `second` or later, within half a millisecond; the count where there is none. */
  from(second: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#seconds[middle]! < second - 0.0005) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The frame that is on screen at `second`. */
  during(second: number): number {
    return Math.max(0, this.from(second + 0.001) - 1);
  }

  /** No container says how long the last frame stays: as long as the one before it. */
  #lastDuration(): number {
    return this.#count < 2 ? 0 : this.#seconds[this.#count - 1]! - this.#seconds[this.#count - 2]!;
  }
}
