import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@second-unit/evidence';
import type { Shot } from '@second-unit/footage';
import { sequenceRate } from '@second-unit/footage/interchange';
import { close, decode, type MediaInfo, render } from '@second-unit/media';
import type { Track } from '@second-unit/timeline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remux } from '../../media/test/support/fixtures.ts';
import { encodeNumbers, numbersIn } from '../../media/test/support/numbered.ts';
import { applyChange, type Cut, currentCut, proposeCut, toEditList, toTimeline } from '../src/index.ts';
import { filmOf } from './film.ts';

let folder = '';
let info: MediaInfo;
/** 200 frames: 75 at 25 a second, then each twice as long. */
const TURN = 75;
const timeOf = (frame: number) => (frame <= TURN ? frame / 25 : TURN / 25 + (2 * (frame - TURN)) / 25);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variable '));
  const even = join(folder, 'even.mp4');
  await encodeNumbers(even, 200);
  const path = join(folder, 'variable.mp4');
  await remux({ from: even, to: path, slowFrom: TURN / 25 });
  for await (const event of decode(path, { frames: { width: 16, height: 1 } }))
    if (event.type === 'end') info = event.info;
}, 60_000);

afterAll(async () => {
  close();
  await rm(folder, { recursive: true, force: true });
});

function cutOf(...ranges: readonly (readonly [number, number])[]): Cut {
  return {
    brief: { seconds: 10, seed: 0, keepBack: 0 },
    banned: [],
    items: ranges.map(([inFrame, outFrame], index) => ({
      id: `i${index}`,
      media: 'm1',
      shot: `s${index}`,
      inFrame,
      outFrame,
      locked: false,
      score: 0,
      reasons: [],
    })),
  };
}

/** A film of twelve shots on the variable media's times. */
function film() {
  const made = filmOf({ shots: 12, seed: 3, lines: false });
  const shots = made.log.shots.map((shot, index): Shot => {
    const [startFrame, endFrame] = [Math.round((index * 200) / 12), Math.round(((index + 1) * 200) / 12)];
    return {
      ...shot,
      startFrame,
      endFrame,
      keyFrame: (startFrame + endFrame) >> 1,
      start: timeOf(startFrame),
      end: timeOf(endFrame),
      transitionIn: { type: index === 0 ? 'none' : 'cut', startFrame, endFrame: startFrame },
      brightness: 0.5,
    };
  });
  return { ...made, log: { ...made.log, media: info, shots } };
}

