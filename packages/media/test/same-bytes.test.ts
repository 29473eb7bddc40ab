import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { encode, render } from '../src/index.ts';
import { useFolder } from './support/folder.ts';

const at = useFolder();
const frameRate = { num: 25, den: 1 };
const TIMES = 4;

/** Waves that move under grain, so that the encoder has something to look ahead at. */
function pictures(width: number, height: number, count: number, channels: 3 | 4): Uint8Array[] {
  let seed = 1;
  const grain = Uint8Array.from({ length: 1 << 16 }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed >>> 28;
  });
  return Array.from({ length: count }, (_, time) =>
    Uint8Array.from({ length: width * height * channels }, (_, byte) => {
      const pixel = Math.floor(byte / channels);
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      const wave = 110 + 80 * Math.sin(x / 17 + time / 9 + (byte % channels)) + 30 * Math.sin(y / 7 - time / 5);
      return wave + grain[(byte + time * 977) & 0xffff]!;
    }),
  );
}

// x264 reads memory that was never written for some widths, where the processor has AVX-512.
describe('the same pictures', () => {
  it.each([
    [192, 108, 3],
    [191, 107, 3],
    [64, 64, 4],
    [321, 181, 4],
    [848, 480, 3],
  ] as const)('become the same bytes each time: %i × %i, %i channels', async (width, height, channels) => {
    const frames = pictures(width, height, 40, channels);
    const files: Buffer[] = [];
    for (let time = 0; time < TIMES; time++) {
      await encode(frames, { width, height, frameRate, crf: 23 }, at(`${width} ${time}.mp4`));
      files.push(await readFile(at(`${width} ${time}.mp4`)));
    }
    expect(files.map((file) => file.equals(files[0]!))).toEqual(files.map(() => true));
  });

  it('are the same film each time it is rendered', async () => {
    await encode(pictures(192, 108, 60, 3), { width: 192, height: 108, frameRate }, at('source.mp4'));
    const clips = [{ path: at('source.mp4'), inFrame: 0, outFrame: 60 }];
    const files: Buffer[] = [];
    for (let time = 0; time < TIMES; time++) {
      await render({ clips, width: 320, height: 180, frameRate, sampleRate: 48_000 }, at(`render ${time}.mp4`));
      files.push(await readFile(at(`render ${time}.mp4`)));
    }
    expect(files.map((file) => file.equals(files[0]!))).toEqual(files.map(() => true));
  });
});
