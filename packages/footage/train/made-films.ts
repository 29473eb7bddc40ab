/** Makes small films whose shots and transitions are known, all from one seed. */

import { drawing, HEIGHT, type Mask, type Scene, style, WIDTH } from './drawn-scenes.ts';
import { random } from './random.ts';
import { type Join, lengthOf, randomJoin, type Truth, whole, wipeCover } from './transitions.ts';

export interface Take {
  /** Frames of the shot alone, transitions apart. */
  readonly frames: number;
  /** Frames, from the shot's own start, that a flash lights. */
  readonly flash?: readonly [from: number, to: number];
  /** Pixels a frame that the camera moves by. */
  readonly pan?: number;
}

const BYTES = WIDTH * HEIGHT * 3;

/** A picture that goes on for ever: sums of waves under a few hard-edged shapes, that move each their own way. */
function texture(next: () => number, { pan = 0 }: Take): Scene {
  const waves = Array.from({ length: 5 }, () => ({
    x: (next() - 0.5) * 0.5,
    y: (next() - 0.5) * 0.5,
    phase: next() * 6.28,
    tint: [next(), next(), next()] as const,
    size: 20 + next() * 30,
  }));
  const shapes = Array.from({ length: 7 }, () => ({
    x: next() * WIDTH,
    y: next() * HEIGHT,
    wide: 3 + next() * 14,
    high: 3 + next() * 12,
    speed: (next() - 0.5) * 0.6,
    tint: [next() * 255, next() * 255, next() * 255] as const,
  }));
  const base = [60 + next() * 120, 60 + next() * 120, 60 + next() * 120] as const;
  return (time) => {
    const frame = new Float32Array(BYTES);
    const light = new Float32Array(waves.length);
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const at = (y * WIDTH + x) * 3;
        for (const [w, wave] of waves.entries()) {
          light[w] = wave.size * Math.sin(wave.x * (x + pan * time) + wave.y * y + wave.phase);
        }
        for (let c = 0; c < 3; c++) {
          let value = base[c]!;
          for (let w = 0; w < waves.length; w++) value += light[w]! * waves[w]!.tint[c]!;
          frame[at + c] = value;
        }
        for (const { x: left, y: top, wide, high, speed, tint } of shapes) {
          if (y < top || y >= top + high) continue;
          const across = (((x + (pan + speed) * time - left) % 96) + 96) % 96;
          if (across < wide) for (let c = 0; c < 3; c++) frame[at + c] = tint[c]!;
        }
      }
    }
    return frame;
  };
}

const mix = (a: Float32Array, b: Float32Array, part: number): Float32Array =>
  a.map((value, at) => value * (1 - part) + b[at]! * part);

/** What all shots of a film have in common. */
export interface Look {
  readonly noise?: number;
  readonly gain?: number;
  /** Gives each take what it shows; moving textures where it is not given. */
  readonly scene?: (next: () => number, take: Take) => Scene;
  readonly mask?: Mask;
}

export interface Film {
  /** RGB, `WIDTH` × `HEIGHT`. */
  readonly frames: Uint8Array[];
  readonly truth: Truth[];
}

/** Black bars above and below (or at the sides), with lettering that comes and goes in the lower one, as a laboratory adds it. */
function cover(
  pictures: readonly Float32Array[],
  { bars, sides, lettered }: Mask,
  next: () => number,
  truth: readonly Truth[],
): void {
  let words: { until: number; marks: readonly number[] } = { until: 0, marks: [] };
  for (const [index, picture] of pictures.entries()) {
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        if (y >= bars && y < HEIGHT - bars && x >= sides && x < WIDTH - sides) continue;
        picture.fill(0, (y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3);
      }
    }
    // Nobody speaks over an empty picture.
    const fades = truth.some((one) => one.type === 'fade' && index >= one.startFrame && index < one.endFrame);
    if (!lettered || fades) continue;
    if (index >= words.until) {
      const half = next() < 0.4 ? 0 : 4 + Math.floor(next() * 20);
      const marks = Array.from({ length: half * 2 }, () => (next() < 0.2 ? 0 : 60 + next() * 110));
      words = { until: index + 15 + Math.floor(next() * 50), marks };
    }
    const left = WIDTH / 2 - words.marks.length / 2;
    for (const [at, level] of words.marks.entries()) {
      picture.fill(level, ((HEIGHT - 3) * WIDTH + left + at) * 3, ((HEIGHT - 3) * WIDTH + left + at + 1) * 3);
    }
  }
}

