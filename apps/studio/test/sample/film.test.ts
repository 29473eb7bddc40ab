import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logFilm, sceneLinks } from '@second-unit/footage';
import { close, decode } from '@second-unit/media';
import { outline, parse, toDocument } from '@second-unit/screenplay';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSampleScript, renderSampleFilm, SampleFilm, samplePlan } from '../../src/sample/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit-sample-'));
});
afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true });
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

describe('the whole film', () => {
  test('is logged as it was planned, at its loudness, and aligns with its script', { timeout: 600_000 }, async () => {
    const path = join(folder, 'film.mp4');
    await renderSampleFilm(path);
    const log = await logFilm(path);
    expect(log.media.frames).toBe(plan.frames);
    expect(log.sound?.integrated).toBeGreaterThan(-19);
    expect(log.sound?.integrated).toBeLessThan(-17);
    expect(log.sound?.truePeak).toBeLessThan(-0.9);
    expect(log.subtitles.map((line) => line.text)).toEqual(
      plan.shots.flatMap((shot) => shot.lines.map((line) => line.text)),
    );

    const { precision, recall } = agreement(log.shots.map((shot) => shot.transitionIn));
    const f1 = (2 * precision * recall) / (precision + recall);
    console.info(
      `sample film: F1 of cuts and transitions ${f1.toFixed(3)} (P ${precision.toFixed(3)}, R ${recall.toFixed(3)})`,
    );
    expect(f1).toBeGreaterThanOrEqual(0.95);

    const links = sceneLinks(log, scenesOf(script));
    let right = 0;
    let linked = 0;
    for (const link of links.filter(({ method }) => method === 'dialogue')) {
      for (const line of link.lines) {
        const planned = plan.shots.find((shot) => shot.lines.some((l) => l.from >= line.from && l.to <= line.to));
        linked += 1;
        if (planned?.scene === link.scene) right += 1;
      }
    }
    console.info(`sample film: ${right} of ${linked} linked lines are in their scene`);
    expect(linked).toBeGreaterThan(20);
    expect(right / linked).toBeGreaterThan(0.9);
  });
});

interface Transition {
  readonly type: string;
  readonly startFrame: number;
  readonly endFrame: number;
}

/** A cut agrees within a frame; a dissolve or a fade where type and frames in common agree. The first shot is left out. */
function agreement(found: readonly Transition[]): { precision: number; recall: number } {
  const left = found.slice(1);
  const truth = plan.shots.slice(1).map((shot) => shot.transitionIn);
  const total = left.length;
  let hits = 0;
  for (const t of truth) {
    const at = left.findIndex((f) =>
      t.type === 'cut'
        ? f.type === 'cut' && Math.abs(f.startFrame - t.startFrame) <= 1
        : f.type === t.type && Math.min(f.endFrame, t.endFrame) > Math.max(f.startFrame, t.startFrame),
    );
    if (at < 0) continue;
    hits += 1;
    left.splice(at, 1);
  }
  return { precision: hits / total, recall: hits / truth.length };
}

function scenesOf(text: string) {
  const tree = parse(text);
  const { elements } = toDocument(tree);
  return outline(tree)
    .filter((entry) => entry.kind === 'scene')
    .map(({ from, to }) => ({
      from,
      to,
      lines: elements
        .filter((e) => (e.type === 'dialogue' || e.type === 'lyrics') && e.from >= from && e.to <= to)
        .map(({ text: words, from: start, to: end }) => ({ text: words, from: start, to: end })),
    }));
}
