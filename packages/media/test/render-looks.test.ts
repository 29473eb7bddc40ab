import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Clip, decode, type Edit, encode, probe, render, subtitles } from '../src/index.ts';
import { remux } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';
import { collect, encodeNumbers, numbersIn, ofType, sine, soundOf } from './support/numbered.ts';

const at = useFolder();
const FONT = '../../../node_modules/@fontsource/courier-prime/files/courier-prime-latin-400-normal.woff';
const fonts = [{ family: 'Courier Prime', bytes: await readFile(new URL(FONT, import.meta.url)) }];
const output = { width: 160, height: 90, frameRate: { num: 25, den: 1 }, sampleRate: 48_000, preset: 'ultrafast' };
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

async function rendered(clips: Clip[], more: Partial<Edit> = {}, ending = 'mp4'): Promise<string> {
  const path = at(`out ${Math.random()}.${ending}`);
  await render({ ...output, clips, ...more }, path);
  return path;
}

/** The brightest value of each frame between two of its 90 lines. */
async function brightest(path: string, from: number, to: number): Promise<number[]> {
  const found: number[] = [];
  for await (const event of decode(path, { frames: { width: 160, height: 90 } })) {
    if (event.type !== 'frames') continue;
    for (let at = 0; at < event.pts.length; at++) {
      const picture = event.rgb.subarray(at * 160 * 90 * 3, (at + 1) * 160 * 90 * 3);
      found.push(Math.max(...picture.subarray(from * 480, to * 480)));
    }
  }
  return found;
}

