import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { close, encode, whisper } from '../src/index.ts';
import { linesOf, placed } from '../src/native/whisper-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-unit-test-'));
afterAll(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

/** A model of whisper.cpp's format without any weights, as its own tests use: it loads, and hears nothing. */
function emptyModel(): Buffer {
  const words = 51_865;
  // words, audio: context, state, heads, layers; text: the same; mel bands, type of weights.
  const shape = [words, 1500, 384, 6, 4, 448, 384, 6, 4, 80, 1];
  const bins = 201;
  const head = Buffer.alloc(4 + shape.length * 4 + 8 + 80 * bins * 4 + 4);
  head.write('lmgg', 'latin1');
  for (const [at, value] of shape.entries()) head.writeInt32LE(value, 4 + at * 4);
  let at = 4 + shape.length * 4;
  at = head.writeInt32LE(80, at);
  at = head.writeInt32LE(bins, at);
  head.writeInt32LE(50_257, at + 80 * bins * 4);
  const vocabulary = Array.from({ length: 50_257 }, (_, index) => {
    // The one word that Whisper itself asks for.
    const word = Buffer.from(index === 0 ? ' ' : String(index));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(word.length);
    return Buffer.concat([length, word]);
  });
  return Buffer.concat([head, ...vocabulary]);
}

async function film(): Promise<string> {
  const path = join(folder, 'film.mp4');
  const frames = Array.from({ length: 50 }, () => new Uint8Array(64 * 36 * 3));
  const samples = Float32Array.from({ length: 48_000 * 2 }, (_, at) => 0.2 * Math.sin(at / 20));
  const audio = { sampleRate: 48_000, channels: 1, samples } as const;
  await encode(frames, { width: 64, height: 36, frameRate: { num: 25, den: 1 }, audio }, path);
  return path;
}

/** Is there what node-av's Whisper looks for first? */
function hasVulkan(): boolean {
  if (process.platform !== 'linux') return true;
  try {
    process.dlopen({ exports: {} }, 'libvulkan.so.1');
    return true;
  } catch (error) {
    return !String(error).includes('cannot open shared object file');
  }
}

describe('whisper', () => {
  it('listens with a model, or says what is missing on this machine', { timeout: 120_000 }, async () => {
    const path = await film();
    const model = join(folder, "it's: a, model[1].bin");
    writeFileSync(model, emptyModel());
    const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('second-unit-whisper-'));
    const before = left();
    const heard: number[] = [];
    const asked = whisper(path, { model, language: 'en', onProgress: (seconds) => heard.push(seconds) });
    if (hasVulkan()) {
      await expect(asked).resolves.toEqual([]);
      expect(heard.at(-1)).toBeCloseTo(2, 1);
    } else {
      await expect(asked).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('libvulkan1'),
      });
    }
    expect(left().filter((name) => !before.includes(name))).toEqual([]);
  });

  it('refuses what is no model, and no language, with one sentence', async () => {
    const path = await film();
    const text = join(folder, 'words.bin');
    writeFileSync(text, 'not a model');
    await expect(whisper(path, { model: join(folder, 'absent.bin') })).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no model file “absent.bin”.',
    });
    await expect(whisper(path, { model: text })).rejects.toMatchObject({
      code: 'input',
      message: 'The model “words.bin” is not one of whisper.cpp (ggml-base.bin and the like).',
    });
    await expect(whisper(path, { model: folder })).rejects.toMatchObject({ code: 'input' });
    await expect(whisper(path, { model: text, language: 'en:model=/etc/passwd' })).rejects.toMatchObject({
      code: 'input',
    });
  });
});

describe('linesOf', () => {
  it('reads the lines that FFmpeg writes, without those that say that there are none', () => {
    const srt = [
      '0\n00:00:01,500 --> 00:00:03,250\nWhat brings you here?\n',
      '1\n00:00:04,000 --> 00:00:05,000\n[Music]\n',
      '2\n01:00:00,000 --> 01:00:02,000\n♪♪\n',
      '3\n00:00:09,000 --> 00:00:09,000\nNo time.\n',
      '4\n00:00:10,000 --> 00:00:11,000\n "I am" <i>searching</i> --> here\n',
    ].join('\n');
    expect(linesOf(srt)).toEqual([
      { start: 1.5, end: 3.25, text: 'What brings you here?' },
      { start: 10, end: 11, text: '"I am" searching --> here' },
    ]);
    expect(linesOf('')).toEqual([]);
  });
});

describe('placed', () => {
  const spans = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 6 })
    .map((pairs) => {
      let at = 0;
      return pairs.map(([wait, long]) => {
        const start = at + wait;
        at = start + long;
        return { start, end: at };
      });
    });

  it('puts each line where its stretch lies in the film', () => {
    fc.assert(
      fc.property(spans, (stretches) => {
        let heard = 0;
        const lines = stretches.map(({ start, end }, at) => {
          const line = { start: heard, end: heard + end - start, text: String(at) };
          heard += end - start + 0.5;
          return line;
        });
        expect(placed(lines, stretches, 0.5)).toEqual(stretches.map((one, at) => ({ ...one, text: String(at) })));
      }),
    );
  });

  it('never lets a line leave its stretch', () => {
    const line = fc.tuple(fc.double({ min: 0, max: 400, noNaN: true }), fc.double({ min: 0.01, max: 60, noNaN: true }));
    fc.assert(
      fc.property(spans, fc.array(line), (stretches, all) => {
        const lines = all.map(([start, long]) => ({ start, end: start + long, text: 'x' }));
        for (const { start, end } of placed(lines, stretches, 0.5)) {
          expect(stretches.some((one) => one.start <= start && end <= one.end && start < end)).toBe(true);
        }
      }),
    );
  });
});
