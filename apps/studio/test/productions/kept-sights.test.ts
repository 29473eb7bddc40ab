import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close, encode, processIds, smallPictures } from '@second-unit/media';
import { rational } from '@second-unit/timeline';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { KeptSights, type Sight } from '../../src/productions/kept-sights.ts';

const SIZE = { width: 32, height: 18 };
let folder: string;
let path: string;

/** Each frame is of one grey, `first` and a step more for each. */
async function film(first: number): Promise<void> {
  const pictures = Array.from({ length: 120 }, (_, frame) => new Uint8Array(32 * 18 * 3).fill(first + frame));
  await encode(pictures, { ...SIZE, frameRate: rational(25), preset: 'ultrafast', crf: 1 }, path);
}

const listed = (sights: KeptSights, frames: readonly number[]): Promise<Sight[]> =>
  Array.fromAsync(sights.of(path, frames, SIZE));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit-sights-'));
  path = join(folder, 'grey.mp4');
  await film(16);
});
afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true });
});

test('sights are the frames asked for, whichever of them were seen before', async () => {
  const sights = new KeptSights();
  const first = await listed(sights, [5, 10, 15, 20]);
  const again = await listed(sights, [0, 10, 12, 15, 20, 25]);
  const fresh = await Array.fromAsync(smallPictures(path, [0, 10, 12, 15, 20, 25], SIZE));
  expect(again.map(({ frame, picture }) => ({ frame, rgb: picture.rgb }))).toEqual(fresh);
  // Those that were seen are not decoded again.
  expect(again[1]).toBe(first[1]);
  expect(again[4]).toBe(first[3]);
});

test('faces are looked for once in a picture that is kept, quickly and thoroughly', async () => {
  const sights = new KeptSights();
  const looked: boolean[] = [];
  const model = sights.once({
    async detect(_, { thorough }) {
      looked.push(thorough);
      return [];
    },
  });
  for (const thorough of [true, false, true, false]) {
    for (const { picture } of await listed(sights, [0, 5])) await model.detect(picture, { thorough });
  }
  expect(looked).toEqual([true, true, false, false]);
});

test('no more are kept than fit, those looked at last', async () => {
  const sights = new KeptSights(4 * SIZE.width * SIZE.height * 3);
  const [first] = await listed(sights, [0]);
  const [second] = await listed(sights, [1]);
  await listed(sights, [0]);
  await listed(sights, [2, 3, 4]);
  expect((await listed(sights, [0]))[0]).toBe(first);
  expect((await listed(sights, [1]))[0]).not.toBe(second);
});

test('a film that is replaced is looked at anew', async () => {
  const sights = new KeptSights();
  const [before] = await listed(sights, [0]);
  await film(90);
  const [after] = await listed(sights, [0]);
  expect(after!.picture.rgb[0]! - before!.picture.rgb[0]!).toBeGreaterThan(60);
});

test('the process for media serves one after the other, and who goes leaves none at work', async () => {
  const sights = new KeptSights();
  await listed(sights, [0, 1]);
  const { busy, idle } = processIds();
  expect([busy, idle.length]).toEqual([[], 1]);
  await listed(sights, [1, 2, 3]);
  expect(processIds()).toEqual({ busy, idle });
  for await (const { frame } of sights.of(path, [0, 5, 10], SIZE)) if (frame === 5) break;
  await vi.waitFor(() => expect(processIds().busy).toEqual([]));
  expect((await listed(sights, [0, 5, 10])).map(({ frame }) => frame)).toEqual([0, 5, 10]);
  await expect(listed(sights, [0, 500])).rejects.toMatchObject({ code: 'input' });
});
