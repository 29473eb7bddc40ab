import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, hear, type Loudness, makePlayable, probe, smallPictures, soundSamples } from '../src/index.ts';
import { integratedLoudness, loudnessRange } from '../src/native/gated-loudness.ts';
import { SoundClock } from '../src/native/sound-clock.ts';
import { encodeAs, remux, writeFields } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';
import { encodeNumbers } from './support/numbered.ts';

const at = useFolder();

/** The middle of each frame, as a pass over the film shows it; and what it says of damage. */
async function passOver(path: string): Promise<{ greys: number[]; pts: bigint[]; damage: number[] }> {
  const greys: number[] = [];
  const pts: bigint[] = [];
  const damage: number[] = [];
  for await (const event of decode(path, { frames: { width: 16, height: 16 } })) {
    if (event.type === 'damage') damage.push(event.damage.frame);
    if (event.type !== 'frames') continue;
    pts.push(...event.pts);
    for (const place of event.pts.keys()) greys.push(event.rgb[place * 768 + 400]!);
  }
  return { greys, pts, damage };
}

/** The frames whose picture, asked for by number, is another one than the pass shows. They are ten levels apart. */
async function otherFrames(path: string, greys: readonly number[]): Promise<number[]> {
  // There and back, near and far.
  const asked = greys.map((_, frame) => (frame * 23) % greys.length);
  const other: number[] = [];
  for await (const { frame, rgb } of smallPictures(path, asked, { width: 16, height: 16 }))
    if (Math.abs(rgb[400]! - greys[frame]!) > 4) other.push(frame);
  return other;
}

describe('frames are counted alike by a pass and by number', () => {
  it.each([
    ['mpeg4', 'avi'],
    ['libx264', 'avi'],
    ['mpeg2video', 'avi'],
    ['mpeg2video', 'mpg'],
    ['mpeg2video', 'vob'],
  ] as const)('where packets do not say when they are shown: %s in %s', async (codec, container) => {
    const film = at(`${codec}.${container}`);
    await encodeAs({ to: film, codec, pixelFormat: 'yuv420p', frames: 61, group: 12 });
    const { greys } = await passOver(film);
    expect(greys).toHaveLength(61);
    expect(await otherFrames(film, greys)).toEqual([]);
  });

  it.each(['one a frame', 'one a field'] as const)(
    'where a frame is coded as two fields, packets %s',
    async (packets) => {
      const film = at(`${packets}.ts`);
      await writeFields({ to: film, frames: 40, packets });
      const { greys, damage } = await passOver(film);
      expect(greys).toHaveLength(40);
      expect(damage).toEqual([]);
      expect(await otherFrames(film, greys)).toEqual([]);
    },
  );

  it('where the clock goes back in the middle', async () => {
    const one = at('one.ts');
    await encodeAs({ to: one, codec: 'mpeg2video', pixelFormat: 'yuv420p', frames: 41, group: 12 });
    const bytes = readFileSync(one);
    const film = at('twice.ts');
    writeFileSync(film, Buffer.concat([bytes, bytes]));
    const { greys, pts } = await passOver(film);
    expect(greys).toHaveLength(82);
    expect(Math.abs(greys[45]! - greys[4]!)).toBeLessThan(4);
    expect(pts.every((stamp, frame) => frame === 0 || stamp > pts[frame - 1]!)).toBe(true);
    expect(await otherFrames(film, greys)).toEqual([]);
  });

  it.each(['mp4', 'mkv', 'ts'])('where the film begins in the middle of a group, %s', async (container) => {
    const whole = at('whole.mp4');
    await encodeAs({ to: whole, codec: 'libx264', pixelFormat: 'yuv420p', frames: 60, group: 12 });
    const film = at(`middle.${container}`);
    await remux({ from: whole, to: film, withoutFirst: 5 });
    const { greys, damage } = await passOver(film);
    // Seven frames of which none can be decoded: the next one stands in for them.
    expect(greys).toHaveLength(55);
    expect(damage).toEqual([0]);
    expect(greys.slice(0, 8)).toEqual(Array(8).fill(greys[7]));
    expect(await otherFrames(film, greys)).toEqual([]);
    const { num, den } = (await probe(film)).timeBase;
    const copy = at('copy.mp4');
    await makePlayable(film, copy);
    const copied = await passOver(copy);
    expect(copied.greys).toHaveLength(48);
    const { pts } = await passOver(film);
    const { num: over, den: under } = (await probe(copy)).timeBase;
    const second = (Number(pts[20]! - pts[0]!) * num) / den;
    const same = copied.pts.findIndex((stamp) => (Number(stamp - copied.pts[0]!) * over) / under > second - 0.01);
    expect(Math.abs(copied.greys[same]! - greys[20]!)).toBeLessThan(5);
  });
});

it('a film that does not begin at second 0 is not taken for one that was cut off', async () => {
  const film = at('late.mkv');
  await remux({ from: at('whole.mp4'), to: film, delaySeconds: 5 });
  expect((await probe(film)).duration).toBeCloseTo(2.4, 1);
  expect((await passOver(film)).damage).toEqual([]);
  await encodeNumbers(at('both.mp4'), 50, { width: 32, height: 16, audio: tone(2, 1, 0, 1) });
  await remux({ from: at('both.mp4'), to: at('sound late.mkv'), soundDelaySeconds: 4 });
  expect((await probe(at('sound late.mkv'))).duration).toBeCloseTo(2, 1);
  expect((await passOver(at('sound late.mkv'))).damage).toEqual([]);
});

