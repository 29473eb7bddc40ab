import { random } from './random.ts';

/** Pixels of a made film's frames: the size that footage is decoded to. */
export const WIDTH = 64;
export const HEIGHT = 36;

/** A picture that goes on for ever: RGB of one frame, `time` in frames. */
export type Scene = (time: number) => Float32Array;

/** What covers the picture of a whole film. */
export interface Mask {
  /** Rows of black above and below, columns of black at the sides. */
  readonly bars: number;
  readonly sides: number;
  /** Lettering that comes and goes in the lower bar. */
  readonly lettered: boolean;
}

/** What the drawings of one film have in common. */
export interface Drawn extends Mask {
  /** Darkest and lightest level. */
  readonly dark: number;
  readonly light: number;
  /** 0 grey to 1 any hue. */
  readonly colour: number;
  /** All shapes of about one luma: they differ in hue alone. */
  readonly flat: boolean;
}

/** Rows and columns of the sheet that is drawn on; the camera sees a part of it. */
const SHEET_WIDE = 128;
const SHEET_HIGH = 72;

/** A style from a stream of random numbers. */
export function style(next: () => number): Drawn {
  const flat = next() < 0.2;
  const dark = next() * 60;
  const bars = next() < 0.65 ? 2 + Math.floor(next() * 4) : 0;
  return {
    dark,
    light: dark + 40 + next() * 150,
    colour: flat ? 1 : next() < 0.6 ? next() * 0.15 : next(),
    flat,
    bars,
    sides: bars === 0 && next() < 0.3 ? 4 + Math.floor(next() * 5) : 0,
    lettered: bars > 0 && next() < 0.5,
  };
}

type Tint = readonly [number, number, number];

function tint(next: () => number, { dark, light, colour, flat }: Drawn): Tint {
  const level = flat ? (dark + light) / 2 : dark + next() * (light - dark);
  const hues = [next(), next(), next()];
  const luma = 0.2126 * hues[0]! + 0.7152 * hues[1]! + 0.0722 * hues[2]! + 0.05;
  const [r, g, b] = hues.map((hue) => Math.min(255, level * (1 - colour + (colour * (hue + 0.05)) / luma)));
  return [r!, g!, b!];
}

/** Lays a colour over the sheet where `cover`, 0 to 1, says so. */
function paint(sheet: Float32Array, colour: Tint, cover: (x: number, y: number) => number): void {
  for (let y = 0; y < SHEET_HIGH; y++) {
    for (let x = 0; x < SHEET_WIDE; x++) {
      const part = cover(x, y);
      if (part <= 0) continue;
      const at = (y * SHEET_WIDE + x) * 3;
      for (let c = 0; c < 3; c++) sheet[at + c] = sheet[at + c]! * (1 - part) + colour[c]! * part;
    }
  }
}

const edge = (inside: number): number => Math.max(0, Math.min(1, inside + 0.5));

/** A shape of some kind: how far a place lies within it, 0 to 1. */
function shape(next: () => number, least: number, most: number): (x: number, y: number) => number {
  const kind = next();
  const cx = next() * SHEET_WIDE;
  const cy = next() * SHEET_HIGH;
  const wide = least + next() * (most - least);
  const high = least + next() * (most - least);
  const lean = (next() - 0.5) * 1.2;
  if (kind < 0.4) {
    return (x, y) => edge((1 - Math.hypot((x - cx) / wide, (y - cy) / high)) * Math.min(wide, high));
  }
  return (x, y) => {
    const away = Math.abs(x - cx + lean * (y - cy));
    return edge(Math.min(wide - away, high - Math.abs(y - cy)));
  };
}

/** Ground and sky, masses, lines, lamps, and the tooth of the paper. */
function draw(next: () => number, look: Drawn): Float32Array {
  const sheet = new Float32Array(SHEET_WIDE * SHEET_HIGH * 3);
  const low = tint(next, look);
  paint(sheet, tint(next, look), () => 1);
  const [fall, horizon] = [next() < 0.5, SHEET_HIGH * (0.3 + next() * 0.5)];
  paint(sheet, low, (_, y) => (fall ? y / SHEET_HIGH : edge(y - horizon)));
  const masses = 1 + Math.floor(next() * 6);
  for (let at = 0; at < masses; at++) paint(sheet, tint(next, look), shape(next, 3, 26));
  const lines = Math.floor(next() * 9);
  for (let at = 0; at < lines; at++) {
    const across = next() < 0.5;
    const [place, slope, thick] = [next() * (across ? SHEET_HIGH : SHEET_WIDE), (next() - 0.5) * 0.6, 0.5 + next()];
    paint(sheet, tint(next, look), (x, y) =>
      across ? edge(thick - Math.abs(y - place - slope * x)) : edge(thick - Math.abs(x - place - slope * y)),
    );
  }
  const lamps = next() < 0.4 ? 1 + Math.floor(next() * 2) : 0;
  for (let at = 0; at < lamps; at++) {
    const [cx, cy, reach] = [next() * SHEET_WIDE, next() * SHEET_HIGH, 5 + next() * 14];
    const strength = 0.4 + next() * 0.6;
    paint(sheet, [230, 200, 150], (x, y) => strength * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / reach ** 2));
  }
  const tooth = next() * 8;
  for (let at = 0; at < sheet.length; at += 3) {
    const grain = (next() - 0.5) * tooth;
    for (let c = 0; c < 3; c++) sheet[at + c] = sheet[at + c]! + grain;
  }
  return sheet;
}

/** What happens within a shot and is no change of shot. */
type Incident = (frame: Float32Array, time: number) => void;

