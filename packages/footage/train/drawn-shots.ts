import { type Drawn, drawing, HEIGHT, style, WIDTH } from './drawn-scenes.ts';
import { random } from './random.ts';
import { HIGH, type RealShot, WIDE } from './real-shots.ts';

const FRAMES = 120;
const ACROSS = WIDE / WIDTH;
const DOWN = HIGH / HEIGHT;

/** Grey, of little contrast: ink and wash, mist. */
function wash(next: () => number): Drawn {
  const dark = next() * 70;
  return {
    dark,
    light: dark + 20 + next() * 80,
    colour: next() * 0.3,
    flat: false,
    bars: 0,
    sides: 0,
    lettered: false,
  };
}

/** A small frame at the size that films are joined at, each pixel a block. */
function enlarge(frame: Float32Array): Uint8Array {
  const out = new Uint8ClampedArray(WIDE * HIGH * 3);
  for (let y = 0, to = 0; y < HIGH; y++) {
    for (let x = 0; x < WIDE; x++, to += 3) {
      const at = (Math.floor(y / DOWN) * WIDTH + Math.floor(x / ACROSS)) * 3;
      for (let c = 0; c < 3; c++) out[to + c] = frame[at + c]!;
    }
  }
  return new Uint8Array(out.buffer);
}

/** So many drawings of one hand as shots, under a camera that hardly moves: the same from the same seed. */
export function drawnShots(count: number, seed: number): RealShot[] {
  const next = random(seed ^ 0xd8a7);
  const look = next() < 0.6 ? wash(next) : style(next);
  return Array.from({ length: count }, () => {
    const scene = drawing(next, look, next() < 0.4 ? (next() - 0.5) * 1.2 : 0);
    return { credit: 'drawings of our own', frames: Array.from({ length: FRAMES }, (_, time) => enlarge(scene(time))) };
  });
}
