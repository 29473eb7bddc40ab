import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cutPoints, decode } from '../src/index.ts';
import { encodeAs, remux } from './support/fixtures.ts';
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

/** The film's ranges one after the other, a second each, without the frame that each has of the next. */
async function joinedFrames(film: string): Promise<{ readonly frames: string[]; readonly ranges: number }> {
  const points = await cutPoints(film, 1);
  const joined: string[] = [];
  for (const [place, to] of [...points, undefined].entries()) {
    const frames = await framesOf(film, { from: points[place - 1], to });
    if (place > 0) expect(frames.shift()).toBe(joined.at(-1));
    joined.push(...frames);
  }
  return { frames: joined, ranges: points.length + 1 };
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
    const { frames, ranges } = await joinedFrames(film);
    expect(ranges).toBeGreaterThan(3);
    expect(frames).toEqual(whole);
  });

  it.each(['mpeg2video', 'prores_ks'] as const)(
    'of MXF join too, where it is whole and has an index, %s',
    async (codec) => {
      const film = at(`${codec}.mxf`);
      const pixelFormat = codec === 'prores_ks' ? 'yuv422p10le' : 'yuv420p';
      await encodeAs({
        to: film,
        codec,
        pixelFormat,
        frames: 120,
        size: 256,
        ...(codec === 'prores_ks' ? {} : { group: 12 }),
      });
      const { frames, ranges } = await joinedFrames(film);
      expect(ranges).toBe(5);
      expect(frames).toEqual(await framesOf(film));
      const bytes = readFileSync(film);
      // Cut off; and with an index that nobody finds, its segments' keys changed.
      writeFileSync(at('cut.mxf'), bytes.subarray(0, Math.floor(bytes.length * 0.7)));
      const key = Buffer.from('060e2b34025301010d01020101100100', 'hex');
      const blind = Buffer.from(bytes);
      for (let place = blind.indexOf(key); place >= 0; place = blind.indexOf(key, place)) blind[place + 14] = 0x7f;
      expect(blind.equals(bytes)).toBe(false);
      writeFileSync(at('blind.mxf'), blind);
      for (const name of ['cut.mxf', 'blind.mxf']) {
        expect((await joinedFrames(at(name))).frames).toEqual(await framesOf(at(name)));
      }
    },
  );

  it.each(['mpeg2video', 'libx264'] as const)('of a transport stream join too, %s', async (codec) => {
    const film = at(`${codec}.ts`);
    await encodeAs({ to: film, codec, pixelFormat: 'yuv420p', frames: 120, size: 256, group: 12 });
    const { frames, ranges } = await joinedFrames(film);
    expect(ranges).toBeGreaterThan(3);
    expect(frames).toEqual(await framesOf(film));
  });

  it('are none in a film that begins before its clock, whose first packets have no stamps', async () => {
    const whole = at('whole.mp4');
    await encodeAs({ to: whole, codec: 'libx264', pixelFormat: 'yuv420p', frames: 120, group: 12 });
    const film = at('before.mkv');
    await remux({ from: whole, to: film, delaySeconds: -2 });
    const frames = await framesOf(film);
    expect(frames).toHaveLength(120);
    expect((await joinedFrames(film)).frames).toEqual(frames);
  });

  it('are none in a stream that lost packets, whose clock leaps, or of another kind without an index', async () => {
    const film = at('whole.ts');
    await encodeAs({ to: film, codec: 'mpeg2video', pixelFormat: 'yuv420p', frames: 120, size: 256, group: 12 });
    expect(await cutPoints(film, 1)).not.toEqual([]);
    const bytes = readFileSync(film);
    const packets = bytes.length / 188;
    const lost = at('lost.ts');
    writeFileSync(
      lost,
      Buffer.concat([bytes.subarray(0, 188 * (packets >> 1)), bytes.subarray(188 * ((packets >> 1) + 3))]),
    );
    // The same film once more behind itself: its clock goes back.
    const leaps = at('leaps.ts');
    writeFileSync(leaps, Buffer.concat([bytes, bytes]));
    const raw = at('raw.avi');
    await encodeAs({ to: raw, codec: 'mpeg2video', pixelFormat: 'yuv420p', frames: 60 });
    for (const one of [lost, leaps, raw]) expect(await cutPoints(one, 1)).toEqual([]);
  });
});
