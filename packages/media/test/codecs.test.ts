import { describe, expect, it } from 'vitest';
import { decode, frameAt, makePlayable, probe } from '../src/index.ts';
import { encodeAs } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';
import { collect, ofType } from './support/numbered.ts';

const at = useFolder();
const FRAMES = 12;

async function greys(path: string): Promise<number[]> {
  const events = await collect(decode(path, { frames: { width: 1, height: 1 } }));
  return ofType(events, 'frames').flatMap(({ rgb }) =>
    Array.from({ length: rgb.length / 3 }, (_, frame) => rgb[frame * 3 + 1] ?? -1),
  );
}

describe('films from cameras, editors and the web', () => {
  it.each([
    ['prores_ks', 'yuv422p10le', 'film.mov', false],
    ['libx265', 'yuv420p10le', 'film.mkv', false],
    ['libvpx-vp9', 'yuv420p', 'film.webm', true],
    ['libsvtav1', 'yuv420p', 'av1.webm', true],
    ['mpeg2video', 'yuv420p', 'film.ts', false],
    ['mpeg4', 'yuv420p', 'film.avi', false],
    ['mjpeg', 'yuvj422p', 'jpeg.mov', false],
    ['ffv1', 'yuv444p', 'ffv1.mkv', false],
    ['qtrle', 'rgb24', 'animation.mov', false],
  ])('%s (%s) in %s', async (codec, pixelFormat, name, plays) => {
    await encodeAs({ to: at(name), codec, pixelFormat, frames: FRAMES });
    expect(await probe(at(name))).toMatchObject({ width: 64, height: 64, playsInBrowser: plays });
    const found = await greys(at(name));
    expect(found).toHaveLength(FRAMES);
    for (const [frame, grey] of found.entries()) expect(Math.abs(grey - (40 + 10 * frame))).toBeLessThan(6);
    expect((await frameAt(at(name), FRAMES - 1)).width).toBe(64);
    await makePlayable(at(name), at('copy.mp4'));
    expect((await probe(at('copy.mp4'))).playsInBrowser).toBe(true);
    const copied = await greys(at('copy.mp4'));
    expect(copied).toHaveLength(FRAMES);
    for (const [frame, grey] of copied.entries()) expect(Math.abs(grey - (40 + 10 * frame))).toBeLessThan(8);
  });
});