describe('a film whose frame rate varies', () => {
  const cut = cutOf([10, 30], [60, 80], [100, 117], [180, 198]);

  it('takes a transition only where the frames as they are shown have room for it', () => {
    const cut = cutOf([10, 30], [100, 117], [40, 60]);
    const taken = [0, 1].map((at) => {
      let most = 0;
      for (let frames = 2; frames <= 80; frames++) {
        const change = { kind: 'transition', item: `i${at}`, transition: { type: 'fade', frames } } as const;
        try {
          const { clips } = toEditList(applyChange(cut, change, film()), { m1: info });
          most = frames;
          expect(Math.floor(frames / 2)).toBeLessThanOrEqual(clips[at]!.frames!);
          expect(Math.ceil(frames / 2)).toBeLessThanOrEqual(clips[at + 1]!.frames!);
        } catch (thrown) {
          if (!(thrown instanceof Fault)) throw thrown;
        }
      }
      return most;
    });
    // 20 frames, as all on the even side, are the shorter of both; of the slow ones there are 34.
    expect(taken.every((most) => most >= 36 && most <= 41)).toBe(true);
  });

  it('is described with the time of each frame', () => {
    expect(info).toMatchObject({ frames: 200, variableFrameRate: true });
    const runs = info.frameDurations!;
    expect(runs.filter((_, at) => at % 2 === 1).reduce((sum, frames) => sum + frames, 0)).toBe(200);
    expect(runs.length).toBeLessThan(12);
  });

  it('is rendered from the first to the last frame of each item, and no frame beyond', async () => {
    const list = toEditList(cut, { m1: info });
    const out = join(folder, 'out.mp4');
    await render({ ...list, preset: 'ultrafast' }, out);
    const seen = await numbersIn(out);
    const rate = list.frameRate.num / list.frameRate.den;
    expect(seen).toHaveLength(list.clips.reduce((sum, { frames }) => sum + frames!, 0));
    let start = 0;
    for (const clip of list.clips) {
      if (!('path' in clip)) throw new Error('no cards here');
      const { inFrame, outFrame, frames } = clip;
      const own = seen.slice(start, start + frames!);
      start += frames!;
      expect(frames! / rate).toBeCloseTo(timeOf(outFrame) - timeOf(inFrame), 0.5);
      expect(own[0]).toBe(inFrame);
      expect(own.every((frame, at) => frame >= (own[at - 1] ?? inFrame) && frame < outFrame)).toBe(true);
      // Where each frame is shown for longer than one of the output, the last is seen; else one of the last two.
      expect(own.at(-1)).toBeGreaterThanOrEqual(outFrame > TURN ? outFrame - 1 : outFrame - 2);
    }
  });

  it('gets its lengths from the renderer where nobody noted the times', async () => {
    const { frameDurations: _, ...old } = info;
    const list = toEditList(cut, { m1: old });
    expect(list.clips.map((clip) => clip.frames)).toEqual([undefined, undefined, undefined, undefined]);
    const out = join(folder, 'old.mp4');
    const { frames } = await render({ ...list, preset: 'ultrafast' }, out);
    const seconds = cut.items.reduce((sum, item) => sum + timeOf(item.outFrame) - timeOf(item.inFrame), 0);
    expect(Math.abs(frames - (seconds * list.frameRate.num) / list.frameRate.den)).toBeLessThan(3);
    const seen = await numbersIn(out);
    expect(seen.every((frame) => cut.items.some((item) => frame >= item.inFrame && frame < item.outFrame))).toBe(true);
    expect(() => toTimeline(cut, { m1: old }, { title: 'x' })).toThrow(/log the film again/);
  });

  it('stands on a timeline by time, at a standard rate, as long as it is rendered', () => {
    const rate = sequenceRate(info);
    expect([24_000 / 1001, 24, 25, 30_000 / 1001, 30]).toContain(rate.num / rate.den);
    const perSecond = rate.num / rate.den;
    const clips = (toTimeline(cut, { m1: info }, { title: 'x' }).tracks.children[0] as Track).children;
    const list = toEditList(cut, { m1: info });
    clips.forEach((clip, index) => {
      const { inFrame, outFrame } = cut.items[index]!;
      const range = clip.schema === 'Clip' ? clip.sourceRange! : undefined;
      expect(range!.startTime.rate).toEqual(rate);
      expect(range!.duration.value).toBe(list.clips[index]!.frames);
      const first = range!.startTime.value / perSecond;
      const last = (range!.startTime.value + range!.duration.value - 1) / perSecond;
      expect(first).toBeGreaterThanOrEqual(timeOf(inFrame) - 1e-6);
      expect(first).toBeLessThan(timeOf(inFrame + 1));
      expect(last).toBeLessThan(timeOf(outFrame));
    });
  });

  it.each([3, 4, 5, 6])('is cut to the seconds of the brief, not to so many frames: %d s', (seconds) => {
    const context = film();
    const proposal = proposeCut({
      ...context,
      brief: { seconds, seed: 0, keepBack: 0 },
      onBehalfOf: 'p',
      id: 'x',
      at: '2026-01-01T00:00:00Z',
    });
    const { items } = proposal.change;
    const lasts = items.reduce((sum, item) => sum + timeOf(item.outFrame) - timeOf(item.inFrame), 0);
    expect(Math.abs(lasts - seconds)).toBeLessThan(0.1);
    const frames = toEditList(proposal.change, { m1: info }).clips.reduce((sum, clip) => sum + clip.frames!, 0);
    const rate = sequenceRate(info);
    expect(Math.abs(frames - (seconds * rate.num) / rate.den)).toBeLessThanOrEqual(1);
    for (const item of items) {
      const shot = context.log.shots.find(({ id }) => id === item.shot)!;
      expect(item.inFrame >= shot.startFrame && item.outFrame <= shot.endFrame).toBe(true);
    }
    expect(currentCut(proposal, [], context)).toEqual(proposal.change);
  });
});
