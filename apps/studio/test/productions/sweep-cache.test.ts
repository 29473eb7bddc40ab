import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHome } from '../../src/home/index.ts';
import { sweepRenders } from '../../src/productions/sweep-cache.ts';

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
    await sweepRenders(home, async (cut) => cut !== 'gone');
    expect(await readdir(join(home.cache, 'renders'))).toEqual(['young']);
    expect(await readdir(home.renders)).toEqual(['film.mp4']);
    expect(await readdir(join(home.cache, 'previews'))).toEqual(['young.mp4']);
  });
});
