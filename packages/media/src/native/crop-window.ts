import type { ClipCrop, PictureArea } from '../edit.ts';

/** Places of a window's upper left corner, 0 to 1 across and down the picture, by frames of the film. */
export interface CropWindow {
  /** Of the window, as shares of the picture. */
  readonly width: number;
  readonly height: number;
  /** The part of the picture that the window comes over. */
  readonly extent: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Does it move? */
  readonly moves: boolean;
  at(frame: number): { readonly x: number; readonly y: number };
}

/** The picture, where a crop does not say less. */
const WHOLE: PictureArea = { x: 0, y: 0, width: 1, height: 1 };

interface Key {
  readonly frame: number;
  readonly value: number;
}

/** Slopes by Fritsch and Carlson (1980): flat at each turn, so that nothing overshoots. */
function slopesOf(keys: readonly Key[]): number[] {
  const steps = keys.slice(1).map((key, index) => {
    const before = keys[index] as Key;
    return { run: key.frame - before.frame, slope: (key.value - before.value) / (key.frame - before.frame) };
  });
  return keys.map((_, index) => {
    const before = steps[index - 1];
    const after = steps[index];
    // The ends are flat: the window comes to rest.
    if (before === undefined || after === undefined || before.slope * after.slope <= 0) return 0;
    const one = 2 * after.run + before.run;
    const two = after.run + 2 * before.run;
    return (one + two) / (one / before.slope + two / after.slope);
  });
}

/** A monotone cubic through the keys; constant before and behind them. */
function curve(keys: readonly Key[]): (frame: number) => number {
  const slopes = slopesOf(keys);
  const first = keys[0] as Key;
  const last = keys.at(-1) as Key;
  return (frame) => {
    if (frame <= first.frame) return first.value;
    if (frame >= last.frame) return last.value;
    const index = keys.findLastIndex((key) => key.frame <= frame);
    const from = keys[index] as Key;
    const to = keys[index + 1] as Key;
    const run = to.frame - from.frame;
    const t = (frame - from.frame) / run;
    const rest = 1 - t;
    return (
      rest * rest * (1 + 2 * t) * from.value +
      t * t * (3 - 2 * t) * to.value +
      t * rest * rest * run * (slopes[index] as number) -
      t * t * rest * run * (slopes[index + 1] as number)
    );
  };
}

/**
 * The largest window of shape `output` (width ÷ height) inside a picture of shape `picture`, or inside the part of it
 * that `crop` names, on the way that it tells.
 */
export function cropWindow({ path, within = WHOLE }: ClipCrop, picture: number, output: number): CropWindow {
  const shape = (picture * within.width) / within.height;
  const width = within.width * Math.min(1, output / shape);
  const height = within.height * Math.min(1, shape / output);
  const corner = (centre: number, size: number, from: number, whole: number): number =>
    Math.min(from + whole - size, Math.max(from, centre - size / 2));
  const across = path.map(({ frame, x }) => ({ frame, value: corner(x, width, within.x, within.width) }));
  const down = path.map(({ frame, y }) => ({ frame, value: corner(y, height, within.y, within.height) }));
  const range = (keys: readonly Key[], size: number) => {
    const values = keys.map(({ value }) => value);
    const from = Math.min(...values);
    return { from, size: Math.max(...values) - from + size };
  };
  const x = range(across, width);
  const y = range(down, height);
  const [xAt, yAt] = [curve(across), curve(down)];
  return {
    width,
    height,
    extent: { x: x.from, y: y.from, width: x.size, height: y.size },
    moves: x.size > width || y.size > height,
    at: (frame) => ({ x: xAt(frame), y: yAt(frame) }),
  };
}