const level = (sound: Float32Array, from: number, to: number): number => {
  const part = sound.subarray(Math.round(from * 48_000), Math.round(to * 48_000));
  return 10 * Math.log10(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
};

beforeAll(async () => {
  await encodeNumbers(at('a.mp4'), 200);
}, 60_000);

describe('a rendered look', () => {
  it.each(['prores-hq', 'prores', 'prores-lt', 'prores-proxy'] as const)(
    'writes %s, every frame in its place',
    async (format) => {
      const clips: Clip[] = [
        { path: at('a.mp4'), inFrame: 50, outFrame: 60, transition: { type: 'dissolve', frames: 4 } },
        { path: at('a.mp4'), inFrame: 120, outFrame: 130 },
      ];
      const path = await rendered(clips, { format, startTimecode: '01:00:00:00' }, 'mov');
      const seen = await numbersIn(path);
      expect(seen).toHaveLength(20);
      expect([...seen.slice(0, 8), ...seen.slice(12)]).toEqual([...range(50, 58), ...range(122, 130)]);
      expect(await probe(path)).toMatchObject({
        videoCodec: 'prores',
        audio: { codec: 'pcm_s24le' },
        startTimecode: '01:00:00:00',
      });
    },
  );

  it('sets cards between clips, and dissolves into them', async () => {
    const path = await rendered(
      [
        { path: at('a.mp4'), inFrame: 0, outFrame: 10 },
        { title: { text: 'Soon' }, frames: 10, transition: { type: 'dissolve', frames: 4 } },
        { path: at('a.mp4'), inFrame: 100, outFrame: 110 },
      ],
      { fonts },
    );
    const seen = await numbersIn(path);
    expect(seen).toHaveLength(30);
    expect([...seen.slice(0, 10), ...seen.slice(22)]).toEqual([...range(0, 10), ...range(102, 110)]);
    // Black but for the letters in the middle.
    const [middle, head] = [await brightest(path, 35, 55), await brightest(path, 0, 20)];
    expect(middle[13]).toBeGreaterThan(100);
    expect(head[13]).toBeLessThan(5);
  });

  it('burns lines in for exactly their frames', async () => {
    const lines = [{ startFrame: 7, endFrame: 12, text: 'Where is it?' }];
    const clips: Clip[] = [{ title: { text: '' }, frames: 20 }];
    const path = await rendered(clips, { fonts, subtitles: { mode: 'burn', lines }, crf: 5 });
    const foot = await brightest(path, 70, 90);
    expect(foot.map((value, frame) => (value > 60 ? frame : -1)).filter((frame) => frame >= 0)).toEqual(range(7, 12));
  });

  it('burns lines into an upright picture in type that is a third larger, as it is seen no wider than a phone', async () => {
    const lines = [{ startFrame: 0, endFrame: 1, text: 'HHHH' }];
    const clips: Clip[] = [{ title: { text: '' }, frames: 1 }];
    const heightOfType = async (width: number, height: number): Promise<number> => {
      const path = await rendered(clips, { width, height, fonts, subtitles: { mode: 'burn', lines }, crf: 5 });
      for await (const event of decode(path, { frames: { width, height, batch: 1 } })) {
        if (event.type !== 'frames') continue;
        return range(0, height).filter((y) =>
          event.rgb.subarray(y * width * 3, (y + 1) * width * 3).some((v) => v > 120),
        ).length;
      }
      return 0;
    };
    const flat = await heightOfType(1280, 720);
    expect(flat).toBeGreaterThan(10);
    expect((await heightOfType(720, 1280)) / flat).toBeCloseTo(4 / 3, 0.9);
    expect(await heightOfType(720, 720)).toBe(flat);
  });

  it('writes lines as a track', async () => {
    const lines = [{ startFrame: 5, endFrame: 20, text: 'Where is it?\nHere.' }];
    const path = await rendered([{ path: at('a.mp4'), inFrame: 0, outFrame: 50 }], {
      subtitles: { mode: 'track', lines },
    });
    expect(await subtitles(path)).toMatchObject([{ start: 0.2, end: 0.8, text: 'Where is it?\nHere.' }]);
    expect(await numbersIn(path)).toEqual(range(0, 50));
  });

  it('writes lines that are said at once together, in whatever order they come', async () => {
    const line = (text: string, startFrame: number, endFrame: number) => ({ text, startFrame, endFrame });
    const lines = [line('Later.', 40, 45), line('Who?', 5, 30), line('You!', 10, 15), line('Me.', 10, 20)];
    const path = await rendered([{ path: at('a.mp4'), inFrame: 0, outFrame: 50 }], {
      subtitles: { mode: 'track', lines },
    });
    const seen = (await subtitles(path)).map(({ start, end, text }) => [
      Math.round(start * 25),
      Math.round(end * 25),
      text,
    ]);
    expect(seen).toEqual([
      [5, 10, 'Who?'],
      [10, 15, 'Who?\nYou!\nMe.'],
      [15, 20, 'Who?\nMe.'],
      [20, 30, 'Who?'],
      [40, 45, 'Later.'],
    ]);
  });

  it('looks each pixel up', async () => {
    const corners = range(0, 8).map((corner) => [corner & 1, (corner >> 1) & 1, corner >> 2]);
    const inverse = corners.map((rgb) => rgb.map((value) => 1 - value).join(' '));
    await writeFile(at("in ' verse.cube"), `LUT_3D_SIZE 2\n${inverse.join('\n')}\n`);
    const clip = { path: at('a.mp4'), inFrame: 3, outFrame: 6 };
    const path = await rendered([{ ...clip, lut: at("in ' verse.cube") }, clip]);
    expect(await numbersIn(path)).toEqual([...[3, 4, 5].map((number) => 0xffff - number), 3, 4, 5]);
  });

  it('follows its window, which eases from keyframe to keyframe', async () => {
    // A white bar that moves from left to right, on grey.
    const pictures = range(0, 50).map((frame) => {
      const rgb = new Uint8Array(160 * 90 * 3).fill(40);
      for (let y = 0; y < 90; y++) rgb.fill(235, (y * 160 + 20 + frame * 2) * 3, (y * 160 + 30 + frame * 2) * 3);
      return rgb;
    });
    await encode(pictures, { width: 160, height: 90, frameRate: output.frameRate, preset: 'ultrafast' }, at('bar.mp4'));
    const x = (frame: number): number => (25 + frame * 2) / 160;
    const crop = { path: [0, 25, 49].map((frame) => ({ frame, x: x(frame), y: 0.5 })) };
    const path = await rendered([{ path: at('bar.mp4'), inFrame: 0, outFrame: 50, crop }], { width: 90, height: 160 });
    const middles: number[] = [];
    for await (const event of decode(path, { frames: { width: 90, height: 1 } })) {
      if (event.type !== 'frames') continue;
      for (let at = 0; at < event.pts.length; at++) {
        const row = event.rgb.subarray(at * 270, at * 270 + 270).filter((_, index) => index % 3 === 1);
        const bright = [...row.keys()].filter((column) => (row[column] as number) > 140);
        middles.push(bright.reduce((sum, column) => sum + column, 0) / bright.length / 90);
      }
    }
    expect(middles).toHaveLength(50);
    // At the picture's left the window cannot go further; from there on the bar is in its middle, but for the ease.
    expect(Math.max(...middles.slice(5).map((middle) => Math.abs(middle - 0.5)))).toBeLessThan(0.2);
  });

  it('lays music under the film, down under speech, again from its start, and out at the end', async () => {
    await encodeNumbers(at('music.mp4'), 75, {
      audio: { samples: sine(3, 200, 0.5), sampleRate: 48_000, channels: 2 },
    });
    const music = { path: at('music.mp4'), duckDb: 12, fadeOutSeconds: 1, speech: [{ startFrame: 25, endFrame: 50 }] };
    const sound = await soundOf(
      await rendered([{ path: at('a.mp4'), inFrame: 0, outFrame: 200 }], { music }),
      48_000,
      1,
    );
    expect(level(sound, 0.1, 0.6)).toBeCloseTo(-6, 0);
    expect(level(sound, 1.1, 1.9) - level(sound, 0.1, 0.6)).toBeCloseTo(-12, 0);
    expect(level(sound, 3.2, 4.3)).toBeCloseTo(-6, 0);
    expect(level(sound, 7.8, 7.99)).toBeLessThan(-20);
    const once = await rendered([{ path: at('a.mp4'), inFrame: 0, outFrame: 200 }], {
      music: { ...music, atEnd: 'silence' },
    });
    expect(level(await soundOf(once, 48_000, 1), 4, 5)).toBeLessThan(-60);
  });

  it('plays all of a music whose file does not say how long it is', async () => {
    // Loud at first, which takes more bits: by these its second half would not be there.
    const samples = sine(12, 200, 0.02);
    let seed = 1;
    for (let index = 0; index < 48_000 * 4; index++) {
      seed = (seed * 16_807) % 2_147_483_647;
      samples[index] = 0.5 * (seed / 1_073_741_824 - 1);
    }
    const sound = { samples, sampleRate: 48_000, channels: 2 } as const;
    await encodeNumbers(at('guessed.mp4'), 300, { width: 64, height: 36, audio: sound });
    await remux({ from: at('guessed.mp4'), to: at('guessed.aac'), only: 'sound' });
    const music = { path: at('guessed.aac'), fadeOutSeconds: 0 };
    const film = await rendered([{ title: { text: '' }, frames: 275 }], { music, format: 'prores-proxy' }, 'mov');
    // It does not begin again.
    expect(level(await soundOf(film, 48_000, 1), 4, 9.5)).toBeLessThan(-25);
  });

  it('takes samples that are no numbers for silence', async () => {
    const samples = sine(1, 200, 0.5);
    samples.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], 30_000);
    const head = Buffer.from('RIFF....WAVEfmt ', 'latin1');
    const form = Buffer.alloc(28);
    form.writeUInt32LE(16, 0);
    form.writeUInt16LE(3, 4);
    form.writeUInt16LE(2, 6);
    form.writeUInt32LE(48_000, 8);
    form.writeUInt32LE(48_000 * 8, 12);
    form.writeUInt16LE(8, 16);
    form.writeUInt16LE(32, 18);
    form.write('data', 20);
    form.writeUInt32LE(samples.byteLength, 24);
    await writeFile(at('broken.wav'), Buffer.concat([head, form, Buffer.from(samples.buffer)]));
    const path = await rendered([{ path: at('a.mp4'), inFrame: 0, outFrame: 25 }], {
      music: { path: at('broken.wav'), fadeOutSeconds: 0 },
      loudness: { integrated: -16, truePeak: -1 },
    });
    expect(level(await soundOf(path, 48_000, 1), 0.4, 0.9)).toBeGreaterThan(-20);
  });

  it('hears by itself when there is speech', async () => {
    const samples = new Float32Array(48_000 * 8 * 2);
    samples.set(sine(2, 1000, 0.3), 3 * 96_000);
    await encodeNumbers(at('talk.mp4'), 200, { audio: { samples, sampleRate: 48_000, channels: 2 } });
    const music = { path: at('music.mp4'), duckDb: 40 };
    const path = await rendered([{ path: at('talk.mp4'), inFrame: 0, outFrame: 200 }], { music });
    const sound = await soundOf(path, 48_000, 1);
    // Two channels heard as one are 3 dB louder; the music is hardly heard now.
    expect(level(sound, 3.2, 4.8)).toBeCloseTo(-10.5, 0);
    expect(level(sound, 1, 2)).toBeCloseTo(-6, 0);
  });

  it('brings ProRes with music to −16 LUFS', async () => {
    const music = { path: at('music.mp4') };
    const loudness = { integrated: -16, truePeak: -1 };
    const path = await rendered(
      [{ path: at('talk.mp4'), inFrame: 0, outFrame: 200 }],
      { music, loudness, format: 'prores-proxy' },
      'mov',
    );
    const measured = ofType(await collect(decode(path, { loudness: true })), 'loudness')[0]?.loudness;
    expect(Math.abs((measured?.integrated ?? 0) + 16)).toBeLessThan(0.2);
    expect(measured?.truePeak).toBeLessThanOrEqual(-1);
  });
});

describe('an edit that cannot be rendered', () => {
  const clip = { path: 'film.mp4', inFrame: 0, outFrame: 10 };
  it.each([
    [{ clips: [{ ...clip, crop: { path: [] } }] }, 'no keyframe'],
    [{ clips: [{ ...clip, crop: { path: [{ frame: 0, x: 2, y: 0 }] } }] }, 'outside the picture'],
    [{ clips: [{ title: { text: 'x' }, frames: 0 }] }, 'at least one frame'],
    [{ music: { path: 'm.wav', inSeconds: -1 } }, 'negative'],
    [{ loudness: { integrated: 3, truePeak: -1 } }, 'LUFS'],
    [{ range: { startFrame: 4, endFrame: 4 } }, 'range'],
    [{ subtitles: { mode: 'burn', lines: [{ startFrame: 3, endFrame: 3, text: '' }] } }, 'subtitle'],
    [{ format: 'gif' }, 'rendered as'],
  ] as [Partial<Edit>, string][])('says why: %o', async (wrong, words) => {
    const failed = render({ ...output, clips: [clip], ...wrong }, at('never.mp4'));
    await expect(failed).rejects.toMatchObject({ code: 'input', message: expect.stringContaining(words) });
  });
});
