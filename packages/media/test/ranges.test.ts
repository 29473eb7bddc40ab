import { describe, expect, it } from 'vitest';
import { cutPoints, decode } from '../src/index.ts';
import { encodeAs } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';

const at = useFolder();

/** Every frame as its time stamp and its pixels. */
async function framesOf(
  path: string,
  range?: { from?: bigint | undefined; to?: bigint | undefined },
): Promise<string[]> {
  const seen: string[] = [];
  const wanted = { frames: { width: 16, height: 16 }, ...(range === undefined ? {} : { range }) };
  for await (const event of decode(path, wanted)) {
    if (event.type !== 'frames') continue;
    for (const [place, pts] of event.pts.entries()) {
      seen.push(`${pts} ${Buffer.from(event.rgb.subarray(place * 768, (place + 1) * 768)).toString('base64')}`);
    }
  }
  return seen;
}

describe('ranges of a film', () => {
  it.each([
    ['mpeg2video', 'mp4'],
    ['mpeg2video', 'mkv'],
    ['libx264', 'mp4'],
    ['libx264', 'mkv'],
  ] as const)('join to the frames of one pass: groups with B-frames, %s in %s', async (codec, container) => {
    const film = at(`${codec}.${container}`);
    await encodeAs({ to: film, codec, pixelFormat: 'yuv420p', frames: 120, size: 256, group: 12 });
    const whole = await framesOf(film);
    expect(whole).toHaveLength(120);
    const points = await cutPoints(film, 1);
    expect(points.length).toBeGreaterThan(2);
    const joined: string[] = [];
    for (const [place, to] of [...points, undefined].entries()) {
      const frames = await framesOf(film, { from: points[place - 1], to });
      // The first frame of the next range comes with each.
      if (place > 0) expect(frames.shift()).toBe(joined.at(-1));
      joined.push(...frames);
    }
    expect(joined).toEqual(whole);
  });

  it('are none in a stream without an index', async () => {
    await encodeAs({ to: at('stream.ts'), codec: 'mpeg2video', pixelFormat: 'yuv420p', frames: 60 });
    expect(await cutPoints(at('stream.ts'), 1)).toEqual([]);
  });
});
