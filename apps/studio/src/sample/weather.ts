import type { SKRSContext2D } from '@napi-rs/canvas';
import { Pen, paper, tone } from './ink.ts';
import { PICTURE } from './panel.ts';
import { seeded } from './random.ts';

/** Rain as a pen draws it: two distances of strokes that fall and begin again. `amount` 0 to 1. In the frame's space. */
export function rain(ctx: SKRSContext2D, time: number, amount: number): void {
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.beginPath();
  ctx.rect(0, PICTURE.top, PICTURE.width, PICTURE.height);
  ctx.clip();
  for (const [seed, count, length, speed, width, alpha] of [
    [3, 110, 20, 620, 1, 0.3],
    [5, 46, 46, 1050, 1.5, 0.34],
  ] as const) {
    const random = seeded(seed);
    ctx.beginPath();
    for (let i = 0; i < count * amount; i++) {
      const x0 = random() * (PICTURE.width + 80);
      const y0 = random() * (PICTURE.height + length * 2);
      const pace = speed * (0.85 + 0.3 * random());
      const y = ((y0 + time * pace) % (PICTURE.height + length * 2)) - length * 2 + PICTURE.top;
      const x = x0 - (y - PICTURE.top) * 0.1;
      ctx.moveTo(x, y);
      ctx.lineTo(x - length * 0.1, y + length);
    }
    ctx.strokeStyle = paper(alpha);
    ctx.lineWidth = width;
    ctx.stroke();
  }
  ctx.restore();
}

const FOG = (() => {
  const pen = new Pen(1920, 300, 11);
  for (let i = 0; i < 46; i++) {
    const x = pen.random() * 1920;
    const y = 90 + pen.random() * 120;
    const rx = 130 + pen.random() * 240;
    for (const turn of [-1920, 0, 1920]) pen.glow(x + turn, y, rx, 26 + rx * 0.14, (a) => tone(0.3, a), 0.34);
  }
  return pen.canvas;
})();

/** Fog that drifts over the picture: `y` is its middle, in pixels of the frame. */
export function fog(
  ctx: SKRSContext2D,
  time: number,
  y: number,
  alpha: number,
  { height = 300, speed = 14, offset = 0 } = {},
): void {
  const shift = -(((time * speed + offset) % 1920) + 1920) % 1920;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, PICTURE.top, PICTURE.width, PICTURE.height);
  ctx.clip();
  ctx.globalAlpha = Math.min(1, alpha);
  for (const x of [shift, shift + 1920])
    if (x < PICTURE.width && x > -1920) ctx.drawImage(FOG, x, y - height / 2, 1920, height);
  ctx.restore();
}

const PUFF = (() => {
  const pen = new Pen(128, 128, 12);
  return pen.glow(64, 64, 64, 64, paper, 0.8).canvas;
})();

/** Steam from something hot at (x, y): soft puffs that rise, wander, widen and thin out. */
export function steam(ctx: SKRSContext2D, x: number, y: number, height: number, time: number, alpha = 0.5): void {
  const puffs = 16;
  ctx.save();
  for (let i = 0; i < puffs; i++) {
    const u = (i / puffs + time * 0.16) % 1;
    const sway = Math.sin(u * 5 - time * 0.9 + (i % 3) * 0.5) * height * 0.13 * u;
    const radius = height * (0.07 + 0.2 * u);
    ctx.globalAlpha = alpha * 0.62 * Math.sin(Math.PI * Math.min(1, u * 1.25 + 0.1) ** 0.8) * (1 - u) ** 0.6;
    ctx.drawImage(PUFF, x + sway - radius * 0.7, y - u * height - radius, radius * 1.4, radius * 2);
  }
  ctx.restore();
}

/** Rings where drops meet water or a deck, inside a box of the panel. */
export function splashes(
  ctx: SKRSContext2D,
  time: number,
  box: readonly [x: number, y: number, width: number, height: number],
  count: number,
  size = 9,
): void {
  const random = seeded(17);
  ctx.save();
  ctx.lineWidth = 1.3;
  for (let i = 0; i < count; i++) {
    const period = 0.5 + random() * 0.5;
    const phase = random();
    const cycle = Math.floor(time / period + phase);
    const u = (time / period + phase) % 1;
    const spot = seeded(i * 131 + cycle * 7);
    const x = box[0] + spot() * box[2];
    const y = box[1] + spot() * box[3];
    ctx.strokeStyle = paper(0.5 * (1 - u));
    ctx.beginPath();
    ctx.ellipse(x, y, size * (0.2 + u), size * 0.34 * (0.2 + u), 0, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.restore();
}