/** The picture at frame `at` of a transition. */
function joined(join: Join, at: number, old: () => Float32Array, fresh: () => Float32Array): Float32Array {
  const part = (at + 1) / (lengthOf(join) + 1);
  if (join.type === 'wipe') {
    const cover = wipeCover(join, part, WIDTH, HEIGHT);
    const young = fresh();
    return old().map((value, byte) => value + (young[byte]! - value) * cover[Math.floor(byte / 3)]!);
  }
  if (join.type !== 'fade') return mix(old(), fresh(), part);
  const blank = Float32Array.from({ length: BYTES }, (_, byte) => join.colour[byte % 3]!);
  if (at < join.out) return mix(old(), blank, (at + 1) / (join.out + 1));
  const up = at - join.out - join.hold;
  return up < 0 ? blank : mix(blank, fresh(), (up + 1) / (join.in + 1));
}

/** The film's frames one after another, RGB, and its transitions. `joins` has one less than `takes`. */
export function makeFilm(seed: number, takes: readonly Take[], joins: readonly Join[], look: Look = {}): Film {
  const next = random(seed);
  const { noise = 1, gain = 1, scene = texture } = look;
  const pictures: Float32Array[] = [];
  const truth: Truth[] = [];
  const shots = takes.map((take) => scene(next, take));
  let elapsed = 0;
  for (const [index, take] of takes.entries()) {
    const shot = shots[index]!;
    for (let at = 0; at < take.frames; at++) {
      const picture = shot(elapsed + at);
      const lit = take.flash !== undefined && at >= take.flash[0] && at < take.flash[1];
      pictures.push(lit ? picture.map((value) => value * 0.2 + 204) : picture);
    }
    elapsed += take.frames;
    const join = joins[index];
    const following = shots[index + 1];
    if (join === undefined || following === undefined) break;
    const startFrame = pictures.length;
    for (let at = 0; at < lengthOf(join); at++)
      pictures.push(
        joined(
          join,
          at,
          () => shot(elapsed + at),
          () => following(at),
        ),
      );
    elapsed = lengthOf(join);
    truth.push({ type: join.type, startFrame, endFrame: pictures.length });
  }
  if (look.mask !== undefined) cover(pictures, look.mask, next, truth);
  const frames = pictures.map((picture) =>
    Uint8Array.from(picture, (value) => {
      const grain = noise === 0 ? 0 : (next() + next() + next() - 1.5) * 2 * noise;
      return Math.max(0, Math.min(255, Math.round(value * gain + grain)));
    }),
  );
  return { frames, truth };
}

/** Takes and joins of so many shots with all kinds of joins, flashes and camera moves. */
function plan(next: () => number, shots: number): { readonly takes: Take[]; readonly joins: Join[] } {
  const takes = Array.from({ length: shots }, (): Take => {
    const frames = whole(next, 20, 70);
    const pan = next() < 0.4 ? (next() - 0.5) * 2 : 0;
    if (next() > 0.25) return { frames, pan };
    const at = whole(next, 8, frames - 10);
    return { frames, pan, flash: [at, at + whole(next, 1, 3)] };
  });
  const joins = Array.from({ length: shots - 1 }, () => randomJoin(next));
  return { takes, joins };
}

/** A film of moving textures, from one seed. */
export function randomFilm(seed: number, shots: number): Film {
  const next = random(seed ^ 0x5eed);
  const { takes, joins } = plan(next, shots);
  return makeFilm(seed, takes, joins, { noise: next() * 1.5, gain: next() < 0.3 ? 0.2 + next() * 0.3 : 1 });
}

/** A film of drawings of one hand, from one seed: like palettes, low contrast, bars, small movements, events in the picture. */
export function drawnFilm(seed: number, shots: number): Film {
  const next = random(seed ^ 0xd4a3);
  const { takes, joins } = plan(next, shots);
  const drawn = style(next);
  return makeFilm(seed, takes, joins, {
    noise: next() * 1.2,
    gain: next() < 0.2 ? 0.3 + next() * 0.3 : 1,
    scene: (from, { pan = 0 }) => drawing(from, drawn, pan),
    mask: drawn,
  });
}
