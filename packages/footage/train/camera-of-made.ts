import { CameraOfShot } from '../src/camera/camera-of-shot.ts';
import { cameraStep } from '../src/camera/camera-step.ts';
import { type LumaPicture, softHalf } from '../src/camera/luma-picture.ts';
import type { Camera } from '../src/shot-log.ts';
import type { CameraShot } from './camera-films.ts';

const WIDTH = 128;
const HEIGHT = 72;

/** What the log would say of a made shot; `shape` is its width by its height. */
export function cameraOfMade(shot: CameraShot, shape?: number): Camera | undefined {
  const picture = (index: number): LumaPicture => {
    const luma = shot.frame(index, WIDTH, HEIGHT).filter((_, at) => at % 3 === 0);
    return softHalf({ width: WIDTH, height: HEIGHT, luma });
  };
  const camera = new CameraOfShot(shape);
  let before = picture(0);
  for (let index = 1; index < shot.times.length; index++) {
    const after = picture(index);
    camera.step(cameraStep(before, after), shot.times[index]! - shot.times[index - 1]!);
    before = after;
  }
  return camera.shot();
}
