/** What joins two shots of a made film, and how much of the new shot it shows where and when. */

type Colour = readonly [red: number, green: number, blue: number];

/** Where the border of a wipe runs: straight in eight directions, out of or into the middle, or round it. */
export const WIPES = [
  'right',
  'left',
  'down',
  'up',
  'right-down',
  'left-down',
  'right-up',
  'left-up',
  'iris-out',
  'iris-in',
  'doors',
  'clock',
] as const;
type WipeShape = (typeof WIPES)[number];

/** What joins a shot to the next; lengths in frames. */
export type Join =
  | { readonly type: 'cut' }
  | { readonly type: 'dissolve'; readonly frames: number }
  | {
      readonly type: 'fade';
      readonly out: number;
      readonly hold: number;
      readonly in: number;
      readonly colour: Colour;
    }
  | {
      readonly type: 'wipe';
      readonly frames: number;
      readonly shape: WipeShape;
      /** Width of the border, in parts of the way it goes; 0 is hard. */
      readonly soft: number;
    };

/** Frames that belong to neither shot. */
export function lengthOf(join: Join): number {
  if (join.type === 'cut') return 0;
  return join.type === 'fade' ? join.out + join.hold + join.in : join.frames;
}

/** What is true of a made film. [startFrame, endFrame) belongs to neither shot. */
export interface Truth {
  readonly type: Join['type'];
  readonly startFrame: number;
  readonly endFrame: number;
}

/** When the border passes a place of the picture, 0 first to 1 last; `x` and `y` are 0 to 1 from the left and the top. */
function passes(shape: WipeShape, x: number, y: number): number {
  switch (shape) {
    case 'right':
      return x;
    case 'left':
      return 1 - x;
    case 'down':
      return y;
    case 'up':
      return 1 - y;
    case 'right-down':
      return (x + y) / 2;
    case 'left-down':
      return (1 - x + y) / 2;
    case 'right-up':
      return (x + 1 - y) / 2;
    case 'left-up':
      return (2 - x - y) / 2;
    case 'iris-out':
      return Math.hypot((x - 0.5) * 16, (y - 0.5) * 9) / Math.hypot(8, 4.5);
    case 'iris-in':
      return 1 - Math.hypot((x - 0.5) * 16, (y - 0.5) * 9) / Math.hypot(8, 4.5);
    case 'doors':
      return Math.abs(x - 0.5) * 2;
    case 'clock': {
      // From twelve o'clock on.
      const turn = Math.atan2((x - 0.5) * 16, (0.5 - y) * 9) / (2 * Math.PI);
      return turn < 0 ? turn + 1 : turn;
    }
  }
}

/** How much of the new shot each pixel shows, 0 to 1, row by row, where a wipe is `part` (0 to 1) of its way. */
export function wipeCover(
  { shape, soft }: Extract<Join, { type: 'wipe' }>,
  part: number,
  width: number,
  height: number,
): Float32Array {
  const cover = new Float32Array(width * height);
  const border = Math.max(soft, 1e-6);
  // The whole of a soft border comes in from outside and leaves again.
  const at = part * (1 + border);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const when = passes(shape, (x + 0.5) / width, (y + 0.5) / height);
      cover[y * width + x] = Math.max(0, Math.min(1, (at - when) / border));
    }
  }
  return cover;
}

/** A whole number from `low` to `high`, both included. */
export const whole = (next: () => number, low: number, high: number): number =>
  low + Math.floor(next() * (high - low + 1));

/** Black most often, white, or any colour that a laboratory or an editor might choose. */
function fadeColour(next: () => number): Colour {
  const kind = next();
  if (kind < 0.6) return [0, 0, 0];
  if (kind < 0.8) return [255, 255, 255];
  return [whole(next, 0, 255), whole(next, 0, 255), whole(next, 0, 255)];
}

/**
 * A join of any kind: of ten, four or five cuts, two or three dissolves, a fade or two, two wipes. `scale`: how many
 * frames are made for one that will be shown.
 */
export function randomJoin(next: () => number, scale = 1): Join {
  const kind = next();
  const frames = (low: number, high: number): number => Math.round(whole(next, low, high) * scale);
  if (kind < 0.44) return { type: 'cut' };
  if (kind < 0.68) return { type: 'dissolve', frames: frames(4, 60) };
  if (kind < 0.82) {
    const colour = fadeColour(next);
    return { type: 'fade', out: frames(4, 40), hold: frames(0, 12), in: frames(4, 40), colour };
  }
  const shape = WIPES[whole(next, 0, WIPES.length - 1)]!;
  return { type: 'wipe', frames: frames(8, 45), shape, soft: next() < 0.5 ? 0 : next() * 0.3 };
}

/** As `randomJoin`, dissolves about half of them. */
export function softJoin(next: () => number, scale = 1): Join {
  const kind = next();
  if (kind < 0.35) return { type: 'cut' };
  if (kind < 0.8) return { type: 'dissolve', frames: Math.round(whole(next, 5, 50) * scale) };
  return randomJoin(next, scale);
}
