import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';
import { close } from '@second-unit/media';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coloursOfPicture } from '../../src/productions/look-frames.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

/** A part of a PNG. */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A grey PNG of any size that is all of one shade, in some kilobytes. */
function greyPng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = Buffer.alloc((width + 1) * height);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit picture '));
  const canvas = createCanvas(320, 200);
  const context = canvas.getContext('2d');
  context.fillStyle = 'rgb(200, 100, 50)';
  context.fillRect(0, 0, 160, 200);
  context.fillStyle = 'rgb(10, 60, 120)';
  context.fillRect(160, 0, 160, 200);
  await writeFile(at('a.png'), canvas.toBuffer('image/png'));
  await writeFile(at('a.jpg'), canvas.toBuffer('image/jpeg', 95));
  await writeFile(at('a.webp'), canvas.toBuffer('image/webp', 95));
  await writeFile(at('most.png'), greyPng(10_000, 9800));
  await writeFile(at('large.png'), greyPng(10_000, 10_200));
  await writeFile(at('cut.png'), canvas.toBuffer('image/png').subarray(0, 60));
  await writeFile(at('words.png'), 'INT. HOUSE - DAY');
});
afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true });
});

const { signal } = new AbortController();

describe('the colours of a picture', () => {
  it.each(['a.png', 'a.jpg', 'a.webp'])('are read from %s, small', async (name) => {
    const rgb = await coloursOfPicture(at(name), name, signal);
    expect(rgb.length).toBe(160 * 100 * 3);
    const near = (x: number, wanted: readonly number[]) => {
      const pixel = [...rgb.subarray((50 * 160 + x) * 3, (50 * 160 + x) * 3 + 3)];
      for (const [channel, value] of wanted.entries()) expect(Math.abs(pixel[channel]! - value)).toBeLessThan(8);
    };
    near(30, [200, 100, 50]);
    near(130, [10, 60, 120]);
  });

  it('are read from what is just small enough', async () => {
    const rgb = await coloursOfPicture(at('most.png'), 'most', signal);
    expect(rgb.every((value) => value === 0)).toBe(true);
  });

  it.each(['large.png', 'cut.png', 'words.png'])('are refused in a sentence for %s', async (name) => {
    await expect(coloursOfPicture(at(name), name, signal)).rejects.toMatchObject({
      code: 'input',
      place: name,
      message: 'This picture cannot be read; give it as JPEG, PNG or WebP of at most 100 megapixels.',
      cause: { message: expect.stringContaining('at most 100 megapixels') },
    });
  });
});
