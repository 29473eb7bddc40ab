import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close, encode } from '@second-unit/media';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from '../cli/harness.ts';

let folder: string;
let film: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit-test-'));
  film = join(folder, 'film.mp4');
  const frames = Array.from({ length: 25 }, () => new Uint8Array(64 * 36 * 3));
  const audio = { sampleRate: 48_000, channels: 1, samples: new Float32Array(48_000) } as const;
  await encode(frames, { width: 64, height: 36, frameRate: { num: 25, den: 1 }, audio }, film);
});
afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

test('log --whisper refuses a file that is no model, and a film without sound has nothing to write down', async () => {
  const absent = await cli(['log', film, '--whisper', join(folder, 'absent.bin')]);
  expect(absent).toMatchObject({ code: 2, stdout: '' });
  expect(absent.stderr).toContain('absent.bin');
  const words = join(folder, 'words.bin');
  await writeFile(words, 'these are words');
  const wrong = await cli(['log', film, '--whisper', words]);
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('The model “words.bin” is not one of whisper.cpp');
  const silent = join(folder, 'silent.mp4');
  const frames = Array.from({ length: 25 }, () => new Uint8Array(64 * 36 * 3));
  await encode(frames, { width: 64, height: 36, frameRate: { num: 25, den: 1 } }, silent);
  const mute = await cli(['log', silent, '--whisper', words]);
  expect(mute).toMatchObject({ stdout: '' });
  expect(mute.code).not.toBe(0);
  expect(mute.stderr).toContain('This film has no sound.');
}, 60_000);
