import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { encode, frameAt, stills } from '../src/index.ts';
import { readJpeg, remux } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';
import { COLUMNS, encodeNumbers, numbersIn, readNumber } from './support/numbered.ts';

const at = useFolder();

async function numberIn(jpeg: Uint8Array): Promise<number> {
  const path = at(`still ${Math.random()}.jpg`);
  await writeFile(path, jpeg);
  return readNumber(await readJpeg(path, COLUMNS, 1)).number;
}

beforeAll(async () => {
  // Two key frames a second apart, frames between them that refer to later ones.
  await encodeNumbers(at('film.mp4'), 130, { preset: 'veryfast' });
}, 60_000);

describe('stills', () => {
  it('gives exactly the frames asked for, in any order', async () => {
    const asked = [0, 1, 49, 50, 51, 129, 128, 2, 2];
    const found = await Array.fromAsync(stills(at('film.mp4'), asked, { height: 90, quality: 95 }));
    expect(found.map(({ frame }) => frame)).toEqual(asked);
    expect(await Promise.all(found.map(({ jpeg }) => numberIn(jpeg)))).toEqual(asked);
    expect(found[0]).toMatchObject({ width: 160, height: 90 });
  });

  it('counts as decode does in films of variable rate that start late', async () => {
    await remux({ from: at('film.mp4'), to: at('late.mkv'), delaySeconds: 3, slowFrom: 1 });
    await remux({ from: at('film.mp4'), to: at('late.ts'), delaySeconds: 3 });
    for (const name of ['late.mkv', 'late.ts']) {
      const found = await Array.fromAsync(stills(at(name), [0, 77, 129, 49, 50], { width: 160 }));
      expect(await Promise.all(found.map(({ jpeg }) => numberIn(jpeg)))).toEqual([0, 77, 129, 49, 50]);
    }
  });

  it('turns and stretches the picture as it is shown', async () => {
    await remux({ from: at('film.mp4'), to: at('turned.mp4'), rotation: 90 });
    expect(await frameAt(at('turned.mp4'), 5, { height: 80 })).toMatchObject({ width: 45, height: 80 });
    await remux({ from: at('film.mp4'), to: at('wide.mkv'), pixelAspect: { num: 2, den: 1 } });
    expect(await frameAt(at('wide.mkv'), 5)).toMatchObject({ width: 320, height: 90 });
    expect(await frameAt(at('wide.mkv'), 5, { height: 45 })).toMatchObject({ width: 160, height: 45 });
  });

  it('keeps the colours', async () => {
    const red = new Uint8Array(64 * 36 * 3).map((_, index) => [200, 40, 60][index % 3] as number);
    await encode([red], { width: 64, height: 36, frameRate: { num: 25, den: 1 }, crf: 5 }, at('red.mp4'));
    const { jpeg } = await frameAt(at('red.mp4'), 0, { quality: 98 });
    await writeFile(at('red.jpg'), jpeg);
    const [r = 0, g = 0, b = 0] = await readJpeg(at('red.jpg'), 1, 1);
    expect(Math.max(Math.abs(r - 200), Math.abs(g - 40), Math.abs(b - 60))).toBeLessThan(8);
  });

  it.each([
    ['in the middle of a group', 0.3, 400],
    ['over a key frame', 0.42, 4000],
    ['at the very start', 0, 1500],
  ])(
    'shows the same pictures as decode where the film is damaged, %s, and counts those lost',
    async (_, share, bytes) => {
      await encodeNumbers(at('whole.mp4'), 300, { preset: 'veryfast' });
      const film = await readFile(at('whole.mp4'));
      const data = film.indexOf('mdat') + 8;
      const start = data + Math.floor((film.length - data) * share);
      film.fill(0xa5, start, start + bytes);
      const name = `damaged ${share}.mp4`;
      await writeFile(at(name), film);
      const decoded = await numbersIn(at(name));
      expect(decoded).toHaveLength(300);
      const own = [...decoded.keys()].filter((frame) => decoded[frame] === frame);
      expect(own.length).toBeGreaterThan(150);
      expect(own.length).toBeLessThan(300);
      expect(own.at(-1)).toBe(299);
      // Before, in and just behind the damage, and long behind it; -1 is a picture in which no number is clear.
      const first = decoded.findIndex((number, frame) => number !== frame);
      const behind = own.find((frame) => frame > first) as number;
      const asked = [0, first - 1, first, first + 1, behind - 1, behind, behind + 1, 250, 299].filter((f) => f >= 0);
      const found = await Array.fromAsync(stills(at(name), asked, { width: 160, quality: 95 }));
      for (const { frame, jpeg } of found) {
        if (decoded[frame] !== -1) expect([frame, await numberIn(jpeg)]).toEqual([frame, decoded[frame]]);
      }
      const alone = await frameAt(at(name), 290, { width: 160 });
      expect(await numberIn(alone.jpeg)).toBe(290);
    },
    60_000,
  );

  it('says when there is no such frame', async () => {
    await expect(frameAt(at('film.mp4'), 130)).rejects.toMatchObject({
      code: 'input',
      message: '“film.mp4” has 130 frames; there is no frame 130.',
    });
    await expect(frameAt(at('film.mp4'), -1)).rejects.toMatchObject({ code: 'input' });
  });
});
