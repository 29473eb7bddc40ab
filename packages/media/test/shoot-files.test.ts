import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { clipFacts, frameAt, soundSamples } from '../src/index.ts';
import { readJpeg } from './support/fixtures.ts';
import { useFolder } from './support/folder.ts';
import { encodeNumbers, sine } from './support/numbered.ts';

/** Sixteen-bit samples of one channel as a WAV file. */
function wav(samples: Float32Array, sampleRate: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length * 2, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length * 2, 40);
  const data = Buffer.alloc(samples.length * 2);
  for (const [at, sample] of samples.entries()) data.writeInt16LE(Math.round(sample * 32767), at * 2);
  return Buffer.concat([head, data]);
}

describe('files of a shoot', () => {
  const file = useFolder();

  it('tells what a sound file is, which is no film', async () => {
    const path = file('12A_T3.wav');
    await writeFile(path, wav(new Float32Array(24_000), 48_000));
    const facts = await clipFacts(path);
    expect(facts.picture).toBeUndefined();
    expect(facts.sound).toMatchObject({ codec: 'pcm_s16le', sampleRate: 48_000, channels: 1 });
    expect(facts.sound?.seconds).toBeCloseTo(0.5, 6);
  });

  it('tells the tags of a film with its picture and sound', async () => {
    const path = file('A001C003.mp4');
    const audio = { samples: sine(1, 440, 0.3), sampleRate: 48_000, channels: 2 as const };
    await encodeNumbers(path, 25, { audio, metadata: { comment: 'A-cam', creation_time: '2026-05-04T10:00:00Z' } });
    const facts = await clipFacts(path);
    expect(facts.picture).toMatchObject({ frames: 25, width: 160, height: 90 });
    expect(facts.sound).toMatchObject({ sampleRate: 48_000, channels: 2 });
    expect(facts.tags.comment).toBe('A-cam');
  });

  it('refuses what is neither, in one sentence', async () => {
    const path = file('notes.mov');
    await writeFile(path, 'Scene 12, take 3: good.');
    await expect(clipFacts(path)).rejects.toMatchObject({ code: 'input' });
  });

  it('gives the sound of a file without picture, whole and in part', async () => {
    const path = file('tone.wav');
    const samples = Float32Array.from({ length: 48_000 * 13 }, (_, at) => Math.sin(at / 40) * (at / (48_000 * 13)));
    await writeFile(path, wav(samples, 48_000));
    const whole = await Array.fromAsync(soundSamples(path, { sampleRate: 48_000 }));
    expect(whole.reduce((sum, part) => sum + part.samples.length, 0)).toBe(samples.length);
    const [part] = await Array.fromAsync(soundSamples(path, { sampleRate: 48_000, from: 11, seconds: 0.5 }));
    expect(part?.first).toBe(11 * 48_000);
    expect(part?.samples.length).toBe(24_000);
    for (const at of [0, 1, 12_345]) expect(part?.samples[at]).toBeCloseTo(samples[11 * 48_000 + at] ?? 9, 3);
  });

  it('looks a still up in a table: with one that turns light over, black is white', async () => {
    const film = file('numbers.mp4');
    await encodeNumbers(film, 5);
    const corners = [...Array(8).keys()].map((at) => [0, 1, 2].map((bit) => 1 - ((at >> bit) & 1)).join(' '));
    const lut = file("it's a, [negative]; 100%.cube");
    await writeFile(lut, `LUT_3D_SIZE 2\n${corners.join('\n')}\n`);
    const pixels = async (options: { lut?: string }) => {
      const { jpeg } = await frameAt(film, 0, { width: 160, ...options });
      const path = file('still.jpg');
      await writeFile(path, jpeg);
      return (await readJpeg(path, 16, 1))[24] ?? -1;
    };
    expect(await pixels({})).toBeLessThan(20);
    expect(await pixels({ lut })).toBeGreaterThan(235);
  });
});
