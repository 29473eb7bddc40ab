import type { Frame } from 'node-av/lib';

/** Some minutes of sound. */
const MOST_FRAMES = 10_000;

/** Keeps the sound that comes before the first picture, because sound counts from there. */
export class WaitingSound {
  readonly #play: (frame: Frame) => void;
  readonly #waiting: Frame[] = [];
  #isOpen = false;

  constructor(play: (frame: Frame) => void) {
    this.#play = play;
  }

  push(frame: Frame): void {
    if (this.#isOpen) this.#play(frame);
    else if (this.#waiting.length < MOST_FRAMES) {
      const kept = frame.clone();
      if (kept !== null) this.#waiting.push(kept);
    }
  }

  /** The first picture is there. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    for (const frame of this.#waiting.splice(0)) {
      this.#play(frame);
      frame.free();
    }
  }
}
