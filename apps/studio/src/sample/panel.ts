import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { light, Pen, paper } from './ink.ts';
import { noiseLine } from './random.ts';

/** The picture inside the letterbox, in pixels of the film's frame. */
export const PICTURE = { width: 960, height: 402, top: 54 } as const;

/** One sheet of a panel, as on a multiplane stand. Depth 1 moves with the camera; less is further away. */
interface Layer {
  readonly canvas: Canvas;
  readonly depth: number;
}

/** What a panel may know while it moves. */
export interface Moment {
  readonly ctx: SKRSContext2D;
  /** Seconds since the shot began. */
  readonly time: number;
  /** 0 at the first frame of the shot, 1 at its last. */
  readonly progress: number;
  /** Draw as if on a sheet of this depth. */
  readonly on: (depth: number, draw: () => void) => void;
}

/** A drawn panel: sheets behind, what moves, sheets in front. Drawn once, looked at by many shots. */
export interface Panel {
  readonly width: number;
  readonly height: number;
  readonly layers: readonly Layer[];
  readonly live?: (moment: Moment) => void;
  readonly front?: readonly Layer[];
  /** Over everything, still in the panel's own space. */
  readonly over?: (moment: Moment) => void;
}

/** A part of a panel that the camera sees: centre and width, in the panel's pixels. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Puts a panel on the film's frame as seen from `view`. */
export function look(ctx: SKRSContext2D, panel: Panel, view: View, time: number, progress: number): void {
  const full = PICTURE.width / panel.width;
  const zoom = panel.width / view.width;
  const place = (depth: number) => {
    const scale = full * zoom ** depth;
    const x = panel.width / 2 + (view.x - panel.width / 2) * depth;
    const y = panel.height / 2 + (view.y - panel.height / 2) * depth;
    ctx.setTransform(scale, 0, 0, scale, PICTURE.width / 2 - x * scale, PICTURE.top + PICTURE.height / 2 - y * scale);
  };
  const on = (depth: number, draw: () => void) => {
    ctx.save();
    place(depth);
    draw();
    ctx.restore();
  };
  const sheet = (layer: Layer) => on(layer.depth, () => ctx.drawImage(layer.canvas, 0, 0));
  const moment: Moment = { ctx, time, progress, on };
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, PICTURE.top, PICTURE.width, PICTURE.height);
  ctx.clip();
  for (const layer of panel.layers) sheet(layer);
  if (panel.live) on(1, () => panel.live!(moment));
  for (const layer of panel.front ?? []) sheet(layer);
  if (panel.over) on(1, () => panel.over!(moment));
  ctx.restore();
}

/** A small drawing that a panel moves about; (originX, originY) is the point it is placed by. */
export interface Sprite {
  readonly canvas: Canvas;
  readonly originX: number;
  readonly originY: number;
}

export function sprite(
  width: number,
  height: number,
  originX: number,
  originY: number,
  seed: number,
  draw: (pen: Pen) => void,
): Sprite {
  const pen = new Pen(width, height, seed);
  pen.ctx.translate(originX, originY);
  draw(pen);
  return { canvas: pen.canvas, originX, originY };
}

export function put(
  ctx: SKRSContext2D,
  s: Sprite,
  x: number,
  y: number,
  { scale = 1, turn = 0, alpha = 1 } = {},
): void {
  ctx.save();
  ctx.translate(x, y);
  if (turn !== 0) ctx.rotate(turn);
  ctx.scale(scale, scale);
  ctx.globalAlpha *= alpha;
  ctx.drawImage(s.canvas, -s.originX, -s.originY);
  ctx.restore();
}

const GLOW = sprite(256, 256, 128, 128, 1, (pen) => pen.glow(0, 0, 128, 128, light, 0.95));
const BEAM = sprite(256, 256, 128, 128, 2, (pen) => pen.glow(0, 0, 128, 128, paper, 0.8));

/** The one light, added to what is there; `radius` in the panel's pixels. */
export function shine(
  ctx: SKRSContext2D,
  x: number,
  y: number,
  radius: number,
  alpha: number,
  { cold = false, flat = 1 } = {},
): void {
  ctx.save();
  ctx.globalCompositeOperation = 'screen';
  ctx.translate(x, y);
  ctx.scale(radius / 128, (radius / 128) * flat);
  ctx.globalAlpha *= alpha;
  ctx.drawImage((cold ? BEAM : GLOW).canvas, -128, -128);
  ctx.restore();
}

/** How far a hanging thing has swung, in radians. */
export const swing = (time: number, reach = 0.16, period = 2.3) => reach * Math.sin((time / period) * 2 * Math.PI);

/** A flame is never still; about 1. */
const unsteady = noiseLine(31);
export const flicker = (time: number) => 1 + 0.09 * unsteady(time * 7) + 0.05 * unsteady(time * 17);

/** Cars over the bridge: where along it, 0 to 1, each headlight is; none for most of the time. */
export function traffic(time: number, every = 3.4, takes = 2.2): number | undefined {
  const t = (time + 0.9) % every;
  return t < takes ? t / takes : undefined;
}

/** From 0 to 1 with a soft start and landing. */
export const ease = (t: number) => {
  const c = Math.max(0, Math.min(1, t));
  return c * c * (3 - 2 * c);
};
export const mix = (a: number, b: number, t: number) => a + (b - a) * t;