/** Each pixel of `frame` where the shape is, towards a colour. */
function cover(frame: Float32Array, inside: Float32Array, colour: Tint, part: (at: number) => number): void {
  for (let at = 0; at < inside.length; at++) {
    const much = inside[at]! * part(at);
    if (much > 0) {
      for (let c = 0; c < 3; c++) frame[at * 3 + c] = frame[at * 3 + c]! * (1 - much) + colour[c]! * much;
    }
  }
}

function incident(next: () => number, look: Drawn): Incident {
  const kind = next();
  const begin = 5 + next() * 40;
  const lasts = 15 + next() * 80;
  const colour = tint(next, look);
  const rank = Float32Array.from({ length: WIDTH * HEIGHT }, () => next());
  const [cx, cy] = [WIDTH * (0.25 + next() * 0.5), HEIGHT * (0.3 + next() * 0.4)];
  const [wide, high] = [4 + next() * 14, 3 + next() * 7];
  const inside = rank.map((_, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    return edge((1 - Math.hypot((x - cx) / wide, (y - cy) / high)) * Math.min(wide, high));
  });
  const bright: Tint = [220, 216, 205];
  // A bright figure that wears away or goes dim, place by place or as a whole.
  if (kind < 0.3) {
    const crumbles = next() < 0.5;
    return (frame, time) => {
      const gone = Math.max(0, Math.min(1, (time - begin) / lasts));
      cover(frame, inside, bright, (at) => (crumbles ? (rank[at]! < gone ? 0 : 1) : 1 - gone));
    };
  }
  // Something comes into the picture or leaves it at once.
  if (kind < 0.5) {
    const comes = next() < 0.5;
    return (frame, time) => {
      if (time >= begin === comes) cover(frame, inside, colour, () => 1);
    };
  }
  // A lamp is turned up or down, at once or slowly.
  if (kind < 0.65) {
    const [to, slow] = [0.5 + next(), next() < 0.5 ? 1 : lasts];
    return (frame, time) => {
      const part = Math.max(0, Math.min(1, (time - begin) / slow));
      for (let at = 0; at < frame.length; at++) frame[at] = frame[at]! * (1 + (to - 1) * part);
    };
  }
  // Rain.
  const [seed, drops, level] = [Math.floor(next() * 1e9), 20 + next() * 70, 8 + next() * 25];
  return (frame, time) => {
    const fall = random(seed + Math.round(time) * 7919);
    for (let drop = 0; drop < drops; drop++) {
      const [x, y] = [Math.floor(fall() * WIDTH), Math.floor(fall() * (HEIGHT - 2))];
      for (let row = y; row < y + 2; row++) {
        for (let c = 0; c < 3; c++) frame[(row * WIDTH + x) * 3 + c] = frame[(row * WIDTH + x) * 3 + c]! + level;
      }
    }
  };
}

/** One drawing under a camera that hardly moves (`pan` in pixels a frame), with small things that do. */
export function drawing(next: () => number, look: Drawn, pan: number): Scene {
  const sheet = draw(next, look);
  const zoom = 0.9 + next() * 0.7;
  const push = (next() - 0.5) * 0.003;
  const [left, top] = [next() * 20, next() * 10];
  const tilt = (next() - 0.5) * 0.1;
  const movers = Array.from({ length: Math.floor(next() * 3) }, () => ({
    inside: [2 + next() * 5, 2 + next() * 5] as const,
    from: [next() * WIDTH, next() * HEIGHT] as const,
    sway: [next() * 6, next() * 3, 0.03 + next() * 0.15] as const,
    colour: tint(next, look),
  }));
  const incidents = Array.from({ length: next() < 0.5 ? 1 : 0 }, () => incident(next, look));
  return (time) => {
    const frame = new Float32Array(WIDTH * HEIGHT * 3);
    const scale = Math.max(0.5, zoom + push * time);
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const sx = clamp((x - WIDTH / 2) * scale + WIDTH / 2 + left + 12 + pan * 0.4 * time, SHEET_WIDE - 1.001);
        const sy = clamp((y - HEIGHT / 2) * scale + HEIGHT / 2 + top + 8 + tilt * time, SHEET_HIGH - 1.001);
        const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
        const [fx, fy] = [sx - x0, sy - y0];
        const at = (y0 * SHEET_WIDE + x0) * 3;
        const to = (y * WIDTH + x) * 3;
        for (let c = 0; c < 3; c++) {
          const upper = sheet[at + c]! * (1 - fx) + sheet[at + 3 + c]! * fx;
          const under = at + SHEET_WIDE * 3 + c;
          frame[to + c] = upper * (1 - fy) + (sheet[under]! * (1 - fx) + sheet[under + 3]! * fx) * fy;
        }
      }
    }
    for (const { inside, from, sway, colour } of movers) {
      const cx = from[0] + sway[0] * Math.sin(sway[2] * time);
      const cy = from[1] + sway[1] * Math.cos(sway[2] * time);
      for (let y = Math.max(0, Math.floor(cy - 8)); y < Math.min(HEIGHT, cy + 8); y++) {
        for (let x = Math.max(0, Math.floor(cx - 8)); x < Math.min(WIDTH, cx + 8); x++) {
          const part = edge((1 - Math.hypot((x - cx) / inside[0], (y - cy) / inside[1])) * 3);
          const to = (y * WIDTH + x) * 3;
          for (let c = 0; c < 3; c++) frame[to + c] = frame[to + c]! * (1 - part) + colour[c]! * part;
        }
      }
    }
    for (const happens of incidents) happens(frame, time);
    return frame;
  };
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value));
