import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog } from '../../src/server/log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a full log makes place while it is written, and three old ones are kept', async () => {
  await writeFile(join(folder, 'studio.log'), 'from an earlier start\n');
  const log = await openLog(folder, 1000);
  for (let line = 0; line < 100; line++) {
    log.info({ line }, 'x'.repeat(50));
    await new Promise(setImmediate);
  }
  const names = (await readdir(folder)).sort();
  expect(names).toEqual(['studio.log', 'studio.log.1', 'studio.log.2', 'studio.log.3']);
  const all = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  for (const text of all) expect(text.length).toBeLessThan(1000 + 200);
  // Nothing between the newest and the oldest line that is kept is lost.
  const lines = all
    .reverse()
    .flatMap((text) => text.trim().split('\n'))
    .map((text) => (JSON.parse(text) as { line: number }).line);
  expect(lines.at(-1)).toBe(99);
  expect(lines).toEqual(lines.map((_, at) => (lines[0] ?? 0) + at));
});
