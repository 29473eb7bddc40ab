import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { noiseLine, seeded } from './random.ts';

/** A colour, or a gradient of this canvas. */
type Fill = string | ReturnType<SKRSContext2D['createLinearGradient']>;

/** The whole palette of the film: paper, one grey, ink, one light. */
export const INK = '#121417';
export const LIGHT = '#ffcb78';
const GREY = [104, 112, 120] as const;
const INK_RGB = [18, 20, 23] as const;
const PAPER_RGB = [230, 225, 212] as const;
const LIGHT_RGB = [255, 203, 120] as const;

const rgba = (c: readonly [number, number, number], alpha: number) => `rgba(${c[0]},${c[1]},${c[2]},${alpha})`;
export const ink = (alpha: number) => rgba(INK_RGB, alpha);
export const paper = (alpha: number) => rgba(PAPER_RGB, alpha);
export const light = (alpha: number) => rgba(LIGHT_RGB, alpha);

/** A tone of the one grey, from paper (0) over grey (0.5) to ink (1). */
export function tone(value: number, alpha = 1): string {
  const [a, b, t] = value < 0.5 ? [PAPER_RGB, GREY, value * 2] : [GREY, INK_RGB, value * 2 - 1];
  return `rgba(${a.map((v, i) => Math.round(v + (b[i]! - v) * t)).join(',')},${alpha})`;
}

export type Point = readonly [x: number, y: number];

/** Points from a list such as '0,0 12,-4': x,y pairs, as in an SVG polyline. */
export function points(list: string): Point[] {
  return list.split(' ').map((pair): Point => {
    const [x, y] = pair.split(',');
    return [Number(x), Number(y)];
  });
}

/** Points along a smooth curve through `through` (centripetal enough for drawing: uniform Catmull-Rom). */
export function curve(through: readonly Point[], closed = false, step = 7): Point[] {
  const n = through.length;
  if (n < 3) return [...through];
  const at = (i: number): Point => through[closed ? (i + n) % n : Math.max(0, Math.min(n - 1, i))]!;
  const out: Point[] = [];
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const count = Math.max(2, Math.ceil(Math.hypot(p2[0] - p1[0], p2[1] - p1[1]) / step));
    for (let k = 0; k < count; k++) {
      const t = k / count;
      const mix = (axis: 0 | 1) =>
        0.5 *
        (2 * p1[axis] +
          (p2[axis] - p0[axis]) * t +
          (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t * t +
          (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t * t * t);
      out.push([mix(0), mix(1)]);
    }
  }
  if (!closed) out.push(at(n - 1));
  return out;
}

/** Points every `step` along straight edges. */
function edges(corners: readonly Point[], closed = false, step = 14): Point[] {
  const out: Point[] = [];
  const last = closed ? corners.length : corners.length - 1;
  for (let i = 0; i < last; i++) {
    const a = corners[i]!;
    const b = corners[(i + 1) % corners.length]!;
    const count = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / step));
    for (let k = 0; k < count; k++) out.push([a[0] + ((b[0] - a[0]) * k) / count, a[1] + ((b[1] - a[1]) * k) / count]);
  }
  if (!closed) out.push(corners[corners.length - 1]!);
  return out;
}

/** A hand with a pen: every mark wavers and swells a little, always the same way for the same seed. */
export class Pen {
  readonly canvas: Canvas;
  readonly ctx: SKRSContext2D;
  readonly random: () => number;
  #marks: number;

  constructor(width: number, height: number, seed: number) {
    this.canvas = createCanvas(width, height);
    this.ctx = this.canvas.getContext('2d');
    this.random = seeded(seed);
    this.#marks = seed * 977;
  }

