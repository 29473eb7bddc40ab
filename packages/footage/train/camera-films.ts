/** Shots whose camera is known: a large drawing or a real still under a path, with things that move in front of it. */

import type { CameraMovement } from '@second-unit/timeline';
import { random } from './random.ts';

/** A large grey picture, levels 0 to 255, row by row. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly levels: Float32Array;
}

/** A made shot: what the camera does in it, and its frames. */
export interface CameraShot {
  readonly movement: CameraMovement;
  /** As in the log's `Camera`: widths a second, heights a second, logarithm a second, degrees a second. */
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
  readonly roll: number;
  /** Seconds from the first frame at which each frame is shown. */
  readonly times: readonly number[];
  /** RGB of frame `index`. */
  frame(index: number, width: number, height: number): Uint8Array;
}

/** What a shot is made of besides its path; all that is left out is drawn from the seed. */
export interface CameraShotOptions {
  /** The sheet is seen this large at first: picture widths that it is wide. */
  readonly sheet?: Sheet;
  /** In the movement's own unit, signed. */
  readonly speed?: number;
  readonly seconds?: number;
  /** Frames a second; `variable` drops frames at random, as telephones do. */
  readonly rate?: number | 'variable';
  /** Figures that cross the picture. */
  readonly movers?: number;
  /** Levels of noise in a frame of the small size, standard deviation. */
  readonly noise?: number;
  /** Height of the film in parts of its width. */
  readonly shape?: number;
}

const SHEET_WIDE = 1440;
const SHEET_HIGH = 810;
/** Picture widths that a sheet is wide: room for the path. */
const ROOM = 2.2;

/** A drawing: soft ground, masses of flat tone with hard edges, and fine texture in parts of it. */
function drawnSheet(seed: number): Sheet {
  const next = random(seed ^ 0x5ee7);
  const levels = new Float32Array(SHEET_WIDE * SHEET_HIGH);
  const [slope, base] = [(next() - 0.5) * 80, 70 + next() * 110];
  for (let y = 0; y < SHEET_HIGH; y++)
    levels.fill(base + (slope * y) / SHEET_HIGH, y * SHEET_WIDE, (y + 1) * SHEET_WIDE);
  const masses = 25 + Math.floor(next() * 60);
  for (let mass = 0; mass < masses; mass++) {
    const [cx, cy] = [next() * SHEET_WIDE, next() * SHEET_HIGH];
    const [wide, high] = [10 + next() ** 2 * 160, 10 + next() ** 2 * 130];
    const level = 15 + next() * 220;
    const round = next() < 0.5;
    const [weave, coarse] = [next() < 0.4 ? 10 + next() * 40 : 0, 4 + next() * 30];
    for (let y = Math.max(0, Math.floor(cy - high)); y < Math.min(SHEET_HIGH, cy + high); y++) {
      for (let x = Math.max(0, Math.floor(cx - wide)); x < Math.min(SHEET_WIDE, cx + wide); x++) {
        if (round && ((x - cx) / wide) ** 2 + ((y - cy) / high) ** 2 > 1) continue;
        levels[y * SHEET_WIDE + x] = level + weave * Math.sin(x / coarse) * Math.cos(y / (coarse * 1.3));
      }
    }
  }
  return { width: SHEET_WIDE, height: SHEET_HIGH, levels };
}

/** Grey levels of an RGB picture as a sheet. */
export function sheetOf(width: number, height: number, rgb: Uint8Array): Sheet {
  const levels = new Float32Array(width * height);
  for (let at = 0; at < levels.length; at++) {
    levels[at] = 0.2126 * rgb[at * 3]! + 0.7152 * rgb[at * 3 + 1]! + 0.0722 * rgb[at * 3 + 2]!;
  }
  return { width, height, levels };
}

/** Mirrored at its borders, so that no path leaves it. */
function sample({ width, height, levels }: Sheet, x: number, y: number): number {
  const fold = (value: number, size: number): number => {
    const span = 2 * (size - 1);
    const inside = ((value % span) + span) % span;
    return Math.min(inside < size - 1 ? inside : span - inside, size - 1.001);
  };
  const [u, v] = [fold(x, width), fold(y, height)];
  const [x0, y0] = [Math.floor(u), Math.floor(v)];
  const [fx, fy] = [u - x0, v - y0];
  const at = y0 * width + x0;
  const upper = levels[at]! * (1 - fx) + levels[at + 1]! * fx;
  return upper * (1 - fy) + (levels[at + width]! * (1 - fx) + levels[at + width + 1]! * fx) * fy;
}

/** Where the camera is at a moment: widths right, widths down, logarithm of scale, radians clockwise. */
type Path = (second: number) => readonly [x: number, y: number, zoom: number, turn: number];

