import type { ShotDetector } from './detectors/detector.ts';
import { KeyFrameOfShot } from './detectors/key-frame.ts';
import { MotionOfShot } from './detectors/motion.ts';
import { PaletteOfShot, type Swatch } from './detectors/palette.ts';
import { ToneOfShot } from './detectors/tone.ts';
import type { RecordedFrame } from './records/frame-record.ts';

/** What the frames of a shot say about it. */
export interface LookOfShot {
  readonly keyFrame: number;
  readonly palette: readonly Swatch[];
  readonly brightness: number;
  readonly contrast: number;
  readonly motion: number;
}

/** All that describes a shot by its frames. A new describer is a line in each of the two methods. */
export class ShotLook implements ShotDetector<LookOfShot> {
  readonly #tone = new ToneOfShot();
  readonly #motion = new MotionOfShot();
  readonly #palette = new PaletteOfShot();
  readonly #keyFrame = new KeyFrameOfShot();

  frame(frame: RecordedFrame, previous: RecordedFrame | undefined): void {
    this.#tone.frame(frame);
    this.#motion.frame(frame, previous);
    this.#palette.frame(frame);
    this.#keyFrame.frame(frame, previous);
  }

  shot(): LookOfShot {
    const { brightness, contrast } = this.#tone.shot();
    return {
      keyFrame: this.#keyFrame.shot(),
      palette: this.#palette.shot(),
      brightness,
      contrast,
      motion: this.#motion.shot(),
    };
  }
}
