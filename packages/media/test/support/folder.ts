import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { close } from '../../src/index.ts';

/** A folder for the tests of a file, with a name that trips careless code; removed behind them. */
export function useFolder(): (name: string) => string {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second unit 🎬 '));
  });
  afterAll(async () => {
    close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  return (name) => join(folder, name);
}