async function heard(path: string): Promise<{ seconds: number; loudness: Loudness }> {
  let seconds = 0;
  let loudness: Loudness | undefined;
  for await (const event of hear(path, { loudness: true, sound: { sampleRate: 16_000, channels: 1 } })) {
    if (event.type === 'sound') seconds = (event.first + event.samples.length) / 16_000;
    if (event.type === 'loudness') loudness = event.loudness;
  }
  return { seconds, loudness: loudness! };
}

/** A tone of 440 Hz that sounds from one second up to another. */
function tone(seconds: number, channels: 1 | 2, from: number, to: number) {
  const samples = new Float32Array(seconds * 48_000 * channels);
  for (let place = 0; place < samples.length; place++) {
    const second = place / channels / 48_000;
    if (second >= from && second < to)
      samples[place] = 0.25 * Math.sin((2 * Math.PI * 440 * Math.floor(place / channels)) / 48_000);
  }
  return { samples, sampleRate: 48_000, channels };
}

describe('sound', () => {
  it('behind a pause in the stream is as loud as it is where it is', async () => {
    await encodeNumbers(at('tone.mp4'), 200, { width: 32, height: 16, audio: tone(8, 2, 6, 7) });
    await remux({ from: at('tone.mp4'), to: at('pause.mkv'), soundGap: [2, 5] });
    const { seconds, loudness } = await heard(at('pause.mkv'));
    expect(Math.abs(seconds - 8)).toBeLessThan(0.1);
    const loud = [...loudness.momentary.keys()].filter((step) => loudness.momentary[step]! > -25);
    expect(Math.abs(loud[0]! - 60)).toBeLessThan(5);
    expect(Math.abs(loud.at(-1)! - 73)).toBeLessThan(5);
  });

  it('ends where it ends, however long the header says that it is', async () => {
    const bytes = readFileSync(at('pause.mkv'));
    // Matroska's Duration, milliseconds.
    bytes.writeDoubleBE(1e6, bytes.indexOf('448988', 'hex') + 3);
    writeFileSync(at('promise.mkv'), bytes);
    const parts = await Array.fromAsync(soundSamples(at('promise.mkv'), { sampleRate: 16_000 }));
    const samples = parts.reduce((sum, part) => sum + part.samples.length, 0);
    expect(Math.abs(samples / 16_000 - 8)).toBeLessThan(0.1);
  });

  it('goes on where the clock goes back and its channels change, and is measured as one', async () => {
    await encodeNumbers(at('loud.mp4'), 100, { width: 32, height: 16, audio: tone(4, 2, 0, 4) });
    await encodeNumbers(at('soft.mp4'), 50, { width: 32, height: 16, audio: tone(2, 1, 1.9, 2) });
    const parts: Buffer[] = [];
    for (const name of ['loud', 'soft']) {
      await remux({ from: at(`${name}.mp4`), to: at(`${name}.ts`) });
      parts.push(readFileSync(at(`${name}.ts`)));
    }
    writeFileSync(at('both.ts'), Buffer.concat(parts));
    const { seconds, loudness } = await heard(at('both.ts'));
    expect(Math.abs(seconds - 6)).toBeLessThan(0.2);
    const alone = (await heard(at('loud.ts'))).loudness;
    expect(Math.abs(loudness.integrated - alone.integrated)).toBeLessThan(0.5);
  });

  it('lies where it says, and behind what was before where that cannot be', () => {
    const clock = new SoundClock();
    // A pause, an overlap, a leap of one stamp ahead and back, none, a clock set anew.
    const told = [0.2, 1.2, 5, 5.9, 20, 7.9, 8.9, Number.NaN, 0.5, 1.5, 1e7, 2.5];
    expect(told.map((second) => clock.place(second, 1))).toEqual([0.2, 1.2, 5, 5.9, 20, 7.9, 8.9, 21, 22, 23, 24, 25]);
    expect(new SoundClock().place(95_443, 1)).toBe(0);
    expect(new SoundClock().place(Number.NaN, 1)).toBeNaN();
  });

  it('is never more than a day longer than its parts, whatever their stamps', () => {
    const stamps = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 60 });
    const leaps = fc.array(fc.double({ min: 0, max: 4000, noNaN: true }), { maxLength: 60 });
    const rising = leaps.map((all) =>
      all.map((_, place) => all.slice(0, place + 1).reduce((sum, one) => sum + one, 0)),
    );
    fc.assert(
      fc.property(fc.oneof(stamps, rising), (told) => {
        const clock = new SoundClock();
        const ends = told.map((second) => clock.place(second, 1) + 1);
        expect(Math.max(0, ...ends)).toBeLessThanOrEqual(86_400 + told.length);
      }),
    );
  });

  it('is as loud by its momentary values as by the filter that they come from', async () => {
    await encodeNumbers(at('steps.mp4'), 250, { width: 32, height: 16, audio: tone(10, 2, 2, 6) });
    const { loudness } = await heard(at('steps.mp4'));
    expect(Math.abs(integratedLoudness([...loudness.momentary]) - loudness.integrated)).toBeLessThan(0.1);
    expect(integratedLoudness([])).toBe(Number.NEGATIVE_INFINITY);
    // Tech 3342, case 1: two levels 10 LU apart, as long each.
    expect(loudnessRange([...Array(200).fill(-20), ...Array(200).fill(-30), ...Array(50).fill(-80)])).toBe(10);
    expect(loudnessRange([])).toBe(0);
  });
});