  /** One ink stroke along `points`, `weight` pixels at its fullest, thin at both ends unless `taper` is 0. */
  line(points: readonly Point[], weight = 2, colour: string = INK, { taper = 0.7, waver = 0.7 } = {}): this {
    const noise = noiseLine(this.#marks++);
    const n = points.length;
    if (n < 2) return this;
    const left: Point[] = [];
    const right: Point[] = [];
    let run = 0;
    for (let i = 0; i < n; i++) {
      const [x, y] = points[i]!;
      const before = points[Math.max(0, i - 1)]!;
      const after = points[Math.min(n - 1, i + 1)]!;
      const dx = after[0] - before[0];
      const dy = after[1] - before[1];
      const length = Math.hypot(dx, dy) || 1;
      if (i > 0) run += Math.hypot(x - before[0], y - before[1]);
      const u = i / (n - 1);
      const swell = 1 - taper + taper * Math.min(1, 4 * Math.min(u, 1 - u) + 0.15);
      const half = (weight / 2) * swell * (1 + 0.28 * noise(run / 23 + 40));
      const off = waver * noise(run / 31);
      const nx = -dy / length;
      const ny = dx / length;
      left.push([x + nx * (off + half), y + ny * (off + half)]);
      right.push([x + nx * (off - half), y + ny * (off - half)]);
    }
    this.#fill([...left, ...right.reverse()], colour);
    return this;
  }

  /** A smooth stroke through a few points. */
  sweep(
    through: readonly Point[],
    weight = 2,
    colour: string = INK,
    how: { taper?: number; waver?: number } = {},
  ): this {
    return this.line(curve(through), weight, colour, how);
  }

  /** A stroke with straight edges. */
  ruled(
    corners: readonly Point[],
    weight = 2,
    colour: string = INK,
    how: { taper?: number; waver?: number } = {},
  ): this {
    return this.line(edges(corners), weight, colour, { taper: 0.3, ...how });
  }

  /** A flat shape with straight edges that waver; outlined where `weight` is given. */
  poly(corners: readonly Point[], fill: Fill, weight = 0, colour: string = INK): this {
    this.#fill(corners, fill);
    if (weight > 0) {
      for (let i = 0; i < corners.length; i++)
        this.line(edges([corners[i]!, corners[(i + 1) % corners.length]!]), weight, colour, { taper: 0.35 });
    }
    return this;
  }

  /** A flat shape with a smooth edge; outlined where `weight` is given. */
  blob(through: readonly Point[], fill: Fill, weight = 0, colour: string = INK): this {
    const path = curve(through, true);
    this.#fill(path, fill);
    if (weight > 0) this.line([...path, path[0]!, path[1]!], weight, colour, { taper: 0.2 });
    return this;
  }

  disc(x: number, y: number, rx: number, ry: number, fill: Fill, weight = 0, colour: string = INK): this {
    const ring: Point[] = [];
    const n = Math.max(12, Math.ceil((rx + ry) / 4));
    for (let i = 0; i < n; i++)
      ring.push([x + rx * Math.cos((i / n) * 2 * Math.PI), y + ry * Math.sin((i / n) * 2 * Math.PI)]);
    this.#fill(ring, fill);
    if (weight > 0) this.line([...ring, ring[0]!, ring[1]!], weight, colour, { taper: 0.15 });
    return this;
  }

  /** Parallel strokes inside a shape: the way a pen makes a shadow. */
  hatch(inside: readonly Point[], angle: number, gap: number, weight: number, colour: string): this {
    const { ctx } = this;
    ctx.save();
    this.#path(inside);
    ctx.clip();
    const xs = inside.map((p) => p[0]);
    const ys = inside.map((p) => p[1]);
    const cx = (Math.min(...xs) + Math.max(...xs)) / 2;
    const cy = (Math.min(...ys) + Math.max(...ys)) / 2;
    const reach = Math.hypot(Math.max(...xs) - cx, Math.max(...ys) - cy) + gap;
    const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
    for (let d = -reach; d < reach; d += gap * (0.75 + 0.5 * this.random())) {
      const start = -reach + this.random() * gap * 4;
      const end = reach - this.random() * gap * 4;
      this.line(
        edges(
          [
            [cx - uy * d + ux * start, cy + ux * d + uy * start],
            [cx - uy * d + ux * end, cy + ux * d + uy * end],
          ],
          false,
          40,
        ),
        weight,
        colour,
        { waver: 1.2 },
      );
    }
    ctx.restore();
    return this;
  }

  /** A soft pool of colour. */
  glow(x: number, y: number, rx: number, ry: number, colour: (alpha: number) => string, alpha: number): this {
    const { ctx } = this;
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(1, ry / rx);
    const g = ctx.createRadialGradient(0, 0, 0, 0, 0, rx);
    g.addColorStop(0, colour(alpha));
    g.addColorStop(0.35, colour(alpha * 0.5));
    g.addColorStop(1, colour(0));
    ctx.fillStyle = g;
    ctx.fillRect(-rx, -rx, 2 * rx, 2 * rx);
    ctx.restore();
    return this;
  }

  /** A vertical run of tones over the whole canvas, or part of it. */
  sky(stops: readonly (readonly [at: number, colour: string])[], top = 0, bottom = this.canvas.height): this {
    const g = this.ctx.createLinearGradient(0, top, 0, bottom);
    for (const [at, colour] of stops) g.addColorStop(at, colour);
    this.ctx.fillStyle = g;
    this.ctx.fillRect(0, top, this.canvas.width, bottom - top);
    return this;
  }

  /** Brushed wash: broad, wet, slightly uneven strokes of one tone across a band. */
  wash(
    x: number,
    y: number,
    width: number,
    height: number,
    colour: (alpha: number) => string,
    alpha: number,
    strokes = 26,
  ): this {
    for (let i = 0; i < strokes; i++) {
      const yy = y + this.random() * height;
      const x0 = x + (this.random() - 0.2) * width * 0.8;
      const span = width * (0.2 + 0.6 * this.random());
      const weight = (height / strokes) * (1 + 3 * this.random());
      this.sweep(
        [
          [x0, yy],
          [x0 + span * 0.5, yy + (this.random() - 0.5) * 5],
          [x0 + span, yy + (this.random() - 0.5) * 6],
        ],
        weight,
        colour(alpha * (0.3 + 0.7 * this.random())),
        { taper: 0.95, waver: 2 },
      );
    }
    return this;
  }

  /** Paper tooth over what is drawn, so that flat tones look laid on by hand. */
  grain(strength = 0.1): this {
    const { ctx } = this;
    ctx.save();
    ctx.globalCompositeOperation = 'source-atop';
    ctx.globalAlpha = strength;
    ctx.fillStyle = ctx.createPattern(tooth(), 'repeat')!;
    ctx.fillRect(0, 0, this.canvas.width, this.canvas.height);
    ctx.restore();
    return this;
  }

  /** Draws in units of a thing of its own: origin at (x, y), `scale` pixels a unit; a negative `scaleX` mirrors. */
  at(x: number, y: number, scale: number, draw: () => void, { mirror = false, turn = 0 } = {}): this {
    const { ctx } = this;
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(turn);
    ctx.scale(mirror ? -scale : scale, scale);
    draw();
    ctx.restore();
    return this;
  }

  #path(points: readonly Point[]): void {
    const { ctx } = this;
    ctx.beginPath();
    points.forEach(([x, y], i) => {
      if (i === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    });
    ctx.closePath();
  }

  #fill(points: readonly Point[], fill: Fill): void {
    this.#path(points);
    this.ctx.fillStyle = fill;
    this.ctx.fill();
  }
}

let toothTile: Canvas | undefined;
function tooth(): Canvas {
  if (toothTile) return toothTile;
  const size = 256;
  toothTile = createCanvas(size, size);
  const ctx = toothTile.getContext('2d');
  const image = ctx.createImageData(size, size);
  const random = seeded(7);
  for (let i = 0; i < size * size; i++) {
    const v = random() + random() + random() - 1.5;
    const c = v > 0 ? 235 : 10;
    image.data.set([c, c, c, Math.min(255, Math.abs(v) * 200)], i * 4);
  }
  ctx.putImageData(image, 0, 0);
  return toothTile;
}
