import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeline, writeOtio } from '@second-unit/timeline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/database/index.ts';
import { timelineFormat } from '../../src/productions/timeline-import.ts';
import { timelineOf } from '../../src/productions/timeline-parsed.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit timeline '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('an .xml file is known by its head, however long it is', async () => {
  const path = join(folder, 'long.xml');
  await using file = await open(path, 'w');
  await file.write('<?xml version="1.0"?><xmeml version="5">');
  // More than can be read in one piece; the disk keeps no zeros.
  await file.truncate(3 * 1024 ** 3);
  expect(await timelineFormat('long.xml', path)).toBe('fcp7');
});

test('what a timeline says is parsed once while it is looked at', () => {
  const store = {} as Store;
  const row = { id: 'a', otio: writeOtio(timeline('One', [])) };
  const first = timelineOf(store, row);
  expect(first.name).toBe('One');
  expect(timelineOf(store, row)).toBe(first);
  for (const id of 'bcde') timelineOf(store, { ...row, id });
  expect(timelineOf(store, row)).not.toBe(first);
});
