import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHome } from '../../src/home/index.ts';
import { sweepCache } from '../../src/productions/sweep-cache.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sweep-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Hours ago. */
async function put(path: string, hours: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'x');
  const then = Date.now() / 1000 - hours * 3600;
  await utimes(path, then, then);
  await utimes(dirname(path), then, then);
}

describe('what renders left', () => {
  it('goes after a day, or with its cut; what stands and what is young stays', async () => {
    const home = await openHome(root);
    const parts = (cut: string) => join(home.cache, 'renders', cut, 'sound.mov');
    await put(parts('gone'), 1);
    await put(parts('old'), 30);
    await put(parts('young'), 1);
    await put(join(home.renders, '.old.part'), 30);
    await put(join(home.renders, 'film.mp4'), 3000);
    await put(join(home.cache, 'previews', 'old.mp4'), 30);
    await put(join(home.cache, 'previews', 'young.mp4'), 1);
    await put(join(home.cache, 'frame-indexes', 'old.index'), 61 * 24);
    await put(join(home.cache, 'frame-indexes', 'young.index'), 30 * 24);
    // A log that failed, one that is tried again, one that goes on for longer than a day.
    for (const [film, hours] of [
      ['failed', 30],
      ['just-failed', 1],
      ['used', 30],
    ] as const) {
      const folder = join(home.cache, 'log-parts', film);
      await put(join(folder, 'abc', '00000.records'), hours);
      await utimes(folder, Date.now() / 1000 - hours * 3600, Date.now() / 1000 - hours * 3600);
    }
    // A render that goes on for longer than a day, or waits for its turn.
    await put(parts('used'), 30);
    const of = { isThere: async (cut: string) => cut !== 'gone', isUsed: async (cut: string) => cut === 'used' };
    await sweepCache(home, of);
    expect(await readdir(join(home.cache, 'renders'))).toEqual(['used', 'young']);
    expect((await readdir(join(home.cache, 'log-parts'))).sort()).toEqual(['just-failed', 'used']);
    expect(await readdir(home.renders)).toEqual(['film.mp4']);
    expect(await readdir(join(home.cache, 'previews'))).toEqual(['young.mp4']);
    expect(await readdir(join(home.cache, 'frame-indexes'))).toEqual(['young.index']);
  });

  it('goes where it is too much, what was left longest ago first, and never of a render that runs', async () => {
    const home = await openHome(root);
    const parts = (cut: string) => join(home.cache, 'renders', cut, 'edit', 'sound.mov');
    for (const [cut, hours] of [
      ['used', 20],
      ['first', 9],
      ['second', 5],
      ['third', 1],
    ] as const) {
      await put(parts(cut), hours);
      const then = Date.now() / 1000 - hours * 3600;
      await utimes(dirname(dirname(parts(cut))), then, then);
    }
    // Three of the four bytes.
    await sweepCache(home, { isThere: async () => true, isUsed: async (cut) => cut === 'used' }, 3);
    expect((await readdir(join(home.cache, 'renders'))).sort()).toEqual(['second', 'third', 'used']);
  });
});
