import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { receive } from '../../src/server/incoming.ts';

const MB = 1024 * 1024;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit-incoming-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** `megabytes` of zeros, and how many have been asked for. */
function body(megabytes: number) {
  const sent = { megabytes: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        if (sent.megabytes === megabytes) controller.close();
        else {
          sent.megabytes++;
          controller.enqueue(new Uint8Array(MB));
        }
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, sent };
}

test('an upload that says no length stops before it takes the reserve', async () => {
  const { stream, sent } = body(200);
  // A disk with 300 MB, of which 256 are kept.
  const free = async () => (300 - sent.megabytes) * MB;
  await expect(receive(stream, folder, 1000 * MB, undefined, free)).rejects.toMatchObject({ code: 'too-large' });
  expect(sent.megabytes).toBeLessThan(300 - 256 + 20);
  expect(await readdir(folder)).toEqual([]);
});

test('one that was announced stops, too, when somebody else fills the disk', async () => {
  const { stream, sent } = body(60);
  const free = async () => (sent.megabytes === 0 ? 400 : 250) * MB;
  await expect(receive(stream, folder, 1000 * MB, 60 * MB, free)).rejects.toMatchObject({ code: 'too-large' });
  expect(await readdir(folder)).toEqual([]);
});

test('one that fits comes in whole', async () => {
  const { stream } = body(40);
  expect(await receive(stream, folder, 1000 * MB)).toMatchObject({ size: 40 * MB });
});
