import { CameraOfShot } from './camera/camera-of-shot.ts';
import { stepOfRecord } from './camera/step-of-record.ts';
import type { ShotDetector } from './detectors/detector.ts';
import { KeyFrameOfShot } from './detectors/key-frame.ts';
import { MotionOfShot } from './detectors/motion.ts';
import { PaletteOfShot, type Swatch } from './detectors/palette.ts';
import { ToneOfShot } from './detectors/tone.ts';
import type { RecordedFrame } from './records/frame-record.ts';
import { ViewOfShot, type ViewsOfShot } from './scenes/view.ts';
import type { Camera } from './shot-log.ts';

/** What the frames of a shot say about it. */
export interface LookOfShot {
  readonly keyFrame: number;
  readonly palette: readonly Swatch[];
  readonly brightness: number;
  readonly contrast: number;
  readonly motion: number;
  readonly views: ViewsOfShot;
  /** Absent where the pictures show too little to tell. */
  readonly camera?: Camera;
}

/** All that describes a shot by its frames. A new describer is a line in each of the two methods. */
export class ShotLook implements ShotDetector<LookOfShot> {
  readonly #tone = new ToneOfShot();
  readonly #motion = new MotionOfShot();
  readonly #palette = new PaletteOfShot();
  readonly #keyFrame = new KeyFrameOfShot();
  readonly #views = new ViewOfShot();
  readonly #camera: CameraOfShot;

  /** `shape`: width of the film as shown by its height. */
  constructor(shape?: number) {
    this.#camera = new CameraOfShot(shape);
  }

  frame(frame: RecordedFrame, previous: RecordedFrame | undefined): void {
    this.#tone.frame(frame);
    this.#motion.frame(frame, previous);
    this.#palette.frame(frame);
    this.#keyFrame.frame(frame, previous);
    this.#views.frame(frame);
    if (previous !== undefined) this.#camera.step(stepOfRecord(frame), frame.time - previous.time);
  }

  shot(): LookOfShot {
    const { brightness, contrast } = this.#tone.shot();
    const camera = this.#camera.shot();
    return {
      keyFrame: this.#keyFrame.shot(),
      palette: this.#palette.shot(),
      brightness,
      contrast,
      motion: this.#motion.shot(),
      views: this.#views.shot(),
      ...(camera === undefined ? {} : { camera }),
    };
  }
}
