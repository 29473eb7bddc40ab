import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { decode, encode, probe } from '../src/index.ts';
import { remux } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';
import { collect, encodeNumbers, numbersIn, ofType, sine, soundOf } from './support/numbered.ts';

const at = useFolder();
const counted = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

beforeAll(async () => {
  const audio = { samples: sine(4, 1000, 0.25), sampleRate: 48_000, channels: 2 as const };
  await encodeNumbers(at('film.mp4'), 100, { audio, preset: 'veryfast' });
}, 60_000);

describe('decode', () => {
  it('gives every frame once, in order, with its exact time', async () => {
    const events = await collect(decode(at('film.mp4'), { frames: { width: 16, height: 9, batch: 7 } }));
    const frames = ofType(events, 'frames');
    expect(frames.map(({ first }) => first)).toEqual(counted(15).map((batch) => batch * 7));
    expect(frames.flatMap(({ pts }) => [...pts])).toEqual(counted(100).map((frame) => BigInt(frame * 512)));
    expect(frames.every(({ rgb, pts }) => rgb.length === pts.length * 16 * 9 * 3)).toBe(true);
    expect(await numbersIn(at('film.mp4'))).toEqual(counted(100));
    expect(events[0]?.type).toBe('info');
    expect(events.at(-1)).toMatchObject({ type: 'end', info: { frames: 100, duration: 4, variableFrameRate: false } });
  });

  it.each([1, 7, 32])('measures frames where they are decoded, %d at a time', async (batch) => {
    const size = { width: 16, height: 9, batch };
    const measure = new URL('./support/light-measure.ts', import.meta.url).href;
    const sent = ofType(await collect(decode(at('film.mp4'), { frames: { ...size, luma: true } })), 'frames');
    const measured = ofType(await collect(decode(at('film.mp4'), { frames: { ...size, measure } })), 'frames');
    expect(measured.flatMap(({ rgb }) => [...rgb])).toEqual(sent.flatMap(({ rgb }) => [...rgb]));
    expect(measured.every(({ luma }) => luma === undefined)).toBe(true);
    const sums = (bytes: number[], each: number): number[] =>
      counted(bytes.length / each).map((at) => bytes.slice(at * each, (at + 1) * each).reduce((a, b) => a + b, 0));
    const luma = sums(
      sent.flatMap(({ luma }) => [...luma!]),
      16 * 9 * 4,
    );
    const rgb = sums(
      sent.flatMap(({ rgb }) => [...rgb]),
      16 * 9 * 3,
    );
    const numbers = measured.flatMap(({ measures }) => [...measures!]);
    expect(numbers).toEqual(counted(100).flatMap((frame) => [luma[frame], rgb[frame], luma[frame - 1] ?? 0]));
  });

  it.each([1, 3, 61])('handles a picture of %d pixels a side', async (side) => {
    const frames = counted(5).map(() => new Uint8Array(side * side * 4).fill(200));
    await encode(frames, { width: side, height: side, frameRate: { num: 24, den: 1 } }, at('odd.mp4'));
    const events = await collect(decode(at('odd.mp4'), { frames: { width: 5, height: 3 } }));
    expect(ofType(events, 'frames')[0]?.pts).toHaveLength(5);
    expect(ofType(events, 'frames')[0]?.rgb[7]).toBeGreaterThan(190);
  });

  it('counts frames as shown when the rate varies and time does not start at 0', async () => {
    await remux({ from: at('film.mp4'), to: at('late.mkv'), delaySeconds: 5, slowFrom: 2 });
    expect(await numbersIn(at('late.mkv'))).toEqual(counted(100));
    const [end] = ofType(await collect(decode(at('late.mkv'), { frames: { width: 1, height: 1 } })), 'end');
    expect(end?.info).toMatchObject({ frames: 100, variableFrameRate: true });
    expect(end?.info.duration).toBeCloseTo(2 + 4, 1);
    await remux({ from: at('film.mp4'), to: at('late.ts'), delaySeconds: 10 });
    expect(await numbersIn(at('late.ts'))).toEqual(counted(100));
  });

  it('turns pictures upright', async () => {
    // A stored picture that is dark at its left: turned clockwise, the dark side is on top.
    const stored = new Uint8Array(64 * 32 * 3).fill(220);
    for (let y = 0; y < 32; y++) stored.fill(20, y * 64 * 3, y * 64 * 3 + 32 * 3);
    await encode([stored, stored], { width: 64, height: 32, frameRate: { num: 24, den: 1 } }, at('side.mp4'));
    const corner = async (rotation: 90 | 180 | 270, x: number, y: number): Promise<number> => {
      await remux({ from: at('side.mp4'), to: at(`turned ${rotation}.mp4`), rotation });
      const size = rotation === 180 ? { width: 8, height: 4 } : { width: 4, height: 8 };
      const [event] = ofType(await collect(decode(at(`turned ${rotation}.mp4`), { frames: size })), 'frames');
      return event?.rgb[(y * size.width + x) * 3] ?? -1;
    };
    expect(await corner(90, 0, 0)).toBeLessThan(60);
    expect(await corner(90, 0, 7)).toBeGreaterThan(180);
    expect(await corner(180, 0, 0)).toBeGreaterThan(180);
    expect(await corner(180, 7, 3)).toBeLessThan(60);
    expect(await corner(270, 3, 0)).toBeGreaterThan(180);
    expect(await corner(270, 3, 7)).toBeLessThan(60);
  });

  it('gives one unbroken track of sound that starts with the first frame', async () => {
    const sound = await soundOf(at('film.mp4'), 48_000, 2);
    expect(Math.abs(sound.length / 2 - 192_000)).toBeLessThan(2048);
    const expected = sine(4, 1000, 0.25);
    let error = 0;
    for (let index = 9600; index < 96_000; index++) {
      error = Math.max(error, Math.abs((sound[index] as number) - (expected[index] as number)));
    }
    expect(error).toBeLessThan(0.02);
    const mono = await soundOf(at('film.mp4'), 16_000, 1);
    expect(Math.abs(mono.length - 64_000)).toBeLessThan(700);
    await remux({ from: at('film.mp4'), to: at('mute.mp4'), only: 'picture' });
    const events = await collect(decode(at('mute.mp4'), { sound: { sampleRate: 8000, channels: 1 }, loudness: true }));
    expect(events.map(({ type }) => type).filter((type) => type === 'sound' || type === 'loudness')).toEqual([]);
    expect((await probe(at('mute.mp4'))).audio).toBeUndefined();
  });

  it('measures loudness as EBU R 128 says', async () => {
    // EBU Tech 3341, case 1: a stereo sine of 1 kHz whose peak is -23 dBFS has -23 LUFS.
    const audio = { samples: sine(20, 1000, 10 ** (-23 / 20)), sampleRate: 48_000, channels: 2 as const };
    await encodeNumbers(at('r128.mp4'), 500, { audio });
    const [event] = ofType(await collect(decode(at('r128.mp4'), { loudness: true })), 'loudness');
    expect(Math.abs((event?.loudness.integrated ?? 0) + 23)).toBeLessThan(0.1);
    // AAC swings a little past where the tone breaks off.
    expect(Math.abs((event?.loudness.truePeak ?? 0) + 23)).toBeLessThan(1);
    expect(event?.loudness.range).toBeLessThan(0.1);
    expect(event?.loudness.momentary.length).toBeGreaterThanOrEqual(199);
    expect(Math.abs((event?.loudness.momentary[100] ?? 0) + 23)).toBeLessThan(0.1);
    const silence = { samples: new Float32Array(96_000 * 2), sampleRate: 48_000, channels: 2 as const };
    await encodeNumbers(at('silent.mp4'), 50, { audio: silence });
    const [silent] = ofType(await collect(decode(at('silent.mp4'), { loudness: true })), 'loudness');
    expect(silent?.loudness.integrated).toBe(Number.NEGATIVE_INFINITY);
  });

  it('goes on behind a damaged part and tells where it is', async () => {
    await encodeNumbers(at('long.mp4'), 300, { preset: 'veryfast' });
    const bytes = await readFile(at('long.mp4'));
    const middle = bytes.indexOf('mdat') + Math.floor((bytes.length - bytes.indexOf('mdat')) / 2);
    bytes.fill(0xa5, middle, middle + 400);
    await writeFile(at('damaged.mp4'), bytes);
    const events = await collect(decode(at('damaged.mp4'), { frames: { width: 16, height: 1 } }));
    const damage = ofType(events, 'damage');
    expect(damage.length).toBeGreaterThan(0);
    expect(damage.length).toBeLessThan(10);
    expect(damage[0]?.damage.frame).toBeGreaterThan(75);
    expect(damage[0]?.damage.frame).toBeLessThan(225);
    expect(ofType(events, 'end')[0]?.info).toMatchObject({ frames: 300, variableFrameRate: false });
    expect((await numbersIn(at('damaged.mp4'))).slice(-40)).toEqual(counted(300).slice(-40));
  });

  it('tells that a film is cut off when its index comes first', async () => {
    await encodeNumbers(at('first.mp4'), 300, { preset: 'veryfast' });
    const bytes = await readFile(at('first.mp4'));
    await writeFile(at('short.mp4'), bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    const events = await collect(decode(at('short.mp4'), {}));
    const frames = ofType(events, 'end')[0]?.info.frames ?? 0;
    expect(frames).toBeGreaterThan(50);
    expect(frames).toBeLessThan(290);
    expect(ofType(events, 'damage').length).toBeGreaterThan(0);
  });

  it('refuses sizes that make no sense', async () => {
    for (const frames of [
      { width: 1, height: 1, measure: 'data:text/javascript,' },
      { width: 1, height: 1, luma: true, measure: import.meta.url },
      { width: 0, height: 5 },
      { width: 1.5, height: 5 },
      { width: 9000, height: 9000 },
    ]) {
      await expect(collect(decode(at('film.mp4'), { frames }))).rejects.toMatchObject({ code: 'input' });
    }
  });
});
