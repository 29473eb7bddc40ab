import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close, decode } from '@second-unit/media';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSampleScript, renderSampleFilm, SampleFilm, samplePlan } from '../../src/sample/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit-sample-'));
});
afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const script = await readSampleScript();
const plan = samplePlan(script);

describe('drawing', () => {
  test('draws the same frame from the same plan, in any order', () => {
    const index = plan.shots[5]!.startFrame + 7;
    const forwards = new SampleFilm(plan);
    forwards.frame(index - 1);
    const jumped = new SampleFilm(plan);
    expect(Buffer.compare(forwards.frame(index), jumped.frame(index))).toBe(0);
  });

  test('moves: neighbouring frames of each shot differ', () => {
    const film = new SampleFilm(plan);
    for (const { id, startFrame, endFrame } of plan.shots.filter((shot) => shot.scene !== undefined)) {
      const middle = Math.floor((startFrame + endFrame) / 2);
      const one = Buffer.from(film.frame(middle));
      expect(Buffer.compare(one, film.frame(middle + 1)), id).not.toBe(0);
    }
  });

  test('is black in the middle of a fade', () => {
    const { startFrame, endFrame } = plan.shots.find((shot) => shot.transitionIn.type === 'fade')!.transitionIn;
    const pixels = new SampleFilm(plan).frame(Math.floor((startFrame + endFrame) / 2));
    let sum = 0;
    for (let i = 0; i < pixels.length; i += 4) sum += pixels[i]! + pixels[i + 1]! + pixels[i + 2]!;
    expect(sum / ((pixels.length / 4) * 3)).toBeLessThan(8);
  });
});

describe('rendering', () => {
  test('a part of it decodes to exactly its frames, with sound and lines', async () => {
    const path = join(folder, 'part.mp4');
    const seen: [number, string][] = [];
    const frames = 100;
    await renderSampleFilm(path, { frames, onProgress: (fraction, words) => seen.push([fraction, words]) });
    let decoded = 0;
    let samples = 0;
    const wanted = {
      frames: { width: 32, height: 18 },
      sound: { sampleRate: 8000, channels: 1 as const },
      subtitles: true,
    };
    for await (const event of decode(path, wanted)) {
      if (event.type === 'frames') decoded += event.pts.length;
      if (event.type === 'sound') samples += event.samples.length;
    }
    expect(decoded).toBe(frames);
    expect(samples / 8000).toBeCloseTo(frames / plan.frameRate.num, 1);
    expect(seen.map(([fraction]) => fraction)).toEqual(seen.map(([fraction]) => fraction).toSorted((a, b) => a - b));
    expect(seen.at(-1)).toEqual([1, 'Done']);
  });

  test('leaves nothing behind when it is cancelled', async () => {
    const empty = await mkdtemp(join(folder, 'cancelled-'));
    const stop = new AbortController();
    const rendering = renderSampleFilm(join(empty, 'film.mp4'), {
      signal: stop.signal,
      onProgress: (fraction) => {
        if (fraction > 0.005) stop.abort();
      },
    });
    await expect(rendering).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(empty)).toEqual([]);
  });
});
