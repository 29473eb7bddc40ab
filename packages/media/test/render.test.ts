import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Clip, decode, type Edit, probe, render } from '../src/index.ts';
import { remux } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';
import { collect, encodeNumbers, numbersIn, ofType, sine, soundOf } from './support/numbered.ts';

const at = useFolder();
const output = { width: 160, height: 90, frameRate: { num: 25, den: 1 }, sampleRate: 48_000, preset: 'ultrafast' };
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

async function rendered(clips: Clip[], more: Partial<Edit> = {}): Promise<string> {
  const path = at(`out ${Math.random()}.mp4`);
  await render({ ...output, clips, ...more }, path);
  return path;
}

beforeAll(async () => {
  await encodeNumbers(at('a.mp4'), 200, { audio: { samples: sine(8, 440, 0.2), sampleRate: 48_000, channels: 2 } });
  await encodeNumbers(at('b.mp4'), 100, { first: 1000 });
}, 60_000);

describe('render', () => {
  it('shows exactly the frames of the edit, in order, from several films', async () => {
    const path = await rendered([
      { path: at('a.mp4'), inFrame: 50, outFrame: 73 },
      { path: at('b.mp4'), inFrame: 0, outFrame: 10 },
      { path: at('a.mp4'), inFrame: 199, outFrame: 200 },
      { path: at('a.mp4'), inFrame: 3, outFrame: 9 },
    ]);
    expect(await numbersIn(path)).toEqual([...range(50, 73), ...range(1000, 1010), 199, ...range(3, 9)]);
    const info = await probe(path);
    expect(info).toMatchObject({ frames: 40, playsInBrowser: true, duration: 1.6 });
  });

  it('lays transitions across the cut without changing the length', async () => {
    const path = await rendered([
      { path: at('a.mp4'), inFrame: 50, outFrame: 70, transition: { type: 'dissolve', frames: 6 } },
      { path: at('b.mp4'), inFrame: 20, outFrame: 40, transition: { type: 'fade', frames: 8 } },
      { path: at('a.mp4'), inFrame: 100, outFrame: 120 },
    ]);
    const seen = await numbersIn(path);
    expect(seen).toHaveLength(60);
    expect(seen.slice(0, 17)).toEqual(range(50, 67));
    expect(seen.slice(23, 36)).toEqual(range(1023, 1036));
    expect(seen.slice(44)).toEqual(range(104, 120));
    // In the middle of the dissolve neither film is clear.
    expect(seen[20]).toBe(-1);
  });

  it('dissolves between two places of one film', async () => {
    const path = await rendered([
      { path: at('a.mp4'), inFrame: 10, outFrame: 30, transition: { type: 'dissolve', frames: 8 } },
      { path: at('a.mp4'), inFrame: 150, outFrame: 170, transition: { type: 'fade', frames: 5 } },
    ]);
    const seen = await numbersIn(path);
    expect(seen).toHaveLength(40);
    expect([...seen.slice(0, 15), ...seen.slice(25, 34)]).toEqual([...range(10, 25), ...range(155, 164)]);
  });

  it('keeps every frame in place when the film runs at another rate', async () => {
    const path = await rendered([{ path: at('a.mp4'), inFrame: 20, outFrame: 70 }], {
      frameRate: { num: 50, den: 1 },
    });
    expect(await numbersIn(path)).toEqual(range(20, 70).flatMap((number) => [number, number]));
  });

  it.each(['mp4', 'ts', 'mkv'])(
    'cuts sound of a .%s to the sample and fills what has none with silence',
    async (kind) => {
      // A beep per second tells where in the film a sample comes from.
      const samples = new Float32Array(48_000 * 8 * 2);
      for (let second = 0; second < 8; second++) {
        samples.set(sine(0.05, 1000 + 500 * second, 0.5), second * 96_000);
      }
      await encodeNumbers(at('beeps.mp4'), 200, { audio: { samples, sampleRate: 48_000, channels: 2 } });
      const source = at(`beeps from.${kind}`);
      await remux({ from: at('beeps.mp4'), to: source, delaySeconds: kind === 'mp4' ? 0 : 2 });
      const path = await rendered([
        { path: at('b.mp4'), inFrame: 0, outFrame: 25 },
        { path: source, inFrame: 62, outFrame: 112 },
      ]);
      const sound = await soundOf(path, 48_000, 1);
      const loud = (from: number): number => Math.max(...sound.subarray(from, from + 240).map(Math.abs));
      expect(loud(24_000)).toBeLessThan(0.001);
      // The beep at 3 s of the film is 13 frames behind its in point, which is at 1 s of the output.
      const onset = sound.findIndex((value, index) => index > 48_000 && Math.abs(value) > 0.05);
      expect(Math.abs(onset - (48_000 + 13 * 1920))).toBeLessThan(48);
      expect(ofType(await collect(decode(path, {})), 'end')[0]?.info.frames).toBe(75);
    },
  );

  it('plays the sound from its first sample on, each time that it begins with it', async () => {
    // AAC begins with samples that are no sound; read from anywhere but before them, the first that is gets lost.
    const path = await rendered(
      [0, 60, 0].map((inFrame) => ({ path: at('a.mp4'), inFrame, outFrame: inFrame + 10 })),
      { format: 'prores-proxy' },
    );
    const sound = await soundOf(path, 48_000, 1);
    const rms = (from: number): number =>
      Math.sqrt(sound.subarray(from, from + 400).reduce((sum, sample) => sum + sample * sample, 0) / 400);
    // Behind the fade of a cut.
    for (const start of [0, 20]) expect(rms(start * 1920 + 500)).toBeGreaterThan(0.9 * rms(start * 1920 + 5000));
  });

  it('leaves no click at a cut', async () => {
    const path = await rendered([
      { path: at('a.mp4'), inFrame: 0, outFrame: 25 },
      { path: at('a.mp4'), inFrame: 33, outFrame: 58 },
    ]);
    const sound = await soundOf(path, 48_000, 1);
    const steps = (from: number, to: number): number =>
      Math.max(
        ...Array.from({ length: to - from }, (_, k) => Math.abs((sound[from + k + 1] ?? 0) - (sound[from + k] ?? 0))),
      );
    expect(steps(47_000, 49_000)).toBeLessThan(1.3 * steps(24_000, 26_000));
  });

  it('leaves no click where a film of another rate runs on over a cut', async () => {
    const pieces = range(0, 6).map((piece) => ({
      path: at('a.mp4'),
      inFrame: 11 * piece,
      outFrame: 11 * (piece + 1),
    }));
    const worst = async (clips: Clip[]): Promise<number> => {
      const sound = await soundOf(await rendered(clips, { frameRate: { num: 24, den: 1 } }), 48_000, 1);
      // AAC sets in and ends with steps of its own.
      const inside = sound.subarray(4800, -4800);
      return inside.reduce(
        (most, sample, at) => (at === 0 ? 0 : Math.max(most, Math.abs(sample - inside[at - 1]!))),
        0,
      );
    };
    const whole = await worst([{ path: at('a.mp4'), inFrame: 0, outFrame: 66 }]);
    expect(await worst(pieces)).toBeLessThan(1.3 * whole);
    // Where what was rounded has come to more than half a frame, it is a cut.
    expect(await worst(pieces.map((piece) => ({ ...piece, frames: 9 })))).toBeLessThan(1.3 * whole);
  });

  it.each([-14, -23])('brings the sound to %d LUFS under the peak limit', async (integrated) => {
    // Noise in bursts has peaks that a plain gain would push over the limit.
    const noise = new Float32Array(48_000 * 4 * 2);
    let seed = 1;
    let smooth = 0;
    for (let index = 0; index < noise.length; index++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      smooth += 0.15 * (seed / 1_073_741_824 - 1 - smooth);
      noise[index] = (index % 96_000 < 9600 ? 1.5 : 0.15) * smooth;
    }
    await encodeNumbers(at('noise.mp4'), 100, { audio: { samples: noise, sampleRate: 48_000, channels: 2 } });
    const path = await rendered([{ path: at('noise.mp4'), inFrame: 0, outFrame: 100 }], {
      loudness: { integrated, truePeak: -1 },
    });
    const { loudness } = ofType(await collect(decode(path, { loudness: true })), 'loudness')[0] ?? {};
    expect(Math.abs((loudness?.integrated ?? 0) - integrated)).toBeLessThan(0.3);
    expect(loudness?.truePeak).toBeLessThanOrEqual(-0.9);
  });

  it('conforms films of another shape with bars', async () => {
    await encodeNumbers(at('tall.mp4'), 5, { width: 90, height: 160 });
    const path = await rendered([{ path: at('tall.mp4'), inFrame: 0, outFrame: 5 }]);
    const [frames] = ofType(await collect(decode(path, { frames: { width: 160, height: 90 } })), 'frames');
    const pixel = (x: number): number => frames?.rgb[(45 * 160 + x) * 3] ?? -1;
    expect(frames?.pts).toHaveLength(5);
    expect(pixel(10)).toBeLessThan(30);
    expect(pixel(150)).toBeLessThan(30);
  });

  it('leaves the previous file as it was when it fails or is cancelled', async () => {
    const path = at('kept.mp4');
    await writeFile(path, 'the previous version');
    const missing = render({ ...output, clips: [{ path: at('gone.mp4'), inFrame: 0, outFrame: 5 }] }, path);
    await expect(missing).rejects.toMatchObject({ code: 'not-found' });
    const beyond = render({ ...output, clips: [{ path: at('b.mp4'), inFrame: 90, outFrame: 101 }] }, path);
    await expect(beyond).rejects.toMatchObject({ code: 'input', message: expect.stringContaining('100 frames') });
    const abort = new AbortController();
    const clips = Array.from({ length: 40 }, () => ({ path: at('a.mp4'), inFrame: 0, outFrame: 200 }));
    const long = render({ ...output, clips }, path, {
      signal: abort.signal,
      onProgress: ({ frame }) => {
        if (frame > 0) abort.abort();
      },
    });
    await expect(long).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readFile(path, 'utf8')).toBe('the previous version');
    expect((await readdir(dirname(path))).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
