import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { close, decode, probe, stills } from '../src/index.ts';
import { collect, ofType } from './support/numbered.ts';

const data = process.env.SECOND_UNIT_DATA ?? resolve(import.meta.dirname, '../../../../shared/data');
const clips = join(data, 'clips');
const has = existsSync(clips);
if (!has) console.warn(`skipped: real clips, no folder ${clips} (set SECOND_UNIT_DATA)`);

describe.skipIf(!has)('real clips', () => {
  it.each([
    ['hamilton_short.mp4', 275, { num: 30_000, den: 1001 }, 10_214n],
    ['moviepy_chaplin.mp4', 241, { num: 25, den: 1 }, 0n],
    ['sintel_trailer_threejs.mp4', 1252, { num: 24, den: 1 }, 0n],
    ['trip_to_the_moon_trailer.mp4', 1655, { num: 30_000, den: 1001 }, 0n],
  ])('%s is read to its last frame', async (name, frames, frameRate, firstPts) => {
    const path = join(clips, name);
    const probed = await probe(path);
    expect(probed).toMatchObject({ frames, frameRate, variableFrameRate: false, playsInBrowser: true });
    const sound = { sampleRate: 16_000, channels: 1 as const };
    const events = await collect(decode(path, { frames: { width: 64, height: 36 }, sound, loudness: true }));
    const pictures = ofType(events, 'frames');
    expect(pictures[0]?.pts[0]).toBe(firstPts);
    expect(pictures.reduce((sum, { pts }) => sum + pts.length, 0)).toBe(frames);
    expect(ofType(events, 'end')[0]?.info).toMatchObject({ frames, variableFrameRate: false });
    expect(ofType(events, 'damage')).toEqual([]);
    // One unbroken track, about as long as the picture.
    let next = 0;
    for (const { first, samples } of ofType(events, 'sound')) {
      expect(first).toBe(next);
      next += samples.length;
    }
    expect(Math.abs(next / 16_000 - probed.duration)).toBeLessThan(0.2);
    expect(ofType(events, 'loudness')[0]?.loudness.integrated).toBeGreaterThan(-40);
    const last = await Array.fromAsync(stills(path, [0, frames - 1], { height: 90 }));
    expect(last.map(({ frame }) => frame)).toEqual([0, frames - 1]);
    close();
  });
});
