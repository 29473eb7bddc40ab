import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { timeline } from '../src/index.ts';
import { planOtioz, writeOtiozFile } from '../src/node.ts';

it('a bundle is written where a killed process left a part of it, which goes; others stay', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'second-unit beside '));
  try {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const others = [
      `cut.otioz.${process.ppid}.part`,
      `other.otioz.${pid}.part`,
      'cut.otioz.new.part',
      'cut.otioz.7.partial',
    ];
    for (const name of [`cut.otioz.${pid}.part`, ...others]) await writeFile(join(folder, name), 'half');
    // A killed process of this machine, or one of another that writes at this moment: it is the time that tells.
    const killed = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(join(folder, `cut.otioz.${killed}.part`), 'half');
    others.push(`cut.otioz.${killed}.part`);
    await utimes(join(folder, `cut.otioz.${pid}.part`), 0, Date.now() / 1000 - 11);
    await writeOtiozFile(join(folder, 'cut.otioz'), await planOtioz(timeline('Cut', []), new Map()));
    expect((await readdir(folder)).sort()).toEqual(['cut.otioz', ...others].sort());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
