import { encode } from '@second-unit/media';
import { goldenPicture } from '../../../../packages/footage/test/things-picture.ts';

const WIDTH = 96;
const HEIGHT = 54;
const RATE = 24;

/** One colour a shot. */
const COLOURS = [
  [200, 60, 40],
  [40, 160, 70],
  [50, 80, 210],
  [220, 200, 60],
  [120, 40, 150],
  [60, 190, 200],
  [230, 120, 20],
  [90, 90, 90],
  [20, 60, 90],
  [240, 160, 190],
] as const;

export const SHOT_FRAMES = 36;
export const FILM_FRAMES = COLOURS.length * SHOT_FRAMES;

/** Draws a small film with sound: ten shots of a second and a half, hard cuts between them; `first` is where in the ten it begins. */
export async function drawFilm(path: string, shots: number = COLOURS.length, first = 0): Promise<void> {
  function* pictures(): Generator<Uint8Array> {
    for (let frame = 0; frame < shots * SHOT_FRAMES; frame++) {
      const shot = first + Math.floor(frame / SHOT_FRAMES);
      const [r, g, b] = COLOURS[shot] ?? [0, 0, 0];
      const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
      for (let y = 0; y < HEIGHT; y++) {
        for (let x = 0; x < WIDTH; x++) {
          // Blocks of its own in each shot, growing lighter, so that no two frames are the same.
          const column = Math.floor(x / (6 + shot));
          const block = (column * 7 + Math.floor(y / (4 + shot)) * 13 + shot * 5) % 11;
          const lit = block * 12 - 60 + (frame % SHOT_FRAMES) / 2;
          const at = (y * WIDTH + x) * 3;
          pixels[at] = Math.max(0, Math.min(255, r + lit));
          pixels[at + 1] = Math.max(0, Math.min(255, g + lit));
          pixels[at + 2] = Math.max(0, Math.min(255, b + lit));
        }
      }
      yield pixels;
    }
  }
  const sampleRate = 48_000;
  const samples = new Float32Array((shots * SHOT_FRAMES * sampleRate) / RATE);
  for (let at = 0; at < samples.length; at++) samples[at] = 0.2 * Math.sin((at / sampleRate) * 2 * Math.PI * 330);
  await encode(
    pictures(),
    {
      width: WIDTH,
      height: HEIGHT,
      frameRate: { num: RATE, den: 1 },
      preset: 'ultrafast',
      audio: { samples, sampleRate, channels: 1 },
    },
    path,
  );
}

/** A second of a table with two chairs, drawn. */
export async function drawChairs(path: string): Promise<void> {
  const { width, height, rgb } = goldenPicture();
  function* pictures(): Generator<Uint8Array> {
    for (let frame = 0; frame < RATE; frame++) yield Uint8Array.from(rgb);
  }
  await encode(pictures(), { width, height, frameRate: { num: RATE, den: 1 }, preset: 'ultrafast' }, path);
}
