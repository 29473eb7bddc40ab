import type { Camera, PictureFault, Scale, Shot } from '../shot-log.ts';

/** How sure something is, in a word beside its figure. */
export function sureness(confidence: number): string {
  const word = confidence >= 0.85 ? 'very likely' : confidence >= 0.55 ? 'likely' : 'possible';
  return `${word} (${confidence.toFixed(2)})`;
}

function percent(part: number): string {
  const value = Math.abs(part) * 100;
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}

/** What the camera does, with its speed: `pan right, 12 % of the width a second`. */
export function cameraWords({ movement, pan, tilt, zoom, roll, shake }: Camera): string {
  switch (movement) {
    case 'static':
      return 'static';
    case 'pan':
      return `pan ${pan < 0 ? 'left' : 'right'}, ${percent(pan)} % of the width a second`;
    case 'tilt':
      return `tilt ${tilt < 0 ? 'down' : 'up'}, ${percent(tilt)} % of the height a second`;
    case 'push':
    case 'pull':
      return `${movement === 'push' ? 'push in' : 'pull out'}, ${percent(Math.expm1(Math.abs(zoom)))} % a second`;
    case 'roll':
      return `roll ${roll < 0 ? 'anticlockwise' : 'clockwise'}, ${Math.abs(roll).toFixed(1)}° a second`;
    case 'handheld':
      return `handheld, trembling by ${percent(shake)} % of the width`;
  }
}

/** `medium close-up, by faces`. */
export function scaleWords({ size, by }: Scale): string {
  return by === 'picture' ? size : `${size}, by ${by}`;
}

/** What is wrong, where it matters how often or how long with that: `one frame in 25 comes twice`. */
export function faultWords({ kind, startFrame, endFrame, every }: PictureFault): string {
  const count = endFrame - startFrame;
  const frames = count === 1 ? '1 frame' : `${count} frames`;
  switch (kind) {
    case 'soft':
      return 'out of focus';
    case 'underexposed':
    case 'overexposed':
      return kind;
    case 'black':
      return `black, ${frames}`;
    case 'frozen':
      return `frozen, ${frames}`;
    case 'combed':
      return 'combed: two fields in a frame';
    case 'duplicate':
      if (every !== undefined) return `one frame in ${Number(every.toFixed(1))} comes twice`;
      return count === 1 ? 'a frame comes twice' : `frames come twice, now and then`;
  }
}

/** Where a fault is, next to a shot: all of the shot, or which frames. */
export function faultPlace({ startFrame, endFrame }: PictureFault, shot?: Shot): string {
  if (shot !== undefined && startFrame <= shot.startFrame && endFrame >= shot.endFrame) return '';
  return endFrame - startFrame === 1 ? `frame ${startFrame}` : `frames ${startFrame}–${endFrame - 1}`;
}
