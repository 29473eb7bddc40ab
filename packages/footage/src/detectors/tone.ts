import type { ShotDetector, SmallFrame } from './detector.ts';
import { lumaAt } from './luma.ts';

/** How bright a shot is and how far dark and light lie apart in it. */
export interface Tone {
  /** Mean luma, 0 to 1. */
  readonly brightness: number;
  /** Standard deviation of luma over all pixels of all frames, 0 to 0.5. */
  readonly contrast: number;
}

export class ToneOfShot implements ShotDetector<Tone> {
  #count = 0;
  #sum = 0;
  #squares = 0;

  frame({ rgb }: SmallFrame): void {
    // A field that is added to for each pixel would be a number made anew for each.
    let sum = 0;
    let squares = 0;
    for (let at = 0; at < rgb.length; at += 3) {
      const luma = lumaAt(rgb, at);
      sum += luma;
      squares += luma * luma;
    }
    this.#count += rgb.length / 3;
    this.#sum += sum / 255;
    this.#squares += squares / 65_025;
  }

  shot(): Tone {
    const count = Math.max(1, this.#count);
    const brightness = Math.min(1, this.#sum / count);
    const contrast = Math.min(0.5, Math.sqrt(Math.max(0, this.#squares / count - brightness * brightness)));
    this.#count = this.#sum = this.#squares = 0;
    return { brightness, contrast };
  }
}
