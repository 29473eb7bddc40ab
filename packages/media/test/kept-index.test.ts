import { readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { close, keepFrameIndexes, MediaError, smallPictures } from '../src/index.ts';
import { indexKey, keepIndex, keptIndex } from '../src/native/kept-index.ts';
import { useFolder } from './support/folder.ts';
import { COLUMNS, encodeNumbers, readNumber } from './support/numbered.ts';

const at = useFolder();
const FRAMES = 6000;

/** The number that a frame shows, asked of a media process that knows nothing of the film. */
async function shown(frame: number): Promise<number> {
  close();
  for await (const { rgb } of smallPictures(at('long.mp4'), [frame], { width: COLUMNS, height: 1 })) {
    return readNumber(rgb).number;
  }
  return -1;
}

beforeAll(async () => {
  await encodeNumbers(at('long.mp4'), FRAMES, { width: 32, height: 16 });
}, 60_000);
afterEach(() => keepFrameIndexes(''));

describe('where the frames of a long film lie', () => {
  it('is kept when it was read once, and is what the next process goes by', async () => {
    expect(await shown(4321)).toBe(4321);
    keepFrameIndexes(at('indexes'));
    expect(await shown(4321)).toBe(4321);
    expect(await readdir(at('indexes'))).toHaveLength(1);
    const index = keptIndex(indexKey(at('long.mp4')));
    if (!index) throw new Error('No index was kept.');
    expect([index.pts.length, index.keys[0]]).toEqual([FRAMES, 0n]);
    expect(index.pts.every((stamp, frame) => frame === 0 || stamp > index.pts[frame - 1]!)).toBe(true);
    // A process that went by the film would know of these.
    keepIndex(indexKey(at('long.mp4')), { ...index, pts: index.pts.subarray(0, FRAMES - 500) });
    await expect(shown(FRAMES - 1)).rejects.toThrow(MediaError);
    expect(await shown(4321)).toBe(4321);
  });

  it('is read anew where what was kept is damaged, or the film is another', async () => {
    keepFrameIndexes(at('indexes'));
    const [name = ''] = await readdir(at('indexes'));
    const path = at(`indexes/${name}`);
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
    expect(await shown(FRAMES - 1)).toBe(FRAMES - 1);
    await truncate(path, 100);
    expect(await shown(FRAMES - 1)).toBe(FRAMES - 1);
    await utimes(at('long.mp4'), 1, 1);
    expect(await shown(FRAMES - 1)).toBe(FRAMES - 1);
    expect(await readdir(at('indexes'))).toHaveLength(2);
  });
});