function pathOf(movement: CameraMovement, speed: number, seconds: number, shape: number, next: () => number): Path {
  switch (movement) {
    case 'static':
      return () => [0, 0, 0, 0];
    case 'pan':
      return (t) => [speed * (t - seconds / 2), 0, 0, 0];
    case 'tilt':
      return (t) => [0, -speed * shape * (t - seconds / 2), 0, 0];
    case 'push':
    case 'pull':
      return (t) => [0, 0, speed * (t - (movement === 'push' ? 0 : seconds)), 0];
    case 'roll':
      return (t) => [0, 0, 0, (speed * Math.PI * t) / 180];
    case 'handheld': {
      const waves = Array.from({ length: 8 }, (_, at) => ({
        rate: 2 * Math.PI * (0.6 + next() * 4.5),
        phase: next() * 6.28,
        // The root mean square of all together, across and down alike, is `speed`.
        size: (speed / 2) * (0.6 + next() * 0.8),
        across: at % 2 === 0,
      }));
      return (t) => {
        let [x, y, turn] = [0, 0, 0];
        for (const { rate, phase, size, across } of waves) {
          const swing = size * Math.sin(rate * t + phase);
          if (across) x += swing;
          else y += swing;
          turn += swing * 0.3;
        }
        return [x, y, 0, turn];
      };
    }
  }
}

const SPEEDS: Readonly<Record<CameraMovement, readonly [number, number]>> = {
  static: [0, 0],
  pan: [0.01, 0.8],
  tilt: [0.015, 0.8],
  push: [0.015, 0.4],
  pull: [0.015, 0.4],
  roll: [1.5, 30],
  handheld: [0.0035, 0.015],
};

/** A shot with one movement of the camera, from a seed. */
export function cameraShot(seed: number, movement: CameraMovement, options: CameraShotOptions = {}): CameraShot {
  const next = random(seed);
  const sheet = options.sheet ?? drawnSheet(seed);
  const seconds = options.seconds ?? 1.5 + next() * 2.5;
  const rate = options.rate ?? [23.976, 25, 30, 50, 'variable' as const][Math.floor(next() * 5)]!;
  const shape = options.shape ?? 9 / 16;
  const [least, most] = SPEEDS[movement];
  const sign = movement === 'pull' || (movement !== 'push' && movement !== 'handheld' && next() < 0.5) ? -1 : 1;
  const speed = options.speed ?? (least === 0 ? 0 : sign * least * (most / least) ** next());
  const path = pathOf(movement, speed, seconds, shape, next);
  const noise = options.noise ?? next() * 1.2;
  const movers = Array.from({ length: options.movers ?? Math.floor(next() * 3) }, () => ({
    from: [(next() - 0.5) * 0.8, (next() - 0.2) * 0.5] as const,
    speed: [(next() - 0.5) * 0.5, (next() - 0.5) * 0.06] as const,
    size: [0.04 + next() * 0.1, 0.1 + next() * 0.22] as const,
    level: 20 + next() * 210,
    bob: 0.01 + next() * 0.02,
  }));
  const times: number[] = [];
  const step = 1 / (rate === 'variable' ? 30 : rate);
  for (let t = 0; t < seconds; t += step) if (rate !== 'variable' || next() < 0.8 || t === 0) times.push(t);
  return {
    movement,
    pan: movement === 'pan' ? speed : 0,
    tilt: movement === 'tilt' ? speed : 0,
    zoom: movement === 'push' || movement === 'pull' ? speed : 0,
    roll: movement === 'roll' ? speed : 0,
    times,
    frame: (index, width, height) => {
      const t = times[index]!;
      const grain = random(seed * 131 + index);
      const [px, py, zoom, turn] = path(t);
      const unit = (sheet.width / ROOM) * Math.exp(-zoom);
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      // Each pixel is the mean of its area, as a scaler makes it.
      const over = Math.max(1, Math.round(192 / width));
      const rgb = new Uint8Array(width * height * 3);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          let sum = 0;
          for (let sub = 0; sub < over * over; sub++) {
            const u = (x + ((sub % over) + 0.5) / over) / width - 0.5;
            const v = ((y + (Math.floor(sub / over) + 0.5) / over) / height - 0.5) * shape;
            const figure = movers.find(
              ({ from, speed: [vx, vy], size, bob }) =>
                ((u - from[0] - vx * t) / size[0]) ** 2 +
                  ((v - from[1] * shape - vy * t - bob * Math.sin(9 * t)) / size[1]) ** 2 <
                1,
            );
            sum +=
              figure === undefined
                ? sample(
                    sheet,
                    sheet.width / 2 + (px * sheet.width) / ROOM + unit * (u * cos - v * sin),
                    sheet.height / 2 + (py * sheet.width) / ROOM + unit * (u * sin + v * cos),
                  )
                : figure.level + 18 * Math.sin(u * 90) * Math.cos(v * 70);
          }
          // The sum of four even draws is near enough to a bell.
          const bell = (grain() + grain() + grain() + grain() - 2) * 1.73;
          const level = Math.max(0, Math.min(255, Math.round(sum / (over * over) + noise * bell)));
          rgb.fill(level, (y * width + x) * 3, (y * width + x) * 3 + 3);
        }
      }
      return rgb;
    },
  };
}
